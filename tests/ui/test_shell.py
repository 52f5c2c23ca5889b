"""The shell: screens made when first visited, hidden ones stale, the status line."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Refused
from app.events import Announcer, Changes
from tests.ui.desk import MORNING, HeldClock
from ui.bridge import Bridge
from ui.failures import Failures
from ui.fonts import ScreenFonts
from ui.screen import EVERYTHING, Place
from ui.shell import Shell
from ui.status import StatusFacts, status_texts
from ui.tasks import Lane

FACTS = StatusFacts(
    link="offline",
    pending=12,
    last_success=MORNING - timedelta(minutes=51),
    printer="ready",
    waiting=7,
    longest=timedelta(minutes=11),
    counts={"todo": 3},
)


class Noted(QWidget):
    """A screen that remembers what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Changes] = []
        self.shows = 0

    def refresh(self, changes: Changes) -> None:
        self.told.append(changes)

    def shown(self) -> None:
        self.shows += 1


class World:
    """A shell with two places."""

    def __init__(self, qtbot: QtBot) -> None:
        self.announcer = Announcer()
        self.bridge = Bridge(self.announcer)
        self.failures = Failures(lambda error: None)
        self.lane = Lane("test", self.failures.report)
        self.made: dict[str, Noted] = {}
        places = [
            Place(key=key, title=title, icon=key, shortcut=f"Alt+{place}", make=self._maker(key))
            for place, (key, title) in enumerate((("workbench", "工作台"), ("todo", "待办")), start=1)
        ]
        self.shell = Shell(
            places,
            bridge=self.bridge,
            lane=self.lane,
            ask_status=lambda: FACTS,
            failures=self.failures,
            clock=HeldClock(),
            clerk="王敏",
            where="快大茂镇便民服务中心 · 3号窗口",
        )
        qtbot.addWidget(self.shell)
        self.shell.resize(1366, 690)
        self.shell.show()
        self.shell.activateWindow()
        qtbot.waitUntil(self.shell.isActiveWindow)

    def _maker(self, key: str) -> "Maker":
        return Maker(self, key)


class Maker:
    """Makes a screen and remembers it."""

    def __init__(self, world: World, key: str) -> None:
        self._world, self._key = world, key

    def __call__(self) -> QWidget:
        self._world.made[self._key] = Noted()
        return self._world.made[self._key]


@pytest.fixture
def world(qtbot: QtBot, fonts: ScreenFonts) -> Iterator[World]:
    made = World(qtbot)
    yield made
    made.bridge.close()
    made.lane.stop()


def test_a_screen_is_made_at_its_first_visit_and_told_everything(world: World) -> None:
    assert world.made == {}
    world.shell.go("workbench")
    assert list(world.made) == ["workbench"]
    assert world.made["workbench"].told == [EVERYTHING]
    world.shell.go("workbench")
    assert world.made["workbench"].told == [EVERYTHING]


def test_a_hidden_screen_goes_stale_and_is_told_when_it_comes_back(world: World, qtbot: QtBot) -> None:
    world.shell.go("todo")
    world.shell.go("workbench")
    world.announcer.announce(Changes(cases=True))
    qtbot.waitUntil(lambda: world.made["workbench"].told[-1] == Changes(cases=True))
    world.shell.refresh(Changes(sync=True))
    assert world.made["todo"].told == [EVERYTHING]
    world.shell.go("todo")
    assert world.made["todo"].told == [EVERYTHING, Changes(cases=True, sync=True)]


def test_the_rail_is_worked_by_keys_and_shows_counts(world: World, qtbot: QtBot) -> None:
    world.shell.go("workbench")
    QTest.keyClick(world.shell, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert world.made["todo"].shows == 1
    world.shell.status_line.refresh()
    button = world.shell.findChild(QWidget, "rail_todo")
    assert button is not None
    qtbot.waitUntil(lambda: button.accessibleName() == "待办 3")


def test_the_status_line_says_link_upload_contact_printer_queue_and_place_at_once(world: World, qtbot: QtBot) -> None:
    link = world.shell.findChild(QLabel, "status_link")
    assert link is not None
    qtbot.waitUntil(lambda: link.text() == "○ 离线")
    assert status_texts(FACTS, MORNING) == (
        "待上传 12 条",
        "上次同步 09:41",
        "打印机就绪",
        "等候 7 人 · 最长 11 分钟",
    )
    where = world.shell.findChild(QLabel, "status_where")
    assert where is not None
    assert where.accessibleName().endswith("3号窗口")


def test_a_success_is_one_line_and_takes_the_trouble_away(world: World) -> None:
    world.shell.complain("打印机没有纸")
    assert world.shell.trouble.isVisible()
    world.shell.say("已受理")
    assert not world.shell.trouble.isVisible()
    said = world.shell.findChild(QLabel, "status_said")
    assert said is not None
    assert said.text() == "✓ 已受理"


def test_a_success_is_whole_in_a_narrow_window_and_leaves_after_a_while(world: World, qtbot: QtBot) -> None:
    world.shell.resize(911, 460)
    line = world.shell.status_line
    facts = [world.shell.findChild(QLabel, f"status_{place}") for place in range(1, 4)]
    qtbot.waitUntil(lambda: all(fact is not None and fact.isVisible() for fact in facts))
    sentence = "已受理 22052110000001202611230005X（王桂兰），受理通知书已送打印"
    world.shell.say(sentence)
    said = world.shell.findChild(QLabel, "status_said")
    assert said is not None
    qtbot.waitUntil(lambda: said.text() == f"✓ {sentence}")
    line.refresh()
    qtbot.waitUntil(lambda: not line._asking)
    assert not any(fact is not None and fact.isVisible() for fact in facts)
    line._forget.timeout.emit()
    assert not said.isVisible()
    assert all(fact is not None and fact.isVisible() for fact in facts)


def test_an_error_that_nobody_took_becomes_a_sentence(world: World, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise Refused("name_short")

    world.lane.run(refuse)
    qtbot.waitUntil(world.shell.trouble.isVisible)
    assert "姓名至少两个字" in world.shell.trouble.text.text()
    world.lane.run(lambda: 1 // 0)
    qtbot.waitUntil(lambda: "程序出了意外" in world.shell.trouble.text.text())
