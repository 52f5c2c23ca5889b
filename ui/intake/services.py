"""What an intake asks of the program. The composition root fills it in; everything here runs on the storage lane."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.applicants.service import Applicants
from app.cases.service import CaseDesk
from app.catalogue.divisions import Divisions
from app.catalogue.service import Catalogue
from app.clock import Clock
from app.ids import Ids
from app.intake import Intake
from ui.fonts import EnsureGlyphs
from ui.tasks import Lanes


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeServices:
    """`print_paper(case_no)` puts the case's newest paper in line for the printer; `preview(line)` draws the paper that
    a line would issue, as PDF, and writes nothing."""

    cases: CaseDesk
    intake: Intake
    catalogue: Catalogue
    applicants: Applicants
    divisions: Divisions
    point: str
    window: int
    clock: Clock
    ids: Ids
    lanes: Lanes
    ensure: EnsureGlyphs
    print_paper: Callable[[str], object]
    preview: Callable[[Mapping[str, Any]], bytes]
