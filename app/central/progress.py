"""What the applicant's phone shows: where the case stands, in plain words, without any name or identity number."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.cases.model import Case, CaseState
from app.catalogue.model import ServiceItem
from app.central.points import Points
from app.central.storage import CentralStore

HOTLINE = "12345"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Nothing in here tells who applied.

    `asked` names the materials that are still wanted, in the words of the item's guide, until `asked_until`; what was
    asked for under a heading of the reviewer's own is in `asked_more` only, because anything may stand there. Likewise
    `procedure` is named only if the item's guide names it.
    """

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
    asked: tuple[str, ...] = ()
    asked_more: bool = False
    asked_until: date | None = None
    procedure: str | None = None
    resumed_on: date | None = None
    moved_to: str | None = None
    moved_on: date | None = None
    pickup: str | None = None
    theme: str | None = None
    siblings: tuple[tuple[str, CaseState], ...] = ()
    """The other items of the theme, and where each stands."""


def progress(store: CentralStore, points: Points, token: str) -> Progress | None:
    """The progress of the case whose paper carries this token; None while central does not know it."""
    token = token.strip().upper()
    if not (10 <= len(token) <= 32 and token.isascii() and token.isalnum()):
        return None
    with store.reading() as central:
        file = central.cases.by_token(token)
        if file is None:
            return None
        case, life = file.case, file.case.life
        point = points.profile(central, case.point)
        item = central.catalogue.item(case.item, case.item_version) if life.asked or life.pauses else None
        together = central.cases.of_joint(case.point, life.joint.no) if life.joint else []
    found = _progress(case, item, point.name, point.phone)
    if life.joint is None:
        return found
    others = [other.case for other in together if other.case.id != case.id]
    standing = [(other.item_name, other.state) for other in others if other.state is not CaseState.VOID]
    return replace(found, theme=life.joint.name, siblings=tuple(standing))


def _progress(case: Case, item: ServiceItem | None, point_name: str, point_phone: str) -> Progress:
    life = case.life
    names = {material.code: material.name for material in item.materials} if item else {}
    asked = () if case.ended else tuple(life.asked or ())
    pause = life.pauses[-1] if life.pauses else None
    going_on = pause is not None and pause.ended_on is None
    moved = life.hand_overs[-1] if life.hand_overs else None
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
        asked=tuple(names[code] for code in asked if code in names),
        asked_more=any(code not in names for code in asked),
        asked_until=life.asked_until if asked else None,
        procedure=pause.procedure
        if pause and going_on and item and pause.procedure in item.special_procedures
        else None,
        resumed_on=None if pause is None or case.ended else pause.ended_on,
        moved_to=moved.to if moved and not case.ended else None,
        moved_on=moved.on if moved else None,
        pickup=life.outcome.pickup if life.outcome and case.state is CaseState.APPROVED else None,
    )
