# SPDX-License-Identifier: Apache-2.0
"""The room in which the directory is kept true: what falls due, one entry, adding, tables."""
