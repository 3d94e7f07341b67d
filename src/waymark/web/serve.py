# SPDX-License-Identifier: Apache-2.0
"""`waymark serve`: the sites in gunicorn threads, without a line about who came by."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

__all__ = ["run"]


class _Nobody(logging.Filter):
    """Drops what could hold an address: gunicorn names the peer in warnings about bad requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno < logging.WARNING or record.name != "gunicorn.error"


def run(host: str, port: int) -> int:
    """Serve until stopped. Every public page answers from memory, so two workers go far."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waymark.web.settings")
    _tables()
    sys.stderr.write(f"Waymark: http://{host}:{port}/  (Ctrl-C stops)\n")
    try:
        import gunicorn
        from gunicorn.app.base import BaseApplication

        gunicorn.SERVER = "web"  # what runs here is nobody's business
    except ImportError:  # no fork on this system
        return _simple(host, port)

    class Site(BaseApplication):  # type: ignore[misc,unused-ignore]
        def load_config(self) -> None:
            for name, value in _options(host, port).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from waymark.web.wsgi import application

            return application

    logging.getLogger("gunicorn.error").addFilter(_Nobody())
    Site().run()
    return 0


def _tables() -> None:
    """Bring the tables of the desk up to date; a process with public pages only has none."""
    from django.conf import settings

    if not settings.DATABASES:
        return
    import django
    from django.db import connections

    django.setup()
    from waymark.guard.upgrade import upgrade
    from waymark.upkeep.flows.publish import publish

    upgrade()
    publish()  # what a restored backup says shows at once
    connections.close_all()  # a connection must not be shared by the processes that follow


def _options(host: str, port: int) -> dict[str, Any]:
    return {
        "bind": f"{host}:{port}",
        "worker_class": "gthread",
        "workers": int(os.environ.get("WAYMARK_WORKERS", "2")),
        "threads": 4,
        "preload_app": True,
        "accesslog": None,
        "loglevel": "error",
        # Otherwise a socket appears in the home directory: all state belongs under $WAYMARK_DATA.
        "control_socket_disable": True,
    }


def _simple(host: str, port: int) -> int:
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from waymark.web.wsgi import application

    class Silent(WSGIRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing: the usual line begins with the visitor's address."""

    make_server(host, port, application, handler_class=Silent).serve_forever()
    return 0
