"""How the verdict on an entry is said inside central: a rule that stands against it raises one of these."""

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
