# SPDX-License-Identifier: Apache-2.0
"""django-allauth's accounts as a Django app, with its middleware on the staff site alone."""

from __future__ import annotations

from allauth.account.apps import AccountConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

__all__ = ["AccountsConfig"]


class AccountsConfig(AccountConfig):  # type: ignore[misc]
    """Looks for the middleware where it is: in the chain of the staff site, not in Django's."""

    def ready(self) -> None:
        """Do what the original does, with our list."""
        from allauth.account import checks  # noqa: F401  (registers itself)

        if "allauth.account.middleware.AccountMiddleware" not in settings.STAFF_MIDDLEWARE:
            raise ImproperlyConfigured("the staff site has lost the middleware of its accounts")
