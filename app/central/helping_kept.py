"""Keeping 帮代办 at central: what came of it in one transaction, put together with what is held."""

from collections.abc import Iterable, Sequence

from app.central.helping_model import BatchesDue
from app.central.storage import Central
from app.helping.hand_over import newer_helper, together
from app.helping.model import Batch, Helper, Value, Visit
from app.ids import Ids


def keep_helping(central: Central, point: str, values: Iterable[Value], ids: Ids) -> None:
    """Batches that say something new are due to be told to the other points that have to do with them."""
    came = list(values)
    central.helping.keep_visits(point, [value for value in came if isinstance(value, Visit)])
    _keep_helpers(central, point, [value for value in came if isinstance(value, Helper)])
    _keep_batches(central, point, [value for value in came if isinstance(value, Batch)], ids)


def _keep_helpers(central: Central, point: str, came: Sequence[Helper]) -> None:
    held = central.helping.helpers(point, [helper.id for helper in came])
    merged = [newer_helper(held[helper.id], helper) if helper.id in held else helper for helper in came]
    central.helping.keep_helpers(point, merged)


def _keep_batches(central: Central, point: str, came: Sequence[Batch], ids: Ids) -> None:
    held = central.helping.of_point(point, [batch.id for batch in came])
    merged = [together(held[batch.id], batch) if batch.id in held else batch for batch in came]
    changed = [batch for batch in merged if batch != held.get(batch.id)]
    central.helping.keep(point, changed)
    if changed:
        due = BatchesDue(point=point, id=ids.new(), batches=tuple(batch.id for batch in changed))
        central.helping.note_due(due)
