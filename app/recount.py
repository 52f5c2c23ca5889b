"""A period's figures once more, by another road: every case made anew from the journal and central's words."""

from collections.abc import Iterator
from datetime import date

from app.cases.model import Case
from app.program import Program
from app.reports.figures import Figures, counted, figures
from app.storage.desk import Desk
from app.sync.replay import replayed


def recounted(program: Program, first: date | None = None, last: date | None = None) -> Figures:
    """As `ReportDesk.figures`, from entries and not from rows. A case whose payloads were pruned counts by its row."""
    first, last = program.reports.period(first, last)
    with program.store.reading() as desk:
        cases = counted(_made_anew(desk), program.config.point, first, last)
        return figures(first, last, cases, program.reports.item_of(desk))


def _made_anew(desk: Desk) -> Iterator[Case]:
    for case_id in desk.cases.ids():
        entries = desk.journal.of_subject(case_id)
        told = desk.sync.told(case_id, [entry.name for entry in entries])
        case = replayed(entries, told, desk.journal.device) or desk.cases.get(case_id)
        if case is not None:
            yield case
