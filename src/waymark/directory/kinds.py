# SPDX-License-Identifier: Apache-2.0
"""The closed lists of the directory: kinds of service, questions of law, countries."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = [
    "LAW_KEYS", "LIMITS", "OWN_IMAGE", "SERVICE_KINDS", "SHOWN_KINDS", "Kind", "shown_kind",
]  # fmt: skip

# Days after which a checked value is shown as unchecked again.
LIMITS = {"contact": 180, "law": 365, "provider": 365, "resource": 365}

Kind = Literal[
    "emergency",
    "child_helpline",
    "crisis_line",
    "hotline",
    "exploitation_report",
    "police",
    "cybercrime_portal",
    "child_protection",
    "removal_take_it_down",
    "removal_report_remove",
    "removal_scheme",
    "own_behaviour",
    "relationship_abuse",
    "trafficking",
    "bullying",
    "mental_health",
    "substances",
    "barnahus",
    "sexual_assault_service",
    "legal_advice",
    "adult_survivor",
    "parent_helpline",
    "local",
]
SERVICE_KINDS: tuple[Kind, ...] = get_args(Kind)

# What `directory show` promises to list; a kind in neither list is shown under its own name.
SHOWN_KINDS = (
    "child_helpline",
    "child_protection",
    "crisis_line",
    "hotline",
    "police",
    "removal",
    "own_behaviour",
    "relationship_abuse",
    "trafficking",
    "bullying",
    "mental_health",
    "substances",
    "barnahus",
    "local",
)

# The last eight answer what the source documents ask of states, beyond the case at hand.
LAW_KEYS = (
    "child_age_for_sexual_images",
    "age_of_consent",
    "self_generated_imagery",
    "recipient_possession",
    "forwarding",
    "minimum_age_criminal_responsibility",
    "sextortion_or_blackmail_offence",
    "forced_viewing_of_pornography",
    "ai_or_synthetic_csam",
    "mandatory_reporting",
    "provider_removal_duties",
    "confidentiality_or_outcome_codes",
    "practice",
    "victim_not_offender",
    "child_and_adult_apart",
    "anonymous_helplines",
    "one_door_services",
    "central_body",
    "provider_cooperation",
    "mandated_education",
)

# How the law treats a picture that a child made of itself.
OWN_IMAGE = (
    "exempt",
    "conditional_exemption",
    "close_in_age_exemption",
    "case_law_exemption",
    "diverted",
    "no_exemption_seen",
    "prosecutable_with_safeguards",
    "prosecutable",
    "prosecutable_reported",
    "varies_by_state",
    "unclear",
)


def shown_kind(kind: str) -> str:
    """The kind under which a service is listed for readers: all ways of removal are one."""
    return "removal" if kind.startswith("removal_") else kind
