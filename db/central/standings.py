"""How every point stands: one statement over sets, so that thousands of points are one page."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, Subquery, and_, case, func, literal, or_, select

from app.cases.model import CaseAct, CaseState
from app.journal import Stream
from app.sync.model import Reason, VerdictKind
from db.central.city_tables import ContactRow
from db.central.point_tables import AlarmRow, ArrivedRow, CaseFileRow, CaseStepRow, PointRow
from db.central.shared_tables import DeviceKeyRow

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
