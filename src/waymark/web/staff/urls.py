# SPDX-License-Identifier: Apache-2.0
"""The addresses of the staff site. Names with underscores are those django-allauth looks for.

A room adds its own with `path("desk/<room>/", include("waymark.web.staff.<room>.urls"))`.
"""

from __future__ import annotations

from allauth.account import views as accounts
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, path

from waymark.web.staff import factors, views
from waymark.web.staff.access import enroller_required, open_to_all, worker_required
from waymark.web.staff.directory import urls as directory
from waymark.web.staff.joining import joining
from waymark.web.staff.shelf import files

__all__ = ["urlpatterns"]

_inside = worker_required()

_signing_in: list[URLPattern | URLResolver] = [
    path("desk/join/<int:number>/<str:token>", joining, name="join"),
    path("desk/sign-in", open_to_all(accounts.login), name="account_login"),
    path("desk/sign-in/code", open_to_all(codes.authenticate), name="mfa_authenticate"),
    path("desk/sign-in/passkey", open_to_all(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("desk/sign-out", views.sign_out, name="account_logout"),
]
_again: list[URLPattern | URLResolver] = [
    path("desk/again", enroller_required(accounts.reauthenticate), name="account_reauthenticate"),
    path("desk/again/code", enroller_required(codes.reauthenticate), name="mfa_reauthenticate"),
    path(
        "desk/again/passkey",
        enroller_required(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
]
_factors: list[URLPattern | URLResolver] = [
    path("desk/factors", factors.index, name="mfa_index"),
    path("desk/factors/app", enroller_required(factors.AddApp.as_view()), name="mfa_activate_totp"),
    path("desk/factors/app/remove", _inside(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("desk/factors/passkeys", factors.passkeys, name="mfa_list_webauthn"),
    path(
        "desk/factors/passkeys/add",
        enroller_required(factors.AddPasskey.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "desk/factors/passkeys/<int:pk>/remove",
        _inside(factors.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "desk/factors/codes", _inside(recovery.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "desk/factors/codes/new",
        _inside(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk", views.root),
    path("desk/", views.home, name="desk"),
    path("desk/account", views.account, name="account"),
    path("desk/still", views.still, name="still"),
    path("desk/s/<str:name>", files, name="desk_asset"),
    *_signing_in,
    *_again,
    *_factors,
    *directory.urlpatterns,
]
handler400 = views.not_understood
handler403 = views.not_understood
handler404 = views.nothing_here
handler500 = views.broken
