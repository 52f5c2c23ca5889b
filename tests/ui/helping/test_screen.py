"""帮代办 on a real desk, by keys: a 代办员, a visit, a list that goes its way with what is missing named."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.clock import local_date
from app.helping.model import BatchState, Level
from app.verify import verify_desk
from tests.ui import helping_week, week
from tests.ui.desk import ScreenDesk
from tests.ui.screens import cases_screen, helping_screen, todo_screen
from tests.ui.shown import Shown
from ui.cases.batch_rows import batch_facts
from ui.helping.batches_page import BatchesPage
from ui.helping.rows import HELPERS, VISITS
from ui.helping.screen import HelpingScreen
from ui.widgets.inputs import TextInput

Key = Qt.Key


@pytest.fixture
def shown(desk: ScreenDesk, qtbot: QtBot) -> Shown[HelpingScreen]:
    return Shown(helping_screen(desk), desk, qtbot)


def field(shown: Shown[HelpingScreen], name: str) -> Any:
    found = shown.dialog().findChild(object, f"helping_{name}")
    assert found is not None, name
    return found


def write(shown: Shown[HelpingScreen], **texts: str) -> None:
    for name, text in texts.items():
        field(shown, name).set_value(text)


def press(shown: Shown[HelpingScreen], key: Qt.Key) -> None:
    """A key on the screen itself, once it is in front again."""
    shown.screen.activateWindow()
    shown.qtbot.waitUntil(shown.screen.isActiveWindow)
    shown.press(key)


def scan(shown: Shown[HelpingScreen], text: str) -> None:
    editor: TextInput = field(shown, "scans")
    editor.setText(text)
    shown.qtbot.keyClick(editor, Key.Key_Return)
    shown.settle()


def test_a_helper_is_added_and_a_visit_noted(shown: Shown[HelpingScreen], desk: ScreenDesk) -> None:
    assert shown.child("batches_empty").isVisible()
    shown.screen.tabs.choose(VISITS)
    assert not shown.button("new_visit").isEnabled(), "nobody serves yet"
    shown.screen.tabs.choose(HELPERS)
    press(shown, Key.Key_F6)
    write(shown, name="孙德福", place="长安社区", village="2205", phone="13843590002")
    shown.confirm()
    assert "12 位" in shown.dialog().fields["village"].error  # type: ignore[attr-defined]
    write(shown, village="220521100001", since="2026-13-01")
    shown.confirm()
    assert "不是日期" in shown.dialog().fields["since"].error  # type: ignore[attr-defined]
    write(shown, since="2026-01-01")
    shown.confirm()
    (helper,) = desk.program.helpers.helpers()
    assert (helper.name, helper.place, helper.since.isoformat()) == ("孙德福", "长安社区", "2026-01-01")
    assert [row.cells[1].text for row in shown.rows("helpers")] == ["孙德福"]

    shown.screen.tabs.choose(VISITS)
    press(shown, Key.Key_F6)
    assert field(shown, "helper").value() == helper.number, "the only one is chosen"
    write(shown, name="王桂兰", purpose="高龄津贴资格认证")
    shown.confirm()
    assert [[cell.text for cell in row.cells][1:5] for row in shown.rows("visits")] == [
        ["孙德福", "王*兰", "", "高龄津贴资格认证"]
    ]
    shown.screen.tabs.choose(HELPERS)
    press(shown, Key.Key_F8)
    write(shown, until="2026-11-22")
    shown.confirm()
    assert "2026-11-22" in shown.rows("helpers")[0].cells[4].text
    assert not shown.button("retire_helper").isEnabled()


def test_a_number_that_was_given_again_is_two_rows(shown: Shown[HelpingScreen], desk: ScreenDesk) -> None:
    register, today = desk.program.helpers, local_date(desk.program.queue.clock.now())
    former = register.add("孙德福", "220521100001", number="01", since=today - timedelta(days=9))
    register.retire("01", today - timedelta(days=2))
    register.add("周建国", "220521100001", number="01", since=today - timedelta(days=1))
    shown.screen.tabs.choose(HELPERS)
    shown.settle()
    table: Any = shown.child("helpers")
    assert table.chosen_key() == former.id
    assert not shown.button("retire_helper").isEnabled(), "that term is over"
    assert table.choose(shown.rows("helpers")[1].key)
    assert shown.button("retire_helper").isEnabled()


def test_a_list_goes_its_way(shown: Shown[HelpingScreen], desk: ScreenDesk) -> None:
    numbers = [week.record_one(desk).case_no for _ in range(3)]
    press(shown, Key.Key_F6)
    write(shown, source=Level.VILLAGE.value)
    scan(shown, "A017")
    assert "办件编号" in shown.dialog().fields["scans"].error  # type: ignore[attr-defined]
    for number in numbers[:2]:
        scan(shown, number)
    assert "已加入 2 件" in shown.dialog().sentence.text()  # type: ignore[attr-defined]
    shown.confirm()
    (batch,) = desk.program.hand_overs.batches()
    assert (batch.case_nos, batch.state) == (tuple(numbers[:2]), BatchState.OPEN)

    press(shown, Key.Key_F9)
    write(shown, giver="孙德福")
    shown.confirm()
    assert desk.printed == [batch.number]
    assert "前应接收" in shown.said[-1]
    assert not shown.button("change_batch").isEnabled()

    press(shown, Key.Key_F9)
    scan(shown, numbers[0])
    field(shown, "lacking").setText("缺户口簿")
    field(shown, "lacking").edited.emit()
    scan(shown, numbers[2])
    marks = [row.cells[0].text for row in shown.dialog().table.rows]  # type: ignore[attr-defined]
    assert marks == ["不齐", "未扫", "不在清单"]
    write(shown, receiver="赵立新")
    shown.confirm()
    batch = desk.program.hand_overs.get(batch.number)
    assert (batch.missing, batch.foreign, batch.lacking) == ((numbers[1],), (numbers[2],), {numbers[0]: "缺户口簿"})
    assert shown.said[-1].endswith("缺 1 件、不齐 1 件、多 1 件")

    press(shown, Key.Key_F8)
    shown.confirm()
    assert "写明" in shown.dialog().fields["words"].error  # type: ignore[attr-defined]
    write(shown, words="缺的补到，多的退回")
    shown.confirm()
    assert desk.program.hand_overs.get(batch.number).state is BatchState.SETTLED
    press(shown, Key.Key_F9)
    assert shown.dialog().findChild(object, "helping_lines") is not None


def test_a_scanner_types_the_papers_code_and_esc_asks_before_scans_are_lost(
    shown: Shown[HelpingScreen], desk: ScreenDesk
) -> None:
    number = week.record_one(desk).case_no
    over = desk.program.hand_overs
    batch = over.hand_over(over.open([number], source=Level.VILLAGE).id)
    code = next(proof for proof in (desk.program.papers.copy(number).receipt.proof for _ in range(20)) if " " in proof)
    shown.settle()
    press(shown, Key.Key_F9)
    editor = field(shown, "scans")
    QTest.keyClicks(editor, code)
    shown.qtbot.keyClick(editor, Key.Key_Return)
    shown.settle()
    dialog: Any = shown.dialog()
    assert [row.cells[0].text for row in dialog.table.rows] == ["已到"]
    dialog.reject()
    assert dialog.isVisible(), "the first Esc asks"
    shown.confirm()
    assert over.get(batch.number).whole


def test_what_is_typed_or_being_read_when_a_dialog_is_confirmed_counts(
    shown: Shown[HelpingScreen], desk: ScreenDesk
) -> None:
    numbers, over = [week.record_one(desk).case_no for _ in range(2)], desk.program.hand_overs
    press(shown, Key.Key_F6)
    write(shown, source=Level.VILLAGE.value, scans="A017")
    shown.confirm()
    assert "办件编号" in shown.dialog().fields["scans"].error  # type: ignore[attr-defined]
    assert over.batches() == [], "what can't be read stops it"
    field(shown, "scans").setText(numbers[0])
    shown.qtbot.keyClick(field(shown, "scans"), Key.Key_Return)
    write(shown, scans=numbers[1])
    shown.confirm()
    (batch,) = over.batches()
    assert batch.case_nos == tuple(numbers)
    press(shown, Key.Key_F9)
    shown.confirm()
    press(shown, Key.Key_F9)
    scan(shown, numbers[0])
    write(shown, scans=numbers[1])
    shown.confirm()
    assert over.get(batch.id).whole


def test_what_is_lacking_is_typed_with_blanks_and_esc_asks_before_it_is_lost(
    shown: Shown[HelpingScreen], desk: ScreenDesk
) -> None:
    numbers, over = [week.record_one(desk).case_no for _ in range(2)], desk.program.hand_overs
    batch = over.hand_over(over.open(numbers, source=Level.VILLAGE).id)
    over.receive(batch.id, numbers[:1])
    shown.settle()
    press(shown, Key.Key_F9)
    dialog: Any = shown.dialog()
    dialog.table.choose(numbers[0])
    QTest.keyClicks(field(shown, "lacking"), "2 copies of A")
    assert field(shown, "lacking").value() == "2 copies of A"
    dialog.table.choose(numbers[1])
    assert not field(shown, "lacking").isEnabled(), "it has not come"
    dialog.reject()
    assert dialog.isVisible(), "the first Esc asks"
    shown.confirm()
    assert over.get(batch.id).lacking == {numbers[0]: "2 copies of A"}


def test_what_went_to_the_county_is_noted_from_the_signed_copy(shown: Shown[HelpingScreen], desk: ScreenDesk) -> None:
    over, numbers = desk.program.hand_overs, [week.record_one(desk).case_no for _ in range(2)]
    below = over.hand_over(over.open(numbers, source=Level.VILLAGE).id)
    shown.settle()
    press(shown, Key.Key_F9)
    assert shown.dialog().findChild(object, "all_came") is None, "what comes here is scanned"
    shown.dialog().reject()  # type: ignore[attr-defined]
    over.receive(below.id, numbers)
    batch = over.hand_over(over.open(numbers, source=Level.TOWN).id)
    shown.settle()
    shown.screen.open_batch(batch.id)
    shown.settle()
    press(shown, Key.Key_F9)
    shown.dialog().findChild(QPushButton, "all_came").click()  # type: ignore[union-attr]
    shown.confirm()
    assert over.get(batch.id).whole


def test_an_open_list_is_changed_by_choosing(shown: Shown[HelpingScreen], desk: ScreenDesk) -> None:
    numbers = [week.record_one(desk).case_no for _ in range(3)]
    desk.program.hand_overs.open(numbers[:1], source=Level.TOWN)
    shown.settle()
    press(shown, Key.Key_F7)
    dialog: Any = shown.dialog()
    assert [row.key for row in dialog.table.rows] == [numbers[0], *reversed(numbers[1:])]
    for number in numbers[:2]:
        dialog.table.opened.emit(number)
    shown.confirm()
    (batch,) = desk.program.hand_overs.batches()
    assert batch.case_nos == (numbers[1],)


def test_a_scanned_list_is_found(shown: Shown[HelpingScreen], desk: ScreenDesk) -> None:
    over, scanning = desk.program.hand_overs, shown.child("scan_batch")
    assert isinstance(scanning, TextInput)
    made = [over.open([week.record_one(desk).case_no], source=Level.TOWN) for _ in range(2)]
    shown.settle()
    for text, chosen in ((made[0].number, made[0].id), (made[1].number.lower(), made[1].id)):
        scanning.setText(text)
        shown.qtbot.keyClick(scanning, Key.Key_Return)
        shown.settle()
        assert shown.screen.findChild(object, "batches").chosen_key() == chosen  # type: ignore[union-attr]
    scanning.setText("J1")
    shown.qtbot.keyClick(scanning, Key.Key_Return)
    shown.settle()
    assert "没有编号为“J1”" in shown.complained[-1]


def test_todo_leads_to_the_batch(desk: ScreenDesk, qtbot: QtBot) -> None:
    over = desk.program.hand_overs
    batch = over.open([week.record_one(desk).case_no], source=Level.VILLAGE, from_place="长安社区")
    over.hand_over(batch.id)
    todo = Shown(todo_screen(desk), desk, qtbot)
    asked: list[str] = []
    todo.screen.batch_asked.connect(asked.append)
    (row,) = (row for row in todo.rows("todo") if row.key.startswith("batch"))
    assert [cell.text for cell in row.cells][:5] == [
        "材料交接",
        "长安社区",
        batch.number,
        "剩 3 个工作日",
        "材料已交出，请扫码接收。",
    ]
    todo.screen.table.opened.emit(row.key)
    assert asked == [batch.id]


def test_what_was_received_elsewhere_is_seen_without_the_signed_copy(desk: ScreenDesk, qtbot: QtBot) -> None:
    over, numbers = desk.program.hand_overs, [week.record_one(desk).case_no for _ in range(3)]
    batch = over.hand_over(over.open(numbers, source=Level.TOWN).id)
    todo = Shown(todo_screen(desk), desk, qtbot)
    cases = Shown(cases_screen(desk), desk, qtbot)
    cases.screen.open_case(numbers[0])
    shown = Shown(helping_screen(desk), desk, qtbot)
    (row,) = shown.rows("batches")
    assert (row.cells[1].text, row.cells[6].text, row.cells[8].text) == ("待接收", "", "登记签收")
    assert bar(shown).startswith(f"等{batch.to_place}接收")
    assert to_do(todo) == (batch.to_place, "材料已交出，等对方接收。")
    assert where(cases) == f"11月23日交{batch.to_place}，还没有接收（清单 {batch.number}）"

    helping_week.received_above(desk, batch, *numbers[:2], **{f"no{numbers[0]}": "缺户口簿"})
    for one in (todo, cases, shown):
        one.settle()
    (row,) = shown.rows("batches")
    assert (row.cells[1].text, row.cells[6].text, row.cells[8].text) == ("有缺件", "赵立新 11月23日", "补收")
    assert bar(shown) == "赵立新 11月23日接收：缺 1 件、不齐 1 件，请补交或了结。"
    asked = f"赵立新 11月23日接收，缺、不齐或多出：{numbers[2]}、{numbers[0]}。请补交或了结。"
    assert to_do(todo) == (batch.to_place, asked)
    assert "赵立新 11月23日接收，不齐：缺户口簿" in where(cases)
    assert verify_desk(desk.program)["ok"]
    over.settle(batch.id, "缺的明天补送")
    cases.screen.open_case(numbers[2])
    cases.settle()
    assert "赵立新 11月23日接收时缺这一件" in where(cases)
    assert where(cases).endswith("缺的明天补送")


def bar(shown: Shown[HelpingScreen]) -> str:
    return str(shown.child("batches").window().findChild(BatchesPage).bar.said.text())  # type: ignore[union-attr]


def to_do(shown: Shown[Any]) -> tuple[str, str]:
    (row,) = (row for row in shown.rows("todo") if row.key.startswith("batch"))
    return row.cells[1].text, row.cells[4].text


def where(shown: Shown[Any]) -> str:
    return dict(batch_facts(shown.screen.detail.view.batches, shown.screen.detail.view.case.case_no))["材料去向"]


def test_what_is_on_its_way_here_waits_before_it_arrives(shown: Shown[HelpingScreen], desk: ScreenDesk) -> None:
    over = desk.program.hand_overs
    own = over.hand_over(over.open([week.record_one(desk).case_no], source=Level.TOWN).id)
    batch = helping_week.from_a_village(desk, own)
    shown.screen.open_batch(batch.id)
    shown.settle()
    row = next(row for row in shown.rows("batches") if row.key == batch.id)
    assert (row.cells[1].text, row.cells[8].text) == ("待接收", "接收")
    assert bar(shown) == "长安社区已经交出；送到后请逐张扫凭证上的码接收。"
    assert not shown.button("print_batch").isEnabled(), "the village prints it"
    press(shown, Key.Key_F9)
    assert shown.dialog().findChild(object, "all_came") is None, "what comes here is scanned"
    scan(shown, batch.case_nos[0])
    shown.confirm()
    assert over.get(batch.id).whole
    assert verify_desk(desk.program)["ok"]
