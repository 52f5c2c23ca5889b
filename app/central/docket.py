"""The cases of one point while entries are applied to them: what central holds, and what becomes of it.

Read from the store in a few statements, changed in memory, written back in a few statements; all in one transaction.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from app.cases.model import Case, Step
from app.central.helping_kept import keep_helping
from app.central.model import Alarm, Announcement, Arrived, CaseFile, Due, NewStep, Visit
from app.central.registration import CENTRAL_NUMBER
from app.central.storage import Central
from app.clock import local_date
from app.helping.model import Value
from app.ids import CaseId, Ids
from app.journal import EntryName
from app.sync.model import FeedKind

REGISTERED_AT_ONCE = 200
"""Cases that one `cases.registered` names: some 20 KB, one short transaction at the desk."""
DUE_AT_ONCE = 500
"""Cases that the projector writes in one transaction."""


_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True)
class Docket:
    """One point's work in one transaction."""

    point: str
    now: datetime
    serial: int = 0
    """The last one of this year's that is used up; who begins cases gets it by `read`."""
    files: dict[CaseId, CaseFile] = field(default_factory=dict)
    owners: dict[str, CaseId | None] = field(default_factory=dict)
    open: dict[str, list[Arrived]] = field(default_factory=dict)
    new: list[CaseId] = field(default_factory=list)
    touched: set[CaseId] = field(default_factory=set)
    steps: list[NewStep] = field(default_factory=list)
    news: list[Announcement] = field(default_factory=list)
    visits: dict[str, Visit] = field(default_factory=dict)
    helping: dict[str, Value] = field(default_factory=dict)
    """What came of 帮代办, by id; put together with what is held when it is written."""
    alarms: list[Alarm] = field(default_factory=list)
    settled: dict[EntryName, Arrived] = field(default_factory=dict)

    @classmethod
    def read(
        cls, central: Central, point: str, now: datetime, cases: Collection[str], numbers: Sequence[str] = ()
    ) -> "Docket":
        """Everything that central holds about these cases and case numbers."""
        docket = cls(point=point, now=now, serial=central.registry.last_serial(point, local_date(now).year))
        ids = sorted(cases)
        docket.files = central.cases.get_many(point, [CaseId(case) for case in ids])
        docket.owners = dict.fromkeys(numbers) | central.cases.owners(point, numbers)
        for arrived in central.journal.about(point, ids) if ids else []:
            docket.open.setdefault(arrived.entry.subject, []).append(arrived)
        return docket

    def owner(self, central: Central, case_no: str) -> CaseId | None:
        """Which case has this number."""
        if case_no not in self.owners:
            self.owners[case_no] = central.cases.owners(self.point, [case_no]).get(case_no)
        return self.owners[case_no]

    def known(self, central: Central, case_no: str) -> CaseFile | None:
        """The case with this number as it stands, None while central does not have it."""
        case = self.owner(central, case_no)
        if case is None:
            return None
        return self.files.get(case) or central.cases.get_many(self.point, [case]).get(case)

    def next_number(self) -> str:
        """The central number of the case that begins next; it is used up by `begin` only."""
        return self._number(self.serial + 1)

    def begin(
        self, case: Case, department: str, mark: str | None, step: Step, written: Mapping[str, Any] | None
    ) -> None:
        """A new case under the next number. `written` is its JSON, if it was read from just that."""
        if case.central_no is None:
            case = replace(case, central_no=self.next_number())
        self.serial += 1
        file = CaseFile(case=case, department=department, registered_at=self.now, mark=mark, steps=1, written=written)
        self.files[case.id] = file
        self.owners[case.case_no] = case.id
        self.new.append(case.id)
        self.steps.append(NewStep(case=case.id, number=1, step=step))

    def go_on(self, case: Case, step: Step) -> None:
        """The case after an act."""
        before = self.files[case.id]
        self.files[case.id] = replace(before, case=case, steps=before.steps + 1, written=None)
        self.steps.append(NewStep(case=case.id, number=before.steps + 1, step=step))
        self.touched.add(case.id)

    def write(self, central: Central, ids: Ids) -> None:
        """Keeps all that has become of it. The entries themselves are the caller's; the national tables follow."""
        self._register(central)
        new = [self.files[case] for case in self.new]
        changed = [self.files[case] for case in self.touched.difference(self.new)]
        central.cases.save(self.point, new, changed)
        central.cases.add_steps(self.point, self.steps)
        central.feed.publish(self.point, self.news, self.now)
        central.alarms.keep_visits(self.point, list(self.visits.values()))
        if self.helping:
            keep_helping(central, self.point, self.helping.values(), ids)
        for alarm in self.alarms:
            central.alarms.raise_alarm(alarm)
        first: dict[CaseId, int] = {}
        for step in self.steps:
            first.setdefault(step.case, step.number)
        for cases in batched(first.items(), DUE_AT_ONCE):
            central.exchange.note_due(Due(point=self.point, id=ids.new(), cases=cases))

    def _number(self, serial: int) -> str:
        return CENTRAL_NUMBER.format(year=local_date(self.now).year, point=self.point, serial=serial)

    def _register(self, central: Central) -> None:
        """The new cases' numbers are used up, and told to the point."""
        if not self.new:
            return
        central.registry.use_serials(self.point, local_date(self.now).year, self.serial)
        numbered = [(case, self.files[case].case.central_no) for case in self.new]
        for pairs in batched(numbered, REGISTERED_AT_ONCE):
            kind = FeedKind.CASES_REGISTERED.value
            self.news.append(Announcement(kind=kind, subject=self.point, body={"cases": pairs}))


def batched(values: Iterable[_T], size: int) -> Iterator[tuple[_T, ...]]:
    """The values, so many at once."""
    left = iter(values)
    while found := tuple(islice(left, size)):
        yield found
