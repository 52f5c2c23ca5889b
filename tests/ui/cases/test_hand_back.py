"""退还原件: asked for when the applicant leaves, handed back with a list, and shown with the case."""

from pytestqt.qtbot import QtBot

from app.cases.model import Case, CaseAct, CaseState
from app.cases.originals import originals_here
from app.receipts.model import DocumentKind
from tests.ui import week
from tests.ui.cases.test_acts import choose, errors, facts, last_paper, write
from tests.ui.desk import WINDOW, ScreenDesk
from tests.ui.screens import cases_screen
from tests.ui.shown import Shown
from ui.cases.screen import CasesScreen
from ui.widgets.inputs import TickInput


def opened(desk: ScreenDesk, qtbot: QtBot) -> tuple[Shown[CasesScreen], Case]:
    """A case that keeps two originals, open."""
    line = week.line_of(week.record_one(desk))
    for material in line["materials"][:2]:
        material |= {"form": "original", "kept": True}
    done = desk.program.cases.record({**line, "act": "receive"}, window=WINDOW)
    assert done.case is not None
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(done.case.case_no)
    shown.settle()
    return shown, done.case


def test_one_original_goes_to_another_person_and_the_rest_to_the_applicant(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot)
    _first, second = originals_here(case)
    assert shown.rows("case_materials")[0].cells[2].text == "原件，留存待退"
    assert "留存原件" in facts(shown)
    choose(shown, CaseAct.HAND_BACK)
    dialog = shown.dialog()
    tick = dialog.findChild(TickInput, f"back_{second}")
    assert tick is not None
    tick.click()
    write(dialog, back_relation="子女", back_receiver="张小北")
    shown.confirm()
    assert list(errors(dialog)) == ["back_authority"]
    write(dialog, back_authority="授权委托书")
    shown.confirm()
    after = desk.program.cases.get(case.case_no)
    assert originals_here(after) == (second,)
    assert last_paper(desk, case) is DocumentKind.ORIGINALS
    assert desk.printed == [case.case_no]
    shown.screen.detail.act_asked.emit(CaseAct.HAND_BACK)
    shown.confirm()
    shown.settle()
    assert originals_here(desk.program.cases.get(case.case_no)) == ()
    assert f"{case.applicant.name} · 本人" in facts(shown)


def test_withdrawing_reminds_of_what_is_still_here(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot)
    choose(shown, CaseAct.WITHDRAW)
    dialog = shown.dialog()
    trouble = dialog.findChild(type(dialog._trouble), "act_trouble")  # type: ignore[attr-defined]
    assert trouble is not None
    assert trouble.isVisible()
    write(dialog, act_reason="不办了")
    shown.confirm()
    assert desk.program.cases.get(case.case_no).state is CaseState.WITHDRAWN
    assert shown.button("main_act").text().startswith("退还原件")
