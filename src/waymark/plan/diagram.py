# SPDX-License-Identifier: Apache-2.0
"""Decision diagrams over variables with a few values each: the form in which plans are proved.

A diagram is a number. Numbers below `TERMINALS` are end results (0 is false, 1 is true, others
are values); every other number is a node that asks one variable and has one branch per value.
Equal functions have equal numbers, so equality, emptiness and "does this still depend on" are
comparisons. Variables are asked in the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["FALSE", "TERMINALS", "TRUE", "Diagrams"]

FALSE, TRUE, TERMINALS = 0, 1, 256
END = 1 << 30


class Diagrams:
    """A store of shared nodes over variables with the given numbers of values."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self.asks: list[int] = [END] * TERMINALS
        self.branches: list[tuple[int, ...]] = [()] * TERMINALS
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._and: dict[tuple[int, int], int] = {}
        self._or: dict[tuple[int, int], int] = {}
        self._not: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.asks) - TERMINALS

    def node(self, variable: int, branches: tuple[int, ...]) -> int:
        """The one node that asks `variable` and goes on to `branches`."""
        first = branches[0]
        if all(branch == first for branch in branches):
            return first
        found = self._unique.get((variable, branches))
        if found is None:
            found = len(self.asks)
            self._unique[variable, branches] = found
            self.asks.append(variable)
            self.branches.append(branches)
        return found

    def variable(self, variable: int, mask: int) -> int:
        """True where the variable has one of the values of the mask."""
        return self.node(
            variable, tuple(mask >> value & 1 for value in range(self.sizes[variable]))
        )

    def value(self, variable: int) -> int:
        """The variable's own value, as end results."""
        return self.node(variable, tuple(range(self.sizes[variable])))

    def split(self, variable: int, diagram: int) -> tuple[int, ...]:
        """The branches of a diagram at a variable, also where it does not ask it."""
        if self.asks[diagram] == variable:
            return self.branches[diagram]
        return (diagram,) * self.sizes[variable]

    def both(self, left: int, right: int) -> int:
        """True where both are."""
        if left == FALSE or right == FALSE:
            return FALSE
        if left == TRUE or left == right:
            return right
        if right == TRUE:
            return left
        key = (left, right) if left < right else (right, left)
        found = self._and.get(key)
        if found is None:
            found = self._and[key] = self._pairwise(self.both, left, right)
        return found

    def either(self, left: int, right: int) -> int:
        """True where one is."""
        if left == TRUE or right == TRUE:
            return TRUE
        if left == FALSE or left == right:
            return right
        if right == FALSE:
            return left
        key = (left, right) if left < right else (right, left)
        found = self._or.get(key)
        if found is None:
            found = self._or[key] = self._pairwise(self.either, left, right)
        return found

    def _pairwise(self, operation: Callable[[int, int], int], left: int, right: int) -> int:
        asked_left, asked_right = self.asks[left], self.asks[right]
        if asked_left < asked_right:
            return self.node(asked_left, tuple(operation(b, right) for b in self.branches[left]))
        if asked_right < asked_left:
            return self.node(asked_right, tuple(operation(left, b) for b in self.branches[right]))
        pairs = zip(self.branches[left], self.branches[right], strict=True)
        return self.node(asked_left, tuple(operation(a, b) for a, b in pairs))

    def negate(self, diagram: int) -> int:
        """True where the diagram is false."""
        if diagram < 2:
            return 1 - diagram
        found = self._not.get(diagram)
        if found is None:
            branches = tuple(self.negate(branch) for branch in self.branches[diagram])
            found = self._not[diagram] = self.node(self.asks[diagram], branches)
        return found

    def all(self, diagrams: Iterable[int]) -> int:
        """True where all are; true for none."""
        found = TRUE
        for diagram in sorted(diagrams):
            found = self.both(found, diagram)
        return found

    def any(self, diagrams: Iterable[int]) -> int:
        """True where at least one is; false for none."""
        found = FALSE
        for diagram in sorted(diagrams):
            found = self.either(found, diagram)
        return found

    def choose(self, condition: int, then: int, otherwise: int) -> int:
        """`then` where the condition is true, `otherwise` elsewhere; both may end in values."""
        return self._choose(condition, then, otherwise, {})

    def _choose(
        self, condition: int, then: int, otherwise: int, seen: dict[tuple[int, int, int], int]
    ) -> int:
        if condition < 2 or then == otherwise:
            return then if condition == TRUE else otherwise
        key = (condition, then, otherwise)
        found = seen.get(key)
        if found is None:
            top = min(self.asks[condition], self.asks[then], self.asks[otherwise])
            parts = zip(
                self.split(top, condition),
                self.split(top, then),
                self.split(top, otherwise),
                strict=True,
            )
            found = seen[key] = self.node(
                top, tuple(self._choose(c, t, o, seen) for c, t, o in parts)
            )
        return found

    def among(self, diagram: int, mask: int) -> int:
        """Turn end values into truth: true where the value is in the mask."""
        seen: dict[int, int] = {}

        def walk(at: int) -> int:
            if at < TERMINALS:
                return mask >> at & 1
            if at not in seen:
                seen[at] = self.node(self.asks[at], tuple(walk(b) for b in self.branches[at]))
            return seen[at]

        return walk(diagram)

    def fix(
        self, diagram: int, values: Mapping[int, int], seen: dict[int, int] | None = None
    ) -> int:
        """The diagram once some variables have a value; equal calls may share `seen`."""
        seen = {} if seen is None else seen

        def walk(at: int) -> int:
            if at < TERMINALS:
                return at
            found = seen.get(at)
            if found is None:
                value = values.get(self.asks[at])
                if value is not None:
                    found = walk(self.branches[at][value])
                else:
                    found = self.node(self.asks[at], tuple(walk(b) for b in self.branches[at]))
                seen[at] = found
            return found

        return walk(diagram)

    def replace(self, diagram: int, variable: int, value: int) -> int:
        """The diagram as if the variable always had this value, still over the same space."""
        return self.fix(diagram, {variable: value})

    def forget(self, diagram: int, variables: set[int]) -> int:
        """True where some values of the given variables make the diagram true."""
        seen: dict[int, int] = {}

        def walk(at: int) -> int:
            if at < TERMINALS:
                return at
            if at not in seen:
                parts = tuple(walk(b) for b in self.branches[at])
                asked = self.asks[at]
                seen[at] = self.any(parts) if asked in variables else self.node(asked, parts)
            return seen[at]

        return walk(diagram)

    def support(self, diagrams: Iterable[int]) -> set[int]:
        """The variables these diagrams still depend on."""
        reached: set[int] = set()
        asked: set[int] = set()
        stack = [d for d in diagrams if d >= TERMINALS]
        while stack:
            at = stack.pop()
            if at not in reached:
                reached.add(at)
                asked.add(self.asks[at])
                stack.extend(b for b in self.branches[at] if b >= TERMINALS)
        return asked

    def size(self, diagrams: Iterable[int]) -> int:
        """How many nodes these diagrams share."""
        reached: set[int] = set()
        stack = [d for d in diagrams if d >= TERMINALS]
        while stack:
            at = stack.pop()
            if at not in reached:
                reached.add(at)
                stack.extend(b for b in self.branches[at] if b >= TERMINALS)
        return len(reached)

    def count(self, diagram: int, weights: Sequence[Sequence[int]] | None = None) -> int:
        """How many combinations of values make the diagram true; exact.

        Args:
            diagram: a true-or-false diagram.
            weights: per variable how many answers stand behind each value; one each if not given.
        """
        weights = weights or [[1] * size for size in self.sizes]
        whole = [sum(weight) for weight in weights]
        ahead = [1] * (len(whole) + 1)
        for at in range(len(whole) - 1, -1, -1):
            ahead[at] = ahead[at + 1] * whole[at]
        seen: dict[int, int] = {}

        def level(at: int) -> int:
            return len(whole) if at < TERMINALS else self.asks[at]

        def walk(at: int) -> int:
            """Count over the variables from this node's own one on."""
            if at < TERMINALS:
                return at
            if at not in seen:
                asked = self.asks[at]
                total = 0
                for weight, branch in zip(weights[asked], self.branches[at], strict=True):
                    total += weight * walk(branch) * (ahead[asked + 1] // ahead[level(branch)])
                seen[at] = total
            return seen[at]

        return walk(diagram) * (ahead[0] // ahead[level(diagram)])

    def shortest(self, diagram: int, quiet: Sequence[int]) -> dict[int, int] | None:
        """Values that make the diagram true, with as few as possible that are not the quiet ones.

        Args:
            diagram: a true-or-false diagram.
            quiet: per variable the value that costs nothing (unknown, or not ticked).

        Returns:
            Value per variable for those that are not quiet; None if the diagram is never true.
        """
        best: dict[int, tuple[float, int]] = {FALSE: (float("inf"), 0), TRUE: (0, 0)}

        def cost(at: int) -> float:
            if at not in best:
                asked = self.asks[at]
                prices = (
                    (cost(b) + (v != quiet[asked]), v) for v, b in enumerate(self.branches[at])
                )
                best[at] = min(
                    prices, key=lambda price: (price[0], price[1] != quiet[asked], price[1])
                )
            return best[at][0]

        if cost(diagram) == float("inf"):
            return None
        found: dict[int, int] = {}
        at = diagram
        while at >= TERMINALS:
            value = best[at][1]
            if value != quiet[self.asks[at]]:
                found[self.asks[at]] = value
            at = self.branches[at][value]
        return found
