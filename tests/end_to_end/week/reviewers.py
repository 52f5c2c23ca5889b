"""What the reviewers of the city do in the week, each act on a case that it suits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.cases.acts import By, lawful
from app.cases.model import Case, CaseAct, CaseState
from app.central.particulars import Particulars
from tests.end_to_end.week.town import Town

BY = "赵审"
WORDS = "按规定审查"


@dataclass
class Reviewers:
    """The city's reviewers; `taken` are the cases that they have dealt with."""

    town: Town
    taken: set[str]

    def decide(self, act: CaseAct, *states: CaseState, count: int = 1, **said: Any) -> list[Case]:
        """The act on the first so many cases in these states that nobody has had."""
        found = [
            case
            for case in self.town.cases()
            if case.state in states and case.case_no not in self.taken and act in lawful(case.state, By.REVIEWER)
        ][:count]
        assert len(found) == count, (act, states)
        for case in found:
            self.on(case, act, **said)
        return found

    def on(self, case: Case, act: CaseAct, **said: Any) -> Case:
        """The act on this case."""
        self.taken.add(case.case_no)
        self.town.clock.move(20)
        return self.town.city.program.review.decide(case.case_no, act, WORDS, BY, Particulars(**said)).case

    def ask(self, count: int, until: date) -> list[Case]:
        """More material for so many accepted cases: their first one, better copied."""
        found = [
            case
            for case in self.town.cases()
            if case.state is CaseState.ACCEPTED and case.materials and case.case_no not in self.taken
        ][:count]
        assert len(found) == count
        return [
            self.on(case, CaseAct.ASK, asked={case.materials[0].code: "看不清"}, until=until, anyway=True)
            for case in found
        ]
