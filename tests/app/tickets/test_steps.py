"""What may happen to a ticket, state by state."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.errors import Refused
from app.ids import TicketId
from app.tickets import steps
from app.tickets.model import Line, Outcome, Ticket, TicketState, number_of
from app.tickets.rules import QueueRules
from app.tickets.ticket_json import ticket_from_json, ticket_to_json
from tests.app.tickets.arrange import MORNING

RULES = QueueRules()
WAITING = Ticket(
    id=TicketId("01900000-0000-7000-8000-00000000000a"),
    number="A001",
    category="A",
    serial=1,
    day=date(2026, 11, 23),
    priority=None,
    line=Line.NORMAL,
    place=1,
    queued_at=MORNING,
    taken_at=MORNING,
)
LATER = MORNING + timedelta(minutes=5)
CALLED = steps.call(WAITING, 3, LATER)
SERVING = steps.start(CALLED, LATER)
SKIPPED = steps.skip(CALLED, LATER)
PARKED = steps.park(SERVING, LATER)
FINISHED = steps.finish(SERVING, LATER, Outcome.CASE)
ALL = {ticket.state: ticket for ticket in (WAITING, CALLED, SERVING, SKIPPED, PARKED, FINISHED)}

STEPS: dict[str, tuple[Callable[[Ticket], Ticket], str]] = {
    "call": (lambda ticket: steps.call(ticket, 1, LATER), "waiting skipped"),
    "recall": (lambda ticket: steps.recall(ticket, LATER, RULES), "called"),
    "start": (lambda ticket: steps.start(ticket, LATER), "called"),
    "skip": (lambda ticket: steps.skip(ticket, LATER), "called"),
    "undo_skip": (lambda ticket: steps.undo_skip(ticket, LATER, RULES), "skipped"),
    "return_": (lambda ticket: steps.return_(ticket, LATER, None), "skipped"),
    "park": (lambda ticket: steps.park(ticket, LATER), "called serving"),
    "resume": (lambda ticket: steps.resume(ticket, 1, LATER), "parked"),
    "transfer": (lambda ticket: steps.transfer(ticket, LATER, 2), "waiting called serving parked"),
    "finish": (lambda ticket: steps.finish(ticket, LATER, Outcome.CASE), "called serving parked"),
    "leave": (lambda ticket: steps.finish(ticket, LATER, Outcome.LEFT), "waiting called serving skipped parked"),
}


@pytest.mark.parametrize("state", TicketState)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_allowed_from_its_states_and_refused_from_all_others(name: str, state: TicketState) -> None:
    step, allowed = STEPS[name]
    if state.value in allowed.split():
        assert step(ALL[state]).revision == ALL[state].revision + 1
    else:
        with pytest.raises(Refused, match=r"ticket_"):
            step(ALL[state])


def test_recalls_are_limited_and_apart() -> None:
    once = steps.recall(CALLED, LATER, RULES)
    with pytest.raises(Refused) as refusal:
        steps.recall(once, LATER + timedelta(seconds=9), RULES)
    assert (refusal.value.code, refusal.value.values["seconds"]) == ("recall_too_soon", 2)
    thrice = steps.recall(
        steps.recall(once, LATER + timedelta(seconds=10), RULES), LATER + timedelta(seconds=20), RULES
    )
    with pytest.raises(Refused, match="recall_limit"):
        steps.recall(thrice, LATER + timedelta(hours=1), RULES)


def test_a_clock_set_back_does_not_forbid_recalling() -> None:
    once = steps.recall(CALLED, LATER, RULES)
    assert steps.recall(once, LATER - timedelta(hours=1), RULES).recalls == 2


def test_waiting_time_is_that_until_the_first_call() -> None:
    assert CALLED.waited == 300
    again = steps.call(steps.return_(SKIPPED, LATER, None), 1, LATER + timedelta(hours=1))
    assert again.waited == 300


def test_a_transfer_to_where_the_visitor_is_is_refused() -> None:
    with pytest.raises(Refused, match="transfer_same_window"):
        steps.transfer(CALLED, LATER, 3)


def test_numbers_beyond_999_grow() -> None:
    assert [number_of("A", serial) for serial in (1, 999, 1000)] == ["A001", "A999", "A1000"]


@pytest.mark.parametrize("state", TicketState)
def test_an_entry_gives_the_ticket_back(state: TicketState) -> None:
    assert ticket_from_json(ticket_to_json(ALL[state])) == ALL[state]
