# SPDX-License-Identifier: Apache-2.0
"""A second and a third opinion on the rules, by code that shares nothing with `waymark.plan`.

Needs the extra `verify` (numpy, python-sat). Reads the rule files itself; nothing here imports the
engine, its diagrams or the compiled rule book, so a mistake would have to be made twice to go
unseen.
"""

from waymark.verify.solver import sat
from waymark.verify.sweep import Disagreement, sweep

__all__ = ["Disagreement", "sat", "sweep"]
