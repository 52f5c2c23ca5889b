"""An entry that came, in words: held back, failed on, or with another verdict than it had."""

from app.central.docket import Docket
from app.central.model import Alarm, Announcement, Arrived
from app.journal import Entry, EntryName
from app.sync.model import FeedKind, Reason, VerdictKind


def held_back(point: str, entry: Entry, reason: Reason) -> Arrived:
    """The entry, waiting for central to look at it again."""
    return Arrived(point=point, entry=entry, verdict=VerdictKind.HELD, reason=reason.value, open=True)


def alarm_about(docket: Docket, name: EntryName, failure: Exception) -> Alarm:
    """Central failed on an entry. The exception's type tells the technicians enough; its text may be personal."""
    code, detail = Reason.CENTRAL_FAILED.value, type(failure).__name__
    return Alarm(point=docket.point, about=str(name), code=code, detail=detail, at=docket.now)


def news_of(arrived: Arrived) -> Announcement:
    """The verdict that an entry has now, for the feed."""
    name = arrived.entry.name
    body = {
        "entry": [name.device, name.stream.value, name.number],
        "verdict": arrived.verdict.value,
        "reason": arrived.reason,
        "text": arrived.text,
    }
    return Announcement(kind=FeedKind.ENTRY_SETTLED.value, subject=arrived.entry.subject, body=body)
