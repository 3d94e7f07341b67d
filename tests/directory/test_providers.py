# SPDX-License-Identifier: Apache-2.0
"""The platforms, figures and resources say nothing that nobody can trace."""

from __future__ import annotations

import re
from datetime import date

import pytest

from waymark.content.strict import ContentFault
from waymark.directory.compile import compile_directory
from waymark.directory.providers import load_providers

NEVER = re.compile(r"screenshot|upload|send (us|them) the (picture|image)|forward", re.IGNORECASE)


def test_each_platform_has_steps_of_its_own_and_an_id(table):
    ids = [provider["id"] for provider in table["providers"]]
    assert len(ids) == len(set(ids)) >= 42
    assert {"instagram", "snapchat", "tiktok", "whatsapp", "discord", "other_app"} <= set(ids)
    for provider in table["providers"]:
        assert 2 <= len(provider["steps"]) <= 5


def test_no_step_tells_anyone_to_copy_or_pass_on_a_picture(table):
    for provider in table["providers"]:
        for step in provider["steps"]:
            assert not NEVER.search(step), (provider["id"], step)


def test_a_report_address_names_where_it_was_found(table):
    for provider in table["providers"]:
        report = provider["report"]
        assert report["url"] is None or (report["source"] and report["confidence"])


def test_fingerprints_are_not_promised_where_chats_are_closed(table):
    closed = [one for one in table["providers"] if (one["encrypted"] or {}).get("value") is True]
    assert {"whatsapp", "signal", "messenger", "imessage"} <= {one["id"] for one in closed}
    assert not [one["id"] for one in closed if one["take_it_down"] or one["report_remove"]]


def test_every_figure_carries_what_makes_it_doubtful(table):
    for name, figure in table["figures"].items():
        assert figure["doubt"], name
        assert all(figure[key] for key in ("population", "year", "source")), name
        assert date.fromisoformat(figure["review"]) > date(2026, 11, 24), name


def test_the_number_of_suicides_is_never_for_show(table):
    assert table["figures"]["fbi_suicides"]["show"] is False


def test_every_resource_is_for_somebody(table):
    for resource in table["resources"]:
        assert resource["audiences"]
        assert resource["url"] is None or resource["url"].startswith("https://")
        assert all(code in table["countries"] for code in resource["countries"] or [])


def test_something_to_read_for_a_country_that_is_none_is_named_with_its_line(spoil):
    content = spoil("resources.yaml", 'countries: ["GB"]', 'countries: ["UK"]')
    with pytest.raises(ContentFault, match=r"resources\.yaml:\d+: UK is no country code"):
        compile_directory(content)


def test_a_platform_that_stands_twice_is_named_with_its_line(spoil):
    content = spoil("providers.yaml", "id: snapchat", "id: instagram")
    with pytest.raises(ContentFault, match=r"providers\.yaml:\d+: the id instagram stands twice"):
        load_providers(content)


def test_the_same_files_give_the_same_directory_and_another_word_another_ruleset(spoil, table):
    assert compile_directory()[1] == table
    content = spoil("providers.yaml", "name: Instagram", "name: Instagramm")
    assert compile_directory(content)[1]["ruleset"] != table["ruleset"]
