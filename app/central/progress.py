"""What the applicant's phone shows: where the case stands, in plain words, without any name or identity number."""

from dataclasses import dataclass
from datetime import date, datetime

from app.cases.model import Case, CaseState
from app.central.points import Points
from app.central.storage import CentralStore

HOTLINE = "12345"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Nothing in here tells who applied."""

    item_name: str
    point_name: str
    point_phone: str
    state: CaseState
    received_at: datetime
    accepted_at: datetime | None
    due_on: date | None
    due_provisional: bool
    ended: bool
    pending_online: bool


def progress(store: CentralStore, points: Points, token: str) -> Progress | None:
    """The progress of the case whose paper carries this token; None while central does not know it."""
    token = token.strip().upper()
    if not (10 <= len(token) <= 32 and token.isascii() and token.isalnum()):
        return None
    with store.reading() as central:
        file = central.cases.by_token(token)
        if file is None:
            return None
        point = points.profile(central, file.case.point)
    return _progress(file.case, point.name, point.phone)


def _progress(case: Case, point_name: str, point_phone: str) -> Progress:
    return Progress(
        item_name=case.item_name,
        point_name=point_name,
        point_phone=point_phone,
        state=case.state,
        received_at=case.received_at,
        accepted_at=case.accepted_at,
        due_on=case.due_on,
        due_provisional=case.due_provisional,
        ended=case.ended,
        pending_online=case.pending_online,
    )
