"""The sync centre over a real desk, with a central at the other end of a road in memory."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cases.model import Case
from app.events import Changes
from app.sync.client import CentralClient
from tests.sync.fake_central import FakeCentral
from tests.ui import week
from tests.ui.desk import ScreenDesk
from tests.ui.screens import sync_screen
from tests.ui.shown import Shown
from ui.sync_centre.screen import SyncScreen
from ui.widgets.chip import Chip
from ui.widgets.field import Field
from ui.widgets.inputs import CodeInput

Key = Qt.Key
Meet = Callable[[], object]


@pytest.fixture
def central(monkeypatch: pytest.MonkeyPatch) -> FakeCentral:
    """A central that wants a code; every client of this test reaches it."""
    made = FakeCentral(demo=False)
    monkeypatch.setattr("app.sync.client.CentralClient", partial(CentralClient, transport=made.transport()))
    return made


def meeting(desk: ScreenDesk) -> Meet:
    """What the worker does when it is nudged, on the other lane."""
    return lambda: desk.lanes.devices.run(desk.program.sync.cycle)


def opened(desk: ScreenDesk, qtbot: QtBot) -> Shown[SyncScreen]:
    return Shown(sync_screen(desk, meeting(desk)), desk, qtbot)


def test_a_desk_without_central_says_where_to_set_it(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = opened(desk, qtbot)
    assert shown.child("sync_trouble").isVisible()
    assert shown.child("sync_empty").isVisible()
    chip = shown.child("sync_enrolled")
    assert isinstance(chip, Chip)
    assert chip.text() == "试用，未登记"


def test_address_and_code_enrol_the_desk_and_send_what_waits(
    desk: ScreenDesk, qtbot: QtBot, central: FakeCentral
) -> None:
    shown = opened(desk, qtbot)
    shown.click("central_address")
    dialog = shown.dialog()
    url, code = dialog.findChild(CodeInput, "central_url"), dialog.findChild(CodeInput, "central_code")
    assert url is not None
    assert code is not None
    url.setText("http://central.test")
    code.setText(central.code.lower())
    shown.confirm()
    qtbot.waitUntil(lambda: desk.program.sync.status().enrolled)
    qtbot.waitUntil(shown.screen.now.isEnabled)
    shown.settle()
    chip = shown.child("sync_enrolled")
    assert isinstance(chip, Chip)
    assert chip.text() == "已登记"
    assert shown.said
    assert shown.said[-1].startswith("同步完成")
    assert desk.program.sync.status().pending == 0


def test_a_mistyped_code_is_said_beside_its_field(desk: ScreenDesk, qtbot: QtBot, central: FakeCentral) -> None:
    shown = opened(desk, qtbot)
    shown.click("central_address")
    dialog = shown.dialog()
    url, code = dialog.findChild(CodeInput, "central_url"), dialog.findChild(CodeInput, "central_code")
    assert url is not None
    assert code is not None
    url.setText("http://central.test")
    code.setText("ABCD")
    shown.confirm()
    fields = {field.editor: field for field in dialog.findChildren(Field)}
    assert fields[code].error
    assert not fields[url].error
    url.setText("")
    code.setText("")
    shown.confirm()
    assert fields[url].error
    assert desk.program.sync.status().trouble is None
    dialog.close()


def test_f9_meets_central_and_a_broken_road_stands_in_the_history(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = opened(desk, qtbot)
    shown.screen._services.centre.set_central("http://127.0.0.1:9")
    shown.press(Key.Key_F9)
    qtbot.waitUntil(shown.screen.now.isEnabled)
    shown.settle()
    assert [row.cells[1].text for row in shown.rows("sync_history")] == ["未通"]
    assert shown.child("sync_trouble").isVisible()
    assert shown.said == []


def test_while_a_meeting_is_under_way_it_says_so_and_takes_no_second_one(desk: ScreenDesk, qtbot: QtBot) -> None:
    asked: list[int] = []
    shown = Shown(sync_screen(desk, lambda: asked.append(1)), desk, qtbot)
    shown.press(Key.Key_F9)
    shown.press(Key.Key_F9)
    assert asked == [1]
    assert not shown.screen.now.isEnabled()
    assert "正在联系" in shown.screen._bar.said.whole()


def test_a_returned_case_shows_its_reason_and_f6_asks_to_correct_it(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.record_week(desk)
    shown = opened(desk, qtbot)
    asked: list[str] = []
    shown.screen.mend_asked.connect(asked.append)
    (row,) = shown.rows("sync_returned")
    assert row.cells[2].text == week.REASON
    shown.press(Key.Key_F6)
    shown.press(Key.Key_Return)
    assert asked == [row.key, row.key]


def test_what_differs_leads_to_its_case(desk: ScreenDesk, qtbot: QtBot, central: FakeCentral) -> None:
    case = week.record_one(desk)
    centre = sync_screen(desk)._services.centre
    centre.set_central("http://central.test", central.code)
    desk.program.sync.cycle()
    central.tell("case.decided", case.id, {"act": "approve", "change": {"state": "draft"}})
    desk.program.sync.cycle()
    shown = opened(desk, qtbot)
    asked: list[str] = []
    shown.screen.case_asked.connect(asked.append)
    shown.screen.tabs.choose("differing")
    shown.settle()
    shown.screen.tables["differing"].setFocus()
    shown.press(Key.Key_Return)
    assert asked == [case.id]


def one_lost(desk: ScreenDesk, qtbot: QtBot, central: FakeCentral) -> tuple[Case, Shown[SyncScreen]]:
    """A case that central has lost, and the page that compares."""
    case = week.record_one(desk)
    sync_screen(desk)._services.centre.set_central("http://central.test", central.code)
    central.lost.add(case.id)
    desk.program.sync.cycle()
    shown = opened(desk, qtbot)
    shown.screen.tabs.choose("counted")
    shown.settle()
    return case, shown


def test_what_central_still_lacks_after_sending_again_is_for_its_operators(
    desk: ScreenDesk, qtbot: QtBot, central: FakeCentral
) -> None:
    case, shown = one_lost(desk, qtbot, central)
    assert shown.complained == []
    shown.click("send_again")
    shown.confirm()
    qtbot.waitUntil(lambda: bool(shown.complained))
    (said,) = shown.complained
    assert "仍缺 1 件" in said
    assert "管理员" in said
    assert [row.key for row in shown.screen.tables["counted"].rows] == [case.id]
    qtbot.waitUntil(desk.idle)
    shown.screen.refresh(Changes(sync=True))
    shown.settle()
    assert shown.complained == [said], "told once"
    after_a_restart = opened(desk, qtbot)
    after_a_restart.settle()
    assert after_a_restart.complained == [said]
    central.lost.clear()
    shown.click("send_again")
    shown.confirm()
    qtbot.waitUntil(lambda: not shown.screen.tables["counted"].rows and desk.idle())
    after_all = opened(desk, qtbot)
    after_all.settle()
    assert after_all.complained == []


def test_what_central_lacks_is_named_and_sent_again(desk: ScreenDesk, qtbot: QtBot, central: FakeCentral) -> None:
    case, shown = one_lost(desk, qtbot, central)
    assert [row.key for row in shown.screen.tables["counted"].rows] == [case.id]
    central.lost.clear()
    shown.click("send_again")
    shown.confirm()
    qtbot.waitUntil(lambda: not shown.screen.tables["counted"].rows and desk.idle())
    assert len(central.arrivals) == len(set(central.arrivals))
    assert desk.crashed == []
