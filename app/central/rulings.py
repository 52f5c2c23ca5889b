"""How the verdict on an entry is said inside central: a rule that stands against it raises one of these."""

from app.errors import Refused
from app.sync.model import Reason, VerdictKind


class Ruled(Exception):
    """A rule stands against taking the entry in (now). `text` is for the clerk."""

    verdict: VerdictKind

    def __init__(self, reason: Reason, text: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text


class Returned(Ruled):
    """The clerk must do something about it."""

    verdict = VerdictKind.RETURNED


class HeldBack(Ruled):
    """Central will look at it again by itself."""

    verdict = VerdictKind.HELD


LONGEST_WORDS = 1000


def checked_words(text: str) -> str:
    """What somebody at the city says to a point. Raises Refused: decision_reason_missing, text_long."""
    plain = text.strip()
    if not plain:
        raise Refused("decision_reason_missing", "reason")
    if len(plain) > LONGEST_WORDS or "\x00" in plain:
        raise Refused("text_long", "reason", longest=LONGEST_WORDS)
    return plain
