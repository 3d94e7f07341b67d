# SPDX-License-Identifier: Apache-2.0
"""Where "Leave this page" leads: a dull page that many open, never one about help (U14)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

__all__ = ["CLEARED", "Leaving"]

# What the browser is asked to forget. Our own cookie is also deleted by name.
CLEARED = '"cache", "cookies", "storage"'
# The weather is plain, quick, the same for everybody, and nobody asks why one looked at it.
WEATHER = {
    "AU": "https://www.bom.gov.au/",
    "CA": "https://weather.gc.ca/",
    "GB": "https://www.metoffice.gov.uk/",
    "IE": "https://www.met.ie/",
    "US": "https://www.weather.gov/",
}
ANYWHERE = "https://www.wikipedia.org/"


class Leaving:
    """Destinations per country.

    Args:
        own: the operator's addresses by country code, `*` for all others.
    """

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self._places = {**WEATHER, "*": ANYWHERE, **(own or {})}
        for address in self._places.values():
            if urlsplit(address).scheme != "https" or urlsplit(address).query:
                raise ValueError(f"leaving: {address!r} is no plain https address")

    def to(self, country: str | None) -> str:
        """Return the address to leave for, from this country."""
        return self._places.get(country or "*", self._places["*"])

    @property
    def hosts(self) -> list[str]:
        """The origins a form may end at, for the content security policy."""
        found = {"{0.scheme}://{0.netloc}".format(urlsplit(one)) for one in self._places.values()}
        return sorted(found)
