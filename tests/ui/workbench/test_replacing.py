"""作废重办 in the intake: filled with the wrong case, kept as any draft, void at F9 and not before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from app.cases.completeness import Checklist
from app.cases.model import Case, CaseAct, CaseState
from app.receipts.list_code import write_code
from app.receipts.model import DocumentKind, PrintState
from tests import make
from tests.ui.desk import ScreenDesk
from tests.ui.screens import todo_screen
from tests.ui.shown import Shown
from tests.ui.typing import focused, press, write
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_intake import answer_all, errors, pick_item, tick_all
from tests.ui.workbench.test_queue import call, dialog
from ui import shortcuts
from ui.intake.dialogs import DraftsDialog, SupplementDialog
from ui.intake.replacement import Replacement, replacement_of
from ui.intake.replacing import ReplacingDialog

Key = Qt.Key
REASON = "事项选错"
SCAN = b"\xff\xd8\xff" + b"0" * 100
HOUR = 3600
ALLOWANCE = "17"
"""高龄津贴, often taken for the card of the elderly."""


@pytest.fixture
def old(desk: ScreenDesk, tmp_path: Path) -> Case:
    """失业登记 of an hour ago, with a scan."""
    return with_scan(desk, tmp_path, make.UNEMPLOYED)


def with_scan(desk: ScreenDesk, folder: Path, item: str) -> Case:
    scan = folder / "身份证.jpg"
    scan.write_bytes(SCAN)
    line = make.line(item, applicant=make.person())
    line["materials"][0]["file"] = str(scan)
    case = desk.program.cases.record(line, action=desk.action()).case
    assert case is not None
    desk.clock.move(HOUR)
    return case


def said_of(old: Case) -> Replacement:
    return replace(replacement_of(old), reason=REASON, taken_back=True)


def begun(bench: Bench, old: Case) -> Bench:
    """As the open case asks for it."""
    bench.screen.begin_instead(said_of(old))
    bench.settle()
    bench.qtbot.waitUntil(lambda: bench.screen.form.view is not None)
    bench.settle()
    return bench


def keys(bench: Bench, sequence: str) -> None:
    bench.screen.activateWindow()
    bench.qtbot.waitUntil(bench.screen.isActiveWindow)
    QTest.keySequence(bench.screen, QKeySequence(sequence))
    bench.settle()


def banner(bench: Bench) -> str:
    said = bench.screen.form.replaced
    return said.text.text() if said.isVisible() else ""


def now(bench: Bench, case: Case) -> Case:
    return bench.desk.program.cases.get(case.case_no)


def new_of(bench: Bench, old: Case) -> Case:
    """The case in its place."""
    number = now(bench, old).life.replaced_by
    assert number is not None
    return bench.desk.program.cases.get(number)


def asked(bench: Bench) -> ReplacingDialog:
    keys(bench, shortcuts.REPLACED)
    found = dialog(bench)
    assert isinstance(found, ReplacingDialog)
    return found


def test_it_is_filled_and_f9_voids_the_one_and_records_the_other(bench: Bench, old: Case) -> None:
    begun(bench, old)
    assert focused().objectName() == "item", "the item is what was wrong most often"
    assert f"原办件 {old.case_no}（{old.item_name}）作废" in banner(bench)
    assert f"原因：{REASON}" in banner(bench)
    body = bench.screen.session.body()
    assert (body["item"], body["answers"]) == (old.item, dict(old.answers))
    assert body["applicant"]["id_no"] == old.applicant.id_no
    assert [one["code"] for one in body["materials"]] == [given.code for given in old.materials]
    assert not bench.screen.form.side.duplicate.isVisible(), "the wrong case is no duplicate of the right one"
    assert now(bench, old).state is old.state, "nothing is void before F9"
    keys(bench, shortcuts.SUBMIT)
    assert (bench.complained, errors(bench)) == ([], [])
    case, void = new_of(bench, old), now(bench, old)
    assert (void.state, void.reason) == (CaseState.VOID, REASON)
    assert [paper.taken_back for paper in void.life.old_papers] == [True]
    assert (case.life.replaces, case.received_at, case.reason) == (old.case_no, old.received_at, None)
    assert case.accepted_at == bench.desk.clock.now()
    assert case.materials[0].file == old.materials[0].file
    assert bench.desk.printed == [case.case_no, old.case_no]
    papers = {paper.kind: paper.state for paper in bench.desk.program.papers.of_case(void)}
    assert papers[DocumentKind.VOIDED] is PrintState.WAITING
    assert f"原办件 {old.case_no} 已作废" in bench.said[-1]
    assert bench.desk.program.cases.drafts() == []
    assert banner(bench) == ""


def test_the_next_one_by_ctrl_n_is_an_ordinary_intake(bench: Bench, old: Case) -> None:
    bench.desk.take()
    call(bench)
    begun(bench, old)
    keys(bench, shortcuts.SUBMIT)
    case = new_of(bench, old)
    assert case.ticket == "A001", "the visitor who is here now, not the one of then"
    keys(bench, shortcuts.ANOTHER)
    assert banner(bench) == ""
    assert bench.screen.form.view is not None
    bench.screen.form.show_body({**bench.screen.form.body(), "applicant": make.person(id_no="220521196209150032")})
    answer_all(bench)
    tick_all(bench)
    keys(bench, shortcuts.SUBMIT)
    assert errors(bench) == []
    other = bench.desk.program.cases.get(bench.desk.printed[-1])
    assert other.case_no not in (case.case_no, old.case_no)
    assert (other.life.replaces, other.received_at) == (None, bench.desk.clock.now())
    assert now(bench, case).state is case.state


def test_the_item_may_be_another_and_the_scan_goes_with_it(bench: Bench, desk: ScreenDesk, tmp_path: Path) -> None:
    old = with_scan(desk, tmp_path, ALLOWANCE)
    begun(bench, old)
    pick_item(bench, "老年人优待证")
    assert bench.screen.form.view is not None
    item = bench.screen.form.view.item
    assert item.code != old.item
    assert f"原办件 {old.case_no}（{old.item_name}）" in banner(bench)
    answer_all(bench)
    tick_all(bench)
    keys(bench, shortcuts.SUBMIT)
    assert errors(bench) == []
    case = new_of(bench, old)
    assert (case.item, case.materials[0].file) == (item.code, old.materials[0].file)


def test_a_power_cut_loses_neither_the_reason_nor_what_is_replaced(
    open_bench: Callable[[], Bench], desk: ScreenDesk, old: Case
) -> None:
    first = begun(open_bench(), old)
    body = first.screen.session.body()
    assert first.desk.program.cases.drafts()[0].body == body, "kept at once"
    first.screen.close()

    again = open_bench()
    assert again.screen.free._drafts.isVisible()
    again.screen.free.drafts_asked.emit()
    again.settle()
    drafts = dialog(again)
    assert isinstance(drafts, DraftsDialog)
    assert drafts.table.rows[0].cells[1].text == f"作废重办：{old.item_name}"
    press(Key.Key_F9, widget=drafts)
    again.settle()
    assert again.screen.session.body() == body
    assert again.screen.form.replacement == said_of(old)
    assert REASON in banner(again)
    keys(again, shortcuts.SUBMIT)
    assert (now(again, old).state, now(again, old).reason) == (CaseState.VOID, REASON)
    assert new_of(again, old).received_at == old.received_at


def test_todo_says_that_nothing_is_void_yet(bench: Bench, desk: ScreenDesk, old: Case) -> None:
    begun(bench, old)
    rows = Shown(todo_screen(desk), desk, bench.qtbot).rows("todo")
    (row,) = [row for row in rows if row.key.startswith("draft:")]
    assert row.cells[4].text == f"作废重办 {old.case_no}：还没有按 F9，原办件没有作废，可以接着办。"


def test_it_comes_back_by_the_code_of_a_list(bench: Bench, desk: ScreenDesk, old: Case) -> None:
    begun(bench, old)
    code = write_code(desk.program.guides.item(old.item), Checklist(), bench.screen.session.leave_for_later())
    bench.settle()
    bench.screen.session.new(None)
    assert banner(bench) == ""
    keys(bench, shortcuts.SCAN_LIST)
    write(code)
    press(Key.Key_Return)
    bench.settle()
    assert bench.screen.form.replacement == said_of(old)


def test_made_ordinary_it_leaves_the_other_alone(bench: Bench, old: Case) -> None:
    begun(bench, old)
    press(Key.Key_F8, widget=asked(bench))
    bench.settle()
    assert banner(bench) == ""
    assert bench.screen.form.side.duplicate.isVisible(), "now it is one"
    (draft,) = bench.desk.program.cases.drafts()
    assert "details" not in draft.body
    keys(bench, shortcuts.SUBMIT)
    case = bench.desk.program.cases.get(bench.desk.printed[-1])
    assert (case.life.replaces, case.received_at) == (None, bench.desk.clock.now())
    assert now(bench, old) == old


@pytest.mark.parametrize("visitor", [True, False])
def test_given_up_nothing_is_left_and_nothing_is_void(bench: Bench, old: Case, visitor: bool) -> None:
    if visitor:
        bench.desk.take()
        call(bench)
    begun(bench, old)
    press(Key.Key_F11, widget=asked(bench))
    bench.settle()
    assert bench.desk.program.cases.drafts() == []
    assert now(bench, old) == old
    assert bench.said[-1] == "已放弃重办，原办件没有作废"
    assert bench.screen.free.isVisible() is not visitor
    assert bench.screen.session.blank
    assert bench.screen.session.ticket == ("A001" if visitor else None)


def test_the_reason_may_be_mended_but_not_left_out(bench: Bench, old: Case) -> None:
    begun(bench, old)
    asking = asked(bench)
    asking._editor.selectAll()
    press(Key.Key_Delete, widget=asking._editor)
    press(Key.Key_F9, widget=asking)
    assert asking._reason.error.startswith("请写明原因")
    write("申请人要办的是另一个事项")
    press(Key.Key_F9, widget=asking)
    bench.settle()
    (draft,) = bench.desk.program.cases.drafts()
    assert draft.body["details"]["void_reason"] == "申请人要办的是另一个事项"
    assert "申请人要办的是另一个事项" in banner(bench)


def test_its_dialog_is_as_high_as_the_long_sentence_needs(bench: Bench, old: Case) -> None:
    begun(bench, old)
    asking = asked(bench)
    assert asking._editor.geometry().bottom() < asking._reason.height()
    asking.reject()


def test_what_cannot_be_void_any_more_is_said_in_the_banner_and_nothing_is_recorded(bench: Bench, old: Case) -> None:
    begun(bench, old)
    bench.desk.program.cases.act(old.case_no, CaseAct.WITHDRAW, reason="不办了")
    bench.settle()
    keys(bench, shortcuts.SUBMIT)
    assert "原办件没有作废，也没有立新件" in banner(bench)
    assert bench.screen.form.replaced.property("kind") == "bad"
    assert focused() is bench.screen.form.replaced.action
    assert bench.desk.printed == []
    assert len(bench.desk.program.cases.drafts()) == 1


def test_a_theme_cannot_take_the_place_of_one_case(bench: Bench, old: Case) -> None:
    begun(bench, old)
    pick_item(bench, "灵活就业参保一件事")
    assert bench.screen.form.view is not None
    assert bench.screen.form.view.theme is None
    assert bench.complained == ["一件事不能顶替原来的一件，请选其中的单个事项。"]
    assert bench.screen.form.search.text() == old.item_name


def test_a_case_of_a_theme_stays_in_its_theme(bench: Bench, desk: ScreenDesk) -> None:
    done = desk.program.cases.record(make.theme_line("flexible_work"), action=desk.action())
    wrong = desk.program.cases.get(next(one.case_no for one in done.cases if one.state is CaseState.ACCEPTED) or "")
    begun(bench, wrong)
    keys(bench, shortcuts.SUBMIT)
    assert errors(bench) == []
    assert new_of(bench, wrong).life.joint == wrong.life.joint


def test_the_right_one_may_be_told_what_to_supplement_in_words_of_its_own(bench: Bench, old: Case) -> None:
    begun(bench, old)
    keys(bench, shortcuts.SUPPLEMENT)
    asking = dialog(bench)
    assert isinstance(asking, SupplementDialog)
    asking._reason.editor.set_value("请补交解除合同证明")  # type: ignore[attr-defined]
    press(Key.Key_F9, widget=asking)
    bench.settle()
    case, void = new_of(bench, old), now(bench, old)
    assert (case.state, case.reason) == (CaseState.SUPPLEMENT, "请补交解除合同证明")
    assert (void.state, void.reason) == (CaseState.VOID, REASON)


def test_a_half_typed_intake_is_kept_when_another_one_is_begun(bench: Bench, old: Case) -> None:
    bench.screen.free.without_number.emit()
    pick_item(bench, "gljt")
    write("李秀兰")
    bench.settle()
    begun(bench, old)
    names = {draft.body["applicant"]["name"] for draft in bench.desk.program.cases.drafts()}
    assert names == {"李秀兰", old.applicant.name}
