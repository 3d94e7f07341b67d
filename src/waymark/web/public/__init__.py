# SPDX-License-Identifier: Apache-2.0
"""What a child, a parent or a professional sees; no account, no script and no name needed."""
