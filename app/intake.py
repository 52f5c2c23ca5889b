"""Recording a case for a visitor: two acts in two stores under one intention, the case first, then the ticket."""

import logging
from collections.abc import Callable

from app.cases.counter import Recorded
from app.cases.service import CaseDesk
from app.clock import Clock, local_date
from app.errors import NotFound, SidaoError
from app.ids import ActionId, CaseId, TicketId
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
        named = ticket.strip() if isinstance(ticket, str) else ""
        result = (named and self._done_before(body, action, named)) or self._cases.record(
            body, action=action, window=window
        )
        durable(result)
        if named and result.case_no is not None and (not result.repeated or self._is_of_today(result.case_no)):
            for one in result.cases or (result,):
                self._tie(CaseId(one.id), named)
        return result

    def make_up(self) -> int:
        """Ties today's cases whose tickets were missed (a power cut between the two stores); how many it found."""
        today = local_date(self._clock.now())
        with self._store.reading() as desk:
            cases = [(case.id, case.ticket) for case in desk.cases.whole(since=today) if case.ticket]
        return sum(self._tie(case, ticket) for case, ticket in cases)

    def _done_before(self, body: object, action: ActionId | None, number: str) -> Recorded | None:
        """The ticket must exist, unless the recording is a repeat: numbers restart each day, actions do not."""
        try:
            self._tickets.find(number)
        except NotFound as error:
            done = self._cases.first_result(body, action)
            if done is None:
                raise NotFound(error.code, "ticket", **error.values) from error
            return done
        return None

    def _is_of_today(self, case_no: str) -> bool:
        """A repeat of another day must not be tied to whoever has that number today."""
        return local_date(self._cases.get(case_no).received_at) == local_date(self._clock.now())

    def _tie(self, case: CaseId, number: str) -> bool:
        """Whether the ticket had still to be tied. Idempotent: the action's id is made of the case's."""
        try:
            ticket = self._tickets.find(number)
            if case in ticket.cases:
                return False
            self._tickets.attach_case(TicketId(ticket.id), case, ActionId(f"tie {case}"))
        except SidaoError as error:
            log.warning("case %s not tied to its ticket yet: %s", case, error)
            return False
        return True
