"""The first start on a computer without a desk: before and after a packet was chosen."""

from PySide6.QtWidgets import QWidget

from app.sync.packets import Packet
from tests.screenshots.shot import Shot, Stage
from tests.ui.first_start.test_first_start import packet
from ui.first_start.screen import FirstStart


def first_start(stage: Stage) -> QWidget:
    """As main makes it where no desk is."""

    def opened(_path: object) -> Packet:
        return packet()

    return FirstStart(opened, lambda _: None, stage.desk.lanes.storage)


def chosen(_stage: Stage, screen: QWidget) -> None:
    """A packet for two devices, and nothing filled in yet."""
    assert isinstance(screen, FirstStart)
    screen._show_packet(packet())
    screen.enter.click()


SHOTS = (Shot(name="first-start", make=first_start), Shot(name="first-start-packet", make=first_start, act=chosen))
