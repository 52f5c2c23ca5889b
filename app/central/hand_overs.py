"""帮代办 at central: what the windows of a point write is passed on to the others, and kept for new ones."""

from collections.abc import Mapping
from typing import Any

from app.central.docket import Docket
from app.central.model import Announcement
from app.central.rulings import Returned
from app.helping.hand_over import put_together
from app.helping.told import told
from app.journal import Entry
from app.sync.model import Reason


def help_on(docket: Docket, entry: Entry, body: Mapping[str, Any]) -> None:
    """Takes a 代办员, a visit or a batch in. Nothing is refused for its time: each says a whole value that grows.

    Raises Returned for what no desk of ours wrote.
    """
    try:
        value = told(entry.kind, entry.subject, body)
    except ValueError as error:
        raise Returned(Reason.BAD_PAYLOAD, "帮代办记录的格式不对") from error
    known = docket.helping.get(value.id)
    docket.helping[value.id] = value if known is None else put_together(known, value)
    docket.news.append(Announcement(kind=entry.kind, subject=entry.subject, entry=entry.name))
