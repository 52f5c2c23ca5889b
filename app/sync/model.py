"""What passes between a desk and central, as values: verdicts, feed items, the point, and meetings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.ids import CaseId, DeviceId
from app.journal import EntryName, Stream


class VerdictKind(StrEnum):
    """What central made of an entry (design.md, Sync and central)."""

    ACCEPTED = "accepted"
    HELD = "held"
    RETURNED = "returned"


class Reason(StrEnum):
    """Why a verdict is more than plainly accepted. Whoever reads one must also take a word that is not here."""

    CATALOGUE_UNKNOWN = "catalogue_unknown"  # accepted, marked: decided by a catalogue or calendar still under way
    PREDECESSOR_MISSING = "predecessor_missing"  # held
    CASE_RETURNED = "case_returned"  # held behind a returned entry of the same case
    CENTRAL_FAILED = "central_failed"  # held: central's own fault, released when it is mended
    KIND_UNKNOWN = "kind_unknown"  # held: this central is older than the desk
    DEVICE_REVOKED = "device_revoked"  # held: signed after the revocation, for the city to confirm
    BAD_PAYLOAD = "bad_payload"  # returned, as are all that follow
    CASE_NUMBER_TAKEN = "case_number_taken"
    CASE_MISSING = "case_missing"
    UNLAWFUL_ACT = "unlawful_act"
    STALE = "stale"  # the author had not seen what changed the case at central
    SCOPE = "scope"
    POINT_MISMATCH = "point_mismatch"
    STREAM_MISMATCH = "stream_mismatch"  # anything but tickets in the queue's stream
    BY_REVIEWER = "by_reviewer"


class Feed(StrEnum):
    """The two feeds: the point's own, and the one that all points share (catalogue, calendar, themes, keys)."""

    POINT = "point"
    SHARED = "shared"


class FeedKind(StrEnum):
    """What a feed item tells. An unknown kind is kept and passed over."""

    CASE_REGISTERED = "case.registered"
    CASES_REGISTERED = "cases.registered"
    CASE_DECIDED = "case.decided"
    CASE_RETURNED = "case.returned"
    CASE_RECORDED = "case.recorded"  # by another device of the point, as is the next
    CASE_ACTED = "case.acted"
    CASE_STANDS = "case.stands"  # the whole case as central has it, where a window had gone on from something else
    CASE_TOLD = "case.told"  # never in a feed: a whole case of the first pull, kept like an item of the point's feed
    ENTRY_SETTLED = "entry.settled"
    CATALOGUE_ITEMS = "catalogue.items"
    CALENDAR_YEARS = "calendar.years"
    THEMES_LISTED = "themes.listed"
    KEYS_LISTED = "keys.listed"
    POINT_RULES = "point.rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Central's word on one entry. `reason` is a code (Reason), `text` the reviewer's or central's words."""

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
class FirstPull:
    """How far a new desk has learnt its point's cases: from where to go on, and how many came.

    `upto` is the last number of the point's feed that any of the pages held.
    """

    after: str | None
    upto: int
    done: bool
    told: int


def registration_of(item: FeedItem, case: CaseId, number: str) -> FeedItem:
    """The part of a `cases.registered` that is about one case, as the `case.registered` that says the same."""
    body = {"act": "register", "change": {"central_no": number}}
    return replace(item, kind=FeedKind.CASE_REGISTERED.value, subject=case, body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProof:
    """Central's signed word that it has stored a stream up to `number`, whose hash is `hash`, and these attachments.

    `at` is central's clock, `body` what `key` signed, `files` are digests in hex. `lapsed`: when central's mark went
    back behind it, since when it is history and proves nothing any more.
    """

    device: DeviceId
    stream: Stream
    number: int
    hash: bytes
    at: datetime
    files: tuple[str, ...]
    body: bytes
    key: bytes
    signature: bytes
    lapsed: datetime | None = None


class Arrival(StrEnum):
    """How far a case has come on its way to central."""

    HERE = "here"  # its newest entry is not acknowledged
    SENT = "sent"  # acknowledged, and not signed for
    RECORDS = "records"  # signed for, but not all its attachments
    RECEIVED = "received"  # signed for with all its attachments: 市级平台已接收
    FETCHED = "fetched"  # its newest entry came from central itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A case's way to central. `files` counts attachments that are not signed for yet. `carried`: a stick is under way
    with all of it that central lacks.

    `at` is when central signed for the newest entry, and once RECEIVED for the last of everything; None before.
    """

    arrival: Arrival
    files: int = 0
    at: datetime | None = None
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReckonedDay:
    """The cases of this device that desk and central had of a day in China, when they last compared them.

    `only_here` and `only_there` are ids that the other side lacked. `through`: the last entry of the desk stream that
    central had acknowledged then; what was recorded behind it was not compared. `still_lacking` are those of
    `only_here` that had been sent once more before that.
    """

    day: date
    here: int
    there: int
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    at: datetime
    through: int
    still_lacking: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        return bool(self.only_here or self.only_there)


@dataclass(slots=True)
class FilesSent:
    """What became of a meeting's attachments: how many arrived, and how many could not go."""

    arrived: int = 0
    troubled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralAddress:
    """Where central is, and the one-time code until it is used. Without a code only a demo central is trusted."""

    url: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePoint:
    """The point as it stands on paper, as central knows it."""

    code: str
    name: str
    short_name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """That this device belongs to central: the pinned root key, and the point as central told it."""

    root: bytes
    point: ServicePoint
    at: datetime
    demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Central's clock minus this desk's when it last answered: seconds, right within `uncertainty` (half the round trip
    of the question); None for what an older program measured."""

    offset: float
    uncertainty: float | None
    at: datetime | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A bundle that went out with a courier: what it asked, and from which marks on it carries which entries.

    `upto` is the last entry of each stream in it, `nonces` are those of its requests, the last of which asked for the
    feeds from `cursors` on. `answered_at`: when its return leg was taken in here. `stick` and `carrier` are the
    names of the stick and of who brings it, as the clerk said them; `written_at`: when all of it was on the stick;
    `files` are the digests of its attachments.
    """

    id: str
    made_at: datetime
    place: str
    marks: Mapping[Stream, int]
    upto: Mapping[Stream, int]
    cursors: Mapping[Feed, int]
    nonces: tuple[bytes, ...]
    entries: int
    blobs: int
    left: int
    bytes: int
    answered_at: datetime | None = None
    stick: str = ""
    carrier: str = ""
    written_at: datetime | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """How many are where: only `here`, `on_stick` whose answer hasn't come, `sent` and not signed for, or `received`,
    which central has signed for."""

    here: int = 0
    on_stick: int = 0
    sent: int = 0
    received: int = 0
