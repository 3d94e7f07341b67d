# SPDX-License-Identifier: Apache-2.0
"""Every word and rule of Waymark as files, and the loaders that read them."""
