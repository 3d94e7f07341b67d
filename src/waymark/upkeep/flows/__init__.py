# SPDX-License-Identifier: Apache-2.0
"""What a worker can do to an entry of the directory, one verb a module."""
