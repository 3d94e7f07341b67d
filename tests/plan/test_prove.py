# SPDX-License-Identifier: Apache-2.0
"""Every invariant is settled, and a planted fault of every kind is found with an example."""

from __future__ import annotations

import copy
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import yaml

from waymark.content.strict import ContentFault
from waymark.plan import plan
from waymark.plan.author import RULES, rule_book
from waymark.plan.meaning import Meaning
from waymark.plan.prove import prove
from waymark.plan.prove.claims import Space, claims
from waymark.plan.prove.report import settle

NUMBERS = range(1, 95)


@pytest.fixture(scope="module")
def proof() -> dict[str, Any]:
    return prove()


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder for planted rules; what only counts has tests of its own."""
    for count in ("second_count", "third_opinion", "_plans"):
        monkeypatch.setattr(f"waymark.plan.prove.report.{count}", lambda *_: {})
    monkeypatch.setattr("waymark.plan.prove.report.asking", lambda _: nullcontext())
    return tmp_path


def row_of(found: dict[str, Any], number: int) -> dict[str, Any]:
    (row,) = [row for row in found["invariants"] if row["id"] == number]
    return row


def broken(found: dict[str, Any]) -> set[int]:
    return {row["id"] for row in found["invariants"] if row["status"] == "broken"}


def plant(folder: Path, *rules: dict[str, Any]) -> dict[str, Any]:
    """The proof with more rules beside Waymark's own."""
    (folder / "planted.yaml").write_text(yaml.safe_dump({"rules": list(rules)}), encoding="utf-8")
    return prove(folder)


def change(folder: Path, name: str, old: str, new: str) -> dict[str, Any]:
    """The proof with one file of Waymark's changed in one place."""
    text = (RULES / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    (folder / f"{name}.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return prove(folder)


def without(folder: Path, *ids: str) -> dict[str, Any]:
    """The proof with some of Waymark's rules left out."""
    document = yaml.load((RULES / "rules.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  (plain text only)
    kept = [rule for rule in document["rules"] if rule["id"] not in ids]
    assert len(kept) == len(document["rules"]) - len(ids)
    text = yaml.safe_dump({**document, "rules": kept}, sort_keys=False)
    text = (
        text.replace("'true'", "true")
        .replace("'false'", "false")
        .replace("reviewed_by: ''", "reviewed_by: null")
    )
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    return prove(folder)


def settled(number: int, book: dict[str, Any], directory: dict[str, Any]) -> dict[str, Any]:
    """One invariant for a book changed in memory."""
    (claim,) = [claim for claim in claims() if claim.id == number]
    return settle(claim, Space(Meaning(book)), directory)


def test_each_number_stands_once_and_none_is_left_out(proof):
    assert [row["id"] for row in proof["invariants"]] == list(NUMBERS)


def test_none_is_broken_and_each_says_how_it_was_settled(proof):
    assert broken(proof) == set()
    assert {row["status"] for row in proof["invariants"]} == {"proved", "tested"}
    assert all(row["method"] and row["seconds"] >= 0 and row["says"] for row in proof["invariants"])


def test_what_is_tested_names_a_test_and_what_is_proved_needs_none(proof):
    for row in proof["invariants"]:
        assert bool(row["test"]) == (row["status"] == "tested"), row["id"]


def test_every_step_can_be_reached(proof):
    assert proof["unreachable"] == []


def test_the_number_of_answers_is_counted_exactly(proof, book):
    product = 1
    for variable in book["variables"][: book["inputs"]]:
        product *= (
            sum(len(pack["countries"]) for pack in book["packs"])
            if variable["name"] == "country"
            else len(variable["values"])
        )
    refused = 1 - proof["vectors"] / product
    assert proof["vectors"] < product
    assert 0 < refused < 0.5


def test_deletion_advised_early_is_found_with_the_shortest_answers(folder):
    found = plant(
        folder, {"when": {"image_subject": ["this_child"]}, "always": ["delete_own_image"]}
    )
    assert {13, 14, 15, 84, 93} <= broken(found)
    row = row_of(found, 13)
    assert row["counterexample"] == {"audience": "child"}
    assert row["vectors_broken"] > 0
    assert row["method"] == "diagrams"
    assert "delete_own_image" in plan(row["counterexample"], rules=folder).actions
    assert "delete_own_image" not in plan(row["counterexample"]).actions


def test_deletion_while_police_investigate_is_found_with_what_police_said(folder):
    row = row_of(
        plant(
            folder, {"when": {"police_decision": ["investigating"]}, "always": ["delete_own_image"]}
        ),
        14,
    )
    assert row["counterexample"] == {"audience": "child", "police_decision": "investigating"}
    assert "delete_own_image" in plan(row["counterexample"], rules=folder).actions


def test_police_dropped_when_an_adult_is_involved_is_found(folder):
    text = "when: {police_required: true}, always: [report_to_police]"
    found = change(
        folder,
        "rules",
        text,
        text.replace("police_required: true", "police_required: true, adult: false"),
    )
    assert {32, 33} <= broken(found)
    row = row_of(found, 32)
    assert set(row["counterexample"]) <= {
        "audience",
        "adult_involved",
        "other_person",
        "other_person_age",
        "has_lead",
    }
    assert "report_to_police" in plan(row["counterexample"]).actions
    assert "report_to_police" not in plan(row["counterexample"], rules=folder).actions


def test_a_veto_cannot_take_out_what_always_stays(folder):
    found = plant(folder, {"when": {"adult": True}, "veto": {"report_to_police": "not wanted"}})
    assert broken(found) == set()


def test_a_step_that_must_never_be_advised_is_found(folder):
    row = row_of(plant(folder, {"when": {"demand.money": True}, "add": ["advise_pay"]}), 26)
    assert row["status"] == "broken"
    assert row["counterexample"] == {"audience": "child", "demand": ["money"]}


@pytest.mark.parametrize(
    "action",
    [
        "advise_view_image",
        "advise_copy_or_print_image",
        "advise_ask_child_to_show_image",
        "advise_upload_image_here",
    ],
)
def test_touching_the_image_is_found_whoever_is_told_to(folder, action):
    assert 11 in broken(plant(folder, {"for": ["professional"], "add": [action]}))


def test_a_wrong_rank_is_found(book, directory):
    """Ranks: the fingerprint after deletion."""
    ids = [action["id"] for action in book["actions"]]
    swapped = _swapped(book, ids.index("hash_take_it_down"), ids.index("delete_own_image"))
    found = settled(16, swapped, directory)
    assert (found["status"], found["method"]) == ("broken", "ranks")
    assert found["faults"] == ["delete_own_image before hash_take_it_down"]
    assert settled(16, book, directory)["status"] == "proved"


def _swapped(book: dict[str, Any], left: int, right: int) -> dict[str, Any]:
    """The same rules with two actions in each other's rank."""
    moved = {left: right, right: left}

    def to(action: int) -> int:
        return moved.get(action, action)

    actions = list(book["actions"])
    actions[left], actions[right] = actions[right], actions[left]
    new = copy.deepcopy({**book, "actions": actions})
    for rule in new["rules"]:
        for key in ("always", "add"):
            rule[key] = [to(action) for action in rule[key]]
        rule["veto"] = {str(to(int(action))): why for action, why in rule["veto"].items()}
    for line in [*new["first"], *new["stages"]["child"]["own"]]:
        line["action"] = to(line["action"])
    new["stages"]["child"]["human_contact"] = [
        to(action) for action in new["stages"]["child"]["human_contact"]
    ]
    return new


def test_a_crisis_step_behind_later_work_is_found(folder):
    """Phases: staying with the child counts as work of phase 6."""
    text = (RULES / "actions.yaml").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    (stay,) = [line for line in lines if "id: remove_means_of_harm," in line]
    rest = [line for line in lines if line != stay]
    at = max(n for n, line in enumerate(rest) if "phase: 6" in line)
    rest.insert(at + 1, stay)
    (folder / "actions.yaml").write_text("".join(rest), encoding="utf-8")
    found = prove(folder)
    assert 4 in broken(found)
    row = row_of(found, 4)
    assert row["faults"] == ["a later phase first"]
    actions = plan(row["counterexample"], rules=folder).actions
    phases = {action["id"]: action["phase"] for action in rule_book(folder, draft=True)["actions"]}
    later = [n for n, action in enumerate(actions) if phases[action] >= 3]
    assert actions.index("remove_means_of_harm") > later[0]


def test_a_risk_that_takes_protection_away_is_found(folder):
    """Relations: with an adult in it, the accounts are no longer made safe."""
    found = plant(folder, {"when": {"adult": True}, "veto": {"secure_accounts": "planted"}})
    row = row_of(found, 67)
    assert (row["status"], row["method"]) == ("broken", "plans compared")
    assert row["faults"] == ["secure_accounts is lost"]
    risky = row["counterexample"]
    calm = {"adult_involved": "no", "other_person_age": "13_17"}
    assert "secure_accounts" not in plan(risky, rules=folder).actions
    assert any(fact in risky for fact in calm)


def test_an_unknown_that_is_read_as_safe_is_found(folder):
    """Relations: not knowing about self-harm brings less than saying no."""
    found = plant(folder, {"when": {"self_harm": ["none"]}, "add": ["offer_counselling"]})
    row = row_of(found, 68)
    assert row["status"] == "broken"
    assert row["faults"] == ["offer_counselling is lost"]


def test_a_plan_to_die_that_brings_less_than_thoughts_is_found(folder):
    found = plant(folder, {"when": {"self_harm": ["thoughts"]}, "add": ["offer_counselling"]})
    assert row_of(found, 75)["faults"] == ["offer_counselling is lost"]
    assert row_of(found, 75)["counterexample"] == {"audience": "child", "self_harm": "plan_or_act"}


def test_a_fake_that_is_reported_less_is_found(folder):
    found = plant(folder, {"when": {"fake": True}, "veto": {"hash_take_it_down": "planted"}})
    assert 22 not in broken(found), "where it must stand it always stays"
    found = plant(
        folder,
        {"when": {"image_origin": ["taken_with_knowledge"]}, "always": ["report_to_platform"]},
    )
    assert row_of(found, 22)["faults"] == ["report_to_platform is lost"]


def test_a_step_that_depends_on_where_the_person_is_is_found(folder):
    found = plant(
        folder, {"when": {"offender_location": ["same_country"]}, "always": ["report_to_police"]}
    )
    assert row_of(found, 31)["faults"] == ["report_to_police is lost"]


def test_a_step_that_no_plan_has_is_named(folder):
    found = without(folder, "R3-bank")
    assert found["unreachable"] == ["stop_further_payments_contact_bank"]
    assert row_of(found, 94)["status"] == "broken"


@pytest.mark.parametrize(
    ("number", "old", "new", "fault"),
    [
        (71, "  now: 3\n", "  now: 5\n", "`now` shows 5 steps"),
        (73, "  today: 4\n", "  today: 9\n", "`today` shows 9 steps"),
        (
            73,
            "    - {action: tell_trusted_adult}\n",
            "    - {action: tell_trusted_adult}\n    - {action: report_to_police}\n",
            "report_to_police is put on a child",
        ),
        (
            73,
            "    - {action: hash_take_it_down, when: {alone_ok: true}}\n",
            "    - {action: hash_take_it_down}\n",
            "hash_take_it_down is put on a child who is not alone and safe with an own device",
        ),
        (
            74,
            "now: [0, 1, 2, 3], today: [4, 5]",
            "now: [0, 1, 2, 3], today: [5]",
            "adult: the stages hold the phases [0, 1, 2, 3, 5, 6, 7, 8], not each of 0-8 once",
        ),
        (10, "  after: 3\n", "  after: 6\n", "asked after 6 steps"),
        (
            10,
            "  when: [{crisis: true}, {danger_now: true}]",
            "  when: [{crisis: true}]",
            "not asked in every crisis and danger",
        ),
    ],
    ids=[
        "five steps now",
        "nine today",
        "police on a child",
        "not alone",
        "a phase lost",
        "asked late",
        "not asked in danger",
    ],
)
def test_a_fault_in_the_stages_is_found(folder, number, old, new, fault):
    row = row_of(change(folder, "stages", old, new), number)
    assert row["status"] == "broken"
    assert row["faults"][0] == fault


def test_a_child_without_a_person_to_reach_is_found(folder):
    found = without(folder, "R0-tell")
    assert 6 in broken(found)
    assert (
        "a child's plan without a person to reach" in row_of(found, 71)["faults"]
        or "tell_trusted_adult is first in a plan that does not have it"
        in row_of(found, 71)["faults"]
    )


def test_a_country_without_a_helpline_is_found(book, directory):
    poor = copy.deepcopy(directory)
    poor["countries"]["GB"]["contacts"]["child_helpline"] = []
    poor["international"]["contacts"]["child_helpline"] = []
    found = settled(5, book, poor)
    assert (found["status"], "GB: no child_helpline" in found["faults"]) == ("broken", True)


def test_report_remove_outside_the_united_kingdom_is_found(book, directory):
    wrong = copy.deepcopy(directory)
    wrong["countries"]["FR"]["flags"]["report_remove"] = True
    assert settled(59, book, wrong)["faults"] == ["report_remove is set for FR, GB"]


def test_a_contact_without_a_source_is_found(book, directory):
    wrong = copy.deepcopy(directory)
    wrong["countries"]["IE"]["contacts"]["child_helpline"][0]["source"] = ""
    found = settled(64, book, wrong)
    assert found["status"] == "broken"
    assert found["faults"][0].startswith("IE: ")


def test_a_country_with_nobody_to_reach_now_is_found(book, directory):
    wrong = copy.deepcopy(directory)
    wrong["international"]["contacts"]["emergency"] = []
    wrong["countries"]["GB"]["contacts"]["emergency"] = []
    assert "GB: no emergency contact" in settled(72, book, wrong)["faults"]


def test_an_invariant_with_a_typo_is_refused_with_file_and_line(folder):
    (folder / "invariants.yaml").write_text(
        'invariants:\n  - id: 1\n    says: "x"\n    sources: []\n    never:\n      - {has.call_the_moon: true}\n',
        encoding="utf-8",
    )
    with pytest.raises(
        ContentFault, match=r"invariants\.yaml:\d+: .*unknown action 'call_the_moon'"
    ):
        prove(folder)


@pytest.mark.parametrize(
    ("second", "message"),
    [("id: 1", "invariant 1 stands twice"), ("id: 2, nevver: []", "unknown key nevver")],
)
def test_a_number_twice_or_an_unknown_key_is_refused(folder, second, message):
    head = 'invariants:\n  - {id: 1, says: "x", sources: [], never: []}\n'
    (folder / "invariants.yaml").write_text(
        f'{head}  - {{{second}, says: "y", sources: []}}\n', encoding="utf-8"
    )
    with pytest.raises(ContentFault, match=message):
        prove(folder)
