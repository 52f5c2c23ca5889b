"""The cases of one point while entries are applied to them: what central holds, and what becomes of it.

Read from the store in a few statements, changed in memory, written back in a few statements; all in one transaction.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.cases.model import Case, CaseAct, Step
from app.central.model import Alarm, Announcement, Arrived, CaseFile, NewStep, Visit
from app.central.projection import project
from app.central.shelf import Shelf
from app.central.storage import Central
from app.clock import local_date
from app.ids import CaseId
from app.journal import EntryName
from app.sync.model import FeedKind

CENTRAL_NUMBER = "通审〔{year}〕{point}-{serial:05d}号"
"""机关代字〔年份〕服务点-序号: counted per point and year of registration, so that points never wait for each other."""

CENTRAL = "市级平台"
"""Who acts when central itself does."""


@dataclass(slots=True, kw_only=True)
class Docket:
    """One point's work in one transaction."""

    point: str
    now: datetime
    files: dict[CaseId, CaseFile] = field(default_factory=dict)
    owners: dict[str, CaseId | None] = field(default_factory=dict)
    open: dict[str, list[Arrived]] = field(default_factory=dict)
    new: list[CaseId] = field(default_factory=list)
    touched: set[CaseId] = field(default_factory=set)
    steps: list[NewStep] = field(default_factory=list)
    news: list[Announcement] = field(default_factory=list)
    visits: dict[str, Visit] = field(default_factory=dict)
    alarms: list[Alarm] = field(default_factory=list)
    settled: dict[EntryName, Arrived] = field(default_factory=dict)

    @classmethod
    def read(
        cls, central: Central, point: str, now: datetime, cases: Collection[str], numbers: Sequence[str] = ()
    ) -> "Docket":
        """Everything that central holds about these cases and case numbers."""
        docket = cls(point=point, now=now)
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

    def begin(self, case: Case, department: str, mark: str | None, step: Step) -> None:
        """A new case; its central number is given at the end, when it is known how many there are."""
        self.files[case.id] = CaseFile(case=case, department=department, registered_at=self.now, mark=mark)
        self.owners[case.case_no] = case.id
        self.new.append(case.id)
        self._tell(case, step)

    def go_on(self, case: Case, step: Step) -> None:
        """The case after an act."""
        self.files[case.id] = replace(self.files[case.id], case=case)
        self._tell(case, step)

    def write(self, central: Central, shelf: Shelf, batch: str) -> None:
        """Keeps all that has become of it. The entries themselves are the caller's."""
        self._register(central)
        new = [self.files[case] for case in self.new]
        changed = [self.files[case] for case in self.touched.difference(self.new)]
        central.cases.save(self.point, new, changed)
        central.cases.add_steps(self.point, self.steps)
        central.feed.publish(self.point, self.news, self.now)
        central.alarms.keep_visits(self.point, list(self.visits.values()))
        for alarm in self.alarms:
            central.alarms.raise_alarm(alarm)
        files = [(file, shelf.item(central, file.case.item, file.case.item_version)) for file in (*new, *changed)]
        project(central.exchange, self.point, files, self.steps, self.now, batch)

    def _tell(self, case: Case, step: Step) -> None:
        file = self.files[case.id]
        self.steps.append(NewStep(case=case.id, number=file.steps + 1, step=step))
        self.files[case.id] = replace(file, steps=file.steps + 1)
        self.touched.add(case.id)

    def _register(self, central: Central) -> None:
        """A central number for each new case, told to the point."""
        if not self.new:
            return
        year = local_date(self.now).year
        first = central.registry.next_serials(self.point, year, len(self.new))
        for serial, case_id in enumerate(self.new, first):
            number = CENTRAL_NUMBER.format(year=year, point=self.point, serial=serial)
            case = replace(self.files[case_id].case, central_no=number)
            self.files[case_id] = replace(self.files[case_id], case=case)
            step = Step(at=self.now, act=CaseAct.REGISTER, state=None, by=CENTRAL, window=None, reason=number, entry="")
            self._tell(case, step)
            body = {"act": CaseAct.REGISTER.value, "change": {"central_no": number}}
            self.news.append(Announcement(kind=FeedKind.CASE_REGISTERED.value, subject=case_id, body=body))
