"""What the status line shows, gathered on the storage lane."""

from datetime import timedelta

from app.program import Program
from ui.status import Link, Printer, StatusFacts


def status_facts(program: Program, printer: Printer) -> StatusFacts:
    """One look at both stores; `printer` as the print loop found it."""
    sync, today, clock = program.link.status(), program.tickets.today(), program.time.standing()
    todo = program.lists.todo_counts()
    link: Link = "online"
    if sync.forked or sync.returned or sync.differing:
        link = "trouble"
    elif sync.rest is not None:
        link = "resting"
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
        clock_trusted=clock.doubt is None,
        clock_differs=clock.measured.offset if clock.measured and clock.differs else None,
        counts={"todo": sum(todo.values()), "queue": today.waiting, "sync": sync.returned},
    )
