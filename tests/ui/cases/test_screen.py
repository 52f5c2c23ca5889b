"""Cases over a real desk: searched, opened, printed again, acted on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.cases.model import Case, CaseState
from app.receipts.model import DocumentKind, PrintState
from tests.ui import week
from tests.ui.desk import ScreenDesk
from tests.ui.screens import case_lists, cases_screen
from tests.ui.shown import Shown
from ui.cases.screen import CasesScreen
from ui.intake.dialogs import PreviewDialog
from ui.widgets.field import Field
from ui.widgets.inputs import TextArea, TextInput

Key = Qt.Key
Screen = Shown[CasesScreen]


def opened(desk: ScreenDesk, qtbot: QtBot, state: CaseState) -> tuple[Screen, Case]:
    """A week's cases, and the newest in `state` open."""
    cases = week.record_week(desk)
    shown = Shown(cases_screen(desk), desk, qtbot)
    case = [case for case in cases if case.state is state][-1]
    shown.screen.open_case(case.case_no)
    shown.settle()
    assert shown.screen.detail.isVisible()
    return shown, case


def mending(desk: ScreenDesk, case_no: str, qtbot: QtBot) -> Screen:
    """The form with which the case goes on."""
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(case_no)
    shown.settle()
    shown.click("main_act")
    qtbot.waitUntil(lambda: shown.screen.mend.form.view is not None)
    return shown


def search(shown: Screen, text: str) -> None:
    shown.screen.list.search.setText(text)
    shown.qtbot.waitUntil(lambda: shown.screen.list._typed == text)
    shown.settle()


def test_an_empty_desk_says_what_to_do_next(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(cases_screen(desk), desk, qtbot)
    assert shown.child("cases_empty").isVisible()


def test_a_search_finds_by_number_name_identity_and_phone(desk: ScreenDesk, qtbot: QtBot) -> None:
    case = week.record_week(desk)[0]
    shown = Shown(cases_screen(desk), desk, qtbot)
    person = case.applicant
    for typed in (case.case_no, person.name, person.id_no, person.phone or person.name, f"https://c/p/{case.token}"):
        search(shown, typed)
        assert case.case_no in [row.key for row in shown.rows("cases")], typed


def test_a_search_in_vain_says_what_else_to_try(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.record_week(desk)
    shown = Shown(cases_screen(desk), desk, qtbot)
    search(shown, "zzq")
    assert shown.child("cases_empty").isVisible()
    assert not shown.button("open_case").isEnabled()


def test_the_tabs_part_open_finished_and_unsent_cases(desk: ScreenDesk, qtbot: QtBot) -> None:
    cases = week.record_week(desk)
    shown = Shown(cases_screen(desk), desk, qtbot)
    seen = {}
    for part in ("open", "ended", "all", "today", "unsent"):
        shown.screen.list.tabs.choose(part)
        shown.settle()
        seen[part] = {row.key for row in shown.rows("cases")}
    assert seen["open"] | seen["ended"] == seen["all"] == {case.case_no for case in cases}
    assert not seen["open"] & seen["ended"]
    assert seen["today"] < seen["all"]
    assert seen["unsent"]


def test_enter_opens_the_case_and_esc_goes_back(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.record_week(desk)
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.list.table.setFocus()
    shown.press(Key.Key_Return)
    assert shown.screen.detail.isVisible()
    shown.press(Key.Key_Escape)
    assert shown.screen.list.isVisible()


def test_the_open_case_shows_the_whole_identity_number_and_the_story(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RETURNED)
    said = [label.text() for label in shown.screen.detail.findChildren(QLabel)]
    assert case.applicant.id_no in said
    assert case.central_no in said
    assert "受理" in said
    assert week.REASON in shown.screen.detail._notice.text.text()


def test_reprinting_counts_the_copy_and_says_so(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RECEIVED)
    before = desk.program.papers.of_case(case)[0].copies
    shown.click("reprint")
    qtbot.waitUntil(lambda: "补打" in "".join(shown.said))
    (paper,) = desk.program.papers.of_case(case)
    assert (paper.copies, paper.state) == (before + 1, PrintState.WAITING)
    qtbot.waitUntil(lambda: "排队打印" in shown.rows("case_papers")[0].cells[1].text)


def test_a_print_of_unknown_fate_asks_the_clerk_to_look(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RECEIVED)
    assert not shown.button("came_out").isVisible()
    (paper,) = desk.program.papers.of_case(case)
    desk.program.papers.settle(paper.id, PrintState.UNKNOWN)
    qtbot.waitUntil(shown.button("came_out").isVisible)
    shown.click("did_not_come_out")
    assert desk.program.papers.of_case(case)[0].state is PrintState.FAILED
    qtbot.waitUntil(lambda: not shown.button("came_out").isVisible())


def test_the_preview_draws_the_paper(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RECEIVED)
    shown.click("preview_paper")
    dialog = shown.dialog()
    assert isinstance(dialog, PreviewDialog)
    qtbot.waitUntil(lambda: len(dialog.pages.findChildren(QLabel)) == 1)
    assert desk.program.papers.of_case(case)[0].copies == 1, "a preview is no copy"
    dialog.close()


def test_only_what_is_possible_is_offered(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, _case = opened(desk, qtbot, CaseState.RECEIVED)
    assert shown.button("main_act").text().startswith("核对并受理")
    assert shown.button("decline_case").isVisible()
    approved = case_lists(desk).listed((CaseState.APPROVED,))[0]
    shown.screen.open_case(approved.case_no)
    shown.settle()
    assert shown.button("main_act").text().startswith("送达")
    assert not shown.button("decline_case").isVisible()
    assert not shown.button("more_acts").isVisible()


def test_declining_wants_a_reason_and_issues_the_notice(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RECEIVED)
    shown.click("decline_case")
    shown.confirm()
    reason = shown.dialog().findChild(TextArea, "decline_reason")
    assert reason is not None
    assert desk.program.cases.get(case.case_no).state is CaseState.RECEIVED
    reason.setPlainText("不属于本机关职权范围")
    shown.confirm()
    after = desk.program.cases.get(case.case_no)
    assert (after.state, after.reason) == (CaseState.DECLINED, "不属于本机关职权范围")
    assert desk.printed == [case.case_no]
    assert "不予受理" in shown.said[-1]


def test_telling_once_what_is_missing(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RECEIVED)
    shown.click("supplement_case")
    wanted = shown.dialog().findChild(TextInput, f"wanted_{case.materials[0].code}")
    assert wanted is not None
    wanted.setText("复印件不清楚，请重新复印")
    shown.confirm()
    after = desk.program.cases.get(case.case_no)
    assert after.state is CaseState.SUPPLEMENT
    assert after.wanted == {case.materials[0].code: "复印件不清楚，请重新复印"}
    qtbot.waitUntil(lambda: any("复印件不清楚" in row.cells[2].text for row in shown.rows("case_materials")))


def test_accepting_goes_through_the_form(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RECEIVED)
    shown.click("main_act")
    mend = shown.screen.mend
    qtbot.waitUntil(lambda: mend.form.view is not None)
    assert mend.form.search.isReadOnly()
    assert not mend.reason.isVisible()
    shown.click("mend_submit")
    assert not shown.complained
    after = desk.program.cases.get(case.case_no)
    assert after.state is CaseState.ACCEPTED
    assert after.applicant.id_no == case.applicant.id_no
    assert shown.screen.detail.isVisible()
    assert "已受理" in shown.said[-1]


def test_a_returned_case_is_corrected_with_a_word_of_explanation(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RETURNED)
    shown.click("main_act")
    mend = shown.screen.mend
    qtbot.waitUntil(lambda: mend.form.view is not None)
    assert week.REASON in mend._notice.text.text()
    shown.click("mend_submit")
    assert mend.reason.error, "a correction needs a word of explanation"
    assert desk.program.cases.get(case.case_no).state is CaseState.RETURNED
    _editor(mend.reason).setText("换了正确的存折首页")
    shown.click("mend_submit")
    after = desk.program.cases.get(case.case_no)
    assert (after.state, after.reason) == (CaseState.ACCEPTED, "换了正确的存折首页")
    assert desk.printed == [], "the paper that the applicant holds stands"
    assert "联网后自动上报" in shown.said[-1]


def test_what_was_typed_stays_when_the_clerk_goes_back_to_look(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, _case = opened(desk, qtbot, CaseState.RETURNED)
    shown.click("main_act")
    mend = shown.screen.mend
    qtbot.waitUntil(lambda: mend.form.view is not None)
    editor = _editor(mend.reason)
    editor.setFocus()
    qtbot.keyClicks(editor, "abc")
    shown.press(Key.Key_Escape)
    assert shown.screen.detail.isVisible()
    shown.click("main_act")
    assert editor.text() == "abc"


def test_an_unknown_case_is_said_and_the_list_stays(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case("nowhere")
    shown.settle()
    assert shown.complained
    assert shown.screen.list.isVisible()


def _editor(field: Field) -> TextInput:
    assert isinstance(field.editor, TextInput)
    return field.editor


def test_a_returned_case_shows_whom_to_call_and_prints_a_notice(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RETURNED)
    person = case.applicant
    phone = person.phone or (person.contact.phone if person.contact else "")
    notice = shown.child("case_notice").findChild(QLabel)
    assert isinstance(notice, QLabel)
    assert week.REASON in notice.text()
    assert phone
    assert phone in notice.text()
    shown.press(Key.Key_F10)
    after = desk.program.cases.get(case.case_no)
    assert after.state is CaseState.RETURNED
    assert [paper.kind for paper in after.documents][-1] is DocumentKind.NOTICE
    assert desk.printed == [case.case_no]
    assert "补正通知书已送打印" in shown.said[-1]


def test_what_central_did_is_told_by_one_key_and_only_once(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.ACCEPTED)
    asked = {case.materials[0].code: "看不清", "照片": "一张近照"}
    week.change(desk, case, asked=asked, asked_until="2026-12-20")
    shown.screen.open_case(case.case_no)
    shown.settle()
    assert shown.button("notify_case").text().startswith("告知并打印")
    assert "补充材料通知书" in shown.screen.detail._notice.text.text()
    shown.press(Key.Key_F10)
    after = desk.program.cases.get(case.case_no)
    assert [paper.kind for paper in after.documents][-1] is DocumentKind.ASKED
    assert desk.printed == [case.case_no]
    assert "告知文书" in shown.said[-1]
    assert not shown.button("notify_case").isVisible()
    assert not shown.child("case_notice").isVisible()


def test_a_result_is_told_straight_from_the_list_of_what_waits(desk: ScreenDesk, qtbot: QtBot) -> None:
    cases = week.record_week(desk)
    shown = Shown(cases_screen(desk), desk, qtbot)
    case = next(case for case in cases if case.state is CaseState.APPROVED or case.state is CaseState.ACCEPTED)
    week.change(desk, case, state="approved")
    for _ in range(2):  # the second time there is nothing to tell
        shown.screen.tell_of_case(case.case_no)
        shown.settle()
        assert desk.printed == [case.case_no]
        assert shown.screen.detail.isVisible()
    after = desk.program.cases.get(case.case_no)
    assert [paper.kind for paper in after.documents][-1] is DocumentKind.RESULT


def test_a_returned_case_is_void_only_with_a_reason(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, case = opened(desk, qtbot, CaseState.RETURNED)
    shown.click("void_case")
    dialog = shown.dialog()
    shown.confirm()
    assert desk.program.cases.get(case.case_no).state is CaseState.RETURNED
    reason = dialog.findChild(TextArea, "act_reason")
    assert reason is not None
    reason.set_value("申请人不办了")
    shown.confirm()
    after = desk.program.cases.get(case.case_no)
    assert (after.state, after.reason) == (CaseState.VOID, "申请人不办了")
    assert not shown.button("void_case").isVisible()
    assert not shown.button("main_act").isVisible()
    assert desk.printed == [case.case_no], "the notice that cites the acceptance which the applicant holds"


def test_only_a_returned_case_offers_to_be_void(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown, _case = opened(desk, qtbot, CaseState.RECEIVED)
    for name in ("void_case", "notify_case"):
        assert not shown.button(name).isVisible()
