"""Waymark: one calm way from *something happened* to *safe*."""
