# SPDX-License-Identifier: Apache-2.0
"""Keeping the directory true: named workers confirm, correct, withdraw and add, with history."""
