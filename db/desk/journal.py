"""The desk's journal, which a copied desk may read but not continue (design.md, Sync and central)."""

from sqlalchemy import bindparam, select

from app.errors import Trouble
from app.journal import Head
from db.desk.models import EntryRow, HeadRow
from db.desk.sync_models import SyncStateRow
from db.journal import JournalStore
from db.prepared import Prepared

_LAST = select(EntryRow.at).where(EntryRow.device == HeadRow.device, EntryRow.number == HeadRow.number)
_HEAD = Prepared(
    select(HeadRow.number, HeadRow.hash, _LAST.scalar_subquery(), select(SyncStateRow.forked).scalar_subquery()).where(
        HeadRow.device == bindparam("of_device")
    )
)


class DeskJournal(JournalStore):
    """Every act of the desk writes an entry, so refusing here refuses them all, whatever has been typed."""

    def _next_to(self) -> Head:
        """Raises Trouble("sync_forked") once central has seen another desk with this one's name."""
        row = _HEAD.first(self._connection, of_device=self._device)
        if row is None:
            return Head()
        number, hashed, at, forked = row
        if forked:
            raise Trouble("sync_forked")
        return Head(number=number, hash=hashed, at=at)
