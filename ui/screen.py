"""What the shell asks of a screen, and what it knows of one before it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.events import Changes

EVERYTHING = Changes(
    tickets=True, cases=True, drafts=True, receipts=True, catalogue=True, sync=True, settings=True, helping=True
)


class Screen(Protocol):
    """A place on the rail. Both are called on the GUI thread and must not wait: ask on a lane."""

    def refresh(self, changes: Changes) -> None:
        """These kinds changed: query again what you show of them. First call: everything."""
        ...

    def shown(self) -> None:
        """You have come to the front (a refresh follows if something changed meanwhile): set the focus."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A screen of the rail; `make` builds the widget when it is first visited. It must also be a `Screen`."""

    key: str
    title: str
    icon: str
    shortcut: str
    make: Callable[[], QWidget]
