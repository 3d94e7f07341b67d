# SPDX-License-Identifier: Apache-2.0
"""What keeps a visitor from leaving traces: sealed answers, a way out, strict headers. Pure."""
