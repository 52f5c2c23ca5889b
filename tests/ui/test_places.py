"""Where the wishes of one screen lead: the composition root's own wiring, over a real desk."""

from pytestqt.qtbot import QtBot

from app.cases.model import CaseState
from app.receipts.model import DocumentKind
from tests import make
from tests.ui import week
from tests.ui.desk import RESOURCES, ScreenDesk
from ui.fonts import ScreenFonts
from ui.intake.replacement import replacement_of
from ui.places import CASES, TASKS, WORKBENCH, Tools
from ui.window import DeskWindow
from ui.workbench.screen import WorkbenchScreen


def opened(desk: ScreenDesk, fonts: ScreenFonts) -> DeskWindow:
    """The whole window over the desk."""
    tools = Tools(
        clock=desk.clock,
        ids=desk.program._around.ids,
        fonts=fonts,
        failures=desk.failures,
        lanes=desk.lanes,
        resources=RESOURCES,
    )
    return DeskWindow(desk.program, tools)


def test_a_case_to_be_replaced_leads_to_the_workbench(desk: ScreenDesk, fonts: ScreenFonts, qtbot: QtBot) -> None:
    case = desk.program.cases.record(make.line(make.UNEMPLOYED, applicant=make.person())).case
    assert case is not None
    desk.take()
    desk.program.tickets.call_next(desk.program.config.window, desk.action())
    window = opened(desk, fonts)
    window.shell.go(CASES).replace_asked.emit(replacement_of(case))  # type: ignore[attr-defined]
    assert window.shell.current == WORKBENCH
    screen = window.shell.go(WORKBENCH)
    assert isinstance(screen, WorkbenchScreen)
    qtbot.waitUntil(lambda: screen.form.replacement is not None and desk.idle())
    assert screen.form.replacement == replacement_of(case)
    assert (screen.session.body()["item"], screen.session.ticket) == (case.item, "A001")
    assert desk.program.cases.get(case.case_no).state is CaseState.ACCEPTED
    window.close()


def test_what_the_applicant_is_to_be_told_leads_from_the_tasks_to_the_case_and_its_paper(
    desk: ScreenDesk, fonts: ScreenFonts, qtbot: QtBot
) -> None:
    case = desk.program.cases.record(make.line(make.UNEMPLOYED, applicant=make.person())).case
    assert case is not None
    week.change(desk, case, state=CaseState.APPROVED.value)
    window = opened(desk, fonts)
    window.shell.go(TASKS).tell_asked.emit(case.case_no)  # type: ignore[attr-defined]
    assert window.shell.current == CASES

    def kinds() -> list[DocumentKind]:
        return [paper.kind for paper in desk.program.cases.get(case.case_no).documents]

    qtbot.waitUntil(lambda: kinds()[-1] is DocumentKind.RESULT and desk.idle())
    window.close()
