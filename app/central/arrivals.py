"""An entry that came, in words: held back, failed on, or with another verdict than it had."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.cases.model import ACTED, BEGINNING, RECORDED, Case, case_to_json
from app.central.case_rules import seen_of
from app.central.docket import Docket
from app.central.model import Alarm, Announcement, Arrived, CaseFile
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
    body = {
        "entry": triple(arrived.entry.name),
        "verdict": arrived.verdict.value,
        "reason": arrived.reason,
        "text": arrived.text,
    }
    return Announcement(kind=FeedKind.ENTRY_SETTLED.value, subject=arrived.entry.subject, body=body)


def passed_on(entry: Entry, body: Mapping[str, Any], before: CaseFile | None) -> Announcement:
    """The entry as it is, for the other windows. Where its author had not seen the case's last one, that is named, so
    that each window finds the place of its own acts."""
    kind = RECORDED if entry.kind in BEGINNING else entry.kind
    told = None
    if before is not None and entry.kind == ACTED and before.case.last != seen_of(body):
        told = {"entry": triple(entry.name), "body": body, "after": triple(before.case.last)}
    return Announcement(kind=kind, subject=entry.subject, entry=entry.name, body=told)


def stands(before: Case, after: Case, mended: Iterable[EntryName]) -> Announcement:
    """The whole case, for every window of the point: one of them had gone on from what central does not have, and the
    entries `mended` are settled now, without effect."""
    body = {
        "case": case_to_json(after),
        "last": triple(after.last),
        "after": triple(before.last),
        "mends": [triple(name) for name in mended],
    }
    return Announcement(kind=FeedKind.CASE_STANDS.value, subject=after.id, body=body)


def triple(name: EntryName) -> list[object]:
    """An entry's name as JSON holds it."""
    return [name.device, name.stream.value, name.number]
