"""The rule by which the city's page sorts: the gravest concern first, then the longest, and nothing lost."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Engine, FromClause, String, cast, literal, select, union_all
from sqlalchemy.types import TypeEngine

from app.catalogue.calendar import working_calendar
from app.catalogue.shipped import shipped_calendar
from app.central.city_model import Marks, Need, Standing
from app.central.city_needs import GRAVITY, concerns, marks, working_days_before
from db.central.standings import ranked_by
from db.engine import open_url, transaction
from db.types import Instant
from tests.central.arrange import RESOURCES

CALENDAR = working_calendar(shipped_calendar(RESOURCES))
NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)  # a Thursday, 10:00 in China
MARKS = marks(CALENDAR, NOW)

COLUMNS: dict[str, TypeEngine[object]] = {  # type: ignore[dict-item]
    "point": String(12),
    **dict.fromkeys(("devices", "off_at_least", "returned", "returned_cases", "aside"), BigInteger()),
    **dict.fromkeys(("forks", "failures", "alarms"), BigInteger()),
    **dict.fromkeys(("enrolled_at", "contact_at", "silent_since", "alarm_since"), Instant()),
    **dict.fromkeys(("returned_since", "returned_cases_since"), Instant()),
}

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


def place(one: Standing) -> tuple[int, datetime, str]:
    """Where a point stands: by its gravest concern, then by how long, then by its code; the others last."""
    for first in concerns(one, MARKS):
        return GRAVITY[first.need], first.since or NOW, one.point
    return len(GRAVITY), NOW, one.point


def rows_of(found: list[Standing]) -> FromClause:
    """The lines as the statement has them; a returned case is the half of what was returned."""
    rows = []
    for one in found:
        split = {"returned": one.returned // 2, "returned_cases": one.returned - one.returned // 2}
        later = one.returned_since and one.returned_since + timedelta(days=1)
        since = {"returned_since": later, "returned_cases_since": one.returned_since}
        said = {**asdict(one), **split, **since}
        rows.append(select(*(cast(literal(said[name], kind), kind).label(name) for name, kind in COLUMNS.items())))
    return union_all(*rows).subquery("lines")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An empty database."""
    if request.param == "sqlite":
        made = open_url(f"sqlite:///{tmp_path_factory.mktemp('rank')}/rank.db")
        yield made
        made.dispose()
        return
    server = request.getfixturevalue("postgres")
    url = server.new()
    made = open_url(url)
    yield made
    made.dispose()
    server.drop(url)


@settings(suppress_health_check=list(HealthCheck))
@given(found=st.lists(standings(), min_size=1, max_size=12, unique_by=lambda one: one.point))
def test_the_database_sorts_by_the_same_rule(engine: Engine, found: list[Standing]) -> None:
    ranked = ranked_by(rows_of(found), MARKS)
    ordered = select(ranked).order_by(ranked.c.rank, ranked.c.since, ranked.c.point)
    with transaction(engine, writes=False) as connection:
        rows = connection.execute(ordered).all()
    assert [row.point for row in rows] == [one.point for one in sorted(found, key=place)]
    calling = sum(bool(concerns(one, MARKS)) for one in found)
    assert {(row.total, row.calling) for row in rows} == {(len(found), calling)}


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
