"""The visitor at the window: calling, skipping with its undo, outcomes, parking, going on elsewhere."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.tickets.model import Outcome, TicketState
from tests.ui.desk import WINDOW
from tests.ui.typing import press, write
from tests.ui.workbench.conftest import Bench

Key = Qt.Key


def call(bench: Bench) -> None:
    """F2, in the workbench's own window."""
    bench.screen.activateWindow()
    bench.qtbot.waitUntil(bench.screen.isActiveWindow)
    press(Key.Key_F2, widget=bench.screen)
    bench.settle()


def dialog(bench: Bench) -> QWidget:
    """The decision that is asked for, in front."""
    bench.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    found = QApplication.activeModalWidget()
    assert found is not None
    bench.qtbot.waitUntil(found.isActiveWindow)
    return found


def test_a_free_window_shows_who_waits_and_calls_by_f2(bench: Bench) -> None:
    for _turn in range(3):
        bench.desk.take()
    bench.settle()
    bench.qtbot.waitUntil(lambda: len(bench.screen.free.table.rows) == 3)
    assert bench.screen.strip.call.property("role") == "primary"
    call(bench)
    assert bench.field("ticket").text() == "A001"
    assert bench.screen.form.isVisible()
    assert bench.screen.strip.call.property("role") == "plain"


def test_nobody_waiting_is_said_and_changes_nothing(bench: Bench) -> None:
    call(bench)
    assert bench.said == ["现在无人等候"]
    assert bench.screen.free.isVisible()


def test_calling_with_a_visitor_still_here_first_asks_the_outcome(bench: Bench) -> None:
    bench.desk.take()
    bench.desk.take()
    call(bench)
    call(bench)
    press(Key.Key_Escape, widget=dialog(bench))
    assert bench.screen.visits.current is not None
    assert bench.screen.visits.current.number == "A001"
    call(bench)
    press(Key.Key_1, widget=dialog(bench))
    bench.settle()
    assert bench.field("ticket").text() == "A002"
    first = bench.desk.program.tickets.find("A001")
    assert first.outcome is Outcome.CASE


def test_a_skip_can_be_undone_for_ten_seconds(bench: Bench) -> None:
    bench.desk.take()
    call(bench)
    bench.screen.strip.skip.click()
    bench.settle()
    assert bench.screen.free.isVisible()
    assert bench.screen.undo.isVisible()
    assert "A001 已过号" in bench.screen.undo.text.text()
    bench.desk.clock.move(9)
    bench.screen.undo.action.click()
    bench.settle()
    current = bench.desk.program.tickets.current(WINDOW)
    assert current is not None
    assert current.number == "A001"
    assert bench.screen.form.isVisible()
    assert not bench.screen.undo.isVisible()


def test_the_offer_to_undo_ends_after_ten_seconds(bench: Bench) -> None:
    bench.desk.take()
    call(bench)
    bench.screen.strip.skip.click()
    bench.settle()
    for _second in range(10):
        bench.screen._count_down()
    assert not bench.screen.undo.isVisible()


def test_too_late_an_undo_is_refused_with_a_sentence(bench: Bench) -> None:
    bench.desk.take()
    call(bench)
    bench.screen.strip.skip.click()
    bench.settle()
    bench.desk.clock.move(11)
    bench.screen.undo.action.click()
    bench.settle()
    assert len(bench.complained) == 1
    assert bench.desk.program.tickets.current(WINDOW) is None


def test_typing_starts_the_visit_so_that_it_is_no_longer_skipped(bench: Bench) -> None:
    bench.desk.take()
    call(bench)
    assert bench.screen.strip.skip.isEnabled()
    bench.field("applicant.name").setFocus()
    write("王")
    bench.settle()
    current = bench.desk.program.tickets.current(WINDOW)
    assert current is not None
    assert current.state is TicketState.SERVING
    assert not bench.screen.strip.skip.isEnabled()
    assert not bench.screen.strip.recall.isEnabled()


def test_a_parked_visitor_frees_the_window_and_comes_back_by_enter(bench: Bench) -> None:
    bench.desk.take()
    call(bench)
    bench.field("applicant.name").setFocus()
    write("王")
    press(Key.Key_F4)
    bench.settle()
    assert bench.screen.free.isVisible()
    bench.qtbot.waitUntil(lambda: len(bench.screen.free.table.rows) == 1)
    bench.screen.free.table.setFocus()
    press(Key.Key_Return)
    bench.settle()
    assert bench.field("ticket").text() == "A001"
    assert len(bench.desk.program.cases.drafts()) == 1


def test_calling_out_of_turn_wants_a_reason(bench: Bench) -> None:
    bench.desk.take()
    second = bench.desk.take()
    bench.settle()
    bench.qtbot.waitUntil(lambda: len(bench.screen.free.table.rows) == 2)
    bench.screen.free.table.choose(second.id)
    bench.screen.free._choose.click()
    press(Key.Key_F9, widget=dialog(bench))
    assert "理由" in dialog(bench).findChild(QWidget, "turn_reason").accessibleDescription()
    write("急病")
    press(Key.Key_F9, widget=dialog(bench))
    bench.settle()
    assert bench.field("ticket").text() == "A002"


def test_a_visitor_is_sent_to_another_window(bench: Bench) -> None:
    bench.desk.take()
    call(bench)
    press(Key.Key_F5)
    press(Key.Key_1, widget=dialog(bench).findChild(QWidget, "transfer_to"))
    press(Key.Key_F9, widget=dialog(bench))
    bench.settle()
    moved = bench.desk.program.tickets.find("A001")
    assert moved.state is TicketState.WAITING
    assert moved.target_window == 1
    assert bench.screen.free.isVisible()


def test_a_visitor_of_before_the_crash_is_still_here(bench: Bench) -> None:
    bench.desk.take()
    bench.desk.call()
    bench.settle()
    bench.qtbot.waitUntil(bench.screen.form.isVisible)
    assert bench.field("ticket").text() == "A001"


def test_the_clocks_say_how_long_the_visitor_waited_and_is_here(bench: Bench) -> None:
    bench.desk.take()
    bench.desk.clock.move(372)
    call(bench)
    bench.desk.clock.move(160)
    bench.screen.strip._tick()
    assert bench.field("clocks").text() == "已等 06:12 · 已叫 02:40"
