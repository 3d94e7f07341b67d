# SPDX-License-Identifier: Apache-2.0
"""What the law says: fixed sentences for a young person, the sourced answers for adults."""

from __future__ import annotations

from typing import Any

from waymark.directory.compare import plain_value
from waymark.directory.freshness import day_of, status_of
from waymark.directory.kinds import LAW_KEYS
from waymark.directory.sourced import is_doubtful
from waymark.web import here
from waymark.web.public import cards, places, wording

__all__ = ["country_law", "international_law"]

Context = dict[str, Any]
# Where the law lets a picture be; said to a child only if the source is sure and young enough.
REASSURING = {
    "exempt", "conditional_exemption", "close_in_age_exemption", "case_law_exemption", "diverted",
}  # fmt: skip
REASSURING_SINCE = 2024
UNCLEAR = "unclear"


def country_law(code: str) -> Context:
    """Return the law page of one country."""
    entry = places.country(code)
    words = wording.page_text("law", country=code)
    states = here.directory()["states"].get(code)
    return {
        "words": words,
        "name": entry["name"],
        "code": code.lower(),
        "file": entry["file"],
        "child": list(_for_a_child(entry, words["child"])) if entry["file"] else [],
        "helplines": cards.kinds(code).get("child_helpline", [])[:2],
        "duty": _duty(entry["duty"], words) if entry["duty"] else None,
        "rows": [_row(key, entry["law"].get(key), words) for key in LAW_KEYS],
        "states": _states(states, words) if states else None,
    }


def international_law() -> Context:
    """Return the card of what reaches beyond one country."""
    words = wording.page_text("law")
    card = [
        one | {"says": wording.change(one["says"]), "mark": _mark(one, words)}
        for one in here.directory()["international"]["card"]
    ]
    return {"words": words, "card": card}


def _for_a_child(entry: Context, words: dict[str, Any]) -> Any:
    yield words["first"]
    yield words["hurt"]
    yield words["own_image"][_own_image(entry["law"].get("self_generated_imagery"))]
    yield words["got_one"]
    yield words["sent_on"]
    age = entry["law"].get("minimum_age_criminal_responsibility")
    if age and isinstance(age["value"], int) and not is_doubtful(age):
        yield words["age"].replace("{age}", str(age["value"]))
    yield words["telling"]


def _own_image(law: Context | None) -> str:
    """The sentence for a child; nothing reassures on a weak, undated or old source."""
    if law is None:
        return UNCLEAR
    code = str(law["value"])
    return UNCLEAR if code in REASSURING and not _sure(law) else code


def _sure(law: Context) -> bool:
    limit = here.directory()["limits"]["law"]
    if status_of(law, cards.today(), limit=limit) == "checked":
        return True
    if law["checked_on"]:  # somebody looked, too long ago
        return False
    dated = law["source_date"]
    return bool(dated and day_of(dated).year >= REASSURING_SINCE and not is_doubtful(law))


def _row(key: str, law: Context | None, words: dict[str, Any]) -> Context:
    adult = words["parent"]
    question = adult["keys"][key]
    if not law:
        return {"question": question, "known": False}
    value = plain_value(law["value"])
    if key == "self_generated_imagery":
        value = adult["own_image"][value]
    answer = adult["answers"].get(law["answer"] or "", "")
    said = answer if value.casefold() == str(law["answer"]).casefold() else value
    return {
        "question": question,
        "known": True,
        "answer": "" if said == answer else answer,
        "value": wording.change(said),
        "note": wording.change(law["note"]),
        "deadline": wording.change(law["deadline"]),
        "source": law["source"],
        "mark": _mark(law, words),
    }


def _duty(duty: Context, words: dict[str, Any]) -> Context:
    adult = words["parent"]
    return {
        "says": adult["duty_value"][duty["value"]],
        "unsure": "" if duty["confirmed"] else adult["duty_unconfirmed"],
        "who": wording.change(duty["who"]),
        "to": wording.change(duty["to"]),
        "deadline": wording.change(duty["deadline"]),
        "note": wording.change(duty["note"]),
        "source": duty["source"],
        "mark": _mark(duty, words) if duty["source"] else "",
    }


def _states(states: Context, words: dict[str, Any]) -> Context:
    adult = words["parent"]
    effects = adult["effects"]
    rows = [
        {
            "name": one["name"],
            "says": adult["has_statute"] if one["teen_statute"] else adult["no_statute"],
            "effects": ", ".join(effects[effect] for effect in one["effects"]),
            "note": wording.change(one["note"]),
            "source": one["source"],
        }
        for one in states["states"].values()
    ]
    return {"whole": states["whole"], "rows": rows, "mark": _mark(states["whole"], words)}


def _mark(value: Context, words: dict[str, Any]) -> str:
    """How old the source is, and whether somebody checked it."""
    dated = value["source_date"]
    told = words["dated"].replace("{date}", cards.day_words(dated)) if dated else words["undated"]
    looked = value["checked_on"]
    if not looked:
        return f"{told}. {words['doubtful'] if is_doubtful(value) else words['not_checked']}"
    limit = here.directory()["limits"]["law"]
    fresh = status_of(value, cards.today(), limit=limit) == "checked"
    said = words["checked" if fresh else "not_checked_since"]
    return f"{told}. {said.replace('{date}', cards.day_words(looked))}"
