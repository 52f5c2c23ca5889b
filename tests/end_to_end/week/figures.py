"""What must hold of a week's visits and figures when it is over."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date

from app.catalogue.model import ItemCode
from app.program import Program
from app.recount import recounted
from app.reports.figures import counted, figures
from app.tickets.model import Outcome, Ticket, TicketState
from tests.end_to_end.week.days import Week
from tests.end_to_end.week.town import MONDAY, SUNDAY, TOWN, Town


def tickets_of(desk: Program, days: list[date]) -> list[Ticket]:
    """All tickets of these days."""
    with desk.queue.queue_store.open(writes=False) as queue:
        return [ticket for day in days for ticket in queue.tickets(day, None)]


def hold_visits(week: Week) -> None:
    """Each visit ended with an outcome, and clerks, tickets, enquiries and the city count the same."""
    days = list(week.counts)
    at_city: Counter[Outcome] = Counter()
    for clerk in week.clerks:
        tickets = tickets_of(clerk.program, days)
        assert {ticket.state for ticket in tickets} == {TicketState.FINISHED}
        ended = Counter(ticket.outcome for ticket in tickets)
        assert ended == clerk.ended
        assert all(ended[outcome] for outcome in Outcome)
        about = Counter(ticket.item for ticket in tickets if ticket.item is not None)
        assert about == clerk.asked
        assert _told(clerk.program) == about
        at_city += clerk.ended
    by_day = Counter(ticket.day for clerk in week.clerks for ticket in tickets_of(clerk.program, days))
    assert by_day == week.counts
    assert _visits_at(week.town) == at_city


def _told(desk: Program) -> Counter[ItemCode]:
    """How often each item was asked about, as the queue tells it."""
    told: Counter[ItemCode] = Counter()
    for one in desk.tickets.enquiries(MONDAY):
        if one.item is not None:
            told[one.item] += one.enquiries + one.incomplete
    return told


def _visits_at(town: Town) -> Counter[Outcome]:
    """The city's visits of the point by outcome."""
    with closing(sqlite3.connect(town.folder / "city.db")) as base:
        rows = base.execute("SELECT outcome, count(*) FROM visit WHERE point = ? GROUP BY outcome", [TOWN]).fetchall()
    return Counter({Outcome(outcome): count for outcome, count in rows})


def hold_figures(week: Week) -> None:
    """By rows, from the journal and from central's cases: the same, for the week and for each day."""
    cases = week.town.cases()
    for first, last in ((MONDAY, SUNDAY), *((day, day) for day in week.counts)):
        told = [clerk.program.reports.figures(first, last) for clerk in week.clerks]
        with week.one.program.store.reading() as desk:
            item_of = week.one.program.reports.item_of(desk)
            there = figures(first, last, counted(cases, TOWN, first, last), item_of)
        assert told == [there, there]
        assert [recounted(clerk.program, first, last) for clerk in week.clerks] == told
