"""A window of the town: its visitors one after the other, each with a ticket, and what the clerk does for them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.applicants.model import applicant_to_json
from app.cases.counter import Recorded
from app.cases.given import material_to_json
from app.cases.model import Case, CaseAct, CaseState
from app.catalogue.model import ItemCode
from app.ids import ActionId
from app.program import Program
from app.receipts.model import DocumentKind
from app.tickets.model import Outcome
from tests import make
from tests.end_to_end.week.town import known_to

Serve = Callable[[str], object]
"""What is done for the visitor with this number."""


class Hands(Protocol):
    """What a clerk does through the screens, each by the same keys as at a counter."""

    def visit(self, outcome: Outcome, serve: Serve | None, item: ItemCode | None) -> None:
        """One visitor, from F2 to the outcome."""
        ...

    def takes(self, line: Mapping[str, Any]) -> bool:
        """Whether the intake asks for all that the line says."""
        ...

    def record(self, line: Mapping[str, Any]) -> list[Case]: ...

    def does(self, act: CaseAct, body: Mapping[str, Any]) -> bool:
        """Whether the open case asks for all that the act brings."""
        ...

    def act(self, case: Case, act: CaseAct, body: Mapping[str, Any]) -> Case:
        """Raises Refused when the screen says no."""
        ...


@dataclass
class Clerk:
    """A window. `ended` counts its visits by outcome, `asked` the items that were asked about; `taken` are cases that
    something is planned with, so that nobody else takes them. One with `hands` works at the screens, and `typed` counts
    what was done there."""

    program: Program
    window: int
    clock: make.HeldClock
    persons: Iterator[dict[str, Any]]
    taken: set[str]
    ended: Counter[Outcome] = field(default_factory=Counter)
    asked: Counter[ItemCode] = field(default_factory=Counter)
    hands: Hands | None = None
    typed: Counter[str] = field(default_factory=Counter)

    def action(self) -> ActionId:
        return ActionId(self.program._around.ids.new())

    def visit(self, outcome: Outcome, serve: Serve | None = None, item: ItemCode | None = None) -> None:
        """One visitor from the number to the outcome. Who is sent to another window goes by the queue alone."""
        if self.hands is not None and outcome is not Outcome.TRANSFER:
            self.hands.visit(outcome, serve, item)
            self.typed["visit"] += 1
            self.count(outcome, item)
            return
        tickets, window = self.program.tickets, self.window
        self.clock.move(35)
        mine = tickets.take("A", self.action())
        self.clock.move(70)
        called = tickets.call_next(window, self.action())
        assert called is not None
        assert called.id == mine.id
        tickets.start(window, self.action())
        self.clock.move(120)
        if serve is not None:
            serve(mine.number)
        self.clock.move(60)
        tickets.finish(window, self.action(), outcome=outcome, item=item)
        self.count(outcome, item)

    def count(self, outcome: Outcome, item: ItemCode | None = None) -> None:
        self.ended[outcome] += 1
        if item is not None:
            self.asked[item] += 1

    def records(self, line: Mapping[str, Any]) -> None:
        """A visitor with a new case, or all those of a theme."""
        outcome = Outcome.SUPPLEMENT if line["act"] == "supplement" else Outcome.CASE
        self.visit(outcome, lambda number: self.record(line, number))

    def keeps(self, line: Mapping[str, Any], plan: list[Case]) -> None:
        """As `records`, of a case with which something is planned."""
        outcome = Outcome.SUPPLEMENT if line["act"] == "supplement" else Outcome.CASE
        self.visit(outcome, lambda number: plan.extend(self.record(line, number)))
        self.taken |= {case.case_no for case in plan}

    def record(self, line: Mapping[str, Any], number: str) -> list[Case]:
        """A new case, or those of a theme, with their papers printed."""
        if self.hands is not None and self.hands.takes(line):
            self.typed[str(line["act"])] += 1
            return self.hands.record(line)
        return self.recorded(line, number)

    def recorded(self, line: Mapping[str, Any], number: str) -> list[Case]:
        """As `record`, through the services that the screens use."""
        done = self.program.intake.record({**line, "ticket": number}, window=self.window, action=self.action())
        cases = [self.printed(one, stay=True) for one in done.cases or (done,)]
        if cases[0].life.replaces is not None:
            self.program.papers.ask_all(cases[0].life.replaces, [DocumentKind.VOIDED])
        self.clock.move(5)
        return cases

    def acts(self, case: Case, act: CaseAct, outcome: Outcome = Outcome.CASE, **body: Any) -> None:
        """A visitor about a case that is there."""
        self.visit(outcome, lambda _: self.act(case, act, **body))

    def act(self, case: Case, act: CaseAct, **body: Any) -> Case:
        if self.hands is not None and self.hands.does(act, body):
            self.typed[act.value] += 1
            return self.hands.act(case, act, body)
        done = self.program.cases.act(
            case.case_no, act, body=body, reason="按窗口核对情况办理", window=self.window, action=self.action()
        )
        return self.printed(done)

    def printed(self, done: Recorded, *, stay: bool = False) -> Case:
        """The papers that the act issued go to the printer, and time goes on unless it is to `stay`."""
        assert done.case is not None
        now = self.program.queue.clock.now()
        fresh = [paper.kind for paper in done.case.documents if paper.issued_at == now]
        self.program.papers.ask_all(done.case.case_no, fresh)
        self.clock.move(0 if stay else 5)
        return done.case

    def free(self, *states: CaseState, where: Callable[[Case], object] = lambda _: True) -> Case:
        """The first case here in one of these states that nobody has plans with; now this window has."""
        found = next(
            case
            for case in known_to(self.program)
            if case.case_no not in self.taken and case.state in states and where(case)
        )
        self.taken.add(found.case_no)
        return found

    def person(self) -> dict[str, Any]:
        """Somebody who was not here before."""
        return next(self.persons)


def mended_phone(case: Case) -> dict[str, Any]:
    """The applicant with another phone number, as a correction says it."""
    return {**applicant_to_json(case.applicant), "phone": "13804350017"}


def one_copy_more(case: Case) -> list[dict[str, Any]]:
    """The case's first material with one copy more, as 补充材料 says it."""
    given = material_to_json(case.materials[0])
    return [{**given, "count": int(given["count"]) + 1}]
