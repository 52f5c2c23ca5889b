"""Where the wishes of one screen lead: the composition root's own wiring, over a real desk."""

from pytestqt.qtbot import QtBot

from app.cases.model import CaseState
from tests import make
from tests.ui.desk import RESOURCES, ScreenDesk
from ui.fonts import ScreenFonts
from ui.intake.replacement import replacement_of
from ui.places import CASES, WORKBENCH, Tools
from ui.window import DeskWindow
from ui.workbench.screen import WorkbenchScreen


def test_a_case_to_be_replaced_leads_to_the_workbench(desk: ScreenDesk, fonts: ScreenFonts, qtbot: QtBot) -> None:
    case = desk.program.cases.record(make.line(make.UNEMPLOYED, applicant=make.person())).case
    assert case is not None
    desk.take()
    desk.program.tickets.call_next(desk.program.config.window, desk.action())
    window = DeskWindow(
        desk.program,
        Tools(
            clock=desk.clock,
            ids=desk.program._around.ids,
            fonts=fonts,
            failures=desk.failures,
            lanes=desk.lanes,
            resources=RESOURCES,
        ),
    )
    qtbot.addWidget(window.shell)
    window.shell.go(CASES).replace_asked.emit(replacement_of(case))  # type: ignore[attr-defined]
    assert window.shell.current == WORKBENCH
    screen = window.shell.go(WORKBENCH)
    assert isinstance(screen, WorkbenchScreen)
    qtbot.waitUntil(lambda: screen.form.replacement is not None and desk.idle())
    assert screen.form.replacement == replacement_of(case)
    assert (screen.session.body()["item"], screen.session.ticket) == (case.item, "A001")
    assert desk.program.cases.get(case.case_no).state is CaseState.ACCEPTED
    window.close()
