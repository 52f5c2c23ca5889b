"""What the status line shows, gathered on the storage lane."""

from datetime import timedelta

from app.program import Program
from ui.status import Link, Printer, StatusFacts

_CLOCK_MAY_DIFFER = 120.0
"""Seconds between central's clock and this one before the line says so."""


def status_facts(program: Program, printer: Printer) -> StatusFacts:
    """One look at both stores; `printer` as the print loop found it."""
    sync, today = program.sync.status(), program.tickets.today()
    todo = program.lists.todo_counts()
    link: Link = "online"
    if sync.forked or sync.returned or sync.differing:
        link = "trouble"
    elif not sync.enrolled or sync.trouble is not None or sync.last_success is None:
        link = "offline"
    return StatusFacts(
        link=link,
        pending=sync.pending,
        last_success=sync.last_success,
        printer=printer,
        waiting=today.waiting,
        longest=timedelta(seconds=today.longest_wait),
        returned=sync.returned,
        clock_trusted=sync.clock_offset is None or abs(sync.clock_offset) < _CLOCK_MAY_DIFFER,
        counts={"todo": sum(todo.values()), "queue": today.waiting, "sync": sync.returned},
    )
