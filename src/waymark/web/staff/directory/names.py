# SPDX-License-Identifier: Apache-2.0
"""What the desk calls things: kinds of service, questions of law, fields, what was done."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waymark.directory.overlay import INTERNATIONAL, LAW

__all__ = [
    "ANSWERS", "FIELDS", "FILES", "KINDS", "LAW_WORDS", "LEVELS", "OWN_IMAGE_WORDS", "VERBS",
    "VERDICTS", "kind_name", "place_name",
]  # fmt: skip

FILES = ""  # the place of what belongs to no country

KINDS = {
    "emergency": _("Emergency number"),
    "child_helpline": _("Child helpline"),
    "crisis_line": _("Crisis line"),
    "hotline": _("Hotline for pictures"),
    "exploitation_report": _("Place to report a person"),
    "police": _("Police"),
    "cybercrime_portal": _("Online crime portal"),
    "child_protection": _("Child protection"),
    "removal_take_it_down": _("Removal: Take It Down"),
    "removal_report_remove": _("Removal: Report Remove"),
    "removal_scheme": _("Removal: another way"),
    "own_behaviour": _("Help with one's own acts"),
    "relationship_abuse": _("Abuse by a partner"),
    "trafficking": _("Trafficking"),
    "bullying": _("Bullying"),
    "mental_health": _("Mental health"),
    "substances": _("Drink and drugs"),
    "barnahus": _("Children's house"),
    "sexual_assault_service": _("Care after an assault"),
    "legal_advice": _("Legal advice"),
    "adult_survivor": _("For adults, years later"),
    "parent_helpline": _("Helpline for parents"),
    "local": _("Local service"),
    LAW: _("Law"),
    "state": _("Law of a state"),
    "provider": _("Platform"),
    "resource": _("Resource"),
    "figure": _("Figure"),
}
LAW_WORDS = {
    "child_age_for_sexual_images": _("Age of a child, for images"),
    "age_of_consent": _("Age of consent"),
    "self_generated_imagery": _("A picture a child made itself"),
    "recipient_possession": _("Having a picture that was sent"),
    "forwarding": _("Passing a picture on"),
    "minimum_age_criminal_responsibility": _("Age of criminal responsibility"),
    "sextortion_or_blackmail_offence": _("Blackmail with pictures"),
    "forced_viewing_of_pornography": _("Making a child look at pictures"),
    "ai_or_synthetic_csam": _("Made-up pictures of children"),
    "mandatory_reporting": _("Who must report"),
    "provider_removal_duties": _("What platforms must take down"),
    "confidentiality_or_outcome_codes": _("Staying off the record"),
    "practice": _("How it is done in practice"),
    "victim_not_offender": _("Treated as harmed, not as guilty"),
    "child_and_adult_apart": _("Children and adults apart"),
    "anonymous_helplines": _("Helplines without a name"),
    "one_door_services": _("All help behind one door"),
    "central_body": _("One body in charge"),
    "provider_cooperation": _("Working with platforms"),
    "mandated_education": _("Teaching that is asked for"),
}
FIELDS = {
    "name": _("Name"),
    "phone": _("Phone"),
    "text": _("Text message"),
    "url": _("Web address"),
    "chat": _("Chat"),
    "hours": _("Opening hours, as written"),
    "open": _("Opening hours, exact"),
    "zone": _("Clock of the hours"),
    "free": _("Free of charge"),
    "anonymous": _("Without a name"),
    "confidential": _("Confidential"),
    "audience": _("Who it is for"),
    "languages": _("Languages"),
    "place": _("Town or region"),
    "waiting": _("Waiting time"),
    "refer": _("How to refer"),
    "eligible": _("Who may use it"),
    "note": _("Note"),
    "value": _("What holds"),
    "answer": _("Short answer"),
    "deadline": _("Time limit"),
    "source": _("Source"),
    "source_date": _("Date of the source"),
    "confidence": _("How sure the source is"),
    "exact": _("The source is the page itself"),
    "via": _("How the source was read"),
    "more_sources": _("More sources"),
    "checked_on": _("Checked by a person on"),
}
LEVELS = {"high": _("sure"), "medium": _("fairly sure"), "low": _("not sure")}
ANSWERS = {
    "yes": _("yes"),
    "yes_with_exemption": _("yes, with exceptions"),
    "partly": _("partly"),
    "likely": _("likely"),
    "pending": _("soon"),
    "no": _("no"),
    "unclear": _("unclear"),
}
OWN_IMAGE_WORDS = {
    "exempt": _("not punished"),
    "conditional_exemption": _("not punished under conditions"),
    "close_in_age_exemption": _("not punished between those close in age"),
    "case_law_exemption": _("not punished, say the courts"),
    "diverted": _("dealt with outside the courts"),
    "no_exemption_seen": _("no exception was found"),
    "prosecutable_with_safeguards": _("can be punished, with safeguards"),
    "prosecutable": _("can be punished"),
    "prosecutable_reported": _("can be punished, and it has happened"),
    "varies_by_state": _("differs from state to state"),
    "unclear": _("unclear"),
}
VERBS = {
    "add": _("Added"),
    "confirm": _("Confirmed"),
    "correct": _("Corrected"),
    "import": _("Brought in from a table"),
    "restore": _("Put back to the delivered entry"),
    "withdraw": _("Withdrawn"),
}
VERDICTS = {
    "add": _("to be added"),
    "change": _("to be changed"),
    "same": _("the same already"),
    "refuse": _("cannot be stored"),
}


def kind_name(kind: str) -> str:
    """What a kind is called."""
    return str(KINDS.get(kind, kind))


def place_name(table: dict[str, Any], place: str) -> str:
    """What a place is called: a country, any country, or the files that belong to none."""
    if place == INTERNATIONAL:
        return gettext("Any country")
    if place == FILES:
        return gettext("Files without a country")
    return str(table["countries"][place]["name"])
