"""The first start: a packet is taken, what it does not say is asked, and the desk that was made opens."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app import config
from app.keys import Ed25519Signer
from app.setup import Wanted, opened_packet
from app.sync.codes import make_code
from app.sync.key_sheets import CentralKey, KeySheet, Use, write_sheet
from app.sync.model import ServicePoint
from app.sync.packets import Packet, PacketDevice, write_packet
from tests import make
from tests.ui.typing import press, write
from ui import main
from ui.first_start import opening
from ui.first_start import screen as screen_module
from ui.first_start.rows import device_choices, packet_near, point_lines
from ui.first_start.screen import FirstStart
from ui.tasks import Lanes, start_lanes

POINT = "220521100001"
Key = Qt.Key
WHEN = datetime(2026, 12, 26, tzinfo=UTC)
ROOT, SIGNING = Ed25519Signer(bytes(32)), Ed25519Signer(bytes([1]) * 32)


def packet(devices: int = 2, central: str | None = "http://127.0.0.1:9") -> Packet:
    sheet = KeySheet(number=1, at=0, central=(CentralKey(public=SIGNING.public, use=Use.SIGN, since=0),))
    written, signature = write_sheet(sheet, ROOT)
    return Packet(
        central=central,
        root=ROOT.public,
        sheet=written,
        sheet_signature=signature,
        point=ServicePoint(code=POINT, name="快大茂便民服务中心", short_name="快大茂", address="团结路", phone="12345"),
        rules=None,
        devices=tuple(
            PacketDevice(number=number, code=make_code(bytes([number]) * 7, ROOT.public), expires_at=WHEN)
            for number in range(1, devices + 1)
        ),
        made_at=WHEN,
    )


def stick(folder: Path, devices: int = 2) -> Path:
    path = folder / f"{POINT}.sidao"
    path.write_bytes(write_packet(packet(devices), SIGNING))
    return path


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    def fail(error: BaseException) -> None:
        raise AssertionError from error

    made = start_lanes(fail)
    yield made
    made.stop()


@pytest.fixture
def wanted() -> list[Wanted]:
    return []


@pytest.fixture
def screen(lanes: Lanes, wanted: list[Wanted], qtbot: QtBot) -> FirstStart:
    made = FirstStart(opened_packet, wanted.append, lanes.storage)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def field(screen: FirstStart, name: str) -> QLineEdit:
    found = screen.findChild(QLineEdit, f"first_{name}")
    assert found is not None
    return found


def test_a_desk_is_asked_for_by_keyboard_alone(
    screen: FirstStart, wanted: list[Wanted], tmp_path: Path, qtbot: QtBot
) -> None:
    screen.take(stick(tmp_path))
    qtbot.waitUntil(screen.enter.isEnabled)
    write("2\t王敏\t07\tlong enough\tlong enough")
    with qtbot.waitSignal(screen.made) as made:
        press(Key.Key_F9)
    assert made.args == ["long enough"]
    (one,) = wanted
    assert (one.point, one.device_number, one.clerk_name, one.clerk_number) == (POINT, 2, "王敏", "07")
    assert (one.central, one.profile and one.profile.name) == ("http://127.0.0.1:9", "快大茂便民服务中心")


def test_the_only_device_is_chosen_and_what_is_missing_stands_beside_its_field(
    screen: FirstStart, wanted: list[Wanted], tmp_path: Path, qtbot: QtBot
) -> None:
    screen.take(stick(tmp_path, 1))
    qtbot.waitUntil(screen.enter.isEnabled)
    screen.enter.click()
    assert screen.fields["device"].error == ""
    assert {name for name, one in screen.fields.items() if one.error} == {"name", "new", "again"}
    for name, text in (("name", "王敏"), ("new", "long enough"), ("again", "long enough?")):
        field(screen, name).setText(text)
    screen.enter.click()
    assert "不一样" in screen.fields["again"].error
    assert wanted == []


def test_no_packet_is_told_and_another_may_be_chosen(
    screen: FirstStart, tmp_path: Path, lanes: Lanes, qtbot: QtBot
) -> None:
    bad = tmp_path / "x.sidao"
    bad.write_bytes(b"no")
    screen.take(bad)
    qtbot.waitUntil(screen._trouble.isVisible)
    assert "不是开通包" in screen._trouble.text()
    assert not screen.enter.isEnabled()
    screen.take(stick(tmp_path))
    qtbot.waitUntil(screen.enter.isEnabled)
    assert not screen._trouble.isVisible()


def test_a_packet_that_lies_alone_on_a_stick_is_taken_by_itself(lanes: Lanes, tmp_path: Path, qtbot: QtBot) -> None:
    path = stick(tmp_path)
    assert packet_near([tmp_path, tmp_path / "gone"]) == path
    made = FirstStart(opened_packet, lambda _: None, lanes.storage, near=lambda: packet_near([tmp_path]))
    qtbot.addWidget(made)
    qtbot.waitUntil(made.enter.isEnabled)
    (tmp_path / "other.sidao").write_bytes(b"")
    assert packet_near([tmp_path]) is None


def test_a_stick_that_is_put_in_later_is_noticed(
    lanes: Lanes, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []

    def near() -> Path | None:
        looked.append(True)
        return packet_near([tmp_path])

    monkeypatch.setattr(screen_module, "LOOKS_EVERY", 10)
    made = FirstStart(opened_packet, lambda _: None, lanes.storage, near=near)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: len(looked) > 1)
    assert not made.enter.isEnabled()
    stick(tmp_path)
    qtbot.waitUntil(made.enter.isEnabled)


def test_what_an_interrupted_set_up_left_is_no_desk(tmp_path: Path) -> None:
    assert config.is_bare(tmp_path)
    (tmp_path / "desk.db").write_bytes(b"")
    assert not config.is_bare(tmp_path)
    (tmp_path / "init.part").mkdir()
    assert config.is_bare(tmp_path)
    (tmp_path / config.FILE).write_bytes(b"{}")
    assert not config.is_bare(tmp_path)


def test_the_packet_is_said_in_words() -> None:
    assert point_lines(packet()).splitlines() == [
        "快大茂便民服务中心（220521100001）",
        "团结路 · 市级平台：http://127.0.0.1:9",
    ]
    assert "以后在设置里填写" in point_lines(packet(central=None))
    assert device_choices(packet()) == (("1", "1 号设备"), ("2", "2 号设备"))


class Plugged:
    """The disks that are there, in place of this computer's."""

    def __init__(self, places: list[Path]) -> None:
        self._places = places

    def others(self, _folder: Path) -> list[Path]:
        return self._places


def test_the_program_makes_its_desk_on_the_first_start(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around, folder = make.surroundings(), tmp_path / "desk"
    path = stick(tmp_path)
    monkeypatch.setattr(opening, "system_drives", lambda: Plugged([tmp_path]))

    def fill() -> None:
        screens = [one for one in qapp.topLevelWidgets() if isinstance(one, FirstStart) and one.isVisible()]
        if not screens or not screens[0].enter.isEnabled():
            QTimer.singleShot(20, fill)
            return
        screens[0].fields["device"].editor.set_value("2")  # type: ignore[attr-defined]
        for name, text in (("name", "王敏"), ("new", "long enough"), ("again", "long enough")):
            field(screens[0], name).setText(text)
        screens[0].enter.click()

    QTimer.singleShot(0, fill)
    assert path.exists()
    assert opening.first_desk(qapp, folder, around) == "long enough"
    made = config.load(folder)
    assert (made.point, made.device_number, made.point_name) == (POINT, 2, "快大茂便民服务中心")


def test_a_first_start_that_is_closed_leaves_nothing(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "has_display", lambda: True)
    monkeypatch.setattr(opening, "system_drives", lambda: Plugged([]))

    def close() -> None:
        screens = [one for one in qapp.topLevelWidgets() if isinstance(one, FirstStart) and one.isVisible()]
        if screens:
            screens[0].close()
        else:
            QTimer.singleShot(20, close)

    QTimer.singleShot(0, close)
    assert main.main(["--data", str(tmp_path / "desk")]) == 0
    assert not (tmp_path / "desk" / config.FILE).exists()
