"""What central asks of its database about entries and cases, beside app/central/storage.py."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from app.cases.model import Step
from app.central.model import Arrived, CaseFile, CaseLine, CasePlace, CaseQuery, Claim, Held, NewStep, Tally
from app.ids import CaseId, DeviceId
from app.journal import EntryName, Stream
from app.sync.model import VerdictKind


class JournalPage(Protocol):
    """The entries that came, each with its verdict."""

    def held(self, point: str, device: DeviceId) -> list[Held]:
        """How far each stream of the device is held."""
        ...

    def add(self, arrived: Sequence[Arrived], last: Held, at: datetime) -> None:
        """Keeps them and moves the stream to `last`."""
        ...

    def between(self, point: str, device: DeviceId, stream: Stream, first: int, last: int) -> list[Arrived]:
        """The held entries with these numbers, in order."""
        ...

    def about(self, point: str, subjects: Sequence[str]) -> list[Arrived]:
        """The open entries about these cases (held, or returned and not corrected), oldest arrival first."""
        ...

    def verdicts(self, point: str, names: Sequence[EntryName]) -> dict[EntryName, VerdictKind]:
        """The verdicts on those of these entries that have arrived."""
        ...

    def open_recordings(
        self, point: str, device: DeviceId, begin: datetime, end: datetime
    ) -> list[tuple[CaseId, datetime]]:
        """Cases of the device, with the time of their recording, whose first entry is held, or returned and not yet
        corrected: central has it, though there is no case yet."""
        ...

    def waiting(self) -> list[tuple[str, str]]:
        """Point and subject of every held entry."""
        ...

    def aside(self, point: str, device: DeviceId) -> list[Arrived]:
        """What was put aside of a revoked device for the city to confirm, each stream in its order."""
        ...

    def settle(self, arrived: Arrived) -> None:
        """Replaces an open entry's verdict."""
        ...


class CasePage(Protocol):
    """Cases and their stories."""

    def get_many(self, point: str, ids: Sequence[CaseId]) -> dict[CaseId, CaseFile]: ...

    def owners(self, point: str, case_numbers: Sequence[str]) -> dict[str, CaseId]:
        """Which case has each of these numbers."""
        ...

    def save(self, point: str, new: Sequence[CaseFile], changed: Sequence[CaseFile]) -> None: ...

    def add_steps(self, point: str, steps: Sequence[NewStep]) -> None: ...

    def by_number(self, number: str) -> CaseFile | None:
        """By the desk's number or central's."""
        ...

    def get(self, point: str, case: CaseId) -> CaseFile | None: ...

    def by_token(self, token: str) -> CaseFile | None: ...

    def of_joint(self, point: str, number: str) -> list[CaseFile]:
        """The point's cases that were recorded together under this joint number."""
        ...

    def steps(self, point: str, case: CaseId) -> list[Step]: ...

    def steps_from(self, point: str, cases: Sequence[tuple[CaseId, int]]) -> list[NewStep]:
        """The steps of these cases from the given ones on, in order."""
        ...

    def find(self, query: CaseQuery) -> list[CaseLine]: ...

    def count(self, query: CaseQuery) -> int: ...

    def tally(self, query: CaseQuery, login: str, today: date) -> Tally:
        """Of the cases that the query asks for."""
        ...

    def beside(self, query: CaseQuery, file: CaseFile) -> tuple[str | None, str | None]:
        """The numbers of the cases before and after this one's place in the list, whether it is still in it or not."""
        ...

    def recorded_between(
        self, point: str, device: DeviceId, begin: datetime, end: datetime
    ) -> list[tuple[CaseId, datetime]]:
        """The cases that the device recorded in this time, both ends included, each with its time; no void ones."""
        ...

    def departments(self) -> list[str]:
        """Those that any case belongs to."""
        ...

    def told(self, point: str, after: CasePlace | None, limit: int) -> list[CaseFile]:
        """The point's cases behind that place: the open ones first, then the ended, each the newest first."""
        ...

    def stories(self, point: str, cases: Sequence[CaseId]) -> dict[CaseId, list[Step]]:
        """The steps of each of these cases, in order."""
        ...

    def all(self, point: str | None = None) -> Iterator[CaseFile]:
        """Every case, oldest first."""
        ...


class ClaimPage(Protocol):
    """Which reviewer has which case. The point's row is locked by whoever changes it."""

    def get(self, point: str, case: CaseId) -> Claim | None: ...

    def of(self, cases: Collection[tuple[str, CaseId]]) -> dict[CaseId, Claim]:
        """The claims on these cases, each named with its point."""
        ...

    def keep(self, claim: Claim) -> None:
        """In place of an earlier one."""
        ...

    def release(self, point: str, case: CaseId) -> None: ...
