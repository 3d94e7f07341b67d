# SPDX-License-Identifier: Apache-2.0
"""What each `waymark` command does; every module is imported only when its command is used."""
