# SPDX-License-Identifier: Apache-2.0
"""What holds for every test: no network but this machine's own, and nothing left out unseen."""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import Any

import pytest

NOTHING_LEFT_OUT = "WAYMARK_NOTHING_LEFT_OUT"
_connect = socket.socket.connect


class NetworkUsed(RuntimeError):
    """A test, or the code under it, tried to reach another machine."""


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


def _guarded_connect(self: socket.socket, address: Any) -> None:
    if not _is_here(address):
        raise NetworkUsed(f"a test wanted to reach {address[0]}")
    _connect(self, address)


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _guarded_connect)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where nothing may be left out, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    worker = hasattr(session.config, "workerinput")
    if worker or reporter is None or not os.environ.get(NOTHING_LEFT_OUT):
        return
    skipped = len(reporter.stats.get("skipped", ()))
    if skipped and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{skipped} tests were left out, and none may be.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
