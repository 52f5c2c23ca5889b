"""The later acts over a real desk: what is offered, what the desk refuses beside its field, what comes of it."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.cases.life import DeliveryMode, Signed
from app.cases.model import Case, CaseAct, CaseState
from app.receipts.model import DocumentKind
from tests import make
from tests.ui import week
from tests.ui.cases.test_screen import Screen, mending, opened
from tests.ui.desk import ScreenDesk
from tests.ui.screens import cases_screen
from tests.ui.shown import Shown
from ui.cases.act_dialog import ActDialog
from ui.intake.material_row import MaterialRow
from ui.widgets.field import Field
from ui.widgets.inputs import Editor

DAY = 86_400


def choose(shown: Screen, act: CaseAct) -> None:
    """By the keys: F12, then the act's digit in the menu."""
    shown.press(Qt.Key.Key_F12)
    menu = shown.screen.detail.bar.menu
    shown.qtbot.waitUntil(menu.isVisible)
    acts = [action.data() for action in menu.actions()]
    QTest.keyClick(menu, Qt.Key(Qt.Key.Key_1 + acts.index(act.value)))
    shown.settle()


def write(dialog: QWidget, **values: object) -> None:
    """Into the dialog's fields, by the names of their inputs, as a clerk would."""
    for name, value in values.items():
        editor = next(field.editor for field in dialog.findChildren(Field) if field.editor.objectName() == name)
        assert editor.isVisible(), name
        known: Editor = editor  # type: ignore[assignment]
        known.set_value(value)
        known.edited.emit()


def typed(dialog: QWidget) -> dict[str, object]:
    return {
        field.editor.objectName(): field.editor.value()  # type: ignore[attr-defined]
        for field in dialog.findChildren(Field)
        if field.isVisible()
    }


def errors(dialog: QWidget) -> dict[str, str]:
    return {field.editor.objectName(): field.error for field in dialog.findChildren(Field) if field.error}


def facts(shown: Screen) -> str:
    return "\n".join(label.text() for label in shown.screen.detail.findChildren(QLabel) if label.isVisible())


def last_paper(desk: ScreenDesk, case: Case) -> DocumentKind:
    return desk.program.cases.get(case.case_no).documents[-1].kind


def test_a_special_procedure_begins_and_ends(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.ACCEPTED)
    choose(shown, CaseAct.SUSPEND)
    dialog = shown.dialog()
    write(dialog, act_days="5 天", act_reason="须入户核实居住情况")
    shown.confirm()
    assert list(errors(dialog)) == ["act_days"]
    write(dialog, act_days="5")
    shown.confirm()
    assert list(errors(dialog)) == ["act_procedure"]
    assert desk.program.cases.get(case.case_no).state is CaseState.ACCEPTED
    write(dialog, act_procedure="入户核查")
    shown.confirm()
    after = desk.program.cases.get(case.case_no)
    assert (after.state, after.life.pauses[0].expected_days) == (CaseState.SUSPENDED, 5)
    assert desk.printed == [case.case_no]
    assert "特别程序" in shown.said[-1]
    assert "入户核查，2026-11-23 起，预计 5 天。须入户核实居住情况" in facts(shown)
    desk.clock.move(2 * DAY)
    assert shown.button("main_act").text().startswith("恢复办理")
    shown.screen.activateWindow()
    qtbot.waitUntil(shown.screen.isActiveWindow)
    shown.press(Qt.Key.Key_F9)
    shown.confirm()
    after = desk.program.cases.get(case.case_no)
    assert (after.state, after.life.pauses[0].ended_on) == (CaseState.ACCEPTED, date(2026, 11, 25))
    assert last_paper(desk, case) is DocumentKind.RESUMED
    assert "已恢复办理" in shown.said[-1]
    assert "2026-11-23 至 2026-11-25" in facts(shown)


def test_the_items_own_procedures_are_offered_beside_free_text(desk: ScreenDesk, qtbot: QtBot) -> None:
    item = next(item for item in make.items().values() if item.special_procedures)
    case = week.record_one(desk)
    dialog = ActDialog(CaseAct.SUSPEND, _accepted_case(desk, case), item)
    qtbot.addWidget(dialog)
    dialog.show()
    assert typed(dialog)["act_listed"] == item.special_procedures[0]
    assert "act_procedure" not in typed(dialog)
    write(dialog, act_listed="")
    write(dialog, act_procedure="专家评审")
    with qtbot.waitSignal(dialog.decided) as caught:
        dialog.confirm()
    assert caught.args is not None
    assert caught.args[0].details["procedure"] == "专家评审"


def _accepted_case(desk: ScreenDesk, case: Case) -> Case:
    return week.change(desk, case, state=CaseState.ACCEPTED.value)


def test_a_refusal_is_handed_over_under_its_own_name(desk: ScreenDesk, qtbot: QtBot) -> None:
    refused = week.change(desk, week.record_one(desk), state=CaseState.REJECTED.value)
    dialog = ActDialog(CaseAct.DELIVER, refused, make.items()[make.UNEMPLOYED])
    qtbot.addWidget(dialog)
    dialog.show()
    assert typed(dialog)["receiver_paper"] == "不予许可决定书"


def test_what_was_supplemented_is_passed_on_where_the_point_only_takes_in(desk: ScreenDesk, qtbot: QtBot) -> None:
    line = make.line(make.HARD, "supplement", materials=make.line(make.HARD)["materials"][1:])
    told = desk.program.cases.record(line).case
    assert told is not None
    shown = mending(desk, told.case_no, qtbot)
    mend = shown.screen.mend
    assert mend.head.title.text().startswith("核对并代收：")
    assert mend.submit.text().startswith("代收并打印收件凭证")
    shown.click("mend_submit")
    after = desk.program.cases.get(told.case_no)
    assert (after.state, after.documents[-1].kind) == (CaseState.FORWARDED, DocumentKind.RECEIVED)
    assert "已代收" in shown.said[-1]


def test_another_person_takes_a_result_only_with_authority_and_what_was_typed_stays(
    desk: ScreenDesk, qtbot: QtBot
) -> None:
    shown, case = opened(desk, qtbot, CaseState.APPROVED)
    assert shown.button("main_act").text().startswith("送达")
    shown.press(Qt.Key.Key_F9)
    dialog = shown.dialog()
    assert "receiver_receiver" not in typed(dialog), "the applicant's own name is known"
    write(dialog, receiver_mode="on_behalf")
    shown.confirm()
    assert list(errors(dialog)) == ["receiver_relation"]
    write(dialog, receiver_relation="子女")
    write(dialog, receiver_receiver="张小北", receiver_checked="核对居民身份证原件", receiver_signed="fingerprint")
    before = typed(dialog)
    shown.confirm()
    assert list(errors(dialog)) == ["receiver_authority"]
    assert "仅凭受理凭证不能代领" in errors(dialog)["receiver_authority"]
    assert typed(dialog) == before
    assert desk.program.cases.get(case.case_no).state is CaseState.APPROVED
    write(dialog, receiver_authority="授权委托书")
    shown.confirm()
    after = desk.program.cases.get(case.case_no)
    done = after.life.delivered
    assert after.state is CaseState.DELIVERED
    assert done is not None
    assert (done.mode, done.receiver, done.relation) == (DeliveryMode.ON_BEHALF, "张小北", "子女")
    assert (done.authority, done.signed, done.copies) == ("授权委托书", Signed.FINGERPRINT, 1)
    assert desk.printed == [case.case_no]
    assert last_paper(desk, case) is DocumentKind.DELIVERED
    assert "张小北 · 子女" in facts(shown)


def test_a_posted_result_has_its_tracking_number(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.APPROVED)
    shown.press(Qt.Key.Key_F9)
    dialog = shown.dialog()
    assert "receiver_tracking_no" not in typed(dialog)
    write(dialog, receiver_mode="post", receiver_copies="两")
    shown.confirm()
    assert list(errors(dialog)) == ["receiver_copies"]
    write(dialog, receiver_copies="2")
    shown.confirm()
    assert list(errors(dialog)) == ["receiver_tracking_no"]
    write(dialog, receiver_tracking_no="EMS1234567890")
    shown.confirm()
    done = desk.program.cases.get(case.case_no).life.delivered
    assert done is not None
    assert (done.tracking_no, done.copies, done.receiver) == ("EMS1234567890", 2, case.applicant.name)


def test_an_applicant_withdraws_with_a_reason(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RECEIVED)
    choose(shown, CaseAct.WITHDRAW)
    shown.confirm()
    assert list(errors(shown.dialog())) == ["act_reason"]
    write(shown.dialog(), act_reason="已在网上办理")
    shown.confirm()
    after = desk.program.cases.get(case.case_no)
    assert (after.state, after.reason) == (CaseState.WITHDRAWN, "已在网上办理")
    assert last_paper(desk, case) is DocumentKind.WITHDRAWN
    assert desk.printed == [case.case_no]
    assert not shown.button("more_acts").isVisible(), "a withdrawn case is at its end"


@pytest.mark.parametrize(("act", "upward"), [(CaseAct.TRANSFER, False), (CaseAct.TRANSFER_UP, True)])
def test_a_case_goes_to_another_body(desk: ScreenDesk, qtbot: QtBot, act: CaseAct, upward: bool) -> None:
    shown, case = opened(desk, qtbot, CaseState.ACCEPTED)
    choose(shown, act)
    write(shown.dialog(), act_reason="申请人已迁居")
    shown.confirm()
    assert list(errors(shown.dialog())) == ["act_to"]
    write(shown.dialog(), act_to="通化市就业服务局")
    shown.confirm()
    (over,) = desk.program.cases.get(case.case_no).life.hand_overs
    assert (over.to, over.upward) == ("通化市就业服务局", upward)
    assert "通化市就业服务局，2026-11-23。申请人已迁居" in facts(shown)
    assert shown.said[-1].startswith("已转报" if upward else "已转办")


def corrected_page(shown: Screen) -> None:
    choose(shown, CaseAct.CORRECT)
    mend = shown.screen.mend
    shown.qtbot.waitUntil(lambda: mend.form.view is not None)
    shown.settle()


def test_an_accepted_case_is_corrected_and_the_old_paper_is_accounted_for(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.ACCEPTED)
    old = case.documents[-1]
    corrected_page(shown)
    mend = shown.screen.mend
    mend.reason.editor.set_value("电话录错")  # type: ignore[attr-defined]
    shown.click("mend_submit")
    assert "没有改动" in shown.complained[-1]
    phone = mend.form.findChild(QWidget, "applicant.phone")
    assert phone is not None
    phone.set_value("13900000000")  # type: ignore[attr-defined]
    mend.taken_back.set_value(True)
    shown.click("mend_submit")
    after = desk.program.cases.get(case.case_no)
    assert (after.applicant.phone, after.state) == ("13900000000", CaseState.ACCEPTED)
    assert [(paper.receipt_no, paper.taken_back) for paper in after.life.old_papers] == [(old.receipt_no, True)]
    new = [paper.kind for paper in after.documents if paper not in case.documents]
    assert new == [DocumentKind.CORRECTED, DocumentKind.ACCEPTANCE]
    copies = [paper.copies for paper in desk.program.papers.of_case(after)]
    assert copies[-2:] == [1, 1], "the notice and the new paper go to the printer"
    assert "请换回旧的" in shown.said[-1]
    assert f"{old.receipt_no}：已收回" in facts(shown)


def test_a_case_that_central_returned_asks_whether_its_paper_came_back(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, _case = opened(desk, qtbot, CaseState.RETURNED)
    shown.click("main_act")
    assert shown.screen.mend.taken_back.isVisible()


def test_a_case_is_void_with_its_papers_accounted_for(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.ACCEPTED)
    choose(shown, CaseAct.VOID)
    write(shown.dialog(), act_reason="重复登记", act_taken_back=True)
    shown.confirm()
    after = desk.program.cases.get(case.case_no)
    assert after.state is CaseState.VOID
    assert all(paper.taken_back for paper in after.life.old_papers)
    assert last_paper(desk, case) is DocumentKind.VOIDED
    assert "作废通知书已送打印" in shown.said[-1]


def with_late(desk: ScreenDesk, qtbot: QtBot) -> tuple[Screen, Case]:
    """A case with a material that is to follow, open."""
    line = make.line(make.UNEMPLOYED, applicant=make.person())
    line["answers"]["reason"] = "dismissed"
    line["materials"].append({"code": make.LATE, "form": "later", "count": 1, "file": None})
    number = desk.program.cases.record(line).case_no
    assert number is not None
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(number)
    shown.settle()
    return shown, desk.program.cases.get(number)


def test_what_was_to_follow_is_added_and_the_promise_is_kept(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = with_late(desk, qtbot)
    assert "最迟 2026-11-26" in facts(shown)
    assert shown.button("main_act").text().startswith("补充材料")
    shown.press(Qt.Key.Key_F9)
    mend = shown.screen.mend
    qtbot.waitUntil(lambda: mend.form.view is not None)
    shown.settle()
    assert not mend.form.people.isVisible(), "only the materials"
    assert not mend.reason.isVisible()
    shown.click("mend_submit")
    assert "没有新的材料" in shown.complained[-1]
    row = next(row for row in mend.form.findChildren(MaterialRow) if row.material.code == make.LATE)
    row.show_value({"code": make.LATE, "form": "original", "count": 1, "file": None})
    shown.click("mend_submit")
    after = desk.program.cases.get(case.case_no)
    assert after.life.promises[0].kept
    assert last_paper(desk, case) is DocumentKind.ADDED
    assert "已补充材料" in shown.said[-1]
    assert "2026-11-23 已履行" in facts(shown)


def test_a_case_lapses_only_after_its_last_day(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = with_late(desk, qtbot)
    choose(shown, CaseAct.LAPSE)
    dialog = shown.dialog()
    write(dialog, act_reason="未补交")
    shown.confirm()
    trouble = dialog.findChild(QWidget, "act_trouble")
    assert trouble is not None
    assert trouble.isVisible()
    assert typed(dialog)["act_reason"] == "未补交"
    desk.clock.move(4 * DAY)
    shown.confirm()
    assert desk.program.cases.get(case.case_no).state is CaseState.LAPSED


def test_nothing_is_offered_that_could_only_be_refused(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, _case = opened(desk, qtbot, CaseState.RECEIVED)
    acts = {action.data() for action in shown.screen.detail.bar.menu.actions()}
    assert CaseAct.LAPSE.value not in acts, "nothing is to follow"
    assert CaseAct.DELIVER.value not in acts, "no result is there"
    shown, _case = with_late(desk, qtbot)
    assert CaseAct.LAPSE.value in {action.data() for action in shown.screen.detail.bar.menu.actions()}


def test_the_menu_lies_on_the_screen_at_the_smallest_size(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, _case = opened(desk, qtbot, CaseState.ACCEPTED)
    shown.screen.resize(911 - 92, 460 - 30)
    QApplication.processEvents()
    shown.press(Qt.Key.Key_F12)
    menu = shown.screen.detail.bar.menu
    top = shown.screen.mapFromGlobal(menu.mapToGlobal(QPoint(0, 0)))
    assert top.y() >= 0
    assert top.y() + menu.height() <= shown.screen.height()
    menu.close()
