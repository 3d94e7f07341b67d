# SPDX-License-Identifier: Apache-2.0
"""The command line: plans come out, and bad input is answered with one line a fault."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from waymark.cli import main
from waymark.content.build import CONTENT

WAYMARK = [sys.executable, "-m", "waymark.cli"]
BLACKMAIL = {
    "audience": "child",
    "country": "GB",
    "child_age": 16,
    "threat": "explicit",
    "demand": ["money"],
    "other_person": "online_only",
    "contact_status": "ongoing",
}

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def waymark(
    *arguments: str, given: bytes | dict[str, object] = b""
) -> subprocess.CompletedProcess[bytes]:
    raw = given if isinstance(given, bytes) else json.dumps(given).encode()
    return subprocess.run(
        [*WAYMARK, *arguments], input=raw, capture_output=True, check=False, timeout=60
    )


def shown_plan(**changes: object) -> dict[str, object]:
    done = waymark("plan", "--facts", "-", "--format", "json", given=BLACKMAIL | changes)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_blackmailed_child_is_told_first_to_stop_replying():
    plan = shown_plan()
    assert plan["first_action"] == "stop_contact_with_offender"
    steps = [step["action"] for stage in plan["stages"] for step in stage["steps"]]
    for action in ("report_to_police", "do_not_pay", "hash_take_it_down", "hash_report_remove"):
        assert action in steps
    assert steps.index("preserve_non_image_evidence") < steps.index(
        "block_offender_after_preserving"
    )


def test_the_same_answers_give_the_same_plan():
    assert shown_plan() == shown_plan()


def test_the_command_gives_what_python_gives():
    from waymark.plan import plan

    assert shown_plan() == json.loads(json.dumps(plan(BLACKMAIL).as_dict()))


def test_a_plan_loads_neither_django_nor_a_yaml_reader():
    script = (
        "import sys; from waymark.cli import main; main(['plan', '--facts', '-']);"
        "sys.exit(any(name in sys.modules for name in ('django', 'yaml', 'pydantic')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(BLACKMAIL).encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


BAD = {
    "a list": (b"[]", "answers: got a list"),
    "no JSON": (b"not json: [", "line 1 column 1"),
    "nothing": (b"", "line 1 column 1"),
    "a broken second line": (b'{"audience":\n "child",,}', "line 2 column 10"),
    "an unknown fact": (b'{"audience":"child","colour":"red"}', "colour: "),
    "a value that is not allowed": (
        b'{"audience":"child","threat":"loud"}',
        'threat: got "loud", allowed: none, implied, explicit, unknown',
    ),
    "no audience": (b'{"country":"GB"}', "audience: "),
    "a list for one value": (b'{"audience":"child","threat":["none"]}', "threat: "),
    "an age out of range": (b'{"audience":"child","child_age":18}', "child_age: "),
    "a fraction": (b'{"audience":"child","child_age":1.5}', "child_age: "),
    "true for a number": (b'{"audience":"child","child_age":true}', "child_age: "),
    "not a number": (b'{"audience":"child","child_age":NaN}', "got NaN"),
    "thousands of digits": (b'{"audience":"child","child_age":' + b"9" * 6000 + b"}", "too long"),
    "one fact twice": (b'{"audience":"child","audience":"parent"}', "audience: given twice"),
    "half a character": (rb'{"audience":"child","threat":"\ud800"}', "threat: "),
    "another encoding": ('{"audience":"ch\xedld"}'.encode("latin-1"), "not UTF-8"),
    "a megabyte": (b'{"audience":"' + b"x" * 1_000_000 + b'"}', "at most 65536"),
    "deep nesting": (b"[" * 60_000, "nested too deeply"),
    "deep nesting in a value": (b'{"audience":' + b"[" * 900 + b"]" * 900 + b"}", "audience: "),
    "answers that contradict": (
        b'{"audience":"child","image_subject":"nobody","sharing_scope":"public_online"}',
        "sharing_scope",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_answered_with_exit_2_and_one_line_a_fault(kind):
    given, said = BAD[kind]
    done = waymark("plan", "--facts", "-", "--format", "json", given=given)
    shown = done.stderr.decode()
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in shown
    assert "Traceback" not in shown
    assert all(re.match(r"[\w ]+: ", line) for line in shown.splitlines())


def test_every_fault_gets_its_own_line():
    done = waymark("plan", "--facts", "-", given={"audience": "cat", "threat": "loud"})
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nope"],
        ["plan"],
        ["plan", "--facts", "/does/not/exist"],
        ["plan", "--facts", "-", "--on", "2026-13-01"],
        ["plan", "--facts", "-", "--rules", "/does/not/exist"],
        ["plan", "--facts", "-", "--what-if", "threat"],
        ["directory", "show", "ZZ"],
        ["diff", "/does/not/exist", "/"],
        ["serve", "--port", "99999"],
    ],
)
def test_a_wrong_command_is_one_line_and_exit_2(arguments):
    done = waymark(*arguments, given={"audience": "child"})
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1


def test_a_batch_goes_on_after_a_bad_line():
    lines = [
        json.dumps(BLACKMAIL).encode(),
        b"not json",
        b'{"audience":"child","threat":"loud"}',
        b'{"audience":"parent"}',
    ]
    done = waymark("plan", "--batch", "-", given=b"\n".join(lines))
    first, second, third, fourth = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 0
    assert first["first_action"] == "stop_contact_with_offender"
    assert "line 1 column 1" in second["error"][0]
    assert third["error"] == ['threat: got "loud", allowed: none, implied, explicit, unknown']
    assert fourth["audience"] == "parent"


def test_what_if_names_what_would_come_and_go():
    done = waymark("plan", "--facts", "-", "--what-if", "paid=yes", given=BLACKMAIL)
    assert "stop_further_payments_contact_bank" in json.loads(done.stdout)["gained"]


def test_a_printed_plan_holds_no_script_and_loads_nothing():
    done = waymark("plan", "--facts", "-", "--format", "html", given=BLACKMAIL)
    page = done.stdout.decode()
    assert page.startswith("<!doctype html>")
    assert "<title>Your page</title>" in page
    assert "tel:" in page
    assert not re.search(r"<script|<link|<img|src=|href=\"http|url\(|@import", page)


def test_a_plan_as_text_asks_for_safety_when_there_is_danger():
    done = waymark("plan", "--facts", "-", given=BLACKMAIL | {"self_harm": "plan_or_act"})
    assert "are you safe right now?" in done.stdout.decode()


def test_a_closed_pipe_is_no_error():
    command = f"{' '.join(WAYMARK)} plan --batch - | head -c 1"
    lines = b"\n".join([json.dumps(BLACKMAIL).encode()] * 200)
    done = subprocess.run(["sh", "-c", command], input=lines, capture_output=True, check=False)
    assert b"Error" not in done.stderr


def test_the_directory_shows_a_country_with_sources(capsys):
    assert main(["directory", "show", "GB", "--format", "json"]) == 0
    country = json.loads(capsys.readouterr().out)
    assert country["country"] == {"code": "GB", "name": "United Kingdom"}
    assert country["emergency"]["numbers"] == ["999"]
    assert all(service["source"].startswith("http") for service in country["services"])


def test_the_directory_can_be_read_as_text(capsys):
    assert main(["directory", "show", "FJ"]) == 0
    assert "Take It Down" in capsys.readouterr().out
    assert main(["directory", "check", "--on", "2028-01-01"]) == 0
    assert main(["directory", "check", "--on", "2028-01-01", "--strict"]) == 1


PLANTED = {
    "an unquoted NO": "  - {id: PLANTED, when: {country: [NO], threat: [no]}, always: [do_not_pay], sources: [NCA-FMSE]}",
    "a typo in an action": "  - {id: PLANTED, when: {}, always: [do_not_pai], sources: [NCA-FMSE]}",
    "a typo in a fact": "  - {id: PLANTED, when: {thraet: [explicit]}, always: [do_not_pay], sources: [NCA-FMSE]}",
    "a typo in a value": "  - {id: PLANTED, when: {threat: [explicitt]}, always: [do_not_pay], sources: [NCA-FMSE]}",
    "a missing source": "  - {id: PLANTED, when: {}, always: [do_not_pay]}",
    "an unknown source": "  - {id: PLANTED, when: {}, always: [do_not_pay], sources: [NOBODY]}",
    "a key twice": "  - {id: PLANTED, id: PLANTED, when: {}, always: [do_not_pay], sources: [NCA-FMSE]}",
}


@pytest.mark.parametrize("kind", PLANTED)
def test_check_names_file_and_line_of_a_planted_fault(kind, tmp_path, capsys):
    rules = tmp_path / "rules.yaml"
    text = (
        (CONTENT / "rules" / "rules.yaml").read_text("utf-8").rstrip() + "\n" + PLANTED[kind] + "\n"
    )
    rules.write_text(text, "utf-8")
    line = len(text.splitlines())
    assert main(["check", "--rules", str(tmp_path)]) == 1
    assert f"rules.yaml:{line}: " in capsys.readouterr().out


def test_a_plan_with_unreadable_rules_is_refused_and_not_guessed(tmp_path):
    (tmp_path / "rules.yaml").write_text("rules:\n  - {id: PLANTED, when: {x: [NO]}}\n", "utf-8")
    done = waymark("plan", "--facts", "-", "--rules", str(tmp_path), given={"audience": "child"})
    assert done.returncode == 2
    assert done.stdout == b""
    assert "rules.yaml:2: " in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_the_content_is_in_order(capsys):
    done = main(["check"])
    assert (done, capsys.readouterr().out) == (0, "The content is in order.\n")
