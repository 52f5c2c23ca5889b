"""What kind of thing changed: all that screens are told, after the commit."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The kinds that an act touched. A visible screen re-queries; a hidden one goes stale."""

    tickets: bool = False
    cases: bool = False
    drafts: bool = False
    receipts: bool = False
    catalogue: bool = False
    sync: bool = False
    settings: bool = False
    helping: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        """Both kinds together."""
        return Changes(**{name: getattr(self, name) or getattr(other, name) for name in self.__slots__})


class Announcer:
    """Tells listeners after a commit. Called on any thread; listeners must be quick and must not raise."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changes], None]] = []

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Adds a listener; the returned function takes it off again, however often it is called."""
        self._listeners.append(listener)

        def leave() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return leave

    def announce(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)
