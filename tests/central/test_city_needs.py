"""The rule by which the city's page sorts: the gravest concern first, then the longest, and nothing lost."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.calendar import working_calendar
from app.catalogue.shipped import shipped_calendar
from app.central.city_model import Standing
from app.central.city_needs import GRAVITY, Marks, Need, concerns, marks, rated, working_days_before
from tests.central.arrange import RESOURCES

CALENDAR = working_calendar(shipped_calendar(RESOURCES))
NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)  # a Thursday, 10:00 in China
MARKS = marks(CALENDAR, NOW)

moments = st.none() | st.timedeltas(timedelta(0), timedelta(days=30)).map(lambda ago: NOW - ago)
counts = st.integers(0, 3)
points = st.integers(0, 10**12 - 1).map("{:012}".format)


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    contact = draw(moments)
    return Standing(
        point=draw(points),
        devices=draw(counts),
        enrolled_at=draw(moments),
        contact_at=contact,
        silent_since=contact if draw(st.booleans()) else None,
        waiting=draw(counts),
        offset=draw(st.integers(-(10**7), 10**7)),
        off_at_least=draw(st.integers(-(10**4), 10**7)),
        returned=draw(counts),
        returned_since=draw(moments),
        aside=draw(counts),
        **draw(
            st.sampled_from([{}, {"forks": 1}, {"failures": 2}, {"alarms": 1}, {"forks": 1, "alarms": 3}]).map(
                lambda some: some and {**some, "alarm_since": NOW}
            )
        ),
    )


@given(st.lists(standings(), max_size=12, unique_by=lambda one: one.point), st.randoms())
def test_the_order_does_not_depend_on_where_the_rows_came_from(found: list[Standing], chance: object) -> None:
    ordered = rated(found, MARKS)
    chance.shuffle(found)  # type: ignore[attr-defined]
    assert rated(found, MARKS) == ordered
    assert sorted(one.standing.point for one in ordered) == sorted(one.point for one in found)


@given(st.lists(standings(), max_size=12, unique_by=lambda one: one.point))
def test_nobody_stands_before_a_graver_or_an_older_concern(found: list[Standing]) -> None:
    ordered = rated(found, MARKS)
    gravities = [GRAVITY[one.concerns[0].need] if one.concerns else len(GRAVITY) for one in ordered]
    assert gravities == sorted(gravities)
    for one, next_ in pairwise(ordered):
        if one.concerns and next_.concerns and one.concerns[0].need is next_.concerns[0].need:
            assert (one.concerns[0].since or NOW) <= (next_.concerns[0].since or NOW)


@given(standings())
def test_concerns_are_told_once_each_and_gravest_first(it: Standing) -> None:
    found = [concern.need for concern in concerns(it, MARKS)]
    assert found == sorted(set(found), key=GRAVITY.__getitem__)
    assert (Need.FORK in found) == bool(it.forks)
    assert not {Need.SILENT, Need.SILENT_WAITING} <= set(found)


def at(day: int, hour: int) -> datetime:
    """A moment of November 2026, by China's clock."""
    return datetime(2026, 11, day, hour - 8, tzinfo=UTC)


def test_a_working_day_before_leaves_out_weekends() -> None:
    assert working_days_before(CALENDAR, at(26, 10), 1) == at(25, 10)
    assert working_days_before(CALENDAR, at(23, 10), 1) == at(20, 10)  # Monday: Friday
    assert working_days_before(CALENDAR, at(24, 10), 3) == at(19, 10)
    assert working_days_before(CALENDAR, at(22, 10), 1) == at(19, 8) + timedelta(hours=16)  # Sunday: Thursday's end


@given(st.timedeltas(timedelta(0), timedelta(days=40)), st.timedeltas(timedelta(0), timedelta(days=3)))
def test_later_is_never_earlier(passed: timedelta, more: timedelta) -> None:
    begin = NOW + passed
    assert working_days_before(CALENDAR, begin, 2) <= working_days_before(CALENDAR, begin + more, 2)
    assert working_days_before(CALENDAR, begin, 2) < working_days_before(CALENDAR, begin, 1) < begin


def told(marks: Marks, **values: object) -> list[Need]:
    it = Standing(point="220521100001", devices=1, **{"contact_at": NOW, **values})  # type: ignore[arg-type]
    return [concern.need for concern in concerns(it, marks)]


def test_each_bound_is_where_the_rule_says() -> None:
    second = timedelta(seconds=1)
    one, two, three = MARKS.one_day, MARKS.two_days, MARKS.three_days
    assert told(MARKS, contact_at=one - second, silent_since=one - second, waiting=1) == [Need.SILENT_WAITING]
    assert told(MARKS, contact_at=one, silent_since=one, waiting=1) == []
    assert told(MARKS, returned=1, returned_since=two - second) == [Need.RETURNED]
    assert told(MARKS, returned=1, returned_since=two) == []
    assert told(MARKS, off_at_least=300_001, offset=300_001) == [Need.CLOCK]
    assert told(MARKS, off_at_least=300_000, offset=310_000) == []
    assert told(MARKS, contact_at=three - second) == [Need.SILENT]
    assert told(MARKS, contact_at=three) == []
    assert told(MARKS, contact_at=None, enrolled_at=one - second) == [Need.NEVER]
    assert told(MARKS, contact_at=None, enrolled_at=one) == []
