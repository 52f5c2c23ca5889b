"""A clock that went back, was never set, jumped or ran far ahead: noticed, asked about, and settled."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.cases.model import CaseAct
from app.clock import CHINA, local_date
from app.errors import Refused
from app.journal import Stream
from app.queue_program import QueueProgram
from app.sync.model import Measured
from app.tickets.model import Ticket
from app.timekeeping.model import Doubt, LastEntry, doubt_about
from app.timekeeping.service import ANCHORED, CONFIRMED, DOUBTED
from app.verify import verify_desk
from tests import make

DAY = 86_400.0
BATTERY = datetime(2000, 1, 1, 0, 5, tzinfo=UTC)


class LooseClock(make.HeldClock):
    """Its time of day can be set without its steady counter moving."""

    def __init__(self, now: datetime = make.MORNING) -> None:
        super().__init__(now)
        self.steady = 0.0

    def seconds(self) -> float:
        return self.steady

    def pass_by(self, seconds: float) -> None:
        self.move(seconds)
        self.steady += seconds


def at(moment: datetime) -> make.HeldClock:
    return make.HeldClock(moment)


def kinds(desk: make.Desk) -> list[str]:
    with desk.program.store.reading() as store:
        return [entry.kind for entry in store.journal.after(0, 1000)]


def bodies(desk: make.Desk, kind: str) -> list[dict[str, object]]:
    with desk.program.store.reading() as store:
        return [entry.body() for entry in store.journal.after(0, 1000) if entry.kind == kind]


def take(desk: make.Desk) -> Ticket:
    return desk.program.tickets.take("A", desk.action())


def measured(desk: make.Desk, central: datetime) -> None:
    """Central answers, saying its time."""
    now = desk.program.queue.clock.now()
    clock = Measured(offset=(central - now).total_seconds(), uncertainty=0.1, at=now)
    desk.program.time.measured(clock, central)


def test_a_clock_that_runs_is_never_asked_about(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)) as desk:
        desk.program.cases.record(make.line())
    with make.signed_in(tmp_path, at(make.MORNING + timedelta(days=90))) as desk:
        standing = desk.program.time.look()
        assert (standing.doubt, standing.unconfirmed) == (None, False)
        desk.program.cases.record(make.line())
        assert not any(kind.startswith("clock.") for kind in kinds(desk))
    assert not (tmp_path / "clock.json").exists()


def test_with_a_clock_before_the_last_entry_no_number_and_no_paper_is_issued(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)) as desk:
        case_no = desk.program.cases.record(make.line()).case_no
    with make.signed_in(tmp_path, at(make.MORNING - timedelta(days=1))) as desk:
        assert desk.program.time.look().doubt is Doubt.BACKWARD
        before = desk.entries()
        for act in (
            lambda: desk.program.cases.record(make.line()),
            lambda: take(desk),
            lambda: desk.program.papers.copy(case_no, action=desk.action()),
        ):
            with pytest.raises(Refused, match="clock_unconfirmed"):
                act()
        assert desk.entries() == before
        assert desk.program.cases.get(case_no).case_no == case_no, "looking is no act"


def test_a_kiosk_that_sees_the_queue_alone_is_told_by_the_desk(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)):
        pass
    with make.signed_in(tmp_path, at(make.MORNING - timedelta(days=1))):
        pass
    kiosk = QueueProgram(tmp_path, make.surroundings(at(make.MORNING - timedelta(hours=20))))
    with pytest.raises(Refused, match="clock_unconfirmed"):
        kiosk.tickets.take("A", make.ActionId("t"))
    kiosk.close()


def test_acts_go_by_the_confirmed_date_and_say_that_nobody_vouches_for_it(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)) as desk:
        first = desk.program.cases.record(make.line()).case_no
    with make.signed_in(tmp_path, at(BATTERY)) as desk:
        assert desk.program.time.look().doubt is Doubt.UNSET
        after = desk.program.time.confirm(date(2026, 11, 24), time(9, 30), action=make.ActionId("say"))
        assert not after.unconfirmed
        second = desk.program.cases.record(make.line()).case
        assert second is not None
        assert local_date(second.received_at) == date(2026, 11, 24)
        assert second.received_at.astimezone(CHINA).hour == 9
        assert "20261124" in second.case_no
        assert second.unanchored
        assert [step.unanchored for step in desk.program.cases.steps(second)] == [True]
        assert not desk.program.cases.get(first).unanchored
        assert take(desk).day == date(2026, 11, 24)
        (said,) = bodies(desk, CONFIRMED)
        assert said["pc"] == BATTERY.isoformat()
        assert said["said"] == "2026-11-24T09:30:00+08:00"
        assert said["by"] == "王敏"
        again = desk.program.time.confirm(date(2027, 1, 1), action=make.ActionId("say"))
        assert again.now == after.now, "the same intention again"
        assert verify_desk(desk.program)["ok"]
    with make.signed_in(tmp_path, at(BATTERY + timedelta(hours=2))) as desk:
        standing = desk.program.time.look()
        assert (standing.unconfirmed, standing.said_by_clerk) == (False, True)
        assert local_date(standing.now) == date(2026, 11, 24)


def test_a_battery_that_is_dead_again_the_next_day_is_asked_about_again(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)):
        pass
    with make.signed_in(tmp_path, at(BATTERY)) as desk:
        desk.program.time.confirm(date(2026, 11, 24), time(8, 0))
        desk.clock.move(8 * 3600)
        desk.program.cases.record(make.line())
    with make.signed_in(tmp_path, at(BATTERY)) as desk:
        assert desk.program.time.look().unconfirmed
        with pytest.raises(Refused, match="clock_unconfirmed"):
            desk.program.cases.record(make.line())


def test_no_number_comes_twice_when_the_clock_goes_back_over_midnight_and_over_years(tmp_path: Path) -> None:
    clock = LooseClock()
    numbers: list[str] = []
    papers: list[str] = []
    tickets: list[tuple[date, str]] = []
    with make.signed_in(tmp_path, clock) as desk:
        for jump in (0.0, -DAY, DAY, -366 * DAY, 366 * DAY, 3 * DAY, -3 * DAY):
            clock.move(jump)
            desk.program.time.look()
            desk.program.time.confirm(local_date(clock.now()))
            for _ in range(2):
                done = desk.program.cases.record(make.line())
                numbers.append(str(done.case_no))
                papers.append(str(done.receipt_no))
                ticket = take(desk)
                tickets.append((ticket.day, ticket.number))
            clock.pass_by(60)
        assert verify_desk(desk.program)["ok"]
    for issued in (numbers, papers, tickets):
        assert len(set(issued)) == len(issued)


def test_acts_of_one_device_stay_in_their_order_whatever_the_clock_did(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)) as desk:
        case_no = str(desk.program.cases.record(make.line(make.CLAIM, "receive")).case_no)
    with make.signed_in(tmp_path, at(make.MORNING - timedelta(days=30))) as desk:
        desk.program.time.confirm(date(2026, 10, 24))
        desk.program.cases.act(case_no, CaseAct.ACCEPT)
        case = desk.program.cases.get(case_no)
        steps = desk.program.cases.steps(case)
        assert [step.act.value for step in steps] == ["receive", "accept"]
        assert steps[1].at < steps[0].at
        assert case.unanchored, "its accept time is not to be relied on"
        assert case.receipt_no == case.documents[-1].receipt_no
        assert verify_desk(desk.program)["ok"]


def test_a_jump_while_the_program_runs_is_noticed_and_marks_what_follows(tmp_path: Path) -> None:
    clock = LooseClock()
    with make.signed_in(tmp_path, clock) as desk:
        clock.pass_by(3600)
        assert desk.program.time.look().doubt is None
        clock.move(2 * 3600)
        standing = desk.program.time.look()
        assert (standing.doubt, standing.jump) == (Doubt.JUMPED, 7200.0)
        assert not standing.unconfirmed, "a jump forward locks nobody out"
        case = desk.program.cases.record(make.line()).case
        assert case is not None
        assert case.unanchored
        (noticed,) = bodies(desk, DOUBTED)
        assert (noticed["doubt"], noticed["jump"]) == ("clock_jumped", 7200.0)
        assert desk.program.time.look().jump == 0.0, "said once"


def test_a_clock_more_than_400_days_ahead_is_told_and_locks_nobody_out(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)):
        pass
    with make.signed_in(tmp_path, at(make.MORNING + timedelta(days=401))) as desk:
        assert desk.program.time.look().doubt is Doubt.AHEAD
        assert take(desk).number == "A001"


def test_the_next_contact_settles_it_and_central_s_time_holds_until_the_clock_is_right(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)):
        pass
    true = make.MORNING + timedelta(days=1)
    with make.signed_in(tmp_path, at(BATTERY)) as desk:
        desk.program.time.confirm(date(2026, 11, 23))
        measured(desk, true)
        (settled,) = bodies(desk, ANCHORED)
        assert settled["offset"] == pytest.approx((true - BATTERY).total_seconds())
        assert settled["central"] == true.isoformat()
        assert desk.program.queue.clock.now() == true
        standing = desk.program.time.look()
        assert (standing.doubt, standing.unconfirmed, standing.said_by_clerk) == (None, False, False)
        case = desk.program.cases.record(make.line()).case
        assert case is not None
        assert not case.unanchored
        measured(desk, true)
        assert len(bodies(desk, ANCHORED)) == 1, "a contact that settles nothing writes nothing"
    with make.signed_in(tmp_path, at(true + timedelta(hours=1))) as desk:
        measured(desk, true + timedelta(hours=1))
        assert desk.program.queue.clock.now() == true + timedelta(hours=1), "the battery is new"


def test_entries_of_a_clock_that_was_ahead_do_not_stop_the_right_one_after_a_contact(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING + timedelta(days=200))) as desk:
        desk.program.cases.record(make.line())
        take(desk)
    with make.signed_in(tmp_path, at(make.MORNING)) as desk:
        assert desk.program.time.look().unconfirmed
        measured(desk, make.MORNING)
        assert not desk.program.time.look().unconfirmed
        desk.program.cases.record(make.line())
        take(desk)
    with make.signed_in(tmp_path, at(make.MORNING + timedelta(hours=1))) as desk:
        take(desk)


@pytest.mark.parametrize(
    ("moved", "doubt"),
    [
        (timedelta(), None),
        (timedelta(minutes=-4), None),
        (timedelta(minutes=-6), Doubt.BACKWARD),
        (timedelta(days=399), None),
        (timedelta(days=401), Doubt.AHEAD),
        (timedelta(days=-1100), Doubt.UNSET),
    ],
)
def test_what_speaks_against_a_time(moved: timedelta, doubt: Doubt | None) -> None:
    assert doubt_about(make.MORNING + moved, make.MORNING) is doubt


def test_a_date_that_nobody_means_is_refused(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)) as desk:
        for day in (date(1970, 1, 1), date(2206, 11, 23)):
            with pytest.raises(Refused, match="clock_date_unlikely"):
                desk.program.time.confirm(day)


def test_a_damaged_clock_file_says_nothing(tmp_path: Path) -> None:
    with make.signed_in(tmp_path, at(make.MORNING)) as desk:
        (tmp_path / "clock.json").write_text('{"doubt": 7}')
        assert desk.program.time.look().doubt is None
        desk.program.queue.clock.rely_on(LastEntry(stream=Stream.DESK, number=1, at=make.MORNING))
        assert take(desk).number == "A001"
