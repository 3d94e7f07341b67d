# SPDX-License-Identifier: Apache-2.0
"""What a worker may be asked to do: a short closed list. Pure."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["ADMIN", "EDITOR", "ROLES", "UnknownRole", "checked"]

ADMIN = "admin"  # looks after the desk itself
EDITOR = "editor"  # keeps the directory
ROLES = (ADMIN, EDITOR)


class UnknownRole(ValueError):
    """There is no role of that name."""


def checked(roles: Iterable[str]) -> list[str]:
    """Return the roles once each and in order; refuse a name that is no role.

    A role means itself and no other: an admin who also keeps the directory is an editor too.
    """
    asked = set(roles)
    for role in sorted(asked - set(ROLES)):
        raise UnknownRole(role)
    return sorted(asked)
