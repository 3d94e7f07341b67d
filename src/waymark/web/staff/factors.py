# SPDX-License-Identifier: Apache-2.0
"""The pages of second factors: django-allauth's views behind our doors."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from waymark.guard.models import Worker
from waymark.web.staff.access import WorkerRequest, enroller_required, worker_required

__all__ = ["AddApp", "AddPasskey", "Held", "RemovePasskey", "factors_of", "index", "passkeys"]


@dataclass(frozen=True)
class Held:
    """The factors a worker has."""

    app: bool
    passkeys: tuple[Any, ...]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Whether there is a second factor."""
        return self.app or bool(self.passkeys)


def factors_of(worker: Worker) -> Held:
    """Return the factors a worker has."""
    found = list(Authenticator.objects.filter(user_id=worker.pk).order_by("pk"))
    kinds = {one.type: one for one in found}
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    return Held(
        Authenticator.Type.TOTP in kinds,
        tuple(one for one in found if one.type == Authenticator.Type.WEBAUTHN),
        None if codes is None else len(codes.wrap().get_unused_codes()),
    )


@require_safe
@enroller_required
def index(request: WorkerRequest) -> HttpResponse:
    """What there is, and what can be added."""
    shown = {"factors": factors_of(request.worker), "by_number": not _passkeys_work(request)}
    return render(request, "mfa/index.html", shown)


@worker_required()
def passkeys(request: WorkerRequest) -> HttpResponse:
    """Passkeys stand on the same page as the other factors."""
    return HttpResponseRedirect(reverse("mfa_index"))


class AddApp(ActivateTOTPView):  # type: ignore[misc]
    """An authenticator app, with its secret as a picture and as text."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add the secret in groups of four, as one types it."""
        shown: dict[str, Any] = super().get_context_data(**given)
        secret = shown["form"].secret
        return shown | {"secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """A passkey; what the browser told is kept when the form is shown again."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Keep the form: the view of django-allauth would show a new one without the fault."""
        return {
            **super().get_context_data(),
            **({"form": given["form"]} if "form" in given else {}),
        }


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """Take a passkey off, unless it is the last factor."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Say beforehand whether it can go."""
        may = get_adapter().can_delete_authenticator(self.object)
        return {**super().get_context_data(**given), "last": not may}

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it off."""
        if not get_adapter().can_delete_authenticator(self.get_object()):
            return HttpResponseRedirect(self.request.path)
        gone: HttpResponse = super().form_valid(form)
        return gone


def _passkeys_work(request: HttpRequest) -> bool:
    """Whether the host has a name: browsers make no passkey for a bare number."""
    try:
        ipaddress.ip_address(request.get_host().partition(":")[0].strip("[]"))
    except ValueError:
        return True
    return False
