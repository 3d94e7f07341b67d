# SPDX-License-Identifier: Apache-2.0
"""Where django-allauth asks us: nobody signs up, no mail leaves, nobody's address is looked at."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waymark.guard.models import Worker

__all__ = ["Accounts", "Factors"]

NOBODY = "nobody"
# What stands in an authenticator app or a browser's list of passkeys: nothing that tells.
NAME = "Desk"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and this password do not belong together."),
        "incorrect_password": _("This is not the password of your account."),
        "too_many_login_attempts": _(
            "This was tried several times. Please wait five minutes, or use a passkey."
        ),
        "rate_limited": _("This was tried several times. Please wait five minutes."),
        "incorrect_code": _("This code does not fit. Please take the newest one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Workers are invited by whoever runs the service."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing."""

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Send nothing."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Look at nobody's address: no limit and no record is kept by it."""
        return NOBODY

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Look at nobody's browser."""
        return NOBODY

    def reauthenticate(self, user: Worker, password: str) -> bool:
        """Check the password once more, as slowly as at sign-in."""
        again = self.authenticate(context.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def respond_user_inactive(self, request: HttpRequest, user: Worker) -> HttpResponse:
        """Send somebody who no longer works here back to the door."""
        self.add_message(request, messages.ERROR, message=str(_("This account is closed.")))
        return HttpResponseRedirect(reverse("account_login"))


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This does not fit. Please try once more."),
        "cannot_delete_authenticator": _("This is your only second factor. Add another one first."),
        "cannot_generate_recovery_codes": _("Add an app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret: a copied database opens no desk."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor: without one there is no way to the desk."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(
            pk=authenticator.pk
        )
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def get_totp_issuer(self) -> str:
        """Return what stands in an authenticator app."""
        return NAME

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for which host a passkey is made."""
        return {"id": context.request.get_host().partition(":")[0], "name": NAME}

    def generate_authenticator_name(self, user: Worker, type: str) -> str:  # noqa: A002
        """Return a name for a new passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("Passkey %(number)s") % {"number": number})


def _seal() -> Fernet:
    return Fernet(settings.WAYMARK_DESK_KEY)
