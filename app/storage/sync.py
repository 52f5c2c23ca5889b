"""Sync's page of the desk's store: where central is, what it has acknowledged, its verdicts, feeds and keys."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.ids import CaseId, DeviceId
from app.journal import EntryName, Stream
from app.sync.model import (
    CentralAddress,
    Contact,
    Enrolment,
    Feed,
    FeedItem,
    FirstPull,
    KeptProof,
    Measured,
    Verdict,
)


class KeyUse(StrEnum):
    """Whose key it is: central's for signing, central's for sealing to it, or a stream's of a device."""

    SIGN = "sign"
    SEAL = "seal"
    STREAM = "stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedKey:
    """A key as a sheet names it (app/sync/README.md, Keys). Only a stream's key has a device, stream and point.

    `id` is the 8 bytes by which codes and headers name the key.
    """

    id: bytes
    public: bytes
    use: KeyUse
    since: datetime
    retired: datetime | None = None
    device: DeviceId | None = None
    stream: Stream | None = None
    point: str | None = None
    device_number: int | None = None
    revoked_after: int | None = None


class SyncStore(Protocol):
    def address(self) -> CentralAddress | None:
        """Where central is; None until somebody says it."""
        ...

    def keep_address(self, address: CentralAddress) -> None: ...

    def enrolment(self) -> Enrolment | None:
        """None until central has enrolled this device: then papers say 试用."""
        ...

    def keep_enrolment(self, enrolment: Enrolment) -> None:
        """Pins central's root key; the one-time code is forgotten."""
        ...

    def forked(self) -> bool:
        """This database is a copy of a desk that went on elsewhere: nothing may be written any more but by reading."""
        ...

    def mark_forked(self) -> None: ...

    def acknowledged(self, device: DeviceId, stream: Stream) -> int:
        """The last number of the stream that central has stored with a verdict; 0 before any."""
        ...

    def acknowledge(self, device: DeviceId, stream: Stream, number: int) -> None:
        """Moves the mark, also backwards (central restored from a backup)."""
        ...

    def send_again(self, device: DeviceId, stream: Stream, number: int) -> None:
        """Moves the mark back before entry `number`, so that it and what follows are sent once more."""
        ...

    def again(self, device: DeviceId, stream: Stream) -> int | None:
        """Where what is to be sent once more ends; None when nothing is. The mark reaches it by answers about entries
        only: that central holds them already is no reason not to send them."""
        ...

    def keep_proof(self, proof: KeptProof) -> None:
        """Central's signed word, checked by the caller. None is ever removed."""
        ...

    def lapse_proofs(self, device: DeviceId, stream: Stream, number: int, at: datetime) -> None:
        """Central no longer holds what is above `number`: its proofs of that stay as history and prove nothing."""
        ...

    def proven(self, device: DeviceId, stream: Stream) -> int:
        """The last number that central has signed for; 0 before any."""
        ...

    def proof_of(self, entry: EntryName) -> KeptProof | None:
        """The first proof that covers the entry and holds."""
        ...

    def proofs(self) -> Iterator[KeptProof]:
        """All that ever came, in that order."""
        ...

    def claimed_files(self) -> set[str]:
        """Every attachment that counts as signed for, for `verify`."""
        ...

    def proven_files(self, digests: Iterable[str]) -> dict[str, datetime]:
        """Those of these attachments that central has signed for, and when."""
        ...

    def keep_verdicts(self, verdicts: Sequence[Verdict], after_entry: int, at: datetime) -> None:
        """Stores them at their place: behind the desk's entry `after_entry`. The newest on an entry holds.

        Plain acceptance needs no row: an acknowledged entry without one is accepted.
        """
        ...

    def accept_run(
        self, device: DeviceId, stream: Stream, first: int, count: int, after_entry: int, at: datetime
    ) -> None:
        """Plain acceptance of these entries: what was held or returned among them is so no longer."""
        ...

    def verdict(self, entry: EntryName) -> Verdict | None:
        """Central's present word on the entry; None while it has none."""
        ...

    def verdicts(self, entries: Sequence[EntryName]) -> list[tuple[int, Verdict]]:
        """All that were ever stored on these entries, each with the desk's entry that it followed, in order."""
        ...

    def told(self, subject: str, entries: Sequence[EntryName]) -> list[tuple[int, FeedItem | Verdict]]:
        """Everything that central said of a case, whose entries these are, as it came: `verdicts` and `feed_of`."""
        ...

    def cursor(self, feed: Feed) -> int:
        """The last number of the feed that was applied; 0 before any."""
        ...

    def rewind_feeds(self) -> None:
        """Both cursors to 0: central's history may be another now. What is known already will not count as new."""
        ...

    def keep_feed(self, feed: Feed, items: Sequence[FeedItem], end: int, after_entry: int) -> list[FeedItem]:
        """Stores a page at its place behind the desk's entry `after_entry`, and moves the cursor to `end`.

        Returns those that were not here yet: a central restored from a backup tells its story again.
        """
        ...

    def pass_over(self, feed: Feed, number: int) -> None:
        """Moves the cursor up to `number`: what lies before it has been learnt otherwise."""
        ...

    def first_pull(self) -> FirstPull | None:
        """How far the point's cases have been learnt; None before it began."""
        ...

    def keep_first_pull(self, state: FirstPull) -> None: ...

    def register(self, item: FeedItem, cases: Sequence[tuple[CaseId, str]]) -> None:
        """Gives these cases their central numbers, as the kept `item` says; `told` finds it for each of them.

        Cases that are not here are passed over. One that has another number already keeps it, and its part of the
        item is marked as differing.
        """
        ...

    def mark_differing(self, item: FeedItem, code: str) -> None:
        """The item could not be applied, because the desk's own row contradicts it; `code` says how."""
        ...

    def differing(self) -> list[tuple[FeedItem, str]]:
        """What could not be applied, oldest first, for people to look at."""
        ...

    def feed_of(self, subject: str) -> list[tuple[int, FeedItem]]:
        """The feeds' items about one subject with the entry that each followed, in order. Differing ones are not in."""
        ...

    def incarnation(self) -> str | None:
        """Which life of central the marks belong to."""
        ...

    def keep_incarnation(self, incarnation: str) -> None: ...

    def dictionaries(self) -> tuple[int, ...]:
        """The zstd dictionaries that central said it reads."""
        ...

    def keep_dictionaries(self, numbers: Sequence[int]) -> None: ...

    def keep_keys(self, keys: Sequence[ListedKey], sheet: int) -> None:
        """What sheet `sheet` says. A line from a newer sheet is never replaced by an older one's."""
        ...

    def key(self, key_id: bytes) -> ListedKey | None:
        """By its id."""
        ...

    def keys(self, use: KeyUse) -> list[ListedKey]:
        """The keys in use, those not retired first."""
        ...

    def sealed_to(self) -> bytes | None:
        """The public key of central that the desk's own key was last sealed to."""
        ...

    def keep_sealed_to(self, public: bytes) -> None: ...

    def clock_offset(self) -> float | None:
        """Central's clock minus this one, in seconds, at the last contact; None before any."""
        ...

    def clock(self) -> Measured | None:
        """The same with its uncertainty and when it was measured."""
        ...

    def keep_meeting(self, incarnation: str, clock: Measured) -> None:
        """Which life of central answered, and its clock's offset."""
        ...

    def note_contact(self, contact: Contact) -> None:
        """Adds to the history, of which the newest few hundred are kept. One that moved nothing and
        ended like the one before replaces that one."""
        ...

    def note_traffic(self, hour: datetime, size: int) -> None:
        """Adds bytes to what went over the link in the hour that begins then. A year is kept."""
        ...

    def traffic(self, since: datetime, until: datetime) -> int:
        """Bytes of the hours that begin from `since` and before `until`."""
        ...

    def last_success(self) -> datetime | None: ...

    def contacts(self, limit: int = 50) -> list[Contact]:
        """The newest first."""
        ...
