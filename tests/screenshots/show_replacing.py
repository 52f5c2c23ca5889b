"""作废重办: asked for in the open case, the intake that it opens, refused, and both cases afterwards."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.cases.model import Case, CaseAct
from app.receipts.model import DocumentKind
from tests import make
from tests.screenshots.shot import DocumentShot, Shot, Stage
from tests.screenshots.show_lists import cases
from tests.screenshots.show_workbench import workbench
from tests.ui.desk import WINDOW
from ui.cases.screen import CasesScreen
from ui.intake.replacement import replacement_of
from ui.workbench.screen import WorkbenchScreen

REASON = "申请人要办的是老年人优待证，事项选错"


def a_wrong_case(stage: Stage) -> None:
    """高龄津贴 of somebody who came for something else, with an original kept, and a visitor who is here."""
    line = make.line("17", "receive", applicant=make.person())
    line["materials"][0] |= {"form": "original", "kept": True}
    stage.desk.program.cases.record(line, window=WINDOW, action=stage.desk.action())
    stage.desk.clock.move(1500)
    stage.desk.take("A")
    stage.desk.clock.move(240)
    stage.desk.call()
    stage.desk.clock.move(80)


def replaced(stage: Stage) -> None:
    """The other one stands in its place."""
    a_wrong_case(stage)
    old = _wrong(stage)
    details = {"replaces": old.case_no, "void_reason": REASON, "taken_back": True}
    line = make.line("18", applicant=make.person(), details=details)
    stage.desk.program.cases.record(line, window=WINDOW, action=stage.desk.action())


def _wrong(stage: Stage) -> Case:
    with stage.desk.program.store.reading() as desk:
        return next(case for case in desk.cases.whole() if case.life.replaces is None)


def opened(stage: Stage, screen: QWidget) -> CasesScreen:
    assert isinstance(screen, CasesScreen)
    screen.open_case(_wrong(stage).case_no)
    stage.settle()
    return screen


def asking(stage: Stage, screen: QWidget) -> None:
    """Why, before anything is void."""
    shown = opened(stage, screen)
    shown.detail.bar.replace_asked.emit()
    stage.settle()


def instead(stage: Stage, screen: QWidget) -> WorkbenchScreen:
    """The intake that is filled with it."""
    assert isinstance(screen, WorkbenchScreen)
    old = _wrong(stage)
    screen.begin_instead(replace(replacement_of(old), reason=REASON, taken_back=True))
    stage.settle()
    return screen


def giving_up(stage: Stage, screen: QWidget) -> None:
    instead(stage, screen).form.replaced.pressed.emit()
    stage.settle()


def too_late(stage: Stage, screen: QWidget) -> None:
    """The old case was withdrawn meanwhile."""
    shown = instead(stage, screen)
    stage.desk.program.cases.act(_wrong(stage).case_no, CaseAct.WITHDRAW, reason="不办了", action=stage.desk.action())
    stage.settle()
    shown.session.submit()
    stage.settle()


def show_old(stage: Stage, screen: QWidget) -> None:
    opened(stage, screen)


def show_new(stage: Stage, screen: QWidget) -> None:
    opened(stage, screen).detail.other.click()
    stage.settle()


def notice(stage: Stage) -> bytes:
    return stage.desk.program.papers.copy(_wrong(stage).case_no, DocumentKind.VOIDED).pdf


SHOTS = (
    Shot(name="replace-asked", place="cases", make=cases, arrange=a_wrong_case, act=asking),
    Shot(name="replace-intake", place="workbench", make=workbench, arrange=a_wrong_case, act=instead),
    Shot(name="replace-giving-up", place="workbench", make=workbench, arrange=a_wrong_case, act=giving_up),
    Shot(name="replace-too-late", place="workbench", make=workbench, arrange=a_wrong_case, act=too_late),
    Shot(name="replace-old", place="cases", make=cases, arrange=replaced, act=show_old),
    Shot(name="replace-new", place="cases", make=cases, arrange=replaced, act=show_new),
    DocumentShot(name="paper-replaced", arrange=replaced, pdf=notice),
)
