# SPDX-License-Identifier: Apache-2.0
"""Proof that no plan does harm: every invariant, for every possible combination of answers.

>>> from waymark.plan.prove import prove
>>> {row["status"] for row in prove()["invariants"]} <= {"proved", "tested"}
True
"""

from waymark.plan.prove.report import prove

__all__ = ["prove"]
