# SPDX-License-Identifier: Apache-2.0
"""Nobody reaches a page of the desk without a second factor: every address is tried."""

from __future__ import annotations

import re

import pytest
from django.urls import get_resolver, path
from django.urls.resolvers import URLResolver

STAFF = "waymark.web.staff.urls"
# Open on purpose: joining, signing in and out, and the files of those pages.
OPEN = {
    "desk", "desk/join/<int:number>/<str:token>", "desk/sign-in", "desk/sign-in/code",
    "desk/sign-in/passkey", "desk/sign-out", "desk/s/<str:name>",
}  # fmt: skip
# To add the first factor, and to prove again who one is.
ENROLLING = {
    "desk/factors", "desk/factors/app", "desk/factors/passkeys/add", "desk/again",
    "desk/again/code", "desk/again/passkey",
}  # fmt: skip
EXAMPLES = {"<int:pk>": "1", "<int:number>": "1"}


def views(patterns=None, before=""):
    for one in get_resolver(STAFF).url_patterns if patterns is None else patterns:
        place = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from views(one.url_patterns, place)
        else:
            yield place, one.callback


def example(place):
    for part, value in EXAMPLES.items():
        place = place.replace(part, value)
    return "/" + re.sub(r"<[^>]+>", "x", place)


EVERY = dict(views())
INSIDE = sorted(set(EVERY) - OPEN)


def test_every_view_stands_behind_a_door():
    doors = {place: getattr(view, "door", None) for place, view in EVERY.items()}
    assert {place for place, door in doors.items() if door == "open"} == OPEN
    assert {place for place, door in doors.items() if door == "enroller"} == ENROLLING
    assert {door for place, door in doors.items() if place not in OPEN | ENROLLING} == {"worker"}


def ask(desk, method, place):
    """Ask with a good token, so that only the door can refuse."""
    desk.open("/desk/sign-in")
    if method == "get":
        return desk.client.get(example(place))
    return desk.client.post(
        example(place), {"csrfmiddlewaretoken": desk.client.cookies["desk-form"].value}
    )


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("place", INSIDE)
def test_a_stranger_is_sent_to_sign_in(desk, place, method):
    answer = ask(desk, method, place)
    assert answer.status_code in (302, 405)
    if answer.status_code == 302:
        assert answer.headers["Location"] == f"/desk/sign-in?next={example(place)}"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("place", sorted(set(INSIDE) - ENROLLING))
def test_a_worker_without_second_factor_is_sent_to_add_one(desk, place, method):
    desk.join()
    answer = ask(desk, method, place)
    assert answer.status_code in (302, 405)
    if answer.status_code == 302:
        assert answer.headers["Location"] == "/desk/factors"


def test_there_is_a_way_for_each_kind_of_request():
    """No view may answer 405 to both, or the tests above would prove nothing about it."""
    from django.test import Client

    for place in INSIDE:
        told = [Client().get(example(place)), Client().post(example(place))]
        assert 302 in {one.status_code for one in told}, place


@pytest.fixture
def rooms(monkeypatch):
    """A page for each role, as a later room adds them."""
    from django.http import HttpResponse

    from waymark.web.staff import urls
    from waymark.web.staff.access import worker_required

    def page(request):
        return HttpResponse(request.worker.email)

    added = [
        path("desk/for-editors", worker_required("editor")(page)),
        path("desk/for-admins", worker_required("admin")(page)),
        path("desk/for-both", worker_required("admin", "editor")(page)),
    ]
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, *added])
    get_resolver.cache_clear() if hasattr(get_resolver, "cache_clear") else None
    from django.urls import clear_url_caches

    clear_url_caches()
    yield
    clear_url_caches()


@pytest.mark.parametrize(
    ("roles", "reached"),
    [
        (["editor"], {"for-editors": 200, "for-admins": 404, "for-both": 200}),
        (["admin"], {"for-editors": 404, "for-admins": 200, "for-both": 200}),
        (["admin", "editor"], {"for-editors": 200, "for-admins": 200, "for-both": 200}),
    ],
)
def test_without_the_role_there_is_nothing_here(desk, rooms, roles, reached):
    desk.join(roles=roles).add_app()
    for place, status in reached.items():
        answer = desk.client.get(f"/desk/{place}")
        assert answer.status_code == status, place
        if status == 404:
            missing = desk.client.get("/desk/never-was").content
            assert re.sub(rb'value="\w+"', b"", answer.content) == re.sub(
                rb'value="\w+"', b"", missing
            )


def test_a_role_there_is_not_cannot_be_asked_for():
    from waymark.guard.roles import UnknownRole
    from waymark.web.staff.access import worker_required

    with pytest.raises(UnknownRole):
        worker_required("boss")


def test_somebody_elses_passkey_is_not_here(inside):
    from allauth.mfa.models import Authenticator

    from waymark.guard.joining import invite

    other = invite("bo@example.org", ["editor"]).worker
    theirs = Authenticator.objects.create(user_id=other.pk, type="webauthn", data={"name": "x"})
    answer = inside.open(f"/desk/factors/passkeys/{theirs.pk}/remove")
    if answer.heading == "Is it you?":
        answer.send(answer.address, password="a calm walk by the sea")
    assert inside.client.get(f"/desk/factors/passkeys/{theirs.pk}/remove").status_code == 404


def test_a_session_whose_worker_was_closed_opens_nothing(inside):
    from waymark.guard.models import Worker

    Worker.objects.update(is_active=False)
    assert inside.open("/desk/").heading == "Sign in"


def test_a_card_is_shown_to_whom_it_is_for(inside, monkeypatch):
    from waymark.web.staff import rooms

    monkeypatch.setattr(rooms, "_rooms", {})
    rooms.add(rooms.Room("a", "Directory", "Who helps.", "account", ("editor",)))
    rooms.add(rooms.Room("b", "Accounts", "Who works here.", "desk", ("admin",)))
    rooms.add(rooms.Room("c", "Gone", "Not served here.", "no_such_address", ("editor",)))
    inside.open("/desk/")
    assert "Who helps." in inside.page
    assert "Who works here." not in inside.page
    assert "Not served here." not in inside.page
