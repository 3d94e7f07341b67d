# SPDX-License-Identifier: Apache-2.0
"""What others get: the directory without our own marks, and every change since the last time."""

from __future__ import annotations

import json
from datetime import date

import pytest

from waymark.directory.edition import changes, edition, published, published_country
from waymark.directory.overlay import Key, apply, entry_at, fingerprint

ON = date(2026, 11, 24)
MARKS = {"checked_on": "2026-11-24", "checked_by": "Ada Worker"}


def named(found):
    return [(one["country"], one["kind"], one["id"], one["change"]) for one in found]


def keys(shown):
    if isinstance(shown, dict):
        for key, value in shown.items():
            yield key
            yield from keys(value)
    elif isinstance(shown, list):
        for value in shown:
            yield from keys(value)


def told(old, new):
    return list(changes(published(old), published(new)))


def test_nothing_that_is_only_ours_leaves_the_house(small, contact):
    table = small()
    overlay = {}
    for written in ("GB/child_helpline/gb_line", "GB/law/age_of_consent"):
        entry = entry_at(table, Key.read(written))
        overlay[written] = {"verb": "confirm", "seen": fingerprint(entry), **MARKS}
    overlay["NO/local/own_x"] = {"verb": "add", "entry": contact("own_x", "local"), **MARKS}
    shown = edition(apply(table, overlay), ON)
    assert "Ada Worker" not in json.dumps(shown)
    assert not {"doubtful", "checked_by"} & set(keys(shown))
    assert "own_x" in json.dumps(shown)


def test_a_service_is_published_with_its_kind_and_the_way_it_is_kept(small, contact, place):
    down = contact("gb_down", "removal_scheme")
    table = small(GB=place("United Kingdom", [down, contact()]))
    services = published_country(table, "GB")["services"]
    assert [(one["kind"], one["way"]) for one in services] == [
        ("child_helpline", "child_helpline"),
        ("removal", "removal_scheme"),
    ]


def test_a_country_without_a_file_is_named_and_has_nothing_of_its_own(small, place):
    shown = published(small(FJ=place("Fiji", file=False, emergency_source=None) | {"law": {}}))
    assert shown["without_file"] == ["FJ"]
    assert set(shown["countries"]) == {"GB", "NO"}
    assert published_country(small(), "GB")["fallback"] is False


def test_an_own_service_in_a_country_without_a_file_is_published_too(small, contact, place):
    own = [contact("own_x", "local", own=True)]
    fiji = place("Fiji", own, file=False, emergency=[], emergency_source=None) | {"law": {}}
    shown = published(small(FJ=fiji))
    assert shown["countries"]["FJ"]["fallback"] is True
    assert [one["id"] for one in shown["countries"]["FJ"]["services"]] == ["own_x"]


def test_the_same_directory_has_the_same_digest_and_no_changes(small):
    assert published(small()) == published(small())
    assert told(small(), small()) == []


def test_added_changed_and_withdrawn_services_are_told(small, contact, place):
    new = small(GB=place("United Kingdom", [contact(phone="116 111"), contact("gb_new", "local")]))
    found = told(small(), new)
    assert named(found) == [
        ("GB", "child_helpline", "gb_line", "changed"),
        ("GB", "crisis_line", "gb_samaritans", "withdrawn"),
        ("GB", "law", "age_of_consent", "withdrawn"),
        ("GB", "local", "gb_new", "added"),
    ]
    assert found[0]["fields"] == ["phone"]
    assert set(found[0]) == {"country", "kind", "id", "change", "fields"}


@pytest.mark.parametrize(
    ("different", "kind", "id_"),
    [
        ({"duty": {"value": "everyone", "confirmed": True}}, "duty", "duty"),
        ({"barnahus": {"value": True}}, "barnahus", "barnahus"),
        ({"emergency": ["112"]}, "emergency", "numbers"),
        ({"zone": "Europe/Dublin"}, "country", "GB"),
        ({"languages": ["Cymraeg"]}, "country", "GB"),
        ({"notes": ["a note"]}, "country", "GB"),
        ({"name": "Britain"}, "country", "GB"),
    ],
)
def test_what_changes_in_a_country_besides_its_services_is_told(
    different, kind, id_, small, place, contact
):
    old, new = small(GB=place("GB")), small(GB=place("GB") | different)
    assert named(told(old, new)) == [("GB", kind, id_, "changed")]
    assert published(old)["digest"] != published(new)["digest"]


@pytest.mark.parametrize(
    ("part", "value", "expected"),
    [
        ("providers", [{"id": "app"}], (None, "provider", "app", "added")),
        ("resources", [{"id": "book"}], (None, "resource", "book", "added")),
    ],
)
def test_platforms_and_resources_belong_to_no_country(part, value, expected, small):
    assert named(told(small(), small() | {part: value})) == [expected]


def test_a_law_of_one_state_and_a_statement_for_all_countries_are_told(small, law):
    states = {"GB": {"country": "GB", "whole": law(), "states": {"SC": law(name="Scotland")}}}
    assert named(told(small(), small() | {"states": states})) == [
        ("GB", "law", "states", "added"),
        ("GB", "state", "SC", "added"),
    ]
    new = small()
    new["international"]["card"] = [law(id="convention")]
    assert named(told(small(), new)) == [("international", "card", "convention", "added")]


def test_no_two_editions_differ_without_telling_how(small, contact, law, place, table):
    """Every leaf of the published directory in turn is made another one."""
    whole = small(GB=place("United Kingdom", [contact()], {"practice": law()}))
    whole |= {"providers": table["providers"][:1], "resources": table["resources"][:1]}
    whole |= {"states": {"US": {**table["states"]["US"], "states": {"TX": law(name="Texas")}}}}
    whole["international"]["card"] = table["international"]["card"][:1]
    old = published(whole)
    for path in _leaves(old):
        if path[0] in FOLLOWS or path[-1] in (*FOLLOWS, "services", "law"):
            continue
        new = json.loads(json.dumps(old))
        inside = new
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = {"value": "another"} if path[-1] in GROUPS else "another"
        assert list(changes(old, new)), path


# what follows from which entries and countries there are, and what is a group where it is known
FOLLOWS = (
    "version",
    "digest",
    "limits",
    "without_file",
    "fallback",
    "id",
    "way",
    "code",
    "country",
)
GROUPS = ("duty", "barnahus")


def _leaves(shown, path=()):
    items = shown.items() if isinstance(shown, dict) else enumerate(shown)
    for key, value in items:
        if isinstance(value, dict | list) and value:
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key)


def test_the_changelog_goes_on_from_edition_to_edition(small, contact, place):
    first = edition(small(), ON)
    assert first["changelog"] == [
        {"edition": "2026-11-24", "digest": first["directory"]["digest"], "changes": []}
    ]
    new = small(NO=place("Norway", [contact("no_x", "local")], zone="Europe/Oslo"))
    # each edition goes through a file
    second = edition(new, date(2026, 12, 1), json.loads(json.dumps(first)))
    third = edition(new, date(2026, 12, 8), json.loads(json.dumps(second)))
    assert [one["edition"] for one in third["changelog"]] == [
        "2026-11-24",
        "2026-12-01",
        "2026-12-08",
    ]
    assert third["changelog"][:2] == second["changelog"]
    assert named(third["changelog"][1]["changes"]) == [("NO", "local", "no_x", "added")]
    assert third["changelog"][2]["changes"] == []
    assert third["changelog"][2]["digest"] == third["directory"]["digest"]


def test_a_corrected_number_is_told_as_a_change_and_not_who_made_it(small):
    table = small()
    key = "GB/child_helpline/gb_line"
    entry = entry_at(table, Key.read(key)) | {"phone": "116 111"}
    held = apply(table, {key: {"verb": "correct", "seen": "", "entry": entry, **MARKS}})
    [one] = told(table, held)
    assert one["fields"] == ["checked_on", "own", "phone"]
