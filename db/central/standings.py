"""How every point stands: one statement over sets, so that thousands of points are one page."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, Subquery, and_, case, func, literal, or_, select

from app.cases.model import CaseAct, CaseState
from app.central.city_model import CLOCK_OFF, Marks, Need, StandingQuery
from app.journal import Stream
from app.sync.model import Reason, VerdictKind
from db.central.city_tables import ContactRow
from db.central.point_tables import AlarmRow, ArrivedRow, CaseFileRow, CaseStepRow, PointRow
from db.central.shared_tables import DeviceKeyRow
from db.types import Instant

IN_USE = and_(DeviceKeyRow.retired_at.is_(None), DeviceKeyRow.revoked_at.is_(None))
ASIDE = Reason.DEVICE_REVOKED.value


def standings(point: str | None = None) -> Select[Any]:
    """A line a point, in the names of `Standing`'s fields; None where there is nothing of the kind."""
    devices, entries, cases, alarms = (part(point) for part in (_devices, _entries, _cases, _alarms))
    parts = (devices, entries, cases, alarms)
    columns = [column for part in parts for column in part.c if column.name != "point"]
    lines = select(PointRow.point, PointRow.name, PointRow.short_name, PointRow.phone, *columns)
    joined = PointRow.__table__
    for part in parts:
        joined = joined.outerjoin(part, part.c.point == PointRow.point)
    lines = lines.select_from(joined)
    return lines if point is None else lines.where(PointRow.point == point)


def page_of(query: StandingQuery) -> Select[Any]:
    """The page's lines in order, each with how many were `found`, and of how many in `total` are `calling`."""
    ranked = ranked_by(standings().subquery("lines"), query.marks)
    lines: Select[Any] = select(ranked, func.count().over().label("found"))
    if (fits := _fits(ranked, query)) is not None:
        lines = lines.where(fits)
    return lines.order_by(ranked.c.rank, ranked.c.since, ranked.c.point).limit(query.limit).offset(query.offset)


def counts_of(query: StandingQuery) -> Select[Any]:
    """The same figures alone, for a page that has no line."""
    ranked = ranked_by(standings().subquery("lines"), query.marks)
    fits = _fits(ranked, query)
    found = func.count() if fits is None else func.count(case((fits, literal(1))))
    figures: list[ColumnElement[Any]] = [func.max(ranked.c[name]).label(name) for name in ("total", "calling")]
    return select(found.label("found"), *figures)


def ranked_by(lines: FromClause, marks: Marks) -> Subquery:
    """The lines with the `rank` of their gravest concern (app/central/city_needs.py) and `since` when it is so."""
    since = _earlier(lines.c.returned_since, lines.c.returned_cases_since)
    back = func.coalesce(lines.c.returned, 0) + func.coalesce(lines.c.returned_cases, 0)
    now = literal(marks.now, Instant())
    rules: dict[Need, tuple[ColumnElement[bool], ColumnElement[Any]]] = {
        Need.FORK: (lines.c.forks > 0, lines.c.alarm_since),
        Need.FAILED: (lines.c.failures > 0, lines.c.alarm_since),
        Need.ALARM: (lines.c.alarms > 0, lines.c.alarm_since),
        Need.SILENT_WAITING: (lines.c.silent_since < marks.one_day, lines.c.silent_since),
        Need.RETURNED: (and_(back > 0, since < marks.two_days), since),
        Need.CLOCK: (lines.c.off_at_least > CLOCK_OFF, lines.c.contact_at),
        Need.ASIDE: (lines.c.aside > 0, now),
        Need.NEVER: (
            and_(lines.c.devices > 0, lines.c.contact_at.is_(None), lines.c.enrolled_at < marks.one_day),
            lines.c.enrolled_at,
        ),
        Need.SILENT: (lines.c.contact_at < marks.three_days, lines.c.contact_at),
    }
    ranks = {need: place for place, need in enumerate(Need)}
    rank = case(*((when, literal(ranks[need])) for need, (when, _) in rules.items()), else_=literal(len(ranks)))
    moment = case(*rules.values(), else_=now)
    every = select(lines, rank.label("rank"), func.coalesce(moment, now).label("since")).subquery("every")
    calls = func.sum(case((every.c.rank < len(ranks), 1), else_=0)).over()
    return select(every, func.count().over().label("total"), calls.label("calling")).subquery("ranked")


def _fits(ranked: Subquery, query: StandingQuery) -> ColumnElement[bool] | None:
    asked: list[ColumnElement[bool]] = []
    if query.calling_only:
        asked.append(ranked.c.rank < len(Need))
    if query.points is not None:
        asked.append(ranked.c.point.in_(query.points))
    return and_(*asked) if asked else None


def _earlier(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """The earlier of two moments, or the only one."""
    return case((one.is_(None), other), (other < one, other), else_=one)


def _devices(point: str | None) -> Subquery:
    contact = and_(ContactRow.point == DeviceKeyRow.point, ContactRow.device == DeviceKeyRow.device)
    found = (
        select(
            DeviceKeyRow.point,
            func.count().label("devices"),
            case((func.max(ContactRow.at).is_(None), func.min(DeviceKeyRow.enrolled_at))).label("enrolled_at"),
            func.max(ContactRow.at).label("contact_at"),
            func.min(case((or_(ContactRow.waiting > 0, ContactRow.files_waiting > 0), ContactRow.at))).label(
                "silent_since"
            ),
            func.sum(ContactRow.waiting).label("waiting"),
            func.sum(ContactRow.files_waiting).label("files_waiting"),
            func.max(ContactRow.offset).label("ahead"),
            func.min(ContactRow.offset).label("behind"),
            func.max(func.abs(ContactRow.offset) - ContactRow.uncertain).label("off_at_least"),
            func.min(ContactRow.program).label("oldest"),
            func.max(ContactRow.program).label("newest"),
        )
        .select_from(DeviceKeyRow)
        .outerjoin(ContactRow, contact)
        .where(DeviceKeyRow.stream == Stream.DESK.value, IN_USE)
        .group_by(DeviceKeyRow.point)
    )
    return (found if point is None else found.where(DeviceKeyRow.point == point)).subquery("devices")


def _entries(point: str | None) -> Subquery:
    returned = ArrivedRow.verdict == VerdictKind.RETURNED.value
    aside = and_(ArrivedRow.verdict == VerdictKind.HELD.value, ArrivedRow.reason == ASIDE)
    held = and_(ArrivedRow.verdict == VerdictKind.HELD.value, func.coalesce(ArrivedRow.reason, "") != ASIDE)
    one = literal(1)
    found = (
        select(
            ArrivedRow.point,
            func.count(case((returned, one))).label("returned"),
            func.min(case((returned, ArrivedRow.arrived_at))).label("returned_since"),
            func.count(case((held, one))).label("held"),
            func.count(case((aside, one))).label("aside"),
        )
        .where(ArrivedRow.open)
        .group_by(ArrivedRow.point)
    )
    return (found if point is None else found.where(ArrivedRow.point == point)).subquery("entries")


def _cases(point: str | None) -> Subquery:
    found = (
        select(
            CaseFileRow.point,
            func.count().label("returned_cases"),
            func.min(returned_at()).label("returned_cases_since"),
        )
        .where(CaseFileRow.state == CaseState.RETURNED.value)
        .group_by(CaseFileRow.point)
    )
    return (found if point is None else found.where(CaseFileRow.point == point)).subquery("cases")


def returned_at() -> ScalarSelect[Any]:
    """When a case of CaseFileRow was last returned."""
    return (
        select(func.max(CaseStepRow.at))
        .where(
            CaseStepRow.point == CaseFileRow.point,
            CaseStepRow.case_id == CaseFileRow.id,
            CaseStepRow.act == CaseAct.RETURN.value,
        )
        .correlate(CaseFileRow)
        .scalar_subquery()
    )


def _alarms(point: str | None) -> Subquery:
    fork, failed = AlarmRow.code == "fork", AlarmRow.code == Reason.CENTRAL_FAILED.value
    one = literal(1)
    found = (
        select(
            AlarmRow.point,
            func.count(case((fork, one))).label("forks"),
            func.count(case((failed, one))).label("failures"),
            func.count(case((~or_(fork, failed), one))).label("alarms"),
            func.min(AlarmRow.at).label("alarm_since"),
        )
        .where(AlarmRow.cleared_at.is_(None))
        .group_by(AlarmRow.point)
    )
    return (found if point is None else found.where(AlarmRow.point == point)).subquery("alarms")
