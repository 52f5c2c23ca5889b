"""The visitors of the week and what they bring; the days themselves are in plan.py."""

from collections.abc import Callable
from datetime import date
from itertools import cycle
from random import Random
from typing import Any

from app.applicants.model import IdType
from app.cases.model import Case, CaseAct, CaseState
from app.cases.telling import untold
from app.clock import local_date
from app.receipts.model import DocumentKind
from app.tickets.model import Outcome
from tests import make
from tests.end_to_end.week.reviewers import Reviewers
from tests.end_to_end.week.town import CANCELLED, WINDOWS, Town, known_to
from tests.end_to_end.week.visits import Clerk, mended_phone, one_copy_more

SEED = 11
EMPLOYMENT = "07"
"""On 告知承诺, with two conditions."""
COUNTER = {"mode": "counter", "checked": "核对居民身份证原件", "signed": "signature"}
A, S = CaseAct, CaseState
Visit = Callable[[], None]


class Week:
    """The town's clerks and visitors. `counts` are the visits day by day, `taken` the cases that somebody has plans
    with: a clerk or a reviewer."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.dice = Random(SEED)
        self.taken: set[str] = set()
        self.reviewers = Reviewers(town, self.taken)
        lines = make.lines(900, SEED)
        off = [make.items()[number].code for number in CANCELLED]
        persons = iter([line["applicant"] for line in lines if _is_grown(line["applicant"])])
        self._lines = iter([line for line in lines if line["item"] not in off])
        self.of_cancelled = [
            [line for line in lines if line["item"] == code and line["act"] == "accept"][:3] for code in off
        ]
        self.clerks = [
            Clerk(desk, window, town.clock, persons, self.taken)
            for desk, window in zip(town.desks, WINDOWS, strict=True)
        ]
        self.one, self.two = self.clerks
        self.themes = iter(make.THEMES)
        self.counts: dict[date, int] = {}

    def day(self, visits: list[Visit], count: int) -> None:
        """So many visitors in any order: these, and others with cases as a counter sees them."""
        more = [self._varied(clerk) for clerk, _ in zip(cycle(self.clerks), range(count - len(visits)))]
        assert len(visits) + len(more) == count
        visits += more
        self.dice.shuffle(visits)
        for visit in visits:
            visit()
        self.counted(count)

    def _varied(self, clerk: Clerk) -> Visit:
        line = next(self._lines)
        return lambda: clerk.records(line)

    def counted(self, count: int) -> None:
        """So many visits today."""
        today = local_date(self.town.clock.now())
        self.counts[today] = self.counts.get(today, 0) + count

    def others(self, clerk: Clerk) -> list[Visit]:
        """Who comes without a case: two enquiries, papers that are not complete, another window's, one who leaves."""
        about = [item.code for item in self.dice.sample(list(make.items().values()), 3)]
        return [
            lambda: clerk.visit(Outcome.ENQUIRY, item=about[0]),
            lambda: clerk.visit(Outcome.ENQUIRY, item=about[1]),
            lambda: clerk.visit(Outcome.INCOMPLETE, item=about[2]),
            lambda: clerk.visit(Outcome.TRANSFER),
            lambda: clerk.visit(Outcome.LEFT),
        ]

    def theme(self, clerk: Clerk) -> Visit:
        """The next of all themes."""
        line = make.theme_line(next(self.themes))
        return lambda: clerk.records(line)

    def new(self, clerk: Clerk, line: dict[str, Any], plan: list[Case]) -> Visit:
        """A new case with which something is planned."""
        return lambda: clerk.keeps(line, plan)

    def line(self, clerk: Clerk, item: str, act: str = "accept", **changes: Any) -> dict[str, Any]:
        """A whole line of that item for somebody new."""
        return make.line(item, act, applicant=clerk.person(), agent=None, **changes)

    def unemployed(self, clerk: Clerk, form: str) -> dict[str, Any]:
        """失业登记 with its proof to follow, or promised."""
        made = self.line(clerk, make.UNEMPLOYED, materials=make.following(form))
        made["answers"] = {**made["answers"], "reason": "dismissed"}
        return made

    def lacking(self, clerk: Clerk, days: int) -> dict[str, Any]:
        """待遇申领 with a material missing: 一次性告知, to be answered in so many days."""
        made = self.line(clerk, make.CLAIM, "supplement", reason="缺少材料", details={"days": days})
        missing = made["materials"].pop()
        return {**made, "wanted": {missing["code"]: "未提交，请补交"}}

    def keeping(self, clerk: Clerk) -> dict[str, Any]:
        """待遇申领, received with two originals kept."""
        made = self.line(clerk, make.CLAIM, "receive")
        kept = [{**one, "form": "original", "count": 1, "kept": True} for one in made["materials"][:2]]
        return {**made, "materials": [*kept, *made["materials"][2:]]}

    def with_draft(self, clerk: Clerk) -> Visit:
        """A case whose typing was broken off first."""
        line, action = self.line(clerk, make.CLAIM), clerk.action()

        def serve(number: str) -> None:
            clerk.program.intake.record({**line, "act": "draft"}, action=action, window=clerk.window)
            assert action in [draft.id for draft in clerk.program.cases.drafts()]
            done = clerk.program.intake.record({**line, "ticket": number}, action=action, window=clerk.window)
            clerk.printed(done)
            assert action not in [draft.id for draft in clerk.program.cases.drafts()]

        return lambda: clerk.visit(Outcome.CASE, serve)

    def on(self, clerk: Clerk, case: Case, act: CaseAct, outcome: Outcome = Outcome.CASE, **body: Any) -> Visit:
        """A visit about a case."""
        return lambda: clerk.acts(case, act, outcome, **body)

    def delivers(self, clerk: Clerk, case: Case) -> Visit:
        return self.on(clerk, case, A.DELIVER, Outcome.COLLECT, details={"delivery": COUNTER})

    def corrects(self, clerk: Clerk, case: Case, *, noticed: bool = False, back: bool = True) -> Visit:
        """A wrong phone number, with 补正通知 before; the old paper came back or not."""

        def serve(_: str) -> None:
            if noticed:
                clerk.act(case, A.NOTIFY)
            clerk.act(case, A.CORRECT, applicant=mended_phone(case), details={"taken_back": back})

        return lambda: clerk.visit(Outcome.CASE, serve)

    def tell(self, *clerks: Clerk) -> set[DocumentKind]:
        """The clerks share what central has done and nobody was told of; the papers are fetched or posted later."""
        owed = [case for case in known_to(clerks[0].program) if case.state is not S.RETURNED and untold(case)]
        for case, clerk in zip(owed, cycle(clerks), strict=False):
            clerk.act(case, A.NOTIFY)
        return {kind for case in owed for kind in untold(case)}

    def instead(self, clerk: Clerk, wrong: Case) -> Visit:
        """Another case in the place of one that can't be mended."""
        line = self.line(clerk, make.CLAIM, reason="事项选错", details={"replaces": wrong.case_no})
        return lambda: clerk.records(line)

    def adds(self, clerk: Clerk, case: Case) -> Visit:
        return self.on(clerk, case, A.ADD_MATERIAL, Outcome.SUPPLEMENT, materials=one_copy_more(case))


def _is_grown(applicant: dict[str, Any]) -> bool:
    """Somebody who may come for any of the items: an elder with a resident card and a phone."""
    card = applicant["kind"] == "person" and applicant["id_type"] == IdType.RESIDENT.value
    return card and applicant["id_no"][6:10] < "2000" and bool(applicant["phone"])
