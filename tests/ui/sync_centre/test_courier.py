"""The courier in the sync centre: the real desk, the real central, folders as sticks."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.central.courier import CourierOffice
from app.sync.bundle import SHELF
from app.sync.model import CentralAddress
from tests.sync.real_central import IDS, City, serving_city
from tests.ui import screens, week
from tests.ui.desk import ScreenDesk
from tests.ui.screens import Folders
from tests.ui.shown import Shown, texts
from ui.sync_centre.courier_dialog import StickDialog
from ui.sync_centre.screen import SyncScreen

Key = Qt.Key


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    with serving_city(f"sqlite:///{tmp_path}/city.db") as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "KINGSTON").mkdir()
    return tmp_path / "KINGSTON"


@pytest.fixture
def enrolled(desk: ScreenDesk, city: City) -> ScreenDesk:
    """Over the link, which is gone since."""
    desk.program.sync_centre.set_central(city.url)
    assert desk.program.sync.cycle().trouble is None
    desk.program.sync.close()
    with desk.program.store.writing() as store:
        store.sync.keep_address(CentralAddress(url="http://127.0.0.1:9"))
    return desk


class Counter(Shown[SyncScreen]):
    """The sync centre with its sticks."""

    def __init__(self, desk: ScreenDesk, qtbot: QtBot, *places: Path) -> None:
        self.drives = Folders(*places)
        self.carrying = screens.carrying(desk, self.drives)
        super().__init__(SyncScreen(screens.sync_services(desk), self.carrying), desk, qtbot)

    def stick_dialog(self, key: Qt.Key) -> StickDialog:
        self.screen.activateWindow()  # no window manager brings it back after a dialog
        self.qtbot.waitUntil(self.screen.isActiveWindow)
        self.press(key)
        found = self.dialog()
        assert isinstance(found, StickDialog)
        self.settle()
        return found

    def export(self, carrier: str = "李强") -> None:
        dialog = self.stick_dialog(Key.Key_F10)
        field = dialog.findChild(QLineEdit, "carrier")
        assert field is not None
        field.setText(carrier)
        self.confirm()
        self.end()

    def take(self) -> None:
        self.stick_dialog(Key.Key_F11)
        self.confirm()
        self.end()

    def end(self) -> None:
        self.qtbot.waitUntil(lambda: self.carrying.progress is None)
        self.settle()

    def where(self) -> list[list[str]]:
        return [texts(row)[1:] for row in self.rows("courier_where")]

    def words(self, name: str, of: QWidget | None = None) -> str:
        found = (of or self.screen).findChild(QLabel, name)
        assert found is not None, name
        return found.text()


@pytest.fixture
def counter(enrolled: ScreenDesk, qtbot: QtBot, stick: Path) -> Counter:
    return Counter(enrolled, qtbot, stick)


def brought(city: City, stick: Path) -> None:
    assert [one.trouble for one in CourierOffice(city.program, IDS).take(stick)] == [None]


def test_a_case_goes_by_stick_and_its_answer_comes_home(counter: Counter, city: City, stick: Path) -> None:
    case = week.record_one(counter.desk)
    counter.screen.tabs.choose("courier")
    counter.settle()
    here, on_stick, _sent, received = counter.where()[0]
    assert (int(here) > 0, on_stick) == (True, "0")
    counter.export()
    assert counter.said[-1] == f"已导出 {here} 条记录、0 个附件到 KINGSTON，可以拔出U盘，请 李强 带到市里"
    assert counter.where()[0][:2] == ["0", here]
    (row,) = counter.rows("courier_trips")
    assert (row.cells[1].text, row.cells[2].text, row.cells[6].text) == ("KINGSTON", "李强", "等回执")
    assert "由 李强 带去，等市里的回执" in counter.words("courier_last")
    assert counter.desk.program.lists.delivery(case)[0].carried
    brought(city, stick)
    counter.take()
    assert counter.said[-1].startswith(f"回执已读入：市级平台收下 {here} 条记录")
    assert counter.where()[0] == ["0", "0", "0", str(int(here) + int(received))]
    assert texts(counter.rows("courier_trips")[0])[6].startswith("已读入")
    counter.take()
    assert counter.said[-1] == "这份回执已经读入过，没有新内容，不要紧"
    assert counter.complained == []


def test_a_broken_bundle_is_named_and_the_answer_is_taken_in(counter: Counter, city: City, stick: Path) -> None:
    week.record_one(counter.desk)
    counter.export()
    brought(city, stick)
    (answer,) = [one for one in (stick / SHELF).iterdir() if one.name.endswith("-back")]
    shutil.copytree(answer, answer.with_name("broken-back"))
    (answer.with_name("broken-back") / "manifest.json").write_text("{")
    dialog = counter.stick_dialog(Key.Key_F11)
    assert [row.cells[2].text for row in dialog.sticks.rows] == ["有本窗口的回执；broken-back 已损坏"]
    counter.confirm()
    counter.end()
    assert counter.said[-1].startswith("回执已读入")
    assert "“broken-back”这一包的清单读不出来" in counter.complained[-1]


def test_the_next_export_offers_who_carried_the_last(counter: Counter) -> None:
    counter.export("赵芳")
    dialog = counter.stick_dialog(Key.Key_F10)
    field = dialog.findChild(QLineEdit, "carrier")
    assert field is not None
    assert field.text() == "赵芳"
    dialog.close()


@pytest.mark.parametrize(
    ("free", "said", "may"),
    [(9_000, "空间不够", False), (80_000, "附件不一定全放得下", True), (28_900_000_000, "放得下。", True)],
)
def test_the_room_on_the_stick_is_judged_before_anything_is_written(
    counter: Counter, stick: Path, tmp_path: Path, free: int, said: str, may: bool
) -> None:
    week.attach(counter.desk, tmp_path / "scan.jpg", 90_000)
    counter.desk.program.announcer.announce(week.CASES)
    counter.settle()
    counter.drives.free = free
    dialog = counter.stick_dialog(Key.Key_F10)
    assert said in counter.words("stick_room", dialog)
    confirm = dialog.findChild(QPushButton, "dialog_confirm")
    assert confirm is not None
    assert confirm.isEnabled() is may
    dialog.close()
    assert list(stick.iterdir()) == []


def test_a_stick_that_is_full_after_all_is_told_and_left_as_it_was(
    counter: Counter, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    week.record_one(counter.desk)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.sync.bundle.os.fsync", full)
    counter.export()
    assert counter.complained == ["U盘空间不够，没有写成，原来的内容没有动。请清理U盘或换一个再导出。"]
    assert list((stick / SHELF).iterdir()) == []
    assert counter.rows("courier_trips") == ()
    assert counter.button("courier_export").isEnabled()


def held(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """The first piece is written, and then the stick waits: (it is there, let it go on)."""
    written, go_on = Event(), Event()
    watch = counter.carrying._watch

    def slow() -> Callable[[int, int], None]:
        tell = watch()

        def told(done: int, of: int) -> None:
            tell(done, of)
            written.set()
            assert go_on.wait(20)
            tell(done, of)

        return told

    monkeypatch.setattr(counter.carrying, "_watch", slow)
    return written, go_on


def begin(counter: Counter, written: Event) -> None:
    counter.press(Key.Key_F10)
    counter.dialog()
    counter.settle()
    confirm = counter.dialog().findChild(QPushButton, "dialog_confirm")
    assert confirm is not None
    confirm.click()
    counter.qtbot.waitUntil(written.is_set)
    counter.qtbot.waitUntil(lambda: "KINGSTON" in counter.screen.courier.strip.text.whole())


def test_while_it_is_written_the_clerk_may_stop_it(
    counter: Counter, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    week.record_one(counter.desk)
    written, go_on = held(counter, monkeypatch)
    begin(counter, written)
    assert counter.child("courier_progress").isVisible()
    assert not counter.button("courier_export").isEnabled()
    assert not counter.button("courier_take").isEnabled()
    counter.button("courier_progress_stop").click()
    go_on.set()
    counter.end()
    assert counter.said[-1] == "已取消，没有写成，U盘上原来的内容没有动。"
    assert counter.complained == []
    assert list((stick / SHELF).iterdir()) == []
    assert not counter.child("courier_progress").isVisible()


@pytest.mark.parametrize(("put_back", "said"), [(False, "被拔出"), (True, "换了一个")], ids=["pulled out", "swapped"])
def test_a_stick_that_goes_away_in_the_middle_is_told(
    counter: Counter, stick: Path, monkeypatch: pytest.MonkeyPatch, put_back: bool, said: str
) -> None:
    week.record_one(counter.desk)
    written, go_on = held(counter, monkeypatch)
    begin(counter, written)
    shutil.rmtree(stick)
    if put_back:
        stick.mkdir()
    go_on.set()
    counter.end()
    assert said in counter.complained[-1]
    assert counter.rows("courier_trips") == ()


def test_another_stick_in_the_place_of_the_chosen_one_is_not_written(counter: Counter, stick: Path) -> None:
    counter.stick_dialog(Key.Key_F10)
    counter.drives.turn = 2
    counter.confirm()
    counter.end()
    assert "换了一个" in counter.complained[-1]
    assert list(stick.iterdir()) == []


def test_closing_the_window_ends_what_is_being_written(
    counter: Counter, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    week.record_one(counter.desk)
    written, go_on = held(counter, monkeypatch)
    begin(counter, written)
    counter.carrying.stop()
    go_on.set()
    counter.carrying.wait()
    assert list((stick / SHELF).iterdir()) == []
    counter.end()


def test_without_a_stick_the_dialog_says_so_and_a_folder_will_do(
    enrolled: ScreenDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    counter = Counter(enrolled, qtbot)
    dialog = counter.stick_dialog(Key.Key_F10)
    confirm = dialog.findChild(QPushButton, "dialog_confirm")
    assert confirm is not None
    assert dialog.findChild(QWidget, "no_stick").isVisible()  # type: ignore[union-attr]
    assert not confirm.isEnabled()
    layout = dialog.layout()
    assert layout is not None
    needed = max(dialog.minimumHeight(), layout.totalHeightForWidth(dialog.width()))
    assert dialog.height() == needed, "room is kept for sticks"
    (tmp_path / "elsewhere").mkdir()
    dialog.add_folder(tmp_path / "elsewhere")
    counter.settle()
    assert not dialog.findChild(QWidget, "no_stick").isVisible()  # type: ignore[union-attr]
    counter.confirm()
    counter.end()
    assert len(list((tmp_path / "elsewhere" / SHELF).iterdir())) == 1


def test_a_stick_that_is_plugged_in_appears_by_itself(enrolled: ScreenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    counter = Counter(enrolled, qtbot, tmp_path / "late")
    dialog = counter.stick_dialog(Key.Key_F10)
    assert dialog.sticks.rows == ()
    (tmp_path / "late").mkdir()
    qtbot.waitUntil(lambda: [row.cells[0].text for row in dialog.sticks.rows] == ["late"])
    dialog.close()


def test_a_stick_with_nothing_of_ours_or_no_answer_yet_says_what_it_is(counter: Counter, stick: Path) -> None:
    counter.take()
    assert "没有四到的上报或回执" in counter.complained[-1]
    counter.export()
    counter.take()
    assert counter.complained[-1] == "U盘上是本窗口的上报，还没有市里的回执。请先送到市里读入，带回来再读。"


def test_a_desk_that_is_not_enrolled_is_told_what_comes_first(desk: ScreenDesk, qtbot: QtBot, stick: Path) -> None:
    counter = Counter(desk, qtbot, stick)
    counter.export()
    assert counter.complained[-1].startswith("本窗口还没有在市级平台登记")
