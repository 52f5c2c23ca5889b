"""What other windows of the point wrote of 帮代办, as this desk takes it in: their 代办员, visits and batches."""

from app.errors import Refused
from app.events import Changes
from app.helping.hand_over import newer_helper, together
from app.helping.model import Helper, Visit
from app.helping.told import told
from app.storage.desk import Desk
from app.sync.model import FeedItem


def take_in(desk: Desk, item: FeedItem, _point: str) -> Changes:
    """Puts the item's value together with what is here. Raises Refused("feed_malformed")."""
    try:
        value = told(item.kind, item.subject, item.body["body"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("feed_malformed") from error
    if isinstance(value, Helper):
        known = desk.helping.helper(value.id)
        desk.helping.keep_helper(value if known is None else newer_helper(known, value))
    elif isinstance(value, Visit):
        desk.helping.keep_visit(value)
    else:
        here = desk.helping.batch(value.id)
        desk.helping.keep_batch(value if here is None else together(here, value))
    return Changes(sync=True, helping=True)
