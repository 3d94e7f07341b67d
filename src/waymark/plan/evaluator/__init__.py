# SPDX-License-Identifier: Apache-2.0
"""The plan in the browser: `plan.js` reads the rule book that `waymark.plan.export` writes."""
