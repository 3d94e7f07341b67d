# SPDX-License-Identifier: Apache-2.0
"""The forms of joining, signing in and second factors, in plain words (U7)."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from waymark.guard.models import Worker

__all__ = [
    "AgainForm", "AppForm", "CodeAgainForm", "CodeForm", "JoinForm", "PasskeyAgainForm",
    "PasskeyCodeForm", "PasskeyForm", "PasskeySignInForm", "SignInForm", "calm",
]  # fmt: skip

EMPTY = _("This is still empty.")
UNREADABLE = _("This could not be read. Please try once more.")
# what a made-up answer of a passkey may run into
STRANGE = (TypeError, ValueError, KeyError, AttributeError, IndexError, InvalidSignature)


def calm(form: forms.BaseForm) -> None:
    """Take out what is not a label, and say what is missing without blame."""
    form.label_suffix = ""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = EMPTY
        if not isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = UNREADABLE


class _Calm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calm(self)


class JoinForm(_Calm):
    """Name and password of somebody who was invited."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("It stands beside what you change. Your colleagues see it, nobody else does."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("A new password"),
        max_length=200,
        strip=False,
        help_text=_("At least 12 characters. Several words in a row are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        self._worker = worker
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Check the password against the name, and against its second writing."""
        told = super().clean() or {}
        password = told.get("password")
        if password and told.get("again") and password != told["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        if password:
            self._worker.full_name = told.get("name", "")
            try:
                validate_password(password, self._worker)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return told


class SignInForm(_Calm, LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.help_text = _("E-mail address"), ""
        login.widget.attrs["autocomplete"] = "username"
        login.error_messages["invalid"] = _("An address looks like name@example.org.")


class AgainForm(_Calm, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class _Code(_Calm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.widget.attrs |= {
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "maxlength": "20",
        }


class CodeForm(_Code, AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or one to recover with."""


class CodeAgainForm(_Code, ReauthenticateCodeForm):  # type: ignore[misc]
    """The same, to prove it once more."""


class AppForm(_Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code that the app shows now")


class _Readable(_Calm):
    """What a browser tells of a passkey; what nobody can read is refused, not guessed."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except STRANGE:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyForm(_Calm, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = _("A name for this passkey")
        name.help_text = _("So that you know it again: the telephone, the key ring.")
        name.widget.attrs |= {"autocomplete": "off", "maxlength": "60"}

    def clean(self) -> dict[str, Any]:
        """Check what the browser tells of the passkey."""
        try:
            checked: dict[str, Any] = super().clean() or {}
        except STRANGE:
            raise get_adapter().validation_error("incorrect_code") from None
        checked["name"] = checked.get("name", "")[:60]
        return checked


class PasskeyCodeForm(_Readable, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second factor."""


class PasskeyAgainForm(_Readable, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, to prove it once more."""


class PasskeySignInForm(_Readable, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""
