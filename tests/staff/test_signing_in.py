# SPDX-License-Identifier: Apache-2.0
"""Joining and signing in, with a browser that has no script."""

from __future__ import annotations

import re
import time

import pytest

PASSWORD = "a calm walk by the sea"


def test_a_link_a_password_and_an_app_open_the_desk(inside):
    assert inside.heading == "Recovery codes"
    codes = re.findall(r"<li><bdi>(\d{8})</bdi></li>", inside.page)
    assert len(codes) == 10
    assert inside.open("/desk/").heading == "Desk"
    assert "Ann Bee" in inside.page


def test_opening_the_link_does_not_use_it_up(desk):
    desk.join()
    from waymark.guard.joining import invite

    made = invite("bo@example.org", ["editor"])
    link = f"/desk/join/{made.worker.pk}/{made.token}"
    for _ in range(3):
        assert desk.open(link).heading == "Join the desk"
        assert desk.client.head(link).status_code == 200


def test_a_link_works_once(inside, new_desk):
    second = new_desk().open(inside.link)
    assert second.last.status_code == 410
    assert second.heading == "This link does not work any more"
    second.open("/desk/sign-in").send(inside.link, name="X", password="q" * 20, again="q" * 20)
    assert second.last.status_code == 410


def test_of_two_who_press_at_once_one_joins(desk):
    from waymark.guard.joining import invite, invited, join

    made = invite("bo@example.org", ["editor"])
    first, second = (invited(made.worker.pk, made.token) for _ in range(2))
    assert [join(first, "A", PASSWORD), join(second, "B", PASSWORD + "2")] == [True, False]
    second.refresh_from_db()
    assert second.full_name == "A"


def test_a_link_is_over_after_three_days(desk, monkeypatch):
    from datetime import datetime, timedelta

    from waymark.guard import joining

    made = joining.invite("bo@example.org", ["editor"])
    now = datetime.now()  # noqa: DTZ005 - as Django counts
    monkeypatch.setattr(joining._link, "_now", lambda: now + timedelta(days=3, hours=-1))
    assert joining.invited(made.worker.pk, made.token)
    monkeypatch.setattr(joining._link, "_now", lambda: now + timedelta(days=3, hours=1))
    assert joining.invited(made.worker.pk, made.token) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        ({"password": "184467440737", "again": "184467440737"}, "entirely numeric"),
        ({"password": "ann@example.org", "again": "ann@example.org"}, "too similar"),
        ({"again": "another one entirely"}, "The two passwords are not the same."),
        ({"name": ""}, "This is still empty."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_above(desk, changed, said):
    from waymark.guard.joining import invite

    made = invite("ann@example.org", ["editor"])
    link = f"/desk/join/{made.worker.pk}/{made.token}"
    fields = {"name": "Ann Bee", "password": PASSWORD, "again": PASSWORD} | changed
    desk.open(link).send(link, **fields)
    assert said in desk.page.split('id="errors"')[1].split("</ul>")[0]
    field = re.search(r'<div class="field wrong">.*?</div>\s*<input[^>]+>', desk.page, re.DOTALL)[0]
    assert said in field
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="' in field
    assert "<title>Error: Join – Desk</title>" in desk.page
    assert PASSWORD not in desk.page
    assert desk.open(link).heading == "Join the desk"


def test_signing_in_takes_a_password_and_a_code_and_returns_to_the_page(inside):
    inside.sign_out()
    inside.open("/desk/account")
    assert inside.address == "/desk/sign-in?next=/desk/account"
    assert 'name="next" value="/desk/account"' in inside.page
    inside.sign_in(back="/desk/account")
    assert inside.heading == "Second step"
    assert inside.second_step().address == "/desk/account"


def test_nobody_is_sent_elsewhere_after_signing_in(inside):
    inside.sign_out()
    inside.sign_in(back="https://elsewhere.example/")
    assert inside.second_step().address == "/desk/"


def test_a_password_alone_opens_nothing(inside):
    inside.sign_out()
    inside.sign_in()
    for address in ("/desk/", "/desk/account", "/desk/factors", "/desk/factors/app"):
        assert inside.open(address).address.startswith("/desk/sign-in")


def test_a_code_works_once(inside, new_desk):
    inside.sign_out()
    inside.sign_in().second_step()
    assert inside.heading == "Desk"
    other = new_desk()
    other.secret = inside.secret
    other.sign_in().second_step()
    assert other.heading == "Second step"
    assert "Please try once more" in other.page or "does not fit" in other.page


def test_a_recovery_code_opens_the_desk_once(inside):
    codes = re.findall(r"<li><bdi>(\d{8})</bdi></li>", inside.page)
    for expected in ("Desk", "Second step"):
        inside.sign_out() if inside.open("/desk/").heading == "Desk" else None
        inside.sign_in().send("/desk/sign-in/code", code=codes[0])
        assert inside.heading == expected


def test_codes_are_shown_once(inside):
    inside.open("/desk/factors/codes")
    # to look again at what is secret, the password is asked once more or the codes stay hidden
    assert not re.findall(r"<li><bdi>\d{8}</bdi></li>", inside.page)


def test_a_wrong_password_is_slowed_down_by_account_and_by_nothing_else(inside, new_desk):
    for number in range(5):
        one = new_desk(REMOTE_ADDR=f"192.0.2.{number}").sign_in(password="not this one")
        assert "do not belong together" in one.page
    late = new_desk(REMOTE_ADDR="192.0.2.99").sign_in()
    assert "Please wait five minutes" in late.page
    other = new_desk(REMOTE_ADDR="192.0.2.99").sign_in(email="bo@example.org", password="nothing")
    assert "do not belong together" in other.page


def test_wrong_codes_are_slowed_down(inside):
    inside.sign_out()
    inside.sign_in()
    for _ in range(5):
        inside.send("/desk/sign-in/code", code="000000")
    inside.second_step()
    assert inside.heading == "Second step"
    assert "Please wait five minutes" in inside.page


def test_an_unknown_address_and_a_wrong_password_look_the_same(inside, new_desk):
    def shown(**given):
        page = new_desk().sign_in(**given).page
        return re.sub(r'value="[^"]*"', "", page)

    assert shown(email="nobody@example.org", password="x" * 12) == shown(password="x" * 12)


def test_the_session_is_another_one_after_signing_in(desk):
    desk.open("/desk/sign-in/passkey")
    desk.client.get("/desk/sign-in/passkey", HTTP_ACCEPT="application/json")
    before = desk.client.cookies["desk"].value
    desk.join()
    joined = desk.client.cookies["desk"].value
    assert joined != before
    desk.add_app()
    desk.sign_out().sign_in()
    half = desk.client.cookies["desk"].value
    desk.second_step()
    assert len({before, joined, half, desk.client.cookies["desk"].value}) == 4


def test_a_session_ends_after_ten_idle_minutes(inside):
    from datetime import timedelta

    from django.utils import timezone

    from waymark.guard.models import Session

    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=9) < left <= timedelta(minutes=10)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=2))
    inside.open("/desk/account")  # somebody is still there
    assert Session.objects.get().expire_date - timezone.now() > timedelta(minutes=9)
    Session.objects.update(expire_date=timezone.now())
    inside.open("/desk/account")
    assert inside.address == "/desk/sign-in?next=/desk/account"


def test_sessions_that_are_over_leave_no_row(inside, new_desk):
    from django.utils import timezone

    from waymark.guard.models import Session

    Session.objects.update(expire_date=timezone.now())
    other = new_desk()
    other.client.get("/desk/sign-in/passkey", HTTP_ACCEPT="application/json")
    assert [one.worker for one in Session.objects.all()] == [None]


def test_a_session_ends_after_twelve_hours_however_busy(inside, monkeypatch):
    later = time.time() + 12 * 3600 + 1
    monkeypatch.setattr("waymark.web.staff.proofs.time.time", lambda: later)
    assert inside.open("/desk/").address == "/desk/sign-in?next=/desk/"


def test_signing_out_ends_the_session_on_the_server(inside):
    from waymark.guard.models import Session

    cookie = inside.client.cookies["desk"].value
    inside.sign_out()
    assert inside.heading == "Sign in"
    assert not Session.objects.filter(worker=inside.worker.pk).exists()
    inside.client.cookies["desk"] = cookie
    assert inside.open("/desk/").heading == "Sign in"


def test_a_new_link_ends_password_factors_sessions_and_older_links(inside, new_desk):
    from waymark.guard.joining import invite

    first, second = invite("ANN@example.org", ["editor"]), invite("ann@example.org", ["admin"])
    assert not first.new
    assert inside.open("/desk/").heading == "Sign in"
    assert "do not belong together" in inside.sign_in().page
    other = new_desk()
    assert other.open(f"/desk/join/{first.worker.pk}/{first.token}").last.status_code == 410
    assert other.open(f"/desk/join/{second.worker.pk}/{second.token}").last.status_code == 200


def test_revoking_ends_everything_at_once(inside, new_desk):
    from waymark.guard.joining import invite, revoke

    made = invite("bo@example.org", ["editor"])
    revoke("bo@example.org")
    assert new_desk().open(f"/desk/join/{made.worker.pk}/{made.token}").last.status_code == 410
    revoke("ann@example.org")
    assert inside.open("/desk/").heading == "Sign in"
    assert "do not belong together" in inside.sign_in().page


def test_a_first_factor_ends_sessions_that_knew_the_password_only(desk, new_desk):
    desk.join()
    thief = new_desk().sign_in()
    assert thief.heading == "Add a second factor"
    desk.add_app()
    for address in ("/desk/", "/desk/factors/app", "/desk/factors/passkeys/add"):
        assert thief.open(address).heading == "Sign in"


def test_the_last_factor_stays(inside):
    inside.open("/desk/factors/app/remove")
    inside.send("/desk/again", password=PASSWORD, next="/desk/factors/app/remove")
    inside.open("/desk/factors/app/remove")
    assert "This is your only second factor" in inside.page
    inside.send("/desk/factors/app/remove")
    assert inside.open("/desk/").heading == "Desk"


def test_proving_again_keeps_nothing_of_the_request(inside, new_desk):
    other = new_desk(HTTP_USER_AGENT="Tell/1.0", REMOTE_ADDR="192.0.2.7")
    other.secret = inside.secret
    other.sign_in().second_step()
    other.open("/desk/account").send("/desk/factors/codes/new")
    assert other.heading == "Is it you?"
    kept = dict(other.client.session)
    assert "Tell" not in str(kept)
    assert "192.0.2.7" not in str(kept)
    other.send("/desk/again?next=/desk/factors/codes/new", password=PASSWORD)
    assert other.heading == "Make new codes"
    assert (
        len(re.findall(r"<li><bdi>\d{8}</bdi>", other.send("/desk/factors/codes/new").page)) == 10
    )


def test_signing_out_everywhere_else(inside, new_desk):
    other = new_desk()
    other.secret = inside.secret
    other.sign_in().second_step()
    inside.open("/desk/account")
    assert "And in 1 other place." in inside.page
    inside.send("/desk/account")
    assert "other place" not in inside.page
    assert other.open("/desk/").heading == "Sign in"


@pytest.mark.parametrize("made_up", ["", "5", "[]", "{}", '"x"', '{"id": 1}', "{", '{"response": 4}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","userHandle":"MQ"}}'])  # fmt: skip
def test_a_made_up_passkey_opens_nothing_and_breaks_nothing(inside, made_up):
    inside.sign_out()
    inside.client.get("/desk/sign-in/passkey", HTTP_ACCEPT="application/json")
    inside.open("/desk/sign-in").send("/desk/sign-in/passkey", credential=made_up)
    assert inside.heading == "Sign in"
    assert inside.last.status_code == 200
    inside.sign_in().second_step()
    assert inside.heading == "Desk"
    inside.send("/desk/factors/passkeys/add", credential=made_up, name="x")
    assert inside.heading in ("Is it you?", "Add a passkey")
