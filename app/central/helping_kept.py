"""Keeping 帮代办 at central: what came of it in one transaction, put together with what is held."""

from collections.abc import Iterable

from app.central.model import BatchesDue
from app.central.storage import Central
from app.helping.hand_over import together
from app.helping.model import Batch
from app.ids import Ids


def keep_batches(central: Central, point: str, batches: Iterable[Batch], ids: Ids) -> None:
    """Those that say something new are due to be told to the other points that have to do with them."""
    came = {batch.id: batch for batch in batches}
    held = central.helping.of_point(point, came)
    merged = [together(held[batch.id], batch) if batch.id in held else batch for batch in came.values()]
    changed = [batch for batch in merged if batch != held.get(batch.id)]
    central.helping.keep(point, changed)
    if changed:
        due = BatchesDue(point=point, id=ids.new(), batches=tuple(batch.id for batch in changed))
        central.helping.note_due(due)
