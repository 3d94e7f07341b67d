# SPDX-License-Identifier: Apache-2.0
"""The staff site under /desk/: behind sign-in with a second factor, with its own cookies."""
