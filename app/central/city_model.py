"""What the city's technicians look at, as values: contacts with devices, how a point stands, audit lines. No rules."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.central.model import Alarm, DeviceKey
from app.ids import DeviceId
from app.journal import EntryName, Stream

CLOCK_OFF = 5 * 60_000
"""Milliseconds by which a clock may certainly be off before somebody is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A device's last meeting with central, by central's clock.

    `offset` is how far the device's clock was ahead, `uncertain` how far that may be wrong, both in milliseconds.
    `waiting` and `files_waiting` are what the device said it still has. `clear_at` is when it last had nothing.
    """

    point: str
    device: DeviceId
    at: datetime
    waiting: int
    files_waiting: int
    offset: int
    uncertain: int
    program: str
    protocol: int
    entries: int
    bytes_in: int
    bytes_out: int
    clear_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDay:
    """A device's meetings with central on one day of China's, together; what it said at the last of them."""

    device: DeviceId
    day: date
    first_at: datetime
    last_at: datetime
    exchanges: int
    entries: int
    waiting: int
    files_waiting: int
    offset: int
    bytes_in: int
    bytes_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a point stands, over all its devices in use. Times are central's.

    `offset` is the worst clock's, and `off_at_least` what of it is certain, both in milliseconds. `oldest` and `newest`
    are programs, by their text. `enrolled_at` is told of points that never met. `silent_since` is the oldest last
    meeting at which a device had something waiting, `returned_since` the oldest return that nobody has corrected.
    `aside` counts entries of revoked devices, which the city must confirm.
    """

    point: str
    name: str | None = None
    short_name: str | None = None
    phone: str | None = None
    devices: int = 0
    enrolled_at: datetime | None = None
    contact_at: datetime | None = None
    silent_since: datetime | None = None
    waiting: int = 0
    files_waiting: int = 0
    offset: int = 0
    off_at_least: int = 0
    oldest: str = ""
    newest: str = ""
    returned: int = 0
    returned_since: datetime | None = None
    held: int = 0
    aside: int = 0
    forks: int = 0
    failures: int = 0
    alarms: int = 0
    alarm_since: datetime | None = None


class Need(StrEnum):
    """Why a point needs a call, the gravest first (city_needs.py says when)."""

    FORK = "fork"
    FAILED = "failed"
    ALARM = "alarm"
    SILENT_WAITING = "silent_waiting"
    RETURNED = "returned"
    CLOCK = "clock"
    ASIDE = "aside"
    NEVER = "never"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The moments before which something is late; reckoned once for a page."""

    now: datetime
    one_day: datetime
    two_days: datetime
    three_days: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingQuery:
    """One page of the points, those that need a call first; `points`: only of these."""

    marks: Marks
    points: tuple[str, ...] | None = None
    calling_only: bool = False
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage:
    """What was found: `count` points fit the query, of all `total` points `calling` have a reason for a call."""

    lines: list[Standing]
    count: int
    total: int
    calling: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingDevice:
    """A device of a point: its keys, how far each stream is held, its last meeting."""

    id: DeviceId
    number: int
    keys: tuple[DeviceKey, ...]
    held: dict[Stream, int]
    contact: Contact | None

    @property
    def in_use(self) -> bool:
        """Neither retired nor revoked."""
        return all(key.retired_at is None and key.revoked_at is None for key in self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEntry:
    """An entry that is held, or returned and not corrected. `text` is central's own words, never an applicant's."""

    name: EntryName
    kind: str
    subject: str
    case_no: str | None
    verdict: str
    reason: str | None
    text: str | None
    arrived_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedCase:
    """A case that a reviewer returned and that nobody has corrected."""

    case_no: str
    item_name: str
    returned_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCode:
    """An enrolment code that still may be used."""

    device_number: int | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDetail:
    """Everything that the page of one point shows."""

    standing: Standing
    devices: list[StandingDevice]
    codes: list[KnownCode]
    days: list[ContactDay]
    entries: list[OpenEntry]
    cases: list[ReturnedCase]
    alarms: list[Alarm]


class AuditKind(StrEnum):
    """What somebody who audits a point asks about."""

    OUT_OF_TURN = "out_of_turn"  # a number called by hand, with its reason
    PRIORITY = "priority"  # a visitor of a priority group went before one who came earlier
    VOID = "void"
    REPRINT = "reprint"
    CORRECT = "correct"
    CLOCK = "clock"  # the desk's clock jumped, or a clerk said the date
    UNANCHORED = "unanchored"  # recorded with a clock that nobody could vouch for
    TIME_AHEAD = "time_ahead"  # dated after its arrival, by more than the clock's offset explains
    TIME_BEHIND = "time_behind"  # dated before a contact at which it can't have been there yet
    TIME_BACKWARDS = "time_backwards"  # dated before the entry that it follows
    FORK = "fork"  # another entry of this name is held: a copied database
    CHAIN_BROKEN = "chain_broken"  # a batch whose signature or hashes don't hold
    CLERK = "clerk"  # who may sign in


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One line of the audit: `count` neighbouring entries from `entry` on. Names no applicant.

    `clerk` is a name, or the id of one that a ticket's entry gives. `about` is a case's or ticket's number (a new
    clerk's name), `other` what belongs to it (the ticket jumped, the paper's number, a new clerk's id), `reason` what
    was said or the code of what happened (a reprint's copy number), `seconds` how far a time is off: ahead, or
    negative behind.
    """

    point: str
    entry: EntryName
    kind: AuditKind
    at: datetime
    arrived_at: datetime
    count: int = 1
    clerk: str | None = None
    window: int | None = None
    about: str | None = None
    other: str | None = None
    reason: str | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery:
    """What an auditor asks for; "" and None mean anything. Both days are China's and belong to it."""

    point: str = ""
    clerk: str = ""
    kind: AuditKind | None = None
    since: datetime | None = None
    until: datetime | None = None
    offset: int = 0
    limit: int = 100
