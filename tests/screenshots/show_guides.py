"""办事指南 and 材料清单 on both papers, of an ordinary item and of a long one."""

from functools import partial

from app.cases.completeness import Checklist, MaterialQuestion, questions
from app.catalogue.model import GivenForm
from app.receipts.guide_model import PaperSize, SheetKind
from tests.app.receipts.desks import enrol
from tests.make import UNEMPLOYED, items
from tests.screenshots.shot import DocumentShot, Stage

_LONG = "25"


def _sheet(kind: SheetKind, number: str, size: PaperSize, stage: Stage) -> bytes:
    enrol(stage.desk)
    item, sheets = items()[number], stage.desk.program.guides
    if kind is SheetKind.GUIDE:
        return sheets.guide(item.code, size).pdf
    checklist = Checklist(answers={"reason": "ended"}).with_condition(0, True)
    asked = [one for one in questions(item, checklist) if isinstance(one, MaterialQuestion)]
    for place, one in enumerate(asked):
        way = (one.here, None, GivenForm.LATER if GivenForm.LATER in one.spares else one.here)[place % 3]
        checklist = checklist.with_material(one.material.code, way)
    return sheets.checklist(item.code, checklist, size=size, name="王女士").pdf


SHOTS = tuple(
    DocumentShot(name=f"guide-{kind}-{label}-{size}", pdf=partial(_sheet, kind, number, size))
    for kind in SheetKind
    for label, number in (("short", UNEMPLOYED), ("long", _LONG))
    for size in PaperSize
)
