"""The registry's page: points, enrolment codes, device keys."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.central.model import DeviceKey, OneTimeCode
from app.ids import DeviceId
from app.journal import Stream
from app.sync.model import ServicePoint
from db.central.point_tables import EnrolmentCodeRow, PointRow
from db.central.shared_tables import CityRow, DeviceKeyRow


class RegistryRows:
    """See app.central.storage.RegistryPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock_point(self, point: str) -> None:
        of_dialect = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        fresh = {"point": point, "feed_number": 0, "serial_year": 0, "serial": 0}
        locked = select(PointRow.point).where(PointRow.point == point).with_for_update(key_share=True)
        if self._connection.execute(locked).first() is None:
            self._connection.execute(of_dialect(PointRow).on_conflict_do_nothing(), fresh)
            self._connection.execute(locked)

    def profile(self, point: str) -> ServicePoint | None:
        row = self._connection.execute(select(PointRow.__table__).where(PointRow.point == point)).first()
        if row is None or row.name is None:
            return None
        return ServicePoint(
            code=point,
            name=row.name,
            short_name=row.short_name or row.name,
            address=row.address or "",
            phone=row.phone or "",
        )

    def keep_profile(self, profile: ServicePoint) -> None:
        self.lock_point(profile.code)
        values = {
            "name": profile.name,
            "short_name": profile.short_name,
            "address": profile.address,
            "phone": profile.phone,
        }
        self._connection.execute(update(PointRow).where(PointRow.point == profile.code).values(values))

    def names(self, points: Collection[str] | None) -> dict[str, str]:
        rows = select(PointRow.point, PointRow.name).where(PointRow.name.is_not(None))
        if points is not None:
            rows = rows.where(PointRow.point.in_(points))
        return {row.point: row.name for row in self._connection.execute(rows)}

    def rules(self, point: str) -> Mapping[str, Any] | None:
        return self._connection.execute(select(PointRow.rules).where(PointRow.point == point)).scalar()

    def keep_rules(self, point: str, rules: Mapping[str, Any]) -> None:
        self._connection.execute(update(PointRow).where(PointRow.point == point).values(rules=dict(rules)))

    def sheet_number(self) -> int:
        return self._connection.execute(select(CityRow.sheet_number)).scalar_one()

    def next_sheet(self) -> int:
        number = CityRow.sheet_number + 1
        return self._connection.execute(
            update(CityRow).values(sheet_number=number).returning(CityRow.sheet_number)
        ).scalar_one()

    def last_serial(self, point: str, year: int) -> int:
        mine = (PointRow.point == point) & (PointRow.serial_year == year)
        return self._connection.execute(select(PointRow.serial).where(mine)).scalar() or 0

    def use_serials(self, point: str, year: int, last: int) -> None:
        used = update(PointRow).where(PointRow.point == point).values(serial_year=year, serial=last)
        self._connection.execute(used)

    def add_code(self, code: OneTimeCode) -> None:
        self.lock_point(code.point)
        values = {
            "point": code.point,
            "digest": code.digest,
            "expires_at": code.expires_at,
            "device_number": code.device_number,
        }
        self._connection.execute(insert(EnrolmentCodeRow), values)

    def code(self, digest: bytes) -> OneTimeCode | None:
        found = select(EnrolmentCodeRow.__table__).where(EnrolmentCodeRow.digest == digest).with_for_update()
        row = self._connection.execute(found).first()
        if row is None:
            return None
        return OneTimeCode(
            point=row.point,
            digest=row.digest,
            expires_at=row.expires_at,
            used_by=None if row.used_by is None else DeviceId(row.used_by),
            device_number=row.device_number,
            withdrawn=row.withdrawn_at is not None,
        )

    def withdraw_codes(self, point: str, device_number: int | None, at: datetime) -> int:
        row = EnrolmentCodeRow
        unused = (row.point == point) & row.used_by.is_(None) & row.withdrawn_at.is_(None)
        if device_number is not None:
            unused &= row.device_number == device_number
        return self._connection.execute(update(row).where(unused).values(withdrawn_at=at)).rowcount

    def use_code(self, code: OneTimeCode, device: DeviceId, at: datetime) -> None:
        mine = (EnrolmentCodeRow.point == code.point) & (EnrolmentCodeRow.digest == code.digest)
        self._connection.execute(update(EnrolmentCodeRow).where(mine).values(used_at=at, used_by=device))

    def add_devices(self, keys: Sequence[DeviceKey]) -> None:
        self._connection.execute(insert(DeviceKeyRow), [_row_of(key) for key in keys])

    def device(self, device: DeviceId, stream: Stream) -> DeviceKey | None:
        mine = (DeviceKeyRow.device == device) & (DeviceKeyRow.stream == stream.value)
        row = self._connection.execute(select(DeviceKeyRow.__table__).where(mine)).first()
        return None if row is None else _key_of(row)

    def devices(self, point: str | None = None) -> list[DeviceKey]:
        query = select(DeviceKeyRow.__table__).order_by(
            DeviceKeyRow.enrolled_at, DeviceKeyRow.device, DeviceKeyRow.stream
        )
        if point is not None:
            query = query.where(DeviceKeyRow.point == point)
        return [_key_of(row) for row in self._connection.execute(query)]

    def number_holder(self, point: str, device_number: int) -> DeviceId | None:
        mine = (DeviceKeyRow.point == point) & (DeviceKeyRow.device_number == device_number)
        found = self._connection.execute(select(DeviceKeyRow.device).where(mine).limit(1)).scalar()
        return None if found is None else DeviceId(found)

    def change_device(self, key: DeviceKey) -> None:
        mine = (DeviceKeyRow.device == key.device) & (DeviceKeyRow.stream == key.stream.value)
        self._connection.execute(
            update(DeviceKeyRow)
            .where(mine)
            .values(retired_at=key.retired_at, revoked_at=key.revoked_at, revoked_after=key.revoked_after)
        )


def _row_of(key: DeviceKey) -> dict[str, Any]:
    return {
        "device": key.device,
        "stream": key.stream.value,
        "point": key.point,
        "device_number": key.device_number,
        "public": key.public,
        "key_id": key.key_id,
        "enrolled_at": key.enrolled_at,
        "retired_at": key.retired_at,
        "revoked_at": key.revoked_at,
        "revoked_after": key.revoked_after,
    }


def _key_of(row: Any) -> DeviceKey:
    values = dict(row._mapping)
    return DeviceKey(**{**values, "device": DeviceId(row.device), "stream": Stream(row.stream)})
