"""咨询 and 材料不齐 may say which item they were about; they are counted by day and item, and never as cases."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.catalogue.model import ItemCode
from app.errors import Refused
from app.journal import Entry
from app.tickets.board import Enquiries
from app.tickets.model import Outcome, TicketState
from app.tickets.ticket_json import ticket_from_json, ticket_to_json
from app.tickets.verify import rows_against_entries
from tests.app.tickets.arrange import DEVICE, Hall, opened_hall, signed_by_us

PENSION, CARD = ItemCode("11220521MB0TT10165422201400100601"), ItemCode("老年证")


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with opened_hall(tmp_path / "queue.db") as made:
        yield made


def visit(hall: Hall, outcome: Outcome, item: ItemCode | None = None) -> None:
    hall.take()
    hall.desk.call_next(1, hall.action())
    hall.desk.finish(1, hall.action(), outcome=outcome, item=item)


def last_entry(hall: Hall) -> Entry:
    with hall.store.open(writes=False) as queue:
        return queue.entries(DEVICE, queue.journal.head().number - 1, 1)[0]


def test_the_entry_and_the_row_hold_the_item(hall: Hall) -> None:
    visit(hall, Outcome.ENQUIRY, PENSION)
    (ticket,) = hall.desk.tickets(TicketState.FINISHED)
    assert (ticket.outcome, ticket.item) == (Outcome.ENQUIRY, PENSION)
    assert last_entry(hall).body()["ticket"]["item"] == PENSION
    assert ticket_from_json(ticket_to_json(ticket)) == ticket
    with hall.store.open(writes=False) as queue:
        assert rows_against_entries(queue, signed_by_us) == []


def test_without_an_item_an_entry_is_as_it_always_was(hall: Hall) -> None:
    visit(hall, Outcome.ENQUIRY)
    assert "item" not in last_entry(hall).body()["ticket"]


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.ENQUIRY, Outcome.INCOMPLETE}))
def test_no_other_outcome_names_one(hall: Hall, outcome: Outcome) -> None:
    hall.take()
    hall.desk.call_next(1, hall.action())
    with pytest.raises(Refused, match="outcome_names_no_item"):
        hall.desk.finish(1, hall.action(), outcome=outcome, item=PENSION)
    assert hall.desk.current(1) is not None


def test_they_are_counted_by_day_and_item(hall: Hall) -> None:
    for outcome, item in (
        (Outcome.ENQUIRY, PENSION),
        (Outcome.ENQUIRY, PENSION),
        (Outcome.INCOMPLETE, PENSION),
        (Outcome.ENQUIRY, CARD),
        (Outcome.INCOMPLETE, None),
        (Outcome.CASE, None),
        (Outcome.LEFT, None),
    ):
        visit(hall, outcome, item)
    hall.clock.pass_(86_400)
    visit(hall, Outcome.ENQUIRY, CARD)
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    assert hall.desk.enquiries(monday) == [
        Enquiries(day=monday, item=None, enquiries=0, incomplete=1),
        Enquiries(day=monday, item=PENSION, enquiries=2, incomplete=1),
        Enquiries(day=monday, item=CARD, enquiries=1, incomplete=0),
        Enquiries(day=tuesday, item=CARD, enquiries=1, incomplete=0),
    ]
    assert hall.desk.enquiries(tuesday) == [Enquiries(day=tuesday, item=CARD, enquiries=1, incomplete=0)]


def test_a_paper_that_is_no_cases_leaves_a_line_in_the_visit(hall: Hall) -> None:
    hall.take()
    hall.desk.call_next(1, hall.action())
    action = hall.action()
    noted = hall.desk.note_paper(1, action, "checklist", PENSION)
    assert hall.desk.note_paper(1, action, "checklist", PENSION) == noted
    entry = last_entry(hall)
    assert (entry.kind, entry.body()["paper"], entry.body()["item"]) == ("ticket.paper_given", "checklist", PENSION)
    assert noted.state is TicketState.CALLED
    hall.desk.finish(1, hall.action(), outcome=Outcome.INCOMPLETE, item=PENSION)
    with hall.store.open(writes=False) as queue:
        assert rows_against_entries(queue, signed_by_us) == []


def test_nobody_is_given_a_paper_before_they_are_called(hall: Hall) -> None:
    (number,) = hall.take()
    with pytest.raises(Refused, match="ticket_not_current"):
        hall.desk.note_paper(1, hall.action(), "guide", PENSION, number)
