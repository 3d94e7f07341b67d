# SPDX-License-Identifier: Apache-2.0
"""Pages under load beside a hello page of the same stack; bounded, loopback only."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
READERS = 4  # people at once
PAGES = 25  # pages for each of them in a round
ROUNDS = 4
PATIENCE = 20  # seconds for a server to come up
MOST_QUESTIONS = 60
DIRECTORY = ("a country", "its law", "an app")
MOST_TIMES = 2  # times the p95 of the hello page


def main() -> int:
    """Print what each page takes while several people read at once."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = stack.enter_context(served("waymark.web.settings", folder / "site"))
        hello = stack.enter_context(served("hello_settings", folder / "hello"))
        question, plan = walk(site)
        work = {
            "hello page": (hello, "/", ""),
            "start": (site, "/", ""),
            "a question": (site, "/plan", question),
            "a plan": (site, "/plan", plan),
            "a country": (site, "/help/no", ""),
            "its law": (site, "/help/no/law", ""),
            "an app": (site, "/help/where/instagram", ""),
        }
        taken: dict[str, list[float]] = {name: [] for name in work}
        for _ in range(ROUNDS):  # in turns, so that a busy machine slows all alike
            for name, (port, path, cookie) in work.items():
                taken[name] += load(port, path, cookie)
    return show(taken)


def show(taken: dict[str, list[float]]) -> int:
    """One line a page, beside the hello page; 1 if a page of the directory misses its target."""
    total = sum(map(len, taken.values()))
    print(
        f"\nPages under load: {READERS} people at once, {total:,} pages, gunicorn threads,"
        " 2 workers;\nthe hello page has the same server, middleware and headers."
    )
    cuts = {name: quantiles(times, n=100) for name, times in taken.items()}
    base = cuts["hello page"][94]
    for name, cut in cuts.items():
        print(
            f"    {name:12} p50 {cut[49] * 1000:7.1f} ms   p95 {cut[94] * 1000:7.1f} ms"
            f"   p95 {cut[94] / base:5.1f} times hello's"
        )
    slow = [name for name in DIRECTORY if cuts[name][94] > MOST_TIMES * base]
    told = f"over it: {', '.join(slow)}" if slow else "met"
    print(f"    target: pages of the directory within {MOST_TIMES} times the hello page: {told}")
    return 1 if slow else 0


def load(port: int, path: str, cookie: str) -> list[float]:
    """Seconds for each page that a few people fetch at once."""
    with ThreadPoolExecutor(READERS) as readers:
        rounds = [readers.submit(read, port, path, cookie) for _ in range(READERS)]
        return [seconds for one in rounds for seconds in one.result()]


def read(port: int, path: str, cookie: str) -> list[float]:
    """Fetch one page again and again over one connection."""
    found = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Cookie": cookie} if cookie else {}
    for _ in range(PAGES):
        start = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        found.append(time.perf_counter() - start)
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
    connection.close()
    return found


# ---- a visit that ends at a plan ----------------------------------------------------------


def walk(port: int) -> tuple[str, str]:
    """The cookie of somebody at a question, and of somebody at a plan."""
    _, cookie = send(port, "", {"go": "tile:threatened", "audience": "child"})
    _, cookie = send(port, cookie, {"go": "begin"})
    page, at_question = send(port, cookie, {"go": "answer", "q": "country", "country": "GB"})
    cookie = at_question
    for _ in range(MOST_QUESTIONS):
        name = re.search(r'name="q" value="(\w+)"', page)
        if not name:
            return at_question, cookie
        option = re.search(r'name="a" value="(\w+)"', page)
        answer = {"go": "answer", "q": name[1], "a": option[1] if option else ""}
        page, cookie = send(port, cookie, answer)
    raise SystemExit("the questions do not end")


def send(port: int, cookie: str, fields: dict[str, str]) -> tuple[str, str]:
    """Send a form; the page that follows and the cookie."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    _, cookie = fetch(port, "GET", cookie) if not cookie else ("", cookie)
    _, cookie = fetch(port, "POST", cookie, urlencode(fields), form)
    return fetch(port, "GET", cookie)


def fetch(
    port: int, method: str, cookie: str, body: str = "", more: dict[str, str] | None = None
) -> tuple[str, str]:
    """One request; the page and the cookie as it stands afterwards."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    own = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}"} if cookie else {}
    connection.request(method, "/plan" if cookie else "/", body or None, own | (more or {}))
    answer = connection.getresponse()
    page = answer.read().decode()
    fresh = answer.getheader("Set-Cookie")
    connection.close()
    return page, fresh.split(";")[0] if fresh else cookie


# ---- servers ------------------------------------------------------------------------------


@contextmanager
def served(settings: str, data: Path) -> Iterator[int]:
    """`waymark serve` with these settings on a free port of this machine; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": str(HERE),
        "WAYMARK_DATA": str(data),
    }
    command = [str(Path(sys.executable).with_name("waymark")), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    try:
        wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def wait(port: int) -> None:
    """Until somebody answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not come up")


if __name__ == "__main__":
    sys.exit(main())
