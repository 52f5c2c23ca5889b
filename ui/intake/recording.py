"""What an intake has written and printed, on the storage lane."""

from dataclasses import dataclass

from app.cases.counter import Recorded
from app.cases.model import CaseAct
from app.clock import local_date
from app.errors import SidaoError
from app.ids import ActionId
from app.receipts.model import DocumentKind
from ui.intake.body import Body
from ui.intake.item_view import ItemView
from ui.intake.renewal import Renewed, renewed
from ui.intake.services import IntakeServices


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of recording: the case, or everything that stands against it, or first that the item has changed."""

    recorded: Recorded | None
    renewed: Renewed | None = None
    errors: tuple[SidaoError, ...] = ()


def print_notice(services: IntakeServices, number: str) -> None:
    """On the storage lane: 作废通知书 of the case that was replaced, if a paper of it was out."""
    if any(paper.kind is DocumentKind.VOIDED for paper in services.cases.get(number).documents):
        services.print_papers(number, [DocumentKind.VOIDED])


def record(services: IntakeServices, made: Body, act: CaseAct, action: ActionId, view: ItemView | None) -> Outcome:
    """On the storage lane: check all, then record; but first show an item that has changed since the form was made."""
    if view is not None and (found := renewed(services, view, local_date(services.clock.now()))) is not None:
        return Outcome(recorded=None, renewed=found)
    if errors := services.cases.check(made, act):
        return Outcome(recorded=None, errors=tuple(errors))
    return Outcome(recorded=services.intake.record(made, action=action, window=services.window))
