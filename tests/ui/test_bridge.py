"""Announcements of any thread reach the GUI thread as one signal."""

import threading

from pytestqt.qtbot import QtBot

from app.events import Announcer, Changes
from ui.bridge import Bridge


def test_announcements_of_other_threads_come_as_one_signal_on_the_gui_thread(qtbot: QtBot) -> None:
    announcer = Announcer()
    bridge = Bridge(announcer)
    heard: list[tuple[Changes, int]] = []
    bridge.changed.connect(lambda changes: heard.append((changes, threading.get_ident())))

    def announce() -> None:
        for _turn in range(100):
            announcer.announce(Changes(tickets=True))
        announcer.announce(Changes(cases=True))

    thread = threading.Thread(target=announce)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(Changes(tickets=True, cases=True), threading.get_ident())]


def test_what_comes_after_the_signal_makes_another(qtbot: QtBot) -> None:
    announcer = Announcer()
    bridge = Bridge(announcer)
    heard: list[Changes] = []
    bridge.changed.connect(heard.append)
    announcer.announce(Changes(sync=True))
    qtbot.waitUntil(lambda: len(heard) == 1)
    announcer.announce(Changes(drafts=True))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [Changes(sync=True), Changes(drafts=True)]


def test_a_closed_bridge_hears_nothing(qtbot: QtBot) -> None:
    announcer = Announcer()
    bridge = Bridge(announcer)
    bridge.close()
    with qtbot.assertNotEmitted(bridge.changed, wait=50):
        announcer.announce(Changes(sync=True))
