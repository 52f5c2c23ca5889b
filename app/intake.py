"""Recording a case for a visitor: two acts in two stores under one intention, the case first, then the ticket."""

import logging
from collections.abc import Callable

from app.cases.counter import Recorded
from app.cases.model import Case
from app.cases.service import CaseDesk
from app.clock import Clock, local_date
from app.errors import NotFound, SidaoError
from app.ids import ActionId, TicketId
from app.storage.desk import DeskStore
from app.tickets.service import QueueDesk

log = logging.getLogger(__name__)


class Intake:
    """Ties a recorded case to the visitor's ticket. Never undoes the case: a missed tie is made up for later."""

    def __init__(self, store: DeskStore, cases: CaseDesk, tickets: QueueDesk, clock: Clock) -> None:
        self._store = store
        self._cases = cases
        self._tickets = tickets
        self._clock = clock

    def record(
        self,
        body: object,
        *,
        action: ActionId | None = None,
        window: int = 1,
        durable: Callable[[Recorded], None] = lambda _: None,
    ) -> Recorded:
        """As `CaseDesk.record`, for a visitor: the ticket that the input names must exist.

        `durable` is told of the result before the ticket is tied.
        """
        ticket = body.get("ticket") if isinstance(body, dict) else None
        if isinstance(ticket, str) and ticket.strip():
            self._find(ticket)
        result = self._cases.record(body, action=action, window=window)
        durable(result)
        if result.case is not None and result.case.ticket:
            self._tie(result.case)
        return result

    def make_up(self) -> int:
        """Ties today's cases whose tickets were missed (a power cut between the two stores); how many it tried."""
        today = local_date(self._clock.now())
        with self._store.reading() as desk:
            cases = [case for case in desk.cases.whole(since=today) if case.ticket]
        for case in cases:
            self._tie(case)
        return len(cases)

    def _find(self, number: str) -> None:
        try:
            self._tickets.find(number.strip())
        except NotFound as error:
            raise NotFound(error.code, "ticket", **error.values) from error

    def _tie(self, case: Case) -> None:
        """Idempotent: the action's id is made of the case's."""
        try:
            ticket = self._tickets.find(case.ticket or "")
            self._tickets.attach_case(TicketId(ticket.id), case.id, ActionId(f"tie {case.id}"))
        except SidaoError as error:
            log.warning("case %s not tied to its ticket yet: %s", case.id, error)
