"""How sync stands, by what the stores say: asked for the first screen, so it loads nothing of the link."""

from app.cases.model import CaseState
from app.ids import DeviceId
from app.storage.desk import DeskStore
from app.sync.budget import CALM, Budget
from app.sync.sources import Sources, pending
from app.sync.status import SyncStatus


def sync_status(store: DeskStore, sources: Sources, device: DeviceId, budget: Budget) -> SyncStatus:
    """How things stand now. May be asked from any thread."""
    waiting = pending(store, sources, device)
    rest = budget.rest()
    with store.reading() as desk:
        enrolment, contacts = desk.sync.enrolment(), desk.sync.contacts(1)
        trouble = contacts[0].trouble if contacts else None
        return SyncStatus(
            enrolled=enrolment is not None,
            demo=enrolment is not None and enrolment.demo,
            forked=desk.sync.forked(),
            last_success=desk.sync.last_success(),
            pending=waiting,
            returned=desk.cases.counts().get(CaseState.RETURNED, 0),
            differing=len(desk.sync.differing()),
            trouble=trouble if trouble not in CALM else None,
            clock_offset=desk.sync.clock_offset(),
            rest=rest,
            files_pending=len(desk.files.undelivered()),
        )
