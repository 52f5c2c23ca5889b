"""The values that central keeps: enrolled keys, cases with their marks, reviewers, alarms. No rules here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.cases.model import Case, CaseState, Step
from app.catalogue.model import ItemCode
from app.ids import CaseId, DeviceId
from app.journal import Entry, EntryName, Stream
from app.sync.model import VerdictKind


class Purpose(StrEnum):
    """What a key of central's own is for."""

    ROOT = "root"  # signs the key lists; its fingerprint is pinned at enrolment
    SIGNING = "signing"  # signs answers and proofs
    SEALING = "sealing"  # others seal to it


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptKey:
    """A key of central's own as its database holds it; `salt` is None when `private` lies plain (demo)."""

    purpose: Purpose
    public: bytes
    private: bytes
    salt: bytes | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKey:
    """The registry's line about one stream of one device.

    Retired: replaced in good order, what it signed stays valid. Revoked: central takes nothing after entry
    `revoked_after`, the last that it holds; a time would not do, a thief sets the clock.
    """

    device: DeviceId
    stream: Stream
    point: str
    device_number: int
    public: bytes
    key_id: bytes
    enrolled_at: datetime
    retired_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeCode:
    """What central keeps of an enrolment code: its digest, for which point, until when, and whether it is used up.

    With `device_number` it is for that device only.
    """

    point: str
    digest: bytes
    expires_at: datetime
    used_by: DeviceId | None = None
    device_number: int | None = None
    withdrawn: bool = False

    def usable(self, now: datetime) -> bool:
        """Whether a device may still enrol by it."""
        return self.used_by is None and not self.withdrawn and self.expires_at >= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How far central holds a stream: the last number, its hash and the signature that vouches for it."""

    device: DeviceId
    stream: Stream
    number: int
    hash: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """An entry that came, with the verdict on it: `reason` is an app.sync.model.Reason, `text` says it in words.

    `open` while something is still to happen: held, or returned about a case that nobody has corrected since.
    """

    point: str
    entry: Entry
    verdict: VerdictKind
    reason: str | None = None
    text: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case at central. `mark` asks the department to look ("item_unknown"), `steps` counts its story's lines.

    `written` is a new case as its entry holds it, from which `case` was read: it need not be written again.
    """

    case: Case
    department: str
    registered_at: datetime
    mark: str | None = None
    steps: int = 0
    written: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """A line to be added to a case's story."""

    case: CaseId
    number: int
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Cases whose rows in the national tables are behind: each with the first of its steps that is not there."""

    point: str
    id: str
    cases: tuple[tuple[CaseId, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as the reviewers' list shows it. `files` are its attachments' digests; `follows` counts the materials that
    are still to be brought; `on_paper`: one lies at the point as paper only; `asked_until`: something was asked for,
    and has not come yet; `check_by`: the last day of the later check of a promise."""

    point: str
    id: CaseId
    case_no: str
    central_no: str
    state: CaseState
    item: ItemCode
    item_name: str
    department: str
    name: str
    received_at: datetime
    registered_at: datetime
    due_on: date | None
    asked_until: date | None
    check_by: date | None
    mark: str | None
    accepted_at: datetime | None
    files: tuple[str, ...]
    follows: int
    on_paper: bool


class Materials(StrEnum):
    """How a case's materials stand at central."""

    HERE = "all_here"
    WAITING = "some_wait"
    ON_PAPER = "on_paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The same, with how many of its materials are still to come."""

    materials: Materials
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlace:
    """Where a case stands among its point's: the open ones before the ended, each the newest first."""

    ended: bool
    received_at: datetime
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """签收: the case is this reviewer's since then, and nobody else decides it."""

    point: str
    case_id: CaseId
    login: str
    name: str
    at: datetime


class Order(StrEnum):
    """How the reviewers' list is sorted."""

    NEWEST = "newest"
    DUE = "due"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuery:
    """What a reviewer looks for; None and "" mean anything. `holder`: only what this login has claimed; `free`: only
    what nobody has; `asked`: only what waits for something that was asked for; `checks`: only what waits for a later
    check."""

    states: tuple[CaseState, ...] = ()
    department: str = ""
    point: str = ""
    text: str = ""
    holder: str = ""
    free: bool = False
    asked: bool = False
    checks: bool = False
    order: Order = Order.NEWEST
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many cases wait for a department: all of them, and of these a reviewer's own, nobody's, those that wait for
    something asked for, those whose time stands still, and of the others what is past due and what is due today."""

    all: int
    mine: int
    free: int
    asked: int
    suspended: int
    overdue: int
    due_today: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A feed item before it has its number. One that passes on a device's entry as it is has no body.
    `entry` is the one that it speaks of, and whose author is not told.
    """

    kind: str
    subject: str
    body: Mapping[str, Any] | None = None
    entry: EntryName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A numbered feed item. `payload` is that of the entry which it passes on; None in a run of the asker's own."""

    number: int
    at: datetime
    kind: str
    subject: str
    body: Mapping[str, Any] | None
    entry: EntryName | None = None
    payload: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A ticket as its newest entry says. It names nobody."""

    id: str
    number: str
    category: str
    day: date
    priority: str | None
    state: str
    window: int | None
    taken_at: datetime
    called_at: datetime | None
    finished_at: datetime | None
    waited: int | None
    outcome: str | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What the city's technicians must look at. `detail` holds no personal data: ids and an exception's type."""

    point: str
    about: str
    code: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A member of the city's staff; `password` is argon2's text. `department` None sees all.

    A technician looks after points and devices, and sees no case. A head may take over a case that another has claimed.
    """

    login: str
    name: str
    department: str | None
    password: str
    demo: bool
    added_at: datetime
    technician: bool = False
    head: bool = False

    @property
    def sees_cases(self) -> bool:
        """A technician needs no applicant's data."""
        return not self.technician

    @property
    def sees_city(self) -> bool:
        """A right of its own: a department's reviewer has no business with the points' devices."""
        return self.technician or self.department is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSession:
    """A signed-in browser: `digest` is the SHA-256 of its cookie, `csrf` stands in every form."""

    digest: bytes
    login: str
    csrf: str
    begun_at: datetime
    seen_at: datetime
