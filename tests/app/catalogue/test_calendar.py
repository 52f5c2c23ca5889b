"""Working days: the fixtures of domain.md §3.5 and §6."""

from datetime import date

import pytest

from app.catalogue.calendar import (
    CalendarDay,
    DayKind,
    DueDate,
    Suspension,
    WorkingCalendar,
    working_calendar,
)
from app.catalogue.model import TimeLimit, TimeUnit
from app.errors import Refused
from tests.app.catalogue.worked import WORKED


def days(amount: int) -> TimeLimit:
    return TimeLimit(amount=amount, unit=TimeUnit.WORKING_DAY)


@pytest.mark.parametrize(
    ("accepted", "count", "due"),
    WORKED,
)
def test_worked_examples_of_the_official_calendar(
    calendar: WorkingCalendar, accepted: str, count: int, due: str
) -> None:
    expected = DueDate(on=date.fromisoformat(due), provisional=False)
    assert calendar.due(date.fromisoformat(accepted), days(count)) == expected


@pytest.mark.parametrize("year", [2025, 2026])
def test_2025_and_2026_have_248_working_days(calendar: WorkingCalendar, year: int) -> None:
    worked = calendar.working_days_left(date(year - 1, 12, 31), date(year, 12, 31))
    assert worked == 248


@pytest.mark.parametrize("day", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_make_up_days_of_2026_are_worked(calendar: WorkingCalendar, day: str) -> None:
    made_up = date.fromisoformat(f"2026-{day}")
    assert made_up.weekday() >= 5
    assert calendar.is_working_day(made_up)


def test_the_day_of_acceptance_never_counts(calendar: WorkingCalendar) -> None:
    assert calendar.add_working_days(date(2026, 11, 2), 1).on == date(2026, 11, 3)


def test_nothing_promised_is_due_the_same_day(calendar: WorkingCalendar) -> None:
    assert calendar.due(date(2026, 10, 1), days(0)) == DueDate(on=date(2026, 10, 1), provisional=False)


def test_a_due_date_in_a_year_not_announced_is_provisional(calendar: WorkingCalendar) -> None:
    assert calendar.due(date(2026, 12, 25), days(5)) == DueDate(on=date(2027, 1, 4), provisional=True)


def test_the_last_day_of_an_announced_year_is_not_provisional(calendar: WorkingCalendar) -> None:
    assert calendar.due(date(2026, 12, 25), days(4)) == DueDate(on=date(2026, 12, 31), provisional=False)


def test_known_lunar_days_of_a_coming_year_are_left_out(calendar: WorkingCalendar) -> None:
    assert not calendar.is_working_day(date(2027, 2, 5))
    assert not calendar.is_working_day(date(2027, 6, 9))


def test_a_year_with_no_data_falls_back_to_weekdays_without_fixed_statutory_days() -> None:
    empty = working_calendar(())
    assert empty.add_working_days(date(2040, 4, 30), 1) == DueDate(on=date(2040, 5, 3), provisional=True)
    assert not empty.is_working_day(date(2040, 10, 2))
    assert empty.is_working_day(date(2040, 10, 4))


def test_local_days_come_before_the_years_own(calendar: WorkingCalendar) -> None:
    closed = CalendarDay(date=date(2026, 11, 3), kind=DayKind.HOLIDAY, name="暴雪停办")
    local = working_calendar((), local=(closed,))
    assert not local.is_working_day(date(2026, 11, 3))
    assert calendar.is_working_day(date(2026, 11, 3))


def test_natural_days_ending_on_a_day_off_move_to_the_next_working_day(calendar: WorkingCalendar) -> None:
    limit = TimeLimit(amount=3, unit=TimeUnit.NATURAL_DAY)
    assert calendar.due(date(2026, 9, 28), limit).on == date(2026, 10, 8)
    assert calendar.due(date(2026, 11, 2), limit).on == date(2026, 11, 5)


def test_months_end_on_the_same_day_or_the_months_last(calendar: WorkingCalendar) -> None:
    month = TimeLimit(amount=1, unit=TimeUnit.MONTH)
    assert calendar.due(date(2026, 3, 31), month).on == date(2026, 4, 30)
    assert calendar.due(date(2025, 11, 10), TimeLimit(amount=2, unit=TimeUnit.MONTH)).on == date(2026, 1, 12)


def test_hours_are_counted_in_office_days_rounded_up(calendar: WorkingCalendar) -> None:
    hours = TimeLimit(amount=9, unit=TimeUnit.HOUR)
    assert calendar.due(date(2026, 11, 2), hours).on == date(2026, 11, 4)


def test_a_suspension_adds_its_working_days_from_the_day_after_it_began(calendar: WorkingCalendar) -> None:
    publicity = Suspension(start=date(2026, 11, 4), end=date(2026, 11, 11))
    assert calendar.due(date(2026, 11, 2), days(5), (publicity,)).on == date(2026, 11, 16)


def test_overlapping_suspensions_count_a_day_once(calendar: WorkingCalendar) -> None:
    first = Suspension(start=date(2026, 11, 4), end=date(2026, 11, 10))
    second = Suspension(start=date(2026, 11, 6), end=date(2026, 11, 11))
    whole = Suspension(start=date(2026, 11, 4), end=date(2026, 11, 11))
    assert calendar.due(date(2026, 11, 2), days(5), (first, second)) == calendar.due(
        date(2026, 11, 2), days(5), (whole,)
    )


def test_a_suspension_before_the_acceptance_adds_nothing(calendar: WorkingCalendar) -> None:
    before = Suspension(start=date(2026, 10, 20), end=date(2026, 11, 2))
    assert calendar.due(date(2026, 11, 2), days(5), (before,)) == calendar.due(date(2026, 11, 2), days(5))


def test_days_left_turn_negative_when_overdue(calendar: WorkingCalendar) -> None:
    assert calendar.working_days_left(date(2026, 9, 30), date(2026, 10, 9)) == 2
    assert calendar.working_days_left(date(2026, 10, 10), date(2026, 9, 30)) == -3


def test_next_year_is_missed_from_the_first_of_november(calendar: WorkingCalendar) -> None:
    assert calendar.missing_year(date(2026, 10, 31)) is None
    assert calendar.missing_year(date(2026, 11, 1)) == 2027
    assert calendar.missing_year(date(2027, 3, 1)) == 2027
    assert calendar.missing_year(date(2025, 12, 1)) is None


def test_a_negative_limit_is_refused(calendar: WorkingCalendar) -> None:
    with pytest.raises(Refused) as refusal:
        calendar.add_working_days(date(2026, 1, 1), -1)
    assert refusal.value.code == "limit_negative"
