"""The queue over a real queue.db: taking, calling out of turn, returning the skipped, going on with the parked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.catalogue.model import ItemCode
from app.tickets.model import Outcome, PriorityGroup, TicketState
from tests import make
from tests.ui import week
from tests.ui.desk import WINDOW, ScreenDesk
from tests.ui.screens import tickets_screen
from tests.ui.shown import Shown, texts
from ui.widgets.inputs import ChoiceInput, TextInput

Key = Qt.Key


def test_an_empty_queue_says_what_to_do_next(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(tickets_screen(desk), desk, qtbot)
    assert shown.child("queue_empty").isVisible()
    assert not shown.button("ticket_act").isEnabled()


def test_a_number_is_taken_for_a_visitor_with_priority(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(tickets_screen(desk), desk, qtbot)
    shown.press(Key.Key_F6)
    dialog = shown.dialog()
    category, group = dialog.findChild(ChoiceInput, "take_category"), dialog.findChild(ChoiceInput, "take_group")
    assert category is not None
    assert group is not None
    qtbot.keyClick(category, Key.Key_2)
    group.set_value(PriorityGroup.ELDERLY.value)
    shown.confirm()
    (ticket,) = desk.program.tickets.waiting()
    assert (ticket.number, ticket.priority) == ("B001", PriorityGroup.ELDERLY)
    assert shown.said == ["已取号 B001，前面还有 0 人"]
    qtbot.waitUntil(lambda: [row.cells[0].text for row in shown.rows("queue")] == ["B001"])


def test_calling_out_of_turn_wants_a_reason(desk: ScreenDesk, qtbot: QtBot) -> None:
    for _visitor in range(3):
        desk.take()
    shown = Shown(tickets_screen(desk), desk, qtbot)
    called: list[bool] = []
    shown.screen.called.connect(lambda: called.append(True))
    shown.press(Key.Key_3)
    shown.press(Key.Key_Return)
    reason = shown.dialog().findChild(TextInput, "turn_reason")
    assert reason is not None
    shown.confirm()
    assert desk.program.tickets.current(WINDOW) is None
    reason.setText("急病")
    shown.confirm()
    current = desk.program.tickets.current(WINDOW)
    assert current is not None
    assert (current.number, current.reason) == ("A003", "急病")
    assert called == [True]
    assert "A003" in shown.said[-1]


def test_a_window_with_a_visitor_is_refused_in_words(desk: ScreenDesk, qtbot: QtBot) -> None:
    desk.take()
    desk.call()
    desk.take()
    shown = Shown(tickets_screen(desk), desk, qtbot)
    shown.click("ticket_act")
    reason = shown.dialog().findChild(TextInput, "turn_reason")
    assert reason is not None
    reason.setText("急病")
    shown.confirm()
    assert "A001" in shown.complained[-1]


def test_a_skipped_visitor_waits_again(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.queue_morning(desk)
    shown = Shown(tickets_screen(desk), desk, qtbot)
    shown.screen.tabs.choose("skipped")
    shown.settle()
    (row,) = shown.rows("queue")
    shown.click("ticket_act")
    ticket = desk.program.tickets.find(row.key)
    assert ticket.state is TicketState.WAITING
    assert shown.said == [f"{ticket.number} 已恢复排队"]


def test_a_parked_visitor_goes_on_at_this_window(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.queue_morning(desk)
    desk.program.tickets.finish(WINDOW, desk.action())
    shown = Shown(tickets_screen(desk), desk, qtbot)
    shown.screen.tabs.choose("parked")
    shown.settle()
    (row,) = shown.rows("queue")
    shown.click("ticket_act")
    current = desk.program.tickets.current(WINDOW)
    assert current is not None
    assert current.id == row.key


def test_the_figures_and_tabs_count_the_day(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.queue_morning(desk)
    shown = Shown(tickets_screen(desk), desk, qtbot)
    assert [shown.screen.tabs.tabText(place) for place in range(4)] == ["等候 7", "过号 1", "暂挂 1", "今日全部 13"]
    shown.screen.tabs.choose("all")
    shown.settle()
    assert len(shown.rows("queue")) == 13


def test_the_board_is_asked_for_by_its_key(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(tickets_screen(desk), desk, qtbot)
    with qtbot.waitSignal(shown.screen.board_asked):
        shown.press(Key.Key_F7)


def test_the_items_asked_about_stand_beside_what_the_visits_came_to(desk: ScreenDesk, qtbot: QtBot) -> None:
    claim, unemployed = (make.items()[number] for number in (make.CLAIM, make.UNEMPLOYED))
    ends: list[tuple[Outcome, ItemCode | None]] = [
        (Outcome.ENQUIRY, unemployed.code),
        (Outcome.INCOMPLETE, unemployed.code),
        (Outcome.ENQUIRY, None),
        (Outcome.ENQUIRY, None),
        (Outcome.ENQUIRY, None),
        (Outcome.ENQUIRY, claim.code),
        (Outcome.CASE, None),
    ]
    shown = Shown(tickets_screen(desk), desk, qtbot)
    shown.screen.tabs.choose("asked")
    assert shown.child("queue_empty").isVisible()
    for outcome, item in ends:
        desk.take()
        desk.call()
        desk.program.tickets.finish(WINDOW, desk.action(), outcome=outcome, item=item)
    shown.settle()
    qtbot.waitUntil(shown.child("queue_asked").isVisible)
    assert [texts(row) for row in shown.rows("queue_asked")] == [
        [unemployed.name, "1", "1", "2"],
        [claim.name, "1", "0", "1"],
        ["（没有记事项）", "3", "0", "3"],
    ]
    said = {number.accessibleName() for number in shown.child("queue_outcomes").findChildren(QLabel)}
    assert {"办件 1", "咨询 5", "材料不齐 1", "补正 0"} <= said
    assert not shown.child("queue_figures").isVisible()
    assert not shown.button("ticket_act").isVisible()
    shown.screen.tabs.choose("all")
    assert shown.child("queue_figures").isVisible()
    assert len(shown.rows("queue")) == len(ends)


def test_what_was_asked_yesterday_is_not_todays(desk: ScreenDesk, qtbot: QtBot) -> None:
    desk.take()
    desk.call()
    desk.program.tickets.finish(WINDOW, desk.action(), outcome=Outcome.ENQUIRY)
    desk.clock.move(86_400)
    shown = Shown(tickets_screen(desk), desk, qtbot)
    shown.screen.tabs.choose("asked")
    assert shown.child("queue_empty").isVisible()
