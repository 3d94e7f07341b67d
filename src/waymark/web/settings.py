# SPDX-License-Identifier: Apache-2.0
"""Settings of both sites. What an operator may change comes from the environment.

`WAYMARK_SITE` says which of them a process serves: the public one knows no database, no session
and no account, and never loads what the staff site is made of.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from waymark.guard.database import database
from waymark.guard.keyfile import data_folder, load_or_make_key

HERE = Path(__file__).parent
DEBUG = False
WAYMARK_SITE = os.environ.get("WAYMARK_SITE") or "both"
if WAYMARK_SITE not in ("public", "staff", "both"):
    raise ImproperlyConfigured(f'WAYMARK_SITE: got "{WAYMARK_SITE}", allowed: public, staff, both')
PUBLIC, STAFF = WAYMARK_SITE != "staff", WAYMARK_SITE != "public"
WAYMARK_DATA = data_folder()
# Seals the answers cookie. Made on first use, readable by the service alone.
WAYMARK_ANSWERS_KEY = load_or_make_key(WAYMARK_DATA / "keys" / "answers.key")
# Nothing public is signed with it, but Django wants one; it must not be the sealing key itself.
SECRET_KEY = hashlib.sha256(b"waymark django" + WAYMARK_ANSWERS_KEY).hexdigest()

ALLOWED_HOSTS = [
    "localhost", "127.0.0.1", "[::1]",
    *filter(None, os.environ.get("WAYMARK_HOSTS", "").split(",")),
]  # fmt: skip
# The countries an organisation works in, "GB,IE": what they need stands first at the desk.
WAYMARK_COUNTRIES = [
    code.strip().upper()
    for code in os.environ.get("WAYMARK_COUNTRIES", "").split(",")
    if code.strip()
]
if not all(len(code) == 2 and code.isalpha() and code.isascii() for code in WAYMARK_COUNTRIES):
    raise ImproperlyConfigured("WAYMARK_COUNTRIES: allowed: two-letter codes as in GB,IE")
# The pages that "Leave this page" opens: "GB=https://…,*=https://…"
WAYMARK_LEAVE = dict(
    pair.split("=", 1) for pair in os.environ.get("WAYMARK_LEAVE", "").split(",") if "=" in pair
)
# The same site as an onion service, "http://….onion", named to browsers that can use it (U24).
WAYMARK_ONION = os.environ.get("WAYMARK_ONION", "").rstrip("/")
# Set by a proxy that ends TLS and is the only way in.
BEHIND_TLS = os.environ.get("WAYMARK_BEHIND_TLS") == "1"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

PUBLIC_MIDDLEWARE = [
    "waymark.web.middleware.headers",
    "django.middleware.gzip.GZipMiddleware",
    "waymark.web.middleware.own_forms_only",
    "waymark.web.middleware.language",
    "waymark.web.middleware.forms_only",
    "django.middleware.common.CommonMiddleware",
]
STAFF_MIDDLEWARE = [
    "waymark.web.staff.middleware.headers",
    "waymark.web.middleware.language",
    "waymark.web.staff.middleware.forms_only",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "waymark.web.staff.middleware.hours",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "waymark.web.staff.middleware.asked_again",
]
APPEND_SLASH = False
WSGI_APPLICATION = "waymark.web.wsgi.application"
# The public pages keep nothing on the server.
DATABASES: dict[str, dict[str, Any]] = {}
INSTALLED_APPS: list[str] = []
TEMPLATES: list[dict[str, Any]] = []
ROOT_URLCONF = "waymark.web.urls"
MIDDLEWARE = PUBLIC_MIDDLEWARE


def _templates(site: str) -> dict[str, Any]:
    """Each site finds its own templates only; `frame` gives the base template what it shows."""
    told = [f"waymark.web.{site}.frame.frame"]
    if site == "staff":
        told += [
            "django.template.context_processors.csrf",
            "django.template.context_processors.request",
            "django.contrib.messages.context_processors.messages",
        ]
    return {
        "NAME": site,
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / site / "templates"],
        "OPTIONS": {"context_processors": told},
    }


if PUBLIC:
    INSTALLED_APPS += ["waymark.web.public"]
    TEMPLATES += [_templates("public")]
if STAFF:
    INSTALLED_APPS += [
        "waymark.guard",
        "waymark.upkeep",
        "waymark.web.staff",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.messages",
        "allauth",
        "waymark.web.staff.accounts.AccountsConfig",
        "allauth.mfa",
    ]
    TEMPLATES += [_templates("staff")]
    DATABASES["default"] = database(os.environ.get("WAYMARK_DATABASE", ""), WAYMARK_DATA)
    # Seals sessions, the secrets of second factors and the names of slow-downs.
    WAYMARK_DESK_KEY = load_or_make_key(WAYMARK_DATA / "keys" / "desk.key")
    # Signs links and form tokens: from its own key, so that losing the other ends visits only.
    SECRET_KEY = hashlib.sha256(b"waymark django" + WAYMARK_DESK_KEY).hexdigest()
    MIDDLEWARE = ["waymark.web.sites.Sites"] if PUBLIC else STAFF_MIDDLEWARE
if not PUBLIC:
    ROOT_URLCONF = "waymark.web.staff.urls"

# The staff site: accounts.
AUTH_USER_MODEL = "guard.Worker"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # the life of a link to join
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"

# The staff site: sessions. Ten idle minutes (U20), twelve hours in all, gone with the browser.
SESSION_ENGINE = "waymark.guard.sessions"
SESSION_SERIALIZER = "waymark.guard.sessions.Sealed"
SESSION_COOKIE_NAME = "desk"
SESSION_COOKIE_PATH = "/desk/"
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_AGE = 10 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
WAYMARK_LONGEST_SESSION = 12 * 60 * 60
# A cookie of its own: in the session, a token would make a row for everybody who opens sign-in.
CSRF_COOKIE_NAME = "desk-form"
CSRF_COOKIE_PATH = "/desk/"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "waymark.web.staff.views.strange_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if STAFF:
    CACHES = {"default": {"BACKEND": "waymark.guard.brief.BriefCache"}}

# The staff site: django-allauth. Nobody signs up, no mail is sent, no key holds an address.
ACCOUNT_ADAPTER = "waymark.web.staff.adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "waymark.web.staff.forms.SignInForm",
    "reauthenticate": "waymark.web.staff.forms.AgainForm",
}
ACCOUNT_RATE_LIMITS = {
    # every limit that would be counted by address is off
    "login": None, "signup": None, "request_login_code": None, "verify_phone": None,
    "reset_password": None, "reset_password_from_key": None,
    "login_failed": "5/5m/key",
    "reauthenticate": "10/m/user",
}  # fmt: skip
MFA_ADAPTER = "waymark.web.staff.adapter.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey opens the desk by itself, so it has to ask who holds it.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the link came from whoever runs the desk
MFA_TOTP_TOLERANCE = 1  # clocks of telephones
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_FORMS = {
    "authenticate": "waymark.web.staff.forms.CodeForm",
    "reauthenticate": "waymark.web.staff.forms.CodeAgainForm",
    "activate_totp": "waymark.web.staff.forms.AppForm",
    "add_webauthn": "waymark.web.staff.forms.PasskeyForm",
    "authenticate_webauthn": "waymark.web.staff.forms.PasskeyCodeForm",
    "reauthenticate_webauthn": "waymark.web.staff.forms.PasskeyAgainForm",
    "login_webauthn": "waymark.web.staff.forms.PasskeySignInForm",
}

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
# Generated languages that prove the layout; never offered to a visitor (see pseudo.py).
WAYMARK_TEST_LANGUAGE = os.environ.get("WAYMARK_TEST_LANGUAGE", "")

DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
FILE_UPLOAD_HANDLERS: list[str] = ["waymark.web.uploads.RefuseFiles"]

# Only that something broke and where in our own code: no address, path, browser or answer.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "waymark.web.quiet.Quiet"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "quiet", "level": "ERROR"}
    },
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
