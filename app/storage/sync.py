"""Sync's page of the desk's store: what central has acknowledged, its verdicts, and its feeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from app.ids import DeviceId
from app.journal import EntryName, Stream


class VerdictKind(StrEnum):
    """What central made of an entry (design.md, Sync and central)."""

    ACCEPTED = "accepted"
    HELD = "held"
    RETURNED = "returned"


class Feed(StrEnum):
    """The two feeds: the point's own, and the one that all points share (catalogue, calendar, keys)."""

    POINT = "point"
    SHARED = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Central's word on one entry. `reason` is a code, `text` the reviewer's or central's words."""

    entry: EntryName
    kind: VerdictKind
    reason: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One numbered line of a feed: `kind` ("case.decided"), the id of what it is about, and its facts."""

    feed: Feed
    number: int
    at: datetime
    kind: str
    subject: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One meeting with central, for the history: when, how it went (`trouble` None is success), what moved."""

    at: datetime
    trouble: str | None
    pushed: int
    pulled: int
    returned: int
    bytes_up: int
    bytes_down: int
    seconds: float


class SyncStore(Protocol):
    def acknowledged(self, device: DeviceId, stream: Stream) -> int:
        """The last number of the stream that central has stored with a verdict; 0 before any."""
        ...

    def acknowledge(self, device: DeviceId, stream: Stream, number: int) -> None:
        """Moves the mark, also backwards (central restored from a backup)."""
        ...

    def keep_verdicts(self, verdicts: Sequence[Verdict], after_entry: int, at: datetime) -> None:
        """Stores them at their place: behind the desk's entry `after_entry`. A repeated one replaces the former."""
        ...

    def verdict(self, entry: EntryName) -> Verdict | None: ...

    def cursor(self, feed: Feed) -> int:
        """The last number of the feed that was applied; 0 before any."""
        ...

    def keep_feed(self, items: Sequence[FeedItem], after_entry: int) -> None:
        """Stores a page at its place behind the desk's entry `after_entry`, and moves the cursor to its end."""
        ...

    def feed_of(self, subject: str) -> list[tuple[int, FeedItem]]:
        """The feed's items about one subject with the entry that each followed, in order."""
        ...

    def incarnation(self) -> str | None:
        """Which life of central the marks belong to."""
        ...

    def keep_incarnation(self, incarnation: str) -> None: ...

    def note_contact(self, contact: Contact) -> None: ...

    def contacts(self, limit: int = 50) -> list[Contact]:
        """The newest first."""
        ...
