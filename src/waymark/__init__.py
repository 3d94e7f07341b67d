# SPDX-License-Identifier: Apache-2.0
"""Waymark: one calm way from *something happened* to *safe*."""
