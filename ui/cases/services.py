"""What the cases' screens ask of the program. The composition root fills it in; all runs on lanes."""

from dataclasses import dataclass

from app.cases.lists import CaseLists
from app.receipts.service import PaperDesk
from ui.intake.services import IntakeServices


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseServices:
    """The intake's services too: correcting a case opens the intake's form."""

    intake: IntakeServices
    lists: CaseLists
    papers: PaperDesk
