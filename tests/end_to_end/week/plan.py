"""The week's days: who comes to which window with what, what the reviewers do meanwhile, and when there is a link."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from app.cases.acts import AT_WINDOW
from app.cases.model import Case
from app.cases.waiting import check_by
from app.errors import Refused
from app.ids import DraftId
from app.receipts.model import DocumentKind as K
from app.tickets.model import Outcome
from tests import make
from tests.end_to_end.week.days import EMPLOYMENT, A, S, Visit, Week
from tests.end_to_end.week.screens import Screens
from tests.end_to_end.week.town import MONDAY, known_to, without_cancelled
from tests.end_to_end.week.visits import Clerk

ROUNDS = 6
"""In how many rounds all that came back is settled."""
DAY = timedelta(days=1)
CHECKED: dict[str, Any] = {"check": {"kept": True, "by": "县人社局 李核查"}}


class Plan:
    """What was begun on one day for another. The lists fill as the week goes."""

    def __init__(self, week: Week, screens: Screens) -> None:
        self.week = week
        self.screens = screens
        self.kept: list[Case] = []
        self.received: list[Case] = []
        self.lapsing: list[Case] = []
        self.answered: list[Case] = []
        self.following: list[Case] = []
        self.spot: list[Case] = []
        self.offline: list[Case] = []
        self.cancelled: list[Case] = []
        self.paused: list[Case] = []
        self.approved: list[Case] = []
        self.asked: list[Case] = []
        self.halted: list[Case] = []
        self.crossed: list[Case] = []
        self.going_on: list[Case] = []

    def monday(self, count: int) -> None:
        """With a link: cases of all kinds; in the evening the reviewers' first acts."""
        week, town = self.week, self.week.town
        one, two = week.one, week.two
        town.begin(MONDAY)
        photo = [{"code": "id_card", "form": "original", "count": 1, "file": None}]
        photo.append({"code": "photo", "form": "later", "count": 1, "file": None})
        visits: list[Visit] = [
            *(week.new(clerk, week.keeping(clerk), self.kept) for clerk in (one, two)),
            *(week.new(two, week.line(two, make.CLAIM, "receive"), self.received) for _ in range(4)),
            *(week.new(clerk, week.lacking(clerk, 1), self.lapsing) for clerk in (one, two)),
            *(week.new(clerk, week.lacking(clerk, 20), self.answered) for clerk in (one, two)),
            *(week.new(clerk, week.unemployed(clerk, "later"), self.following) for clerk in (one, two)),
            week.new(one, week.line(one, make.ALIVE, materials=photo), self.spot),
            lambda: one.records(week.unemployed(one, "promised")),
            lambda: two.records(week.line(two, EMPLOYMENT, details={"conditions": [1, 2]})),
            week.with_draft(one),
            week.theme(one),
            week.theme(two),
            *week.others(one),
            *week.others(two),
        ]
        week.day(visits, count - 5)
        self.screens.take_in()
        week.counted(5)
        town.meet()
        self._first_evening()
        town.meet()

    def _first_evening(self) -> None:
        say = self.week.reviewers
        self.approved += say.decide(A.APPROVE, S.ACCEPTED, count=6, number="1号", pickup="3号窗口")
        self.approved += say.decide(A.APPROVE, S.FORWARDED, count=2)
        self.approved += say.decide(A.REJECT, S.ACCEPTED, S.FORWARDED, count=2)
        for state, many in ((S.RECEIVED, 2), (S.ACCEPTED, 4), (S.FORWARDED, 2), (S.DECLINED, 1), (S.CONCLUDED, 1)):
            say.decide(A.RETURN, state, count=many)
        self.asked += say.ask(3, MONDAY + 10 * DAY)
        self.halted += say.decide(A.SUSPEND, S.ACCEPTED, procedure="鉴定", days=5)
        say.decide(A.TRANSFER, S.ACCEPTED, to="通化市民政局")
        say.decide(A.TRANSFER_UP, S.ACCEPTED, to="通化市人力资源和社会保障局")

    def tuesday(self, count: int) -> None:
        """With a link: what came back is mended, results are fetched, and every later act of a window is done."""
        week = self.week
        one, two = week.one, week.two
        week.town.begin(MONDAY + DAY)
        back = [case for case in known_to(one.program) if case.state is S.RETURNED]
        assert len(back) == 10
        assert week.tell(one, two) == {K.ASKED, K.SUSPENDED, K.TRANSFERRED, K.RESULT}
        one.act(_to_check(known_to(one.program)), A.CHECK, details=CHECKED)  # nobody comes for it
        self.paused += [two.free(S.ACCEPTED, where=_promised_day), one.free(S.ACCEPTED, where=_promised_day)]
        wrong = one.free(S.ACCEPTED)
        visits: list[Visit] = [
            *(week.corrects(one, case, noticed=place < 3, back=place % 2 == 0) for place, case in enumerate(back[:5])),
            *(week.corrects(two, case) for case in back[5:8]),
            *(week.on(two, case, A.VOID) for case in back[8:]),
            *(week.delivers(clerk, case) for clerk, case in zip((one, two) * 3, self.approved, strict=False)),
            *(week.adds(one, case) for case in self.asked),
            week.on(two, self.paused[0], A.SUSPEND, details={"procedure": "公示", "days": 7}),
            week.on(one, self.paused[1], A.SUSPEND, details={"procedure": "入户核查"}),
            week.on(one, one.free(S.ACCEPTED), A.TRANSFER, details={"to": "通化市民政局"}),
            week.on(two, self.received[0], A.TRANSFER, details={"to": "柳河县民政局"}),
            week.on(one, one.free(S.ACCEPTED), A.TRANSFER_UP, details={"to": "通化市民政局"}),
            week.on(two, self.received[1], A.WITHDRAW),
            week.on(one, one.free(S.ACCEPTED), A.VOID, details={"taken_back": True}),
            week.on(two, self.received[2], A.DECLINE),
            week.on(two, self.received[3], A.ACCEPT),
            week.on(one, self.kept[0], A.HAND_BACK),
            week.on(one, self.spot[0], A.CONCLUDE, materials=_all_here(self.spot[0])),
            week.instead(one, wrong),
            *(week.corrects(clerk, clerk.free(S.ACCEPTED)) for clerk in (one, two, one, two)),
            week.theme(two),
            *week.others(one),
            *week.others(two),
        ]
        week.day(visits, count - 4)
        self._at_the_screens()
        week.counted(4)
        week.town.meet()
        self._second_evening()
        week.town.meet()

    def _at_the_screens(self) -> None:
        """Later acts at the first window's screens."""
        one, own = self.week.one, self.week.one.program.device
        wrong, twice = (one.free(S.ACCEPTED, where=lambda case: case.device == own) for _ in range(2))
        assert self.screens.deliver(self.approved.pop(6)).state is S.DELIVERED
        assert self.screens.add(self.following[0]).life.promises[0].kept
        assert self.screens.correct(wrong).life.old_papers[0].taken_back
        assert self.screens.void(twice).state is S.VOID

    def _second_evening(self) -> None:
        say = self.week.reviewers
        say.on(self.halted[0], A.RESUME)
        self.approved = self.approved[6:] + say.decide(A.APPROVE, S.ACCEPTED, S.CONCLUDED, count=4)

    def wednesday(self, count: int) -> None:
        """The link is gone, and a new release of the city's has five items less."""
        week = self.week
        one, two = week.one, week.two
        week.town.begin(MONDAY + 2 * DAY)
        week.town.cut()
        assert week.tell(two) >= {K.RESUMED, K.RESULT}
        week.town.serve(without_cancelled(week.town.folder))
        self.crossed += [clerk.free(S.ACCEPTED) for clerk in (one, two, one, two)]
        visits: list[Visit] = [
            *(week.on(clerk, case, A.LAPSE) for clerk, case in zip((one, two), self.lapsing, strict=True)),
            *(week.new(one, lines[0], self.cancelled) for lines in week.of_cancelled),
            *(week.on(clerk, case, A.WITHDRAW) for clerk, case in zip((one, two), self.crossed, strict=False)),
            *(week.corrects(clerk, clerk.free(S.ACCEPTED)) for clerk in (one, two, one, two)),
            week.theme(one),
            *week.others(one),
            *week.others(two),
        ]
        week.day(visits, count)
        week.town.try_in_vain()

    def thursday(self, count: int) -> None:
        """Offline: 补正 is given and answered, and in the evening a stick goes to town and comes back."""
        week = self.week
        one, two = week.one, week.two
        week.town.begin(MONDAY + 3 * DAY)
        visits: list[Visit] = [
            *(week.new(clerk, week.lacking(clerk, 15), self.offline) for clerk in (one, two)),
            *(week.new(two, lines[1], self.cancelled) for lines in week.of_cancelled),
            week.on(one, self.answered[0], A.ACCEPT, Outcome.SUPPLEMENT, materials=_whole()),
            week.on(two, self.following[1], A.ADD_MATERIAL, Outcome.SUPPLEMENT, materials=_all_here(self.following[1])),
            *(week.delivers(clerk, case) for clerk, case in zip((one, two) * 2, self.approved, strict=False)),
            week.on(one, self.crossed[2], A.SUSPEND, details={"procedure": "公示"}),
            week.on(two, self.crossed[3], A.TRANSFER, details={"to": "梅河口市民政局"}),
            week.theme(two),
            *week.others(one),
            *week.others(two),
        ]
        week.day(visits, count - 1)
        self.offline.append(self.screens.tell_once())
        week.taken.add(self.offline[-1].case_no)
        week.counted(1)
        week.town.try_in_vain()
        say = week.reviewers
        for case in self.crossed:
            say.on(case, A.APPROVE, number="2号")
        for state, many in ((S.ACCEPTED, 5), (S.FORWARDED, 2), (S.CONCLUDED, 1)):
            say.decide(A.RETURN, state, count=many)
        week.town.by_stick(one.program)

    def friday(self, count: int) -> None:
        """Offline: what goes on without central."""
        week = self.week
        one, two = week.one, week.two
        week.town.begin(MONDAY + 4 * DAY)
        unaware = [two.free(S.ACCEPTED) for _ in range(4)]
        for case in unaware:
            week.reviewers.on(case, A.RETURN)
        self.going_on += unaware[3:]
        visits: list[Visit] = [
            week.on(two, self.paused[0], A.RESUME),
            week.on(one, self.paused[1], A.RESUME),
            week.on(two, self.kept[1], A.HAND_BACK),
            *(week.corrects(two, case) for case in unaware[:2]),
            *(week.on(two, case, A.WITHDRAW) for case in unaware[2:]),
            week.corrects(one, one.free(S.CONCLUDED)),
            week.on(two, self.answered[1], A.ACCEPT, Outcome.SUPPLEMENT, materials=_whole()),
            week.theme(one),
            *week.others(one),
            *week.others(two),
        ]
        week.day(visits, count)
        week.town.try_in_vain()

    def saturday(self, count: int) -> None:
        """The link is back: a cancelled item is refused, what came back is mended, results are fetched."""
        week = self.week
        one, two = week.one, week.two
        week.town.begin(MONDAY + 5 * DAY)
        week.town.mend()
        week.town.meet()
        mended = self._mend()
        ready = [case for case in known_to(one.program) if case.case_no in {one.case_no for one in self.crossed}]
        visits: list[Visit] = [
            lambda: one.visit(Outcome.INCOMPLETE, lambda number: _refused(one, week.of_cancelled[0][2], number)),
            *(
                week.on(clerk, case, A.ACCEPT, Outcome.SUPPLEMENT, materials=_whole())
                for clerk, case in zip((two, one, two), self.offline, strict=True)
            ),
            *(week.delivers(two, case) for case in ready if case.state is S.APPROVED),
        ]
        week.day(visits, count - mended)
        two.program.cases.save_draft(DraftId(two.action()), week.line(two, make.CLAIM))
        week.town.meet()
        say = week.reviewers
        say.decide(A.RETURN, S.ACCEPTED, count=5)
        say.decide(A.APPROVE, S.ACCEPTED, count=3)
        say.on(_to_check(week.town.cases()), A.CHECK, kept=False)  # at last: who broke a promise may make no other

    def sunday(self) -> int:
        """The morning: the rest is mended. How many visits that took."""
        self.week.town.begin(MONDAY + 6 * DAY)
        self.week.town.meet()
        return self._mend()

    def _mend(self) -> int:
        """Whoever had gone on in ignorance gives way; the rest is corrected, or void. A visit for each case."""
        done = 0
        for _ in range(ROUNDS):
            before = done
            for clerk in self.week.clerks:
                for case in [case for case in known_to(clerk.program) if case.state is S.RETURNED]:
                    clerk.visit(Outcome.CASE, lambda _, clerk=clerk, case=case: self._settled(clerk, case))
                    done += 1
                self.week.town.meet()
            if done == before:
                break
        self.week.counted(done)
        return done

    def _settled(self, clerk: Clerk, case: Case) -> None:
        """A correction that came back is made once more, and a case corrected whose applicant goes on with it; anything
        else that came back gives way to the city's."""
        steps = clerk.program.cases.steps(case)
        own = [step.act for step in steps if step.entry.startswith(clerk.program.device) and step.act in AT_WINDOW]
        if own[-1:] != [A.CORRECT] and case.case_no not in [one.case_no for one in self.going_on]:
            with suppress(Refused):
                clerk.act(case, A.GIVE_WAY)
                return
        clerk.act(case, A.CORRECT)


def _refused(clerk: Clerk, line: dict[str, Any], number: str) -> None:
    with pytest.raises(Refused, match="item_cancelled"):
        clerk.recorded(line, number)


def _to_check(cases: Iterable[Case]) -> Case:
    """One with a 告知承诺 that nobody has checked yet."""
    return next(case for case in cases if check_by(case) is not None)


def _promised_day(case: Case) -> bool:
    return case.due_on is not None


def _whole() -> list[dict[str, Any]]:
    """All materials of 待遇申领."""
    given: list[dict[str, Any]] = make.line(make.CLAIM)["materials"]
    return given


def _all_here(case: Case) -> list[dict[str, Any]]:
    """The case's materials, with those that were to follow."""
    return [{"code": one.code, "form": "original", "count": 1, "file": None} for one in case.materials]
