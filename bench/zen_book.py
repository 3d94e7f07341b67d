# SPDX-License-Identifier: Apache-2.0
"""Our rule book as a decision graph of zen-engine, in several shapes, for a fair race.

zen is spared all reading of answers: it gets a flat object with only what was answered, years as
bands, the country as its group, and one key for each chosen member of a list.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import zen

__all__ = ["SHAPES", "Shape", "ZenBook"]

Clause = Sequence[Sequence[int]]
STRENGTHS = ("always", "add", "veto")


@dataclass(frozen=True)
class Shape:
    """How conditions and rules are laid out for zen.

    Args:
        derive: one expression per reading and condition (`keys`), or only for those that cannot be
            written cheaply where they are used (`few`).
        rules: a table with one column per variable (`columns`), a table with one expression per
            row (`cells`), or a single list expression (`list`).
    """

    derive: str
    rules: str

    @property
    def explains(self) -> bool:
        """Whether a trace says as much as ours: which rules held, and on which values.

        Of a list only the outcome is traced, of rows with an expression only the row's number.
        """
        return self.rules == "columns"

    def __str__(self) -> str:
        return f"{self.derive}+{self.rules}"


SHAPES = (
    Shape("keys", "columns"),
    Shape("keys", "cells"),
    Shape("keys", "list"),
    Shape("few", "cells"),
    Shape("few", "list"),
)


@dataclass
class _Graph:
    nodes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, kind: str, content: dict[str, Any] | None = None) -> None:
        name = f"{kind}{len(self.nodes)}"
        node: dict[str, Any] = {
            "id": name,
            "name": name,
            "type": kind,
            "position": {"x": 0, "y": 0},
        }
        self.nodes.append(node | ({"content": content} if content else {}))

    def expressions(self, written: dict[str, str], *, keep: bool) -> None:
        lines = [{"id": key, "key": key, "value": value} for key, value in written.items()]
        self.add("expressionNode", {"expressions": lines} | _plain(keep))

    def table(self, policy: str, columns: Sequence[str], rows: list[dict[str, str]]) -> None:
        outputs = sorted({key for row in rows for key in row if key not in columns})
        place = {name: f"c{at}" for at, name in enumerate([*columns, *outputs])}
        content = {
            "hitPolicy": policy,
            "inputs": [{"id": place[c], "name": c or "when", "field": c} for c in columns],
            "outputs": [{"id": place[o], "name": o, "field": o} for o in outputs],
            "rules": [
                {"_id": f"r{at}"} | {place[name]: cell for name, cell in row.items()}
                for at, row in enumerate(rows)
            ],
        }
        self.add("decisionTableNode", content | _plain(keep=True))

    def written(self) -> str:
        edges = [
            {"id": f"e{at}", "type": "edge", "sourceId": one["id"], "targetId": two["id"]}
            for at, (one, two) in enumerate(pairwise(self.nodes))
        ]
        return json.dumps({"nodes": self.nodes, "edges": edges})


def _plain(keep: bool) -> dict[str, Any]:
    return {"passThrough": keep, "inputField": None, "outputPath": None, "executionMode": "single"}


class ZenBook:
    """The same decision as our circuit, made by zen.

    Args:
        book: the compiled rule book.
        lines_of: the lines of a rule with its exceptions folded in.
        shape: how it is laid out for zen.
    """

    def __init__(
        self,
        book: dict[str, Any],
        lines_of: Callable[[dict[str, Any]], list[Clause]],
        shape: Shape,
    ) -> None:
        self.book = book
        self.shape = shape
        self._lines_of = lines_of
        self._ids = [action["id"] for action in book["actions"]]
        self._names = [variable["name"].replace(".", "_") for variable in book["variables"]]
        self._values = [variable["values"] for variable in book["variables"]]
        self._inline = self._cheap() if shape.derive == "few" else {}
        content = zen.ZenDecisionContent(self._graph().written())
        self._decision = zen.ZenEngine().create_decision(content)
        self._with_trace = {"trace": True}

    def spare(self, values: Sequence[int]) -> dict[str, Any]:
        """What zen is given for checked answers: only what was answered, as it needs it."""
        return {
            self._names[at]: self._values[at][value]
            for at, value in enumerate(values)
            if self._values[at][value] not in ("unknown", False)
        }

    def decide(self, given: dict[str, Any]) -> dict[str, Any]:
        """The whole result: `plan`, a list of action ids, and `first`."""
        found: dict[str, Any] = self._decision.evaluate(given)["result"]
        return found

    def explain(self, given: dict[str, Any]) -> dict[str, Any]:
        """The result with zen's trace: what went in and came out at each node."""
        found: dict[str, Any] = self._decision.evaluate(given, self._with_trace)
        return found

    # ---- the graph ------------------------------------------------------------------------

    def _graph(self) -> _Graph:
        graph = _Graph()
        graph.add("inputNode")
        names = self._names
        graph.expressions(
            {
                names[made["variable"]]: self._made(made)
                for made in self.book["derived"]
                if made["variable"] not in self._inline
            },
            keep=True,
        )
        {"columns": self._columns, "cells": self._cells, "list": self._list}[self.shape.rules](
            graph
        )
        graph.add("outputNode")
        return graph

    def _made(self, made: dict[str, Any]) -> str:
        """A reading or condition as one expression; what came before it is read with `$`."""
        variable = made["variable"]
        cases = [(value, self._any(lines, "$.")) for value, lines in _merged(made["cases"])]
        if "input" not in made and self._values[variable] == [False, True]:
            return " or ".join(f"({when})" for value, when in cases if value)
        written = _literal(self._values[variable][made["default"]])
        for value, when in reversed(cases):
            written = f"({when}) ? {_literal(self._values[variable][value])} : ({written})"
        if "input" in made:
            given = self._names[made["input"]]
            written = f"{given} == null ? ({written}) : {given}"
        return written

    def _any(self, lines: Sequence[Clause], prefix: str = "") -> str:
        return " or ".join(f"({self._all(line, prefix)})" for line in lines)

    def _all(self, clause: Clause, prefix: str = "") -> str:
        tests = [self._test(variable, mask, prefix) for variable, mask in clause]
        return " and ".join(tests) or "true"

    def _cheap(self) -> dict[int, list[Clause]]:
        """Conditions of one test, or used at one place only: written out where they are used."""
        places = [line for rule in self.book["rules"] for line in self._lines_of(rule)]
        places += [line for row in self.book["first"] for line in row["when"]]
        places += [line for m in self.book["derived"] for _, lines in m["cases"] for line in lines]
        used = Counter(variable for line in places for variable, _ in line)
        found = {}
        for made in self.book["derived"]:
            truth = self._values[made["variable"]] == [False, True] and "input" not in made
            lines = [line for value, lines in made["cases"] if value for line in lines]
            if truth and (used[made["variable"]] == 1 or sum(map(len, lines)) == 1):
                found[made["variable"]] = lines
        return found

    def _test(self, variable: int, mask: int, prefix: str) -> str:
        if variable in self._inline:
            written = self._any(self._inline[variable], prefix)
            return f"({written})" if mask == 2 else f"(not ({written}))"
        made = variable >= self.book["inputs"]
        name = (prefix if made else "") + self._names[variable]
        return self._cell(variable, mask, name)

    def _cell(self, variable: int, mask: int, name: str) -> str:
        """A test of one variable, by its allowed values or by the others, whichever is shorter."""
        values = self._values[variable]
        if values == [False, True]:
            known = name != "$" and variable >= self.book["inputs"]
            return (name if known else f"({name} == true)") if mask == 2 else f"({name} != true)"
        inside = [value for at, value in enumerate(values) if mask >> at & 1]
        outside = [value for at, value in enumerate(values) if not mask >> at & 1]
        if variable < self.book["inputs"]:  # unknown is not there
            inside, outside = (
                [None if v == "unknown" else v for v in x] for x in (inside, outside)
            )
        if len(inside) <= len(outside):
            return _member(name, inside)
        return f"(not {_member(name, outside)})"

    def _rows(self) -> Iterator[tuple[Clause, dict[str, list[str]]]]:
        for rule in self.book["rules"]:
            does = {
                strength: [self._ids[int(action)] for action in rule[strength]]
                for strength in STRENGTHS
                if rule[strength]
            }
            for line in self._lines_of(rule):
                yield line, does

    def _cells(self, graph: _Graph) -> None:
        rows = [
            {"": self._all(line)} | {f"rules_{key}": _literal(ids) for key, ids in does.items()}
            for line, does in self._rows()
        ]
        self._two_tables(graph, [""], rows)

    def _columns(self, graph: _Graph) -> None:
        rows, used = [], set()
        for line, does in self._rows():
            cells: dict[str, str] = {}
            for variable, mask in line:
                name = self._names[variable]
                test = self._cell(variable, mask, "$")
                cells[name] = f"({cells[name]}) and {test}" if name in cells else test
            used |= cells.keys()
            rows.append(cells | {f"rules_{key}": _literal(ids) for key, ids in does.items()})
        self._two_tables(graph, sorted(used), rows)

    def _two_tables(self, graph: _Graph, columns: list[str], rows: list[dict[str, str]]) -> None:
        graph.table("collect", columns, rows)
        graph.nodes[-1]["content"] |= {"outputPath": "hits"}
        always, add, veto = (f"flatMap(hits, #.rules_{key} ?? [])" for key in STRENGTHS)
        self._conclude(graph, always, add, veto)

    def _list(self, graph: _Graph) -> None:
        written: dict[str, list[str]] = {key: [] for key in STRENGTHS}
        for line, does in self._rows():
            for key, ids in does.items():
                written[key].append(f"(({self._all(line)}) ? {_literal(ids)} : [])")
        parts = (f"flatMap([{', '.join(written[key])}], #)" for key in STRENGTHS)
        self._conclude(graph, *parts)

    def _conclude(self, graph: _Graph, always: str, add: str, veto: str) -> None:
        first = "null"
        for row in reversed(self.book["first"]):
            first = f"({self._any(row['when'])}) ? {_literal(self._ids[row['action']])} : ({first})"
        written = {
            "veto": veto,
            "add": add,
            "always": always,
            "kept": "len($.veto) == 0 ? $.add : filter($.add, not (# in $.veto))",
            "first": first,
        }
        graph.expressions(written, keep=False)
        graph.expressions({"plan": "flatMap([always, kept], #)", "first": "first"}, keep=False)


def _merged(cases: list[Any]) -> list[tuple[int, list[Clause]]]:
    """Neighbouring cases of one value that only test one variable become one test of it."""
    found: list[tuple[int, list[Clause]]] = []
    for value, lines in cases:
        single = len(lines) == 1 and len(lines[0]) == 1
        before = found[-1] if found else None
        if single and before and before[0] == value and [len(c) for c in before[1]] == [1]:
            (variable, mask), (other, more) = before[1][0][0], lines[0][0]
            if variable == other:
                before[1][0] = [[variable, mask | more]]
                continue
        found.append((value, list(lines)))
    return found


def _member(name: str, values: list[Any]) -> str:
    if len(values) == 1:
        return f"({name} == {_literal(values[0])})"
    return f"({name} in {_literal(values)})"


def _literal(value: Any) -> str:
    return json.dumps(value)
