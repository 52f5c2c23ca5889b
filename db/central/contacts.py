"""The contacts' page: who met central when, and how the points stand."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from app.cases.model import CaseState
from app.central.city_model import (
    Contact,
    ContactDay,
    KnownCode,
    OpenEntry,
    PointDetail,
    ReturnedCase,
    Standing,
    StandingDevice,
    StandingPage,
    StandingQuery,
)
from app.central.model import Alarm
from app.clock import local_date
from app.ids import DeviceId
from app.journal import EntryName, Stream
from db.central.city_tables import ContactDayRow, ContactRow
from db.central.entries import EntryRows
from db.central.point_tables import AlarmRow, ArrivedRow, CaseFileRow, EnrolmentCodeRow, PointRow
from db.central.registry import RegistryRows
from db.central.standings import counts_of, page_of, returned_at, standings

_DAYS, _MOST = 14, 200
"""How far back a point's page shows meetings, and how many entries and cases of a kind it lists."""


class ContactRows:
    """See app.central.city_storage.ContactPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def met(self, contact: Contact) -> None:
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        values = {**asdict(contact), "clear_at": None if contact.waiting else contact.at}
        last = insert(ContactRow)
        newer = {name: last.excluded[name] for name in values if name not in ("point", "device", "clear_at")}
        clear = func.coalesce(last.excluded.clear_at, ContactRow.clear_at)
        last = last.on_conflict_do_update(index_elements=["point", "device"], set_={**newer, "clear_at": clear})
        self._connection.execute(last, values)
        day = insert(ContactDayRow)
        said = {name: day.excluded[name] for name in ("last_at", "waiting", "files_waiting", "offset")}
        table = cast(Table, ContactDayRow.__table__)
        sums = ("exchanges", "entries", "bytes_in", "bytes_out")
        added = {name: table.c[name] + day.excluded[name] for name in sums}
        day = day.on_conflict_do_update(index_elements=["point", "device", "day"], set_={**said, **added})
        self._connection.execute(day, _day_of(contact))

    def last(self, point: str, device: DeviceId) -> Contact | None:
        mine = (ContactRow.point == point) & (ContactRow.device == device)
        row = self._connection.execute(select(ContactRow.__table__).where(mine)).first()
        return None if row is None else _contact(row)

    def standing(self, point: str) -> Standing | None:
        row = self._connection.execute(standings(point)).first()
        return None if row is None else _standing(row)

    def standings(self, query: StandingQuery) -> StandingPage:
        rows = self._connection.execute(page_of(query)).all()
        lines = [_standing(row) for row in rows]
        if rows:
            return StandingPage(lines=lines, count=rows[0].found, total=rows[0].total, calling=rows[0].calling)
        counts = self._connection.execute(counts_of(query)).one()
        return StandingPage(lines=[], count=counts.found or 0, total=counts.total or 0, calling=counts.calling or 0)

    def phone_book(self) -> list[tuple[str, str | None, str | None, str | None]]:
        rows = self._connection.execute(select(PointRow.point, PointRow.name, PointRow.short_name, PointRow.phone))
        return [(row.point, row.name, row.short_name, row.phone) for row in rows]

    def detail(self, point: str, now: datetime) -> PointDetail | None:
        found = self.standing(point)
        if found is None:
            return None
        return PointDetail(
            standing=found,
            devices=self._devices(point),
            codes=self._codes(point, now),
            days=self._days(point),
            entries=self._open_entries(point),
            cases=self._returned_cases(point),
            alarms=self._alarms(point),
        )

    def _devices(self, point: str) -> list[StandingDevice]:
        rows = self._connection.execute(select(ContactRow.__table__).where(ContactRow.point == point))
        contacts = {DeviceId(row.device): _contact(row) for row in rows}
        keys = RegistryRows(self._connection).devices(point)
        held = EntryRows(self._connection)
        devices = sorted({(key.device_number, key.device) for key in keys})
        return [
            StandingDevice(
                id=device,
                number=number,
                keys=tuple(key for key in keys if key.device == device),
                held={one.stream: one.number for one in held.held(point, device)},
                contact=contacts.get(device),
            )
            for number, device in devices
        ]

    def _codes(self, point: str, now: datetime) -> list[KnownCode]:
        row = EnrolmentCodeRow
        usable = (row.point == point) & row.used_by.is_(None) & row.withdrawn_at.is_(None) & (row.expires_at >= now)
        rows = select(row.device_number, row.expires_at).where(usable).order_by(row.device_number, row.expires_at)
        return [KnownCode(device_number=one[0], expires_at=one[1]) for one in self._connection.execute(rows)]

    def _days(self, point: str) -> list[ContactDay]:
        rows = select(ContactDayRow.__table__).where(ContactDayRow.point == point)
        newest = rows.order_by(ContactDayRow.day.desc(), ContactDayRow.device).limit(_DAYS * 4)
        names = ContactDay.__dataclass_fields__
        return [ContactDay(**{name: row._mapping[name] for name in names}) for row in self._connection.execute(newest)]

    def _open_entries(self, point: str) -> list[OpenEntry]:
        mine = (ArrivedRow.point == point) & ArrivedRow.open
        columns = (
            ArrivedRow.device,
            ArrivedRow.stream,
            ArrivedRow.number,
            ArrivedRow.kind,
            ArrivedRow.subject,
            CaseFileRow.case_no,
            ArrivedRow.verdict,
            ArrivedRow.reason,
            ArrivedRow.text,
            ArrivedRow.arrived_at,
        )
        case = (CaseFileRow.point == ArrivedRow.point) & (CaseFileRow.id == ArrivedRow.subject)
        rows = select(*columns).outerjoin(CaseFileRow, case).where(mine).order_by(ArrivedRow.arrived_at).limit(_MOST)
        return [_open_entry(row) for row in self._connection.execute(rows)]

    def _returned_cases(self, point: str) -> list[ReturnedCase]:
        mine = (CaseFileRow.point == point) & (CaseFileRow.state == CaseState.RETURNED.value)
        rows = select(CaseFileRow.case_no, CaseFileRow.item_name, returned_at().label("at")).where(mine).limit(_MOST)
        found = self._connection.execute(rows)
        return [ReturnedCase(case_no=row.case_no, item_name=row.item_name, returned_at=row.at) for row in found]

    def _alarms(self, point: str) -> list[Alarm]:
        mine = (AlarmRow.point == point) & AlarmRow.cleared_at.is_(None)
        rows = self._connection.execute(select(AlarmRow.__table__).where(mine).order_by(AlarmRow.at).limit(_MOST))
        return [Alarm(point=row.point, about=row.about, code=row.code, detail=row.detail, at=row.at) for row in rows]


def _day_of(contact: Contact) -> dict[str, Any]:
    return {
        "point": contact.point,
        "device": contact.device,
        "day": local_date(contact.at),
        "first_at": contact.at,
        "last_at": contact.at,
        "exchanges": 1,
        "entries": contact.entries,
        "waiting": contact.waiting,
        "files_waiting": contact.files_waiting,
        "offset": contact.offset,
        "bytes_in": contact.bytes_in,
        "bytes_out": contact.bytes_out,
    }


def _contact(row: Any) -> Contact:
    values = dict(row._mapping)
    return Contact(**{**values, "device": DeviceId(row.device)})


def _open_entry(row: Any) -> OpenEntry:
    name = EntryName(device=DeviceId(row.device), stream=Stream(row.stream), number=row.number)
    return OpenEntry(
        name=name,
        kind=row.kind,
        subject=row.subject,
        case_no=row.case_no,
        verdict=row.verdict,
        reason=row.reason,
        text=row.text,
        arrived_at=row.arrived_at,
    )


def _standing(row: Any) -> Standing:
    ahead, behind = row.ahead or 0, row.behind or 0
    entry, case = row.returned_since, row.returned_cases_since
    return Standing(
        point=row.point,
        name=row.name,
        short_name=row.short_name,
        phone=row.phone,
        devices=row.devices or 0,
        enrolled_at=row.enrolled_at,
        contact_at=row.contact_at,
        silent_since=row.silent_since,
        waiting=int(row.waiting or 0),
        files_waiting=int(row.files_waiting or 0),
        offset=ahead if ahead >= -behind else behind,
        off_at_least=row.off_at_least or 0,
        oldest=row.oldest or "",
        newest=row.newest or "",
        returned=(row.returned or 0) + (row.returned_cases or 0),
        returned_since=min(entry, case) if entry and case else entry or case,
        held=row.held or 0,
        aside=row.aside or 0,
        forks=row.forks or 0,
        failures=row.failures or 0,
        alarms=row.alarms or 0,
        alarm_since=row.alarm_since,
    )
