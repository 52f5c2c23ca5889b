"""Due dates as a counter fixes them, with 特别程序 and 容缺 inside them (domain.md, 3.5 and 6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from app.cases.model import Case, CaseAct
from app.catalogue.model import TimeLimit, TimeUnit
from app.verify import verify_desk
from tests import make
from tests.app.catalogue.worked import WORKED

WORKING, NATURAL, HOUR = TimeUnit.WORKING_DAY, TimeUnit.NATURAL_DAY, TimeUnit.HOUR


class Counter:
    """A desk whose item 08 has the limit that is asked for, and whose clock stands at one in the afternoon."""

    def __init__(self, desk: make.Desk, limit: TimeLimit) -> None:
        self._desk = desk
        item = make.items()[make.UNEMPLOYED]
        with desk.program.store.writing() as rows:
            changed = replace(item, version=item.version + 1, legal_limit=None, promised_limit=limit)
            rows.catalogue.keep_items([changed])

    def record(self, on: str, act: str = "accept", form: str = "original") -> Case:
        self._go_to(on)
        line = make.line(make.UNEMPLOYED, act, applicant=make.person(), materials=make.following(form))
        return self._known(self._desk.program.cases.record(line).case_no)

    def act(self, on: str, case: Case, act: CaseAct) -> Case:
        self._go_to(on)
        body = {"details": {"procedure": "现场核查", "days": 5}, "materials": make.following("original")}
        return self._known(self._desk.program.cases.act(case.case_no, act, body=body, reason="需要核查").case_no)

    def pause(self, case: Case, pauses: Sequence[tuple[str, str]]) -> Case:
        for begin, end in pauses:
            self.act(begin, case, CaseAct.SUSPEND)
            case = self.act(end, case, CaseAct.RESUME)
        return case

    def holds(self) -> bool:
        return verify_desk(self._desk.program)["findings"] == []

    def _known(self, number: str | None) -> Case:
        assert number is not None
        return self._desk.program.cases.get(number)

    def _go_to(self, day: str) -> None:
        at = datetime.combine(date.fromisoformat(day), time(5), UTC)
        self._desk.clock.move((at - self._desk.clock.now()).total_seconds())


@pytest.mark.parametrize(
    ("accepted", "days", "due"),
    WORKED,
)
def test_a_case_is_due_on_the_working_day_that_the_official_calendar_gives(
    tmp_path: Path, accepted: str, days: int, due: str
) -> None:
    clock = make.HeldClock(datetime.combine(date.fromisoformat(accepted), time(1), UTC))
    with make.signed_in(tmp_path / "desk", clock) as desk:
        case = Counter(desk, TimeLimit(amount=days)).record(accepted)
    assert (str(case.due_on), case.due_provisional) == (due, False)


@pytest.mark.parametrize(
    ("accepted", "limit", "pauses", "due"),
    [
        # over Spring Festival, inside which 02-14 is worked
        ("2026-02-12", TimeLimit(amount=3), [("2026-02-13", "2026-02-25")], "2026-02-27"),
        # begun and ended on days that nobody works
        ("2026-02-12", TimeLimit(amount=3), [("2026-02-16", "2026-02-20")], "2026-02-24"),
        ("2026-02-12", TimeLimit(amount=3), [("2026-02-13", "2026-02-13")], "2026-02-24"),
        # one behind the other, and one that begins on the day on which the other ends
        (
            "2026-09-30",
            TimeLimit(amount=20),
            [("2026-10-08", "2026-10-09"), ("2026-10-12", "2026-10-14")],
            "2026-11-06",
        ),
        (
            "2026-09-30",
            TimeLimit(amount=20),
            [("2026-10-08", "2026-10-12"), ("2026-10-12", "2026-10-14")],
            "2026-11-10",
        ),
        # natural days: 10-04 is a day off, and so is 10-07
        ("2026-09-24", TimeLimit(amount=10, unit=NATURAL), [], "2026-10-08"),
        ("2026-09-24", TimeLimit(amount=10, unit=NATURAL), [("2026-09-25", "2026-09-28")], "2026-10-08"),
        ("2026-09-24", TimeLimit(amount=10, unit=NATURAL), [("2026-09-25", "2026-09-30")], "2026-10-09"),
        # twelve hours are two days of eight
        ("2026-02-13", TimeLimit(amount=12, unit=HOUR), [], "2026-02-24"),
        ("2026-02-13", TimeLimit(amount=12, unit=HOUR), [("2026-02-13", "2026-02-24")], "2026-02-26"),
    ],
)
def test_the_days_of_a_special_procedure_are_added_once(
    tmp_path: Path, accepted: str, limit: TimeLimit, pauses: list[tuple[str, str]], due: str
) -> None:
    clock = make.HeldClock(datetime.combine(date.fromisoformat(accepted), time(1), UTC))
    with make.signed_in(tmp_path / "desk", clock) as desk:
        counter = Counter(desk, limit)
        case = counter.pause(counter.record(accepted), pauses)
        assert counter.holds()
    assert (str(case.due_on), len(case.life.pauses)) == (due, len(pauses))


def test_what_follows_later_leaves_the_clock_running_and_a_pause_leaves_the_promised_day(tmp_path: Path) -> None:
    clock = make.HeldClock(datetime(2026, 4, 30, 1, tzinfo=UTC))
    with make.signed_in(tmp_path / "desk", clock) as desk:
        counter = Counter(desk, TimeLimit(amount=3))
        case = counter.record("2026-04-30", form="later")
        assert (str(case.due_on), str(case.life.promises[0].due_on)) == ("2026-05-08", "2026-05-08")
        case = counter.pause(case, [("2026-05-06", "2026-05-07")])
        assert (str(case.due_on), str(case.life.promises[0].due_on)) == ("2026-05-09", "2026-05-08")
        case = counter.act("2026-05-08", case, CaseAct.ADD_MATERIAL)
        assert (str(case.due_on), case.life.promises[0].kept) == ("2026-05-09", True)
        assert counter.holds()


def test_what_counts_as_accepted_from_its_receipt_still_does_after_a_pause(tmp_path: Path) -> None:
    with make.signed_in(tmp_path / "desk") as desk:
        counter = Counter(desk, TimeLimit(amount=3))
        case = counter.record("2026-11-23", act="receive")
        case = counter.act("2026-12-01", case, CaseAct.ACCEPT)
        assert str(case.due_on) == "2026-11-26"
        case = counter.pause(case, [("2026-12-01", "2026-12-03")])
        assert str(case.due_on) == "2026-11-30"
        case = counter.pause(case, [("2026-12-03", "2026-12-04")])
        assert str(case.due_on) == "2026-12-01"
        assert counter.holds()
