"""Taking a case in: by keyboard alone, with errors beside fields, and nothing lost."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.cases.model import CaseState
from app.tickets.model import Outcome, TicketState
from tests.ui.desk import PERSON, WINDOW, ScreenDesk
from tests.ui.typing import compose, focused, press, write
from tests.ui.workbench.conftest import Bench
from ui.fonts import ScreenFonts
from ui.widgets.field import Field
from ui.widgets.inputs import ChoiceInput

Key = Qt.Key


def pick_item(bench: Bench, text: str) -> None:
    """Type into the item search and take the first that is found."""
    write(text)
    press(Key.Key_Return)
    bench.settle()


def type_person(bench: Bench) -> None:
    """Name, number, 长期, phone and address, going on by Enter."""
    write(PERSON["name"])
    press(Key.Key_Return, Key.Key_Return)
    write(PERSON["id_no"])
    press(Key.Key_Return, Key.Key_Return)
    press(Key.Key_Space, Key.Key_Return)
    write(PERSON["phone"])
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    write("长安社区3组12号")
    press(Key.Key_Return)


def test_a_whole_case_is_taken_in_by_keyboard(bench: Bench) -> None:
    bench.desk.take()
    press(Key.Key_F2, widget=bench.screen)
    bench.settle()
    assert focused().objectName() == "item"
    pick_item(bench, "gljt")
    assert bench.screen.form.view is not None
    type_person(bench)
    answer_all(bench)
    tick_all(bench)
    press(Key.Key_F9)
    bench.settle()
    assert bench.complained == []
    assert errors(bench) == []
    assert len(bench.desk.printed) == 1
    case = bench.desk.program.cases.get(bench.desk.printed[0])
    assert case.applicant.name == PERSON["name"]
    assert case.applicant.address == PERSON["address"]
    assert case.state in (CaseState.ACCEPTED, CaseState.CONCLUDED)
    assert case.ticket == "A001"
    assert bench.said[-1].startswith("已")
    ticket = bench.desk.program.tickets.current(WINDOW)
    assert ticket is not None
    assert ticket.cases == (case.id,)
    assert ticket.state is TicketState.SERVING
    assert bench.screen.session.blank
    assert bench.screen.form.notice.isVisible(), "the visitor is still here, and what comes next is said"
    assert bench.desk.program.cases.drafts() == []


def errors(bench: Bench) -> list[str]:
    """The sentences that stand beside fields."""
    fields = [field.error for field in bench.screen.findChildren(Field) if field.isVisible() and field.error]
    rows = [row.note.text() for row in bench.screen.form.materials._rows.values() if row.note.isVisible()]
    return fields + rows


def answer_all(bench: Bench) -> None:
    """Give every asked field of the item's own form something that fits, in the form's order."""
    answers = bench.screen.form.answers
    for _turn in range(3):  # answers call for further fields
        for field in answers.findChildren(Field):
            if field.isVisible() and not field.editor.value():
                field.editor.setFocus()
                if isinstance(field.editor, ChoiceInput):
                    press(Key.Key_2 if field.editor.itemText(1) == "否" else Key.Key_1)
                elif "account" in field.editor.objectName():
                    write("6217000012345678")
                elif "phone" in field.editor.objectName():
                    write("13843590002")
                elif "date" in field.editor.objectName() or "on" in field.editor.objectName().split("_"):
                    write("20240101")
                else:
                    write("无")
                press(Key.Key_Return)
    bench.settle()


def tick_all(bench: Bench) -> None:
    """Ctrl+M goes to the materials; Space ticks, Enter goes on."""
    for row in bench.screen.form.materials._rows.values():
        if row.isVisible() and not row.tick.isChecked():
            row.tick.setFocus()
            press(Key.Key_Space)
    bench.settle()


def test_everything_wrong_is_said_at_once_beside_its_field(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    pick_item(bench, "gljt")
    write("王")
    press(Key.Key_Return, Key.Key_Return)
    write("220521194802290003")
    press(Key.Key_F9)
    bench.settle()
    shown = [field.error for field in bench.screen.findChildren(Field) if field.error and field.isVisible()]
    assert len(shown) >= 2
    assert focused().property("wrong") == "true"
    assert bench.field("applicant.id_no").property("wrong") == "true"
    assert bench.field("applicant.name").value() == "王"
    assert bench.desk.printed == []


def test_a_good_number_says_what_it_tells_and_a_wrong_digit_is_named(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    number = bench.field("applicant.id_no")
    number.setFocus()
    write("220521194802290003")
    note = number.accessibleDescription()
    assert "校验" in note or "末位" in note or "核对" in note
    number.selectAll()
    write(PERSON["id_no"])
    assert number.accessibleDescription() == "✓ 校验通过 · 1948-02-29 · 女"
    bench.field("applicant.id_long").click()
    assert number.accessibleDescription() == "✓ 校验通过 · 1948-02-29 · 女 · 证件长期有效"


def test_what_is_typed_is_on_the_disk_soon_and_comes_back_after_a_crash(
    open_bench: Callable[[], Bench], desk: ScreenDesk, fonts: ScreenFonts, qtbot: QtBot
) -> None:
    first = open_bench()
    first.screen.free.without_number.emit()
    pick_item(first, "gljt")
    type_person(first)
    tick_all(first)
    first.field("condition_1").setFocus()
    press(Key.Key_Space)
    first.settle()
    body = first.screen.session.body()
    assert first.screen.form.side.ticked() == [1]
    drafts = desk.program.cases.drafts()
    assert len(drafts) == 1
    assert drafts[0].body == body
    assert first.screen.form.bar.saved.whole().startswith("已自动保存 10:")
    first.screen.close()

    again = open_bench()
    assert again.screen.free._drafts.isVisible()
    again.screen.free.drafts_asked.emit()
    again.settle()
    press(Key.Key_F9)
    again.settle()
    assert again.screen.session.body() == body
    assert again.screen.form.side.ticked() == [1], "受理条件 come back with the draft"
    assert again.screen.form.view is not None


def test_escape_never_discards(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    pick_item(bench, "gljt")
    write(PERSON["name"])
    for _turn in range(3):
        press(Key.Key_Escape)
    assert bench.field("applicant.name").value() == PERSON["name"]
    assert bench.screen.form.isVisible()


def test_function_keys_wait_while_an_input_method_composes(bench: Bench) -> None:
    bench.desk.take()
    bench.screen.free.without_number.emit()
    bench.field("applicant.name").setFocus()
    compose("wang")
    press(Key.Key_F2)
    press(Key.Key_F9)
    bench.settle()
    assert bench.screen.visits.current is None
    assert focused().objectName() == "applicant.name"


def test_another_one_keeps_the_agent_and_the_item(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    pick_item(bench, "gljt")
    item = bench.screen.form.view
    bench.field("side_agent").click()
    bench.field("applicant.name").setFocus()
    write(PERSON["name"])
    bench.field("agent.name").setFocus()
    write("李代办")
    bench.field("agent.id_no").setFocus()
    write("220502198001010014")
    bench.screen.form.bar.another.click()
    bench.settle()
    assert bench.field("applicant.name").value() == ""
    assert bench.field("agent.name").value() == "李代办"
    assert bench.screen.form.view == item
    assert len(bench.desk.program.cases.drafts()) >= 1


def test_the_person_who_was_here_before_is_known(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    pick_item(bench, "gljt")
    type_person(bench)
    answer_all(bench)
    tick_all(bench)
    press(Key.Key_F9)
    bench.settle()
    bench.screen.free.without_number.emit()
    pick_item(bench, "gljt")
    bench.field("applicant.id_no").setFocus()
    write(PERSON["id_no"])
    bench.settle()
    assert bench.field("earlier").whole().startswith("上次来办：")
    assert bench.field("duplicate").isVisible()
    bench.field("use_earlier").click()
    assert bench.field("applicant.phone").value() == PERSON["phone"]
    assert bench.field("applicant.name").value() == PERSON["name"]


def test_without_a_phone_a_contact_is_asked_for(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    bench.field("applicant.no_phone").click()
    assert bench.field("applicant.contact.name").isVisible()
    assert not bench.field("applicant.phone").isEnabled()
    bench.field("applicant.contact.name").setFocus()
    write("李四")
    body = bench.screen.session.body()
    assert body["applicant"]["contact"] == {"name": "李四", "phone": None}


def test_only_an_enquiry_ends_the_visit_and_leaves_no_draft(bench: Bench) -> None:
    bench.desk.take()
    press(Key.Key_F2, widget=bench.screen)
    bench.settle()
    pick_item(bench, "gljt")
    press(Key.Key_F12)
    bench.settle()
    assert bench.desk.program.cases.drafts() == []
    tickets = bench.desk.program.tickets.tickets(TicketState.FINISHED)
    assert [ticket.outcome for ticket in tickets] == [Outcome.ENQUIRY]
    assert bench.said[-1] == "已记为咨询"


def test_a_file_is_stored_at_once_and_a_wrong_one_is_refused_at_its_row(bench: Bench, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("scans")
    scan = folder / "户口簿-1.jpg"
    scan.write_bytes(b"\xff\xd8\xff" + b"0" * 100)
    large = folder / "large.jpg"
    large.write_bytes(b"\xff\xd8\xff" + b"0" * (21 * 1024 * 1024))
    bench.screen.free.without_number.emit()
    pick_item(bench, "gljt")
    code = next(iter(bench.screen.form.materials._rows))
    bench.screen.session.attach(code, str(scan))
    bench.settle()
    row = bench.screen.form.materials._rows[code]
    assert row.file_name == "户口簿-1.jpg"
    assert row.tick.isChecked()
    scan.unlink()
    bench.screen.session.attach(code, str(large))
    bench.settle()
    assert row.note.isVisible()
    assert row.file_name == "户口簿-1.jpg"


def test_success_is_no_box_to_click_away(bench: Bench) -> None:
    assert QApplication.activeModalWidget() is None
    assert bench.screen.findChildren(QLabel, "qt_msgbox_label") == []
