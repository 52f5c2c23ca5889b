"""What holds of the calendar for every day and every limit."""

from datetime import date, timedelta

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.calendar import Suspension, WorkingCalendar
from app.catalogue.model import TimeLimit

DAYS = st.dates(min_value=date(2004, 1, 1), max_value=date(2032, 12, 31))
KNOWN = st.dates(min_value=date(2004, 1, 1), max_value=date(2026, 12, 31))
COUNTS = st.integers(min_value=0, max_value=90)


@given(day=DAYS, first=COUNTS, second=COUNTS)
def test_adding_twice_is_adding_the_sum(calendar: WorkingCalendar, day: date, first: int, second: int) -> None:
    between = calendar.add_working_days(day, first)
    twice = calendar.add_working_days(between.on, second)
    at_once = calendar.add_working_days(day, first + second)
    assert twice.on == at_once.on
    assert at_once.provisional == (between.provisional or twice.provisional)


@given(day=DAYS, count=st.integers(min_value=1, max_value=90))
def test_a_limit_never_ends_on_a_day_off(calendar: WorkingCalendar, day: date, count: int) -> None:
    assert calendar.is_working_day(calendar.add_working_days(day, count).on)


@given(day=DAYS, count=COUNTS)
def test_days_left_are_the_days_that_were_added(calendar: WorkingCalendar, day: date, count: int) -> None:
    assert calendar.working_days_left(day, calendar.add_working_days(day, count).on) == count


@given(day=KNOWN)
def test_announced_years_agree_with_chinesecalendar(calendar: WorkingCalendar, day: date) -> None:
    assert calendar.is_working_day(day) == chinese_calendar.is_workday(day)


@given(day=KNOWN, count=st.integers(min_value=1, max_value=60))
def test_a_due_date_in_announced_years_is_the_nth_working_day(calendar: WorkingCalendar, day: date, count: int) -> None:
    due = calendar.due(day, TimeLimit(amount=count))
    if not due.provisional:
        assert len(chinese_calendar.get_workdays(day + timedelta(days=1), due.on)) == count


@given(day=KNOWN, count=COUNTS, start=st.integers(0, 40), length=st.integers(0, 40))
def test_a_suspension_given_twice_counts_once(
    calendar: WorkingCalendar, day: date, count: int, start: int, length: int
) -> None:
    begun = day + timedelta(days=start)
    one = Suspension(start=begun, end=begun + timedelta(days=length))
    limit = TimeLimit(amount=count)
    assert calendar.due(day, limit, (one, one)) == calendar.due(day, limit, (one,))
    assert calendar.due(day, limit, (one,)).on >= calendar.due(day, limit).on
