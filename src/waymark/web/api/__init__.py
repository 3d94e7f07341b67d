# SPDX-License-Identifier: Apache-2.0
"""The interface for partners: open, stateless, without cookie; it logs nothing of what it gets."""

from __future__ import annotations

from waymark.web.api.endpoints import api

__all__ = ["api"]
