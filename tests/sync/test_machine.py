"""Two desks of a point, a reviewer, a road that is cut anywhere, a stick, restarts: in any order, both sides end equal.

Each accepted act is at central exactly once, the chains hold, and nothing is lost. Restarts close the desk as a killed
program leaves it (nothing is flushed that was not committed); real kills are in tests/end_to_end/test_kill.py.
"""

import shutil
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.applicants.model import applicant_to_json
from app.cases.acts import OF_REVIEWER, By, lawful, lawful_at_window
from app.cases.model import Case, CaseAct, CaseState
from app.catalogue.model import ServiceItem
from app.catalogue.shipped import shipped_items
from app.central.courier import CourierOffice
from app.central.particulars import Particulars
from app.errors import NotFound, Refused
from app.journal import Stream
from app.program import Program
from app.queue_program import QueueProgram, Surroundings
from app.recount import recounted
from app.sync.bundle import SHELF
from app.sync.model import CentralAddress
from app.verify import verify_desk
from db.stores import FolderStores
from tests.sync.cutting_proxy import Cut, CuttingProxy, cutting_proxy
from tests.sync.real_central import (
    CHEAP,
    CLOCK,
    IDS,
    PASSPHRASE,
    RESOURCES,
    City,
    comparable,
    of_desk,
    record,
    serving_city,
    whole_desk,
)

DESKS = st.sampled_from([0, 1])
PHONES = ("13804350001", "13804350002", "13804350003")
ROUNDS = 6
"""In how many meetings all that came back is settled: what one clerk mends may meet what another one does."""
DETAILS = {
    "procedure": "公示",
    "days": 7,
    "to": "梅河口市民政局",
    "delivery": {"mode": "counter", "checked": "核对居民身份证原件", "signed": "signature"},
}
"""What any act may need."""
CUTS = st.lists(
    st.builds(Cut, up=st.integers(0, 2500)) | st.builds(Cut, down=st.integers(0, 1200)), min_size=1, max_size=3
)


class Town(RuleBasedStateMachine):
    """What may happen in a town. `settled` counts those that ended equal."""

    settled: ClassVar[int] = 0

    @initialize()
    def begin(self) -> None:
        self.folder = Path(mkdtemp(prefix="town"))
        self.stick = self.folder / "stick"
        self.stick.mkdir()
        self.undo = ExitStack()
        self.city: City = self.undo.enter_context(serving_city(f"sqlite:///{self.folder}/city.db"))
        self.road: CuttingProxy = self.undo.enter_context(cutting_proxy(self.city.port))
        self.desks: list[Program] = []
        for number in (1, 2):
            with whole_desk(self.folder / f"desk{number}", self.city.url, number=number) as made:
                assert made.sync.cycle().trouble is None
                with made.store.writing() as store:
                    store.sync.keep_address(CentralAddress(url=self.road.url))
            self.desks.append(self._open(number))
        self.seed = 0

    def teardown(self) -> None:
        if not hasattr(self, "city"):
            return
        try:
            self._settle()
        finally:
            for desk in self.desks:
                desk.close()
            self.undo.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    @rule(desk=DESKS)
    def record_two(self, desk: int) -> None:
        self.seed += 1
        record(self.desks[desk], 2, self.seed)

    @rule(desk=DESKS, data=st.data())
    def act_on_a_case(self, desk: int, data: st.DataObject) -> None:
        """Any later act that the table allows; the item may still refuse it."""
        program = self.desks[desk]
        choices = [(case, act) for case in of_desk(program) for act in lawful_at_window(case.state)]
        if not choices:
            return
        case, act = data.draw(st.sampled_from(choices), label="act")
        body: dict[str, Any] = {"details": DETAILS}
        if act is CaseAct.CORRECT:
            phone = data.draw(st.sampled_from(PHONES), label="phone")
            body["applicant"] = {**applicant_to_json(case.applicant), "phone": phone}
        elif act in (CaseAct.ADD_MATERIAL, CaseAct.SUPPLEMENT):
            code = data.draw(st.sampled_from([one.code for one in _item(case).materials]), label="material")
            body |= {"materials": [{"code": code, "form": "copy", "count": 2}], "wanted": {code: "请补正"}}
        try:
            program.cases.act(case.case_no, act, body=body, reason="按窗口核对情况办理", window=1 + desk)
        except Refused:
            return

    @rule(decision=st.sampled_from(sorted(OF_REVIEWER)), place=st.integers(0, 50), which=st.integers(0, 9))
    def decide(self, decision: CaseAct, place: int, which: int) -> None:
        """Any act of a reviewer on a case that it suits."""
        cases = [case for case in self.city.cases() if decision in lawful(case.state, By.REVIEWER)]
        if not cases:
            return
        case = cases[place % len(cases)]
        codes = [one.code for one in _item(case).materials]
        said = Particulars(
            procedure="鉴定",
            days=5,
            to="通化市民政局",
            asked={codes[which % len(codes)]: "看不清"},
            until=date(2030, 12, 31),
            anyway=True,
            number=f"{which}号",
        )
        with suppress(Refused):
            self.city.program.review.decide(case.case_no, decision, "审批意见", "审批员", said)

    @rule(desk=DESKS)
    def meet(self, desk: int) -> None:
        self.desks[desk].sync.cycle()

    @rule(desk=DESKS, cuts=CUTS)
    def meet_on_a_bad_road(self, desk: int, cuts: list[Cut]) -> None:
        self.road.drop_all()
        self.road.plans.extend(cuts)
        for _ in cuts:
            self.desks[desk].sync.cycle()
        self.road.plans.clear()
        self.road.drop_all()

    @rule(desk=DESKS)
    def restart(self, desk: int) -> None:
        self.desks[desk].close()
        self.desks[desk] = self._open(desk + 1)

    @rule(desk=DESKS)
    def send_by_stick(self, desk: int) -> None:
        self.desks[desk].link.courier.export(self.stick)

    @rule()
    def carry_to_town(self) -> None:
        try:
            CourierOffice(self.city.program, IDS).take(self.stick)
        except NotFound:
            return

    @rule(desk=DESKS)
    def carry_home(self, desk: int) -> None:
        try:
            self.desks[desk].link.courier_return.take(self.stick)
        except (NotFound, Refused):
            return

    @rule()
    def lose_the_stick(self) -> None:
        shutil.rmtree(self.stick / SHELF, ignore_errors=True)

    @invariant()
    def central_has_no_case_twice(self) -> None:
        if hasattr(self, "city"):
            numbers = [case.case_no for case in self.city.cases()]
            assert len(numbers) == len(set(numbers))

    def _settle(self) -> None:
        """The link is good again and each clerk does what there is to do about what came back: then all is equal."""
        self.road.plans.clear()
        self._meet_all()
        for _ in range(ROUNDS):
            if not self._clerks_mend():
                break
            self._meet_all()
        for desk in self.desks:
            assert verify_desk(desk)["findings"] == []
            self._holds_each_entry_once(desk)
        there = {case.id: case for case in self.city.cases()}
        for desk in self.desks:
            here = {case.id: case for case in of_desk(desk)}
            assert here.keys() == there.keys()
            assert [one for one in here if not _equal(here[one], there[one])] == []
            assert self._open_or_differing(desk) == set()
            assert desk.reports.figures() == recounted(desk) == self.desks[0].reports.figures()
        Town.settled += 1

    def _meet_all(self) -> None:
        """Both desks meet central until nothing moves."""
        for _ in range(3):
            for desk in self.desks:
                self.road.drop_all()
                desk.sync.close()
                report = desk.sync.cycle()
                if report.trouble is not None:
                    report = desk.sync.cycle()
                assert (report.trouble, report.pending) == (None, 0)

    def _clerks_mend(self) -> bool:
        """Whether anything had come back. What was done in ignorance gives way; the rest is corrected, or void."""
        any_returned = False
        for desk in self.desks:
            for case in [case for case in of_desk(desk) if case.state is CaseState.RETURNED]:
                any_returned = True
                for act in (CaseAct.GIVE_WAY, CaseAct.CORRECT, CaseAct.VOID):
                    with suppress(Refused):
                        desk.cases.act(case.case_no, act, reason="按窗口核对情况办理")
                        break
        return any_returned

    def _open_or_differing(self, desk: Program) -> set[str]:
        """The cases on which the two sides do not agree, and say so."""
        with desk.store.reading() as store:
            differing = {item.subject for item, _ in store.sync.differing()}
        with self.city.program.store.reading() as central:
            subjects = [case.id for case in of_desk(desk)]
            open_ones = {arrived.entry.subject for arrived in central.journal.about(desk.config.point, subjects)}
        return differing | open_ones

    def _holds_each_entry_once(self, desk: Program) -> None:
        with desk.store.reading() as store:
            head = store.journal.head()
        with self.city.program.store.reading() as central:
            (held,) = [one for one in central.journal.held(desk.config.point, desk.device) if one.stream is Stream.DESK]
        assert (held.number, held.hash) == (head.number, head.hash)

    def _open(self, number: int) -> Program:
        def stores(where: Path) -> FolderStores:
            return FolderStores(where, IDS)

        around = Surroundings(stores=stores, resources=RESOURCES, clock=CLOCK, ids=IDS, cost=CHEAP)
        return QueueProgram(self.folder / f"desk{number}", around).sign_in(PASSPHRASE)


def _item(case: Case) -> ServiceItem:
    return next(item for item in shipped_items(RESOURCES) if item.code == case.item)


def _equal(here: Case, there: Case) -> bool:
    return comparable([here]) == comparable([there]) and (here.state, here.central_no) == (
        there.state,
        there.central_no,
    )


TestTown = Town.TestCase
TestTown.settings = settings(
    max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
