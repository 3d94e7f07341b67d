# SPDX-License-Identifier: Apache-2.0
"""`waymark staff add|list|revoke` and `waymark migrate`."""

from __future__ import annotations

import json
import os
import re
from argparse import Namespace
from typing import Any
from urllib.parse import urlsplit

from waymark.commands.given import BadInput
from waymark.guard.roles import ROLES, UnknownRole, checked

__all__ = ["add", "listed", "migrate", "ready", "revoke"]

DAYS = 3
LOCAL = "http://localhost:8000"  # by name: browsers make no passkey for a bare number
# One name, one at, a host with a dot in it: enough to catch a slip, and it need not be a mailbox.
ADDRESS = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]+\.[^\s@,;<>\".]{2,}")
NAME_LENGTH = 80


def ready() -> None:
    """Make Django ready for the tables of the staff site."""
    site = os.environ.get("WAYMARK_SITE") or "both"
    if site not in ("staff", "both"):
        raise BadInput(f'WAYMARK_SITE: got "{site}", allowed: staff, both')
    import django
    from django.core.exceptions import ImproperlyConfigured

    from waymark.guard.database import UnknownDatabase

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waymark.web.settings")
    try:
        django.setup()
    except UnknownDatabase:
        raise BadInput(
            "WAYMARK_DATABASE: allowed: postgres://user:password@host:port/name"
        ) from None
    except ImproperlyConfigured as error:
        raise BadInput(str(error)) from None


def add(options: Namespace) -> int:
    """Invite somebody, or invite them anew, and print the one link."""
    roles, email, at = _roles(options.role), _email(options.email), _at(options.at)
    name = " ".join((options.name or "").split())
    if len(name) > NAME_LENGTH:
        raise BadInput(f"name: got {len(name)} characters, allowed: at most {NAME_LENGTH}")
    ready()
    from django.urls import reverse

    from waymark.guard.joining import invite
    from waymark.guard.upgrade import upgrade

    upgrade()
    made = invite(email, roles, name)
    path = reverse("join", args=(made.worker.pk, made.token), urlconf="waymark.web.staff.urls")
    told = {"email": made.worker.email, "roles": roles, "new": made.new, "days": DAYS}
    _print(options, told | {"link": f"{at}{path}"}, _added)
    return 0


def listed(options: Namespace) -> int:
    """List who works at the desk."""
    ready()
    from waymark.guard.upgrade import upgrade

    upgrade()
    _print(options, {"workers": [_row(one) for one in _workers()]}, _table)
    return 0


def revoke(options: Namespace) -> int:
    """Take somebody off the desk at once."""
    email = _email(options.email)
    ready()
    from waymark.guard.joining import NoSuchWorker, revoke
    from waymark.guard.upgrade import upgrade

    upgrade()
    try:
        worker = revoke(email)
    except NoSuchWorker:
        raise BadInput(f'email: got "{email}", allowed: somebody of `waymark staff list`') from None
    _print(options, {"email": worker.email, "active": False}, _revoked)
    return 0


def migrate(options: Namespace) -> int:
    """Bring the tables up to date."""
    ready()
    from waymark.guard.upgrade import upgrade

    done = upgrade()
    _print(options, {"applied": done}, lambda told: "\n".join(told["applied"]) or "up to date")
    return 0


def _workers() -> Any:
    from waymark.guard.models import Worker

    return Worker.objects.order_by("email")


def _row(worker: Any) -> dict[str, Any]:
    from waymark.web.staff.factors import factors_of

    held = factors_of(worker)
    return {
        "email": worker.email,
        "name": worker.full_name,
        "roles": worker.roles,
        "active": worker.is_active,
        "joined": worker.has_usable_password(),
        "factors": held.any,
        "created": worker.created.isoformat(),
    }


def _roles(asked: list[str]) -> list[str]:
    try:
        return checked(asked)
    except UnknownRole as error:
        raise BadInput(f'role: got "{error}", allowed: {", ".join(ROLES)}') from None


def _email(text: str) -> str:
    if not ADDRESS.fullmatch(text) or len(text) > 254:
        raise BadInput(f'email: got "{text}", allowed: an address as name@example.org')
    return text.lower()


def _at(text: str | None) -> str:
    """Where the desk is: as told, else the first of our own hosts, else this machine."""
    if text is None:
        hosts = [one.strip() for one in os.environ.get("WAYMARK_HOSTS", "").split(",")]
        host = next(filter(None, hosts), None)
        secure = "http" if (host or "").endswith((".onion", "localhost")) else "https"
        return f"{secure}://{host}" if host else LOCAL
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise BadInput(f'at: got "{text}", allowed: an address as {LOCAL}')
    return f"{parts.scheme}://{parts.netloc}"


def _print(options: Namespace, told: dict[str, Any], as_text: Any) -> None:
    if options.format == "json":
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(as_text(told))


def _added(told: dict[str, Any]) -> str:
    first = (
        f"{told['email']} can join as {', '.join(told['roles'])}."
        if told["new"]
        else f"{told['email']} was here already: password, second factors and sessions have ended."
    )
    return f"{first} The link works once, for {told['days']} days:\n{told['link']}"


def _revoked(told: dict[str, Any]) -> str:
    return f"{told['email']} is off the desk: sessions, password and second factors have ended."


def _table(told: dict[str, Any]) -> str:
    lines = [
        f"{one['email']}  {', '.join(one['roles'])}  {_state(one)}  {one['name']}".rstrip()
        for one in told["workers"]
    ]
    return "\n".join(lines) or "Nobody yet: waymark staff add EMAIL --role editor"


def _state(one: dict[str, Any]) -> str:
    if not one["active"]:
        return "revoked"
    if not one["joined"]:
        return "invited"
    return "joined" if one["factors"] else "no second factor yet"
