"""The desk's journal, which a copied desk may read but not continue (design.md, Sync and central)."""

from sqlalchemy import select

from app.errors import Trouble
from app.journal import Act, Entry
from db.desk.sync_models import SyncStateRow
from db.journal import JournalStore
from db.prepared import Prepared

_FORKED = Prepared(select(SyncStateRow.forked))


class DeskJournal(JournalStore):
    """Every act of the desk writes an entry, so refusing here refuses them all, whatever has been typed."""

    def append(self, act: Act) -> Entry:
        """Raises Trouble("sync_forked") once central has seen another desk with this one's name."""
        row = _FORKED.first(self._connection)
        if row is not None and row[0]:
            raise Trouble("sync_forked")
        return super().append(act)
