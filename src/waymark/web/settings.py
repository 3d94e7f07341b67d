# SPDX-License-Identifier: Apache-2.0
"""Settings of the public site. What an operator may change comes from the environment."""

from __future__ import annotations

import hashlib
import os

from waymark.guard.keyfile import data_folder, load_or_make_key

DEBUG = False
WAYMARK_DATA = data_folder()
# Seals the answers cookie. Made on first use, readable by the service alone.
WAYMARK_ANSWERS_KEY = load_or_make_key(WAYMARK_DATA / "keys" / "answers.key")
# Nothing public is signed with it, but Django wants one; it must not be the sealing key itself.
SECRET_KEY = hashlib.sha256(b"waymark django" + WAYMARK_ANSWERS_KEY).hexdigest()

ALLOWED_HOSTS = [
    "localhost", "127.0.0.1", "[::1]",
    *filter(None, os.environ.get("WAYMARK_HOSTS", "").split(",")),
]  # fmt: skip
# The pages that "Leave this page" opens: "GB=https://…,*=https://…"
WAYMARK_LEAVE = dict(
    pair.split("=", 1) for pair in os.environ.get("WAYMARK_LEAVE", "").split(",") if "=" in pair
)
# The same site as an onion service, "http://….onion", named to browsers that can use it (U24).
WAYMARK_ONION = os.environ.get("WAYMARK_ONION", "").rstrip("/")
# Set by a proxy that ends TLS and is the only way in.
if os.environ.get("WAYMARK_BEHIND_TLS") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = ["waymark.web.public"]
MIDDLEWARE = [
    "waymark.web.middleware.headers",
    "django.middleware.gzip.GZipMiddleware",
    "waymark.web.middleware.own_forms_only",
    "waymark.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "waymark.web.urls"
WSGI_APPLICATION = "waymark.web.wsgi.application"
APPEND_SLASH = False
# The public pages keep nothing on the server.
DATABASES: dict[str, dict[str, str]] = {}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["waymark.web.public.frame.frame"]},
    }
]

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
