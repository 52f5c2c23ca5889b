"""Reasons that a clerk types about a ticket: kept in the queue's journal, which holds no personal data."""

import re

from app.errors import Refused

LONGEST = 60
"""Characters; a reason is a phrase."""

_NUMBER_OF_A_PERSON = re.compile(r"\d{7}")


def check_reason(reason: str) -> str:
    """The trimmed reason. Raises Refused when it is missing, too long, or holds an identity or phone number."""
    trimmed = reason.strip()
    if not trimmed:
        raise Refused("reason_missing", "reason")
    if len(trimmed) > LONGEST:
        raise Refused("reason_too_long", "reason", longest=LONGEST)
    if _NUMBER_OF_A_PERSON.search(re.sub(r"[\s-]", "", trimmed)):
        raise Refused("reason_personal", "reason")
    return trimmed
