# SPDX-License-Identifier: Apache-2.0
"""From the rule files people write to the one rule book the engine reads.

Only this module reads YAML; a plan is made from the compiled JSON with the standard library alone.
Every name is checked where it is written: a typo is a fault with file and line, never a rule that
silently does nothing.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from waymark.content.strict import ContentFault, ContentFaults, Lined, load_with_lines
from waymark.plan.meaning import Meaning
from waymark.plan.naming import Names
from waymark.plan.open_questions import stored

__all__ = ["RULES", "compile_rules", "rule_book"]

RULES = Path(__file__).parent.parent / "content" / "rules"
FILES = (
    "facts",
    "conditions",
    "actions",
    "sources",
    "rules",
    "first_action",
    "stages",
    "contradictions",
    "questions",
)
AUDIENCES = ("child", "parent", "professional")


def compile_rules(
    folder: Path = RULES, directory: dict[str, Any] | None = None
) -> tuple[str, dict[str, Any]]:
    """The builder's entry: the file name and the rule book made from `folder`."""
    return "rules.json", rule_book(folder, directory)


def rule_book(
    folder: Path = RULES, directory: dict[str, Any] | None = None, *, draft: bool = False
) -> dict[str, Any]:
    """Read, check and compile the rule files of a folder.

    Args:
        folder: holds the YAML files named in `FILES`; a missing one is taken from
        Waymark's own. Any other
            YAML file with `rules` in it adds its rules.
        directory: the compiled directory (countries and their flags); read from disk if not given.
        draft: let rules pass that name no id or source yet, so that they can be tried;
        `check` never does.

    Raises:
        ContentFault: with every fault found, each with file and line.
    """
    if directory is None:
        directory = _compiled_directory()
    return _Compiler(folder, directory, draft).book()


def _compiled_directory() -> dict[str, Any]:
    path = RULES.parent / "compiled" / "directory.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


class _Compiler:
    """One compilation: gathers faults so that an author sees all of them at once."""

    def __init__(self, folder: Path, directory: dict[str, Any], draft: bool) -> None:
        self.files = {name: _lined(folder, name) for name in FILES}
        self.more = _more_rules(folder)
        self.directory = directory
        self.draft = draft
        self.faults: list[ContentFault] = []
        self.sources: dict[str, Any] = self.files["sources"].data["sources"]
        self.actions: list[dict[str, Any]] = self.files["actions"].data["actions"]
        self.never: list[str] = self.files["actions"].data["never"]
        ids = [action["id"] for action in self.actions]
        self.rank = {id_: rank for rank, id_ in enumerate([*ids, *self.never])}

    def book(self) -> dict[str, Any]:
        for lined in self.files.values():
            self._reviewed(lined)
        self.names = Names(
            self.files["facts"], self.files["conditions"], self._packs(), self.faults
        )
        body = {
            "facts": self.names.facts,
            "variables": self.names.variables,
            "names": self.names.index,
            "inputs": self.names.inputs,
            "derived": self.names.derived(),
            "packs": self.names.packs,
            "actions": self._actions(),
            "never": self.never,
            "rules": self._rules(),
            "first": self._first(),
            "stages": self._stages(),
            "questions": self._questions(),
            "contradictions": self._contradictions(),
            "sources": self._sources(),
        }
        for at, value in self.names.unread():
            self._fault(
                self.files["facts"],
                f"no rule reads {value!r}: write one, or give the reason under unused",
                "facts",
                at,
            )
        if self.faults:
            raise ContentFaults(self.faults)
        canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        book = {"ruleset": hashlib.sha256(canonical.encode()).hexdigest()[:16], **body}
        return {**book, "diagrams": stored(Meaning(book))}

    def _reviewed(self, lined: Lined) -> None:
        if lined.path.endswith("sources.yaml"):
            return
        for key in ("reviewed_by", "review_by"):
            if key not in lined.data:
                self._fault(
                    lined, f"{key} is missing: say who reviewed the file and by when it is due"
                )

    def _packs(self) -> list[dict[str, Any]]:
        """Countries grouped by what their directory files say: the rules see the group only."""
        groups: dict[str, dict[str, Any]] = {}
        countries = {"unknown": self.directory["international"], **self.directory["countries"]}
        for code, pack in sorted(countries.items()):
            flags = {
                key: value for key, value in pack["flags"].items() if not key.endswith("source")
            }
            key = json.dumps(flags, sort_keys=True)
            groups.setdefault(key, {"flags": flags, "countries": []})["countries"].append(code)
        return sorted(groups.values(), key=lambda group: "unknown" not in group["countries"])

    def _actions(self) -> list[dict[str, Any]]:
        lined = self.files["actions"]
        for at, action in enumerate(self.actions):
            self._known_sources(lined, action["sources"], "actions", at)
            for contact in action.get("contacts", []):
                if isinstance(contact, dict):
                    contact["when"] = self._clauses(lined, contact["when"], "actions", at)
        kinds = {"sources": [], "contacts": [], "who": list(AUDIENCES), "phase": 8}
        banned = [{**kinds, "id": id_, "never": True} for id_ in self.never]
        return [
            {"message": a["id"].startswith("msg_"), "contacts": [], **a}
            for a in [*self.actions, *banned]
        ]

    def _rules(self) -> list[dict[str, Any]]:
        seen: set[str] = set()
        out = []
        for lined in (self.files["rules"], *self.more):
            for at, written in enumerate(lined.data["rules"]):
                rule = {**self._blank_draft(lined, at), **written}
                self._shape(lined, rule, ("rules", at))
                if rule.get("id") in seen:
                    self._fault(lined, f"the rule {rule['id']} stands twice", "rules", at)
                seen.add(rule.get("id", ""))
                out.append(self._rule(lined, rule, at))
        return out

    def _blank_draft(self, lined: Lined, at: int) -> dict[str, Any]:
        """What a draft may leave out for now."""
        if not self.draft:
            return {}
        return {"id": f"draft-{Path(lined.path).stem}-{at + 1}", "when": {}, "sources": []}

    def _shape(self, lined: Lined, rule: dict[str, Any], where: tuple[str | int, ...]) -> None:
        allowed = {
            "id",
            "for",
            "when",
            "unless",
            "always",
            "add",
            "veto",
            "sources",
            "level",
            "basis",
        }
        for key in rule:
            if key not in allowed:
                self._fault(
                    lined, f"unknown key {key!r}; allowed: {', '.join(sorted(allowed))}", *where
                )
        for key in ("id", "when", "sources"):
            if key not in rule:
                self._fault(lined, f"{key} is missing in the rule {rule.get('id', '?')}", *where)
        if not any(key in rule for key in ("always", "add", "veto")):
            self._fault(lined, f"the rule {rule.get('id', '?')} does nothing", *where)

    def _rule(self, lined: Lined, rule: dict[str, Any], at: int) -> dict[str, Any]:
        where = ("rules", at)
        self._known_sources(lined, rule.get("sources", []), *where)
        if not rule.get("sources") and not self.draft:
            self._fault(lined, f"the rule {rule.get('id', '?')} names no source", *where)
        return {
            "id": rule.get("id", "?"),
            "when": self._for(rule, self._clauses(lined, rule.get("when", {}), *where)),
            "unless": self._clauses(lined, rule["unless"], *where) if "unless" in rule else [],
            "always": [self._action(lined, a, *where) for a in rule.get("always", [])],
            "add": [self._action(lined, a, *where) for a in rule.get("add", [])],
            "veto": {
                str(self._action(lined, a, *where)): why for a, why in rule.get("veto", {}).items()
            },
            "sources": rule.get("sources", []),
            "level": rule.get("level", "req"),
            "basis": rule.get("basis", "guidance"),
        }

    def _for(self, rule: dict[str, Any], clauses: list[list[list[int]]]) -> list[list[list[int]]]:
        if "for" not in rule:
            return clauses
        audience = [self.names.index["audience"], sum(1 << AUDIENCES.index(a) for a in rule["for"])]
        return [[audience, *clause] for clause in clauses]

    def _first(self) -> list[dict[str, Any]]:
        lined = self.files["first_action"]
        out = []
        for at, row in enumerate(lined.data["rows"]):
            when = self._for(row, self._clauses(lined, row["when"], "rows", at))
            out.append(
                {
                    "row": row["row"],
                    "when": when,
                    "action": self._action(lined, row["action"], "rows", at),
                }
            )
        return out

    def _stages(self) -> dict[str, Any]:
        lined = self.files["stages"]
        child, adult, check = (lined.data[key] for key in ("child", "adult", "safety_check"))
        own = []
        for at, line in enumerate(child["own"]):
            where = ("child", "own", at)
            when = self._clauses(lined, line.get("when", {}), *where)
            own.append({"action": self._action(lined, line["action"], *where), "when": when})
        contact = [self._action(lined, a, "child", "human_contact") for a in child["human_contact"]]
        return {
            "child": {**child, "own": own, "human_contact": contact},
            "adult": adult,
            "safety_check": {**check, "when": self._clauses(lined, check["when"], "safety_check")},
        }

    def _questions(self) -> dict[str, list[dict[str, Any]]]:
        lined = self.files["questions"]
        facts = {fact["name"] for fact in self.names.facts}
        out: dict[str, list[dict[str, Any]]] = {}
        for audience, lines in lined.data["questions"].items():
            out[audience] = []
            for at, line in enumerate(lines):
                where = ("questions", audience, at)
                if line["fact"] not in facts:
                    self._fault(lined, f"unknown fact {line['fact']!r}", *where)
                when = self._clauses(lined, line.get("when", {}), *where)
                out[audience].append(
                    {"fact": line["fact"], "always": line.get("always", False), "when": when}
                )
        return out

    def _contradictions(self) -> list[dict[str, Any]]:
        lined = self.files["contradictions"]
        listed = lined.data["contradictions"]
        return [
            {**one, "when": self._clauses(lined, one["when"], "contradictions", at)}
            for at, one in enumerate(listed)
        ]

    def _sources(self) -> dict[str, Any]:
        return {
            key: {"title": s["title"], "url": s["url"], "read": s["read"], "at": s["read_on"]}
            for key, s in self.sources.items()
        }

    def _clauses(self, lined: Lined, written: Any, *where: str | int) -> list[list[list[int]]]:
        return self.names.clauses(lined, written, *where)

    def _action(self, lined: Lined, id_: str, *where: str | int) -> int:
        if id_ not in self.rank:
            self._fault(lined, f"unknown action {id_!r}", *where)
            return 0
        return self.rank[id_]

    def _known_sources(self, lined: Lined, keys: list[str], *where: str | int) -> None:
        for key in keys:
            if key not in self.sources:
                self._fault(lined, f"unknown source {key!r}: add it to sources.yaml first", *where)
        url = self.sources.get(keys[0], {}).get("url") if keys else None
        if where[:1] == ("rules",) and keys and not str(url).startswith("https://"):
            self._fault(lined, f"the first source ({keys[0]}) has no https address to show", *where)

    def _fault(self, lined: Lined, message: str, *where: str | int) -> None:
        self.faults.append(lined.fault(message, *where))


def _more_rules(folder: Path) -> list[Lined]:
    """Rules in files of other names: a country's own, or one that somebody wants to try."""
    known = {f"{name}.yaml" for name in (*FILES, "invariants", "tiles")}
    files = (
        load_with_lines(path) for path in sorted(folder.glob("*.yaml")) if path.name not in known
    )
    return [lined for lined in files if isinstance(lined.data, dict) and "rules" in lined.data]


def _lined(folder: Path, name: str) -> Lined:
    """A rule file of the folder, or Waymark's own where the folder does not have one."""
    path = folder / f"{name}.yaml"
    return load_with_lines(path if path.exists() else RULES / path.name)
