"""帮代办 of a desk that is not continued, in the store of the device that takes its place."""

from dataclasses import replace
from datetime import datetime

from app.helping.helping_json import batch_to_json, helper_to_json, visit_to_json
from app.helping.model import BATCH_CHANGED, HELPER_KEPT, VISITED, Batch, BatchState
from app.ids import DeviceId
from app.journal import Act
from app.storage.desk import Desk

_ALL = 1_000_000


def carried_over(before: Desk, desk: Desk, *, known: int, old: DeviceId, new: DeviceId, now: datetime) -> None:
    """Every row; what central does not have of it (`known` is the old stream's last entry there) is journaled once
    more. An open list is the new device's from now on."""

    def again(kind: str, subject: str, body: dict[str, object]) -> None:
        if any(entry.name.number > known for entry in before.journal.of_subject(subject)):
            desk.journal.append(Act(kind=kind, subject=subject, action=None, at=now, body={**body, "by": ""}))

    for helper in before.helping.helpers():
        desk.helping.keep_helper(helper)
        again(HELPER_KEPT, helper.id, {"helper": helper_to_json(helper)})
    for visit in before.helping.visits(limit=_ALL):
        desk.helping.keep_visit(visit)
        again(VISITED, visit.id, {"visit": visit_to_json(visit)})
    for batch in before.helping.batches(limit=_ALL):
        kept = _moved(batch, new) if batch.device == old and batch.state is BatchState.OPEN else batch
        desk.helping.keep_batch(kept)
        if kept is not batch:
            body = {"batch": batch_to_json(kept), "by": ""}
            desk.journal.append(Act(kind=BATCH_CHANGED, subject=kept.id, action=None, at=now, body=body))
        else:
            again(BATCH_CHANGED, kept.id, {"batch": batch_to_json(kept)})


def _moved(batch: Batch, device: DeviceId) -> Batch:
    return replace(batch, device=device, revision=batch.revision + 1)
