"""The keys that central's sheets have named, in desk.db."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from app.ids import DeviceId
from app.journal import Stream
from app.storage.sync import KeyUse, ListedKey
from db.desk.sync_models import ListedKeyRow
from db.prepared import Prepared

_SAID = ("public", "use", "since", "retired", "device", "stream", "point", "device_number", "revoked_after", "sheet")


class ListedKeys:
    """The key rows within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, keys: Sequence[ListedKey], sheet: int) -> None:
        """What sheet `sheet` says; lines from newer sheets stay."""
        for key in keys:
            _KEEP.run(self._connection, **_values(key, sheet))

    def find(self, named: bytes) -> ListedKey | None:
        row = self._connection.execute(select(ListedKeyRow.__table__).where(ListedKeyRow.key_id == named)).first()
        return None if row is None else _key(row._mapping)

    def of_use(self, use: KeyUse) -> list[ListedKey]:
        """Those in use first, the newest of them at the head."""
        of_use = select(ListedKeyRow.__table__).where(ListedKeyRow.use == use.value)
        rows = self._connection.execute(of_use.order_by(ListedKeyRow.retired.is_not(None), ListedKeyRow.since.desc()))
        return [_key(row._mapping) for row in rows]


_NEW = insert(ListedKeyRow)
_KEEP = Prepared(
    _NEW.on_conflict_do_update(
        index_elements=["key_id"],
        set_={name: _NEW.excluded[name] for name in _SAID},
        where=ListedKeyRow.sheet <= _NEW.excluded.sheet,
    ),
    columns=("key_id", *_SAID),
)
"""A new city's desk hears of each device that is enrolled after it."""


def _values(key: ListedKey, sheet: int) -> dict[str, Any]:
    return {
        "key_id": key.id,
        "public": key.public,
        "use": key.use.value,
        "since": key.since,
        "retired": key.retired,
        "device": key.device,
        "stream": key.stream and key.stream.value,
        "point": key.point,
        "device_number": key.device_number,
        "revoked_after": key.revoked_after,
        "sheet": sheet,
    }


def _key(row: Any) -> ListedKey:
    return ListedKey(
        id=row["key_id"],
        public=row["public"],
        use=KeyUse(row["use"]),
        since=row["since"],
        retired=row["retired"],
        device=None if row["device"] is None else DeviceId(row["device"]),
        stream=None if row["stream"] is None else Stream(row["stream"]),
        point=row["point"],
        device_number=row["device_number"],
        revoked_after=row["revoked_after"],
    )
