"""The question for today's date: by keyboard, with the computer's and the last entry's before one's eyes."""

from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.clock import CHINA, local_date
from app.errors import Refused
from app.sync.model import Measured
from app.timekeeping.model import Doubt, Standing
from tests import make
from tests.ui.desk import ScreenDesk
from tests.ui.typing import focused, press, write
from ui.timekeeping.dialogs import DateDialog
from ui.timekeeping.rows import clock_sentence, read_day, read_hour, span
from ui.timekeeping.watch import ClockWatch
from ui.widgets.facts import Facts

Key = Qt.Key


@pytest.fixture
def back(desk: ScreenDesk) -> ScreenDesk:
    """The desk's clock went back a day after a case."""
    desk.program.cases.record(make.line())
    desk.clock.move(-86_400)
    return desk


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    return made


def watch_of(desk: ScreenDesk, window: QWidget, told: list[tuple[str, bool]]) -> ClockWatch:
    return ClockWatch(desk.program.time, desk.lanes.storage, window, lambda said, asks: told.append((said, asks)))


def dialog_of(window: QWidget, qtbot: QtBot) -> DateDialog:
    def shown() -> list[DateDialog]:
        return [found for found in window.findChildren(DateDialog) if found.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def test_the_question_comes_by_itself_and_f9_confirms(back: ScreenDesk, window: QWidget, qtbot: QtBot) -> None:
    told: list[tuple[str, bool]] = []
    watch = watch_of(back, window, told)
    watch.look()
    dialog = dialog_of(window, qtbot)
    facts = dialog.findChild(Facts)
    assert facts is not None
    qtbot.waitUntil(lambda: focused() is dialog.fields["date"].editor)
    assert dialog.fields["date"].editor.text() == "2026-11-23", "the later of the clock's and the last entry's"
    with qtbot.waitSignal(dialog.confirmed):
        press(Key.Key_F9)
    assert not back.program.time.look().unconfirmed
    assert local_date(back.program.queue.clock.now()) == date(2026, 11, 23)
    assert not [asks for _said, asks in told if asks]


def test_a_date_that_is_none_stands_beside_its_field(back: ScreenDesk, window: QWidget, qtbot: QtBot) -> None:
    watch = watch_of(back, window, [])
    watch.look()
    dialog = dialog_of(window, qtbot)
    qtbot.waitUntil(lambda: focused() is dialog.fields["date"].editor)
    write("32")
    press(Key.Key_F9)
    assert dialog.fields["date"].error
    dialog.fields["date"].editor.setText("2026-11-25")
    dialog.fields["time"].editor.setText("25:00")
    press(Key.Key_F9)
    assert dialog.fields["time"].error
    assert dialog.isVisible()


def test_who_leaves_it_is_reminded_across_the_top_and_may_ask_again(
    back: ScreenDesk, window: QWidget, qtbot: QtBot
) -> None:
    told: list[tuple[str, bool]] = []
    watch = watch_of(back, window, told)
    watch.look()
    dialog_of(window, qtbot)
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(told))
    said, asks = told[-1]
    assert "2026-11-22" in said
    assert asks
    watch.ask()
    assert dialog_of(window, qtbot).isVisible()


NOW = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)


def standing(**changes: object) -> Standing:
    fields = {"pc": NOW, "now": NOW, "last": NOW, "doubt": None, "unconfirmed": False, "said_by_clerk": False}
    return Standing(**{**fields, **changes})  # type: ignore[arg-type]


def test_what_is_told_about_the_clock() -> None:
    assert clock_sentence(standing()) == ""
    assert "跳了 3 小时" in clock_sentence(standing(doubt=Doubt.JUMPED, jump=-10_800.0))
    assert "电池" in clock_sentence(standing(doubt=Doubt.UNSET, unconfirmed=True))
    off = Measured(offset=-660.0, uncertainty=0.2, at=NOW)
    said = clock_sentence(standing(measured=off))
    assert "相差 11 分钟" in said
    assert "08:49" in said
    assert clock_sentence(standing(measured=Measured(offset=200.0, uncertainty=0.2, at=NOW))) == ""


def test_days_and_hours_are_read_as_people_write_them() -> None:
    assert [read_day(text) for text in ("2026-11-26", "2026.11.6", "20261126", " 2026/1/2 ")] == [
        date(2026, 11, 26),
        date(2026, 11, 6),
        date(2026, 11, 26),
        date(2026, 1, 2),
    ]
    assert [read_hour(text) for text in ("09:05", "9:05", "0905", "9：05")] == [time(9, 5)] * 4
    for text in ("", "昨天", "2026-13-01"):
        with pytest.raises(Refused, match="clock_date_unlikely"):
            read_day(text)
    for text in ("", "25:00", "九点"):
        with pytest.raises(Refused, match="clock_hour"):
            read_hour(text)


def test_spans_are_told_in_their_largest_unit() -> None:
    assert [span(seconds) for seconds in (600.0, -7_300.0, timedelta(days=3).total_seconds())] == [
        "10 分钟",
        "2 小时",
        "3 天",
    ]
