"""The cases' and drafts' pages of the desk's store."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from app.cases.life import Joint
from app.cases.model import Case, CaseState
from app.cases.waiting import Waiting
from app.ids import ApplicantId, CaseId, ClerkId, DraftId
from app.sync.model import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What has been typed so far: the object of cli.md's input line, however incomplete."""

    id: DraftId
    body: dict[str, Any]
    clerk: ClerkId
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case as lists show it. `synced`: central has acknowledged its newest entry from here; `delivery`, whose time
    lists don't ask for, says what central has signed for.

    `due_on` is None for 待联网办结: what was promised on the spot waits for the link, not for a day.
    """

    id: CaseId
    case_no: str
    central_no: str | None
    state: CaseState
    item_name: str
    name: str
    id_no: str
    phone: str | None
    received_at: datetime
    accepted_at: datetime | None
    due_on: date | None
    pending_online: bool
    clerk_name: str
    window: int
    joint: Joint | None = None
    synced: bool
    delivery: Delivery


class CaseStore(Protocol):
    """Cases by number, by person and by what one types."""

    def add(self, case: Case, body: Mapping[str, Any] | None = None) -> None:
        """A new case; its search words are kept with it. `body` is its `case_to_json` where that is at hand."""
        ...

    def save(self, case: Case) -> None:
        """An existing case after an act."""
        ...

    def get(self, case_id: CaseId) -> Case | None: ...

    def ids(self) -> list[CaseId]:
        """Every case, in the order of recording."""
        ...

    def findable_by(self, case_id: CaseId) -> dict[str, object]:
        """What stands beside the whole case so that it is found: field to value, as the Case should have them; `waits`
        as `waits_for` says, `originals` whether one lies here, of its promises the last day and whether each is
        open."""
        ...

    def by_number(self, number: str) -> Case | None:
        """By the desk's number, central's number, the id, or a number that it had before its desk was copied."""
        ...

    def formerly(self, number: str) -> list[Case]:
        """The cases that had this number before their desk was copied, newest first."""
        ...

    def by_token(self, token: str) -> Case | None: ...

    def of_joint(self, number: str) -> list[Case]:
        """The cases that were recorded together under this joint number, and those in the place of one, in the
        order of their numbers."""
        ...

    def search(self, text: str, limit: int = 50) -> list[CaseRow]:
        """Newest first: by case number, also a former one, joint, central or receipt number, identity number (15 or
        18), phone, name, initials."""
        ...

    def listed(
        self, states: Sequence[CaseState] = (), since: date | None = None, pending: bool = False, limit: int = 500
    ) -> list[CaseRow]:
        """Newest first; `since` is a day in China, `pending` those that central has not acknowledged."""
        ...

    def whole(
        self, states: Sequence[CaseState] = (), since: date | None = None, pending: bool = False
    ) -> Iterator[Case]:
        """Every field of every case, oldest first."""
        ...

    def waiting(self, what: Waiting, limit: int) -> list[Case]:
        """The cases that wait so, newest first."""
        ...

    def with_originals(self, limit: int) -> list[Case]:
        """The cases of which an original lies here (原件留存), newest first."""
        ...

    def count_originals(self, states: Collection[CaseState]) -> int:
        """How many such cases stand in one of these states."""
        ...

    def count_waiting(self) -> dict[Waiting, int]:
        """How many cases wait so; no key where none does."""
        ...

    def of_applicant(self, applicant: ApplicantId, limit: int = 20) -> list[Case]:
        """The cases of one person or company, newest first, unsent ones too."""
        ...

    def delivery(self, case: Case) -> Delivery:
        """How far the case has come on its way to central, with the time of the proof."""
        ...

    def counts(self) -> dict[CaseState, int]:
        """How many cases stand in each state."""
        ...

    def recorded_on(self, day: date) -> dict[CaseState, int]:
        """How many of the cases that this desk received on `day` (in China) stand in each state now; no void ones."""
        ...

    def due_until(self, day: date, limit: int = 200) -> list[CaseRow]:
        """Accepted cases with a due date on or before `day`, the earliest first; 待联网办结 is not among them."""
        ...


class DraftStore(Protocol):
    """Unfinished intakes. A draft outlives a crash and ends when its case is recorded."""

    def save(self, draft: Draft) -> None: ...

    def get(self, draft_id: DraftId) -> Draft | None: ...

    def all(self) -> list[Draft]:
        """Newest first."""
        ...

    def discard(self, draft_id: DraftId) -> None:
        """Nothing happens when there is none."""
        ...
