"""办事指南 and 材料清单: papers of an item, with no case, no number and no copy to count."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.cases.completeness import NOTHING, Assessment, Checklist
from app.catalogue.model import PointScope, ServiceItem

if TYPE_CHECKING:
    from app.receipts.facts import Letterhead


class SheetKind(StrEnum):
    """Which paper it is."""

    GUIDE = "guide"  # 办事指南
    CHECKLIST = "checklist"  # 材料清单


class PaperSize(StrEnum):
    """On what it is printed."""

    A4 = "a4"
    ROLL = "80mm"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """Everything that one sheet needs. `checklist` and `assessment` are a 材料清单's, as is the text of its `code`;
    `name` is how the applicant wants to be called (称谓), the only thing on it that is theirs."""

    kind: SheetKind
    item: ServiceItem
    scope: PointScope
    head: "Letterhead"
    printed_at: datetime
    checklist: Checklist = NOTHING
    assessment: Assessment | None = None
    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSheet:
    """A sheet as PDF, ready for a printer. `title` names it there and nobody on it."""

    pdf: bytes
    title: str
    pages: int
