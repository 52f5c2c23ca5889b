"""The pages of a material by keyboard: added, put in order, turned, trimmed, and nothing kept before F9."""

import io
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.cases.given import StoredFile
from app.devices.page_pictures import WHOLE
from app.errors import Trouble
from tests.ui.desk import ScreenDesk
from tests.ui.typing import press
from ui.pages.dialog import PagesDialog

Key = Qt.Key
Open = Callable[..., PagesDialog]


def page(shade: int, *, table: bool = True) -> Image.Image:
    picture = Image.new("RGB", (600, 800), (40, 40, 40) if table else "white")
    ImageDraw.Draw(picture).rectangle((100, 100, 499, 699), (shade, shade, 255))
    return picture


def saved(folder: Path, name: str, shade: int = 200) -> str:
    path = folder / name
    page(shade).save(path, "JPEG", quality=92)
    return str(path)


@pytest.fixture
def open_(desk: ScreenDesk, qtbot: QtBot) -> Open:
    """The dialog over a window of the small size, everything opened."""
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(911, 512)
    over.show()

    def opened(*files: StoredFile) -> PagesDialog:
        program = desk.program
        dialog = PagesDialog(
            "居民户口簿", files, cases=program.cases, scanning=program.scanning, lanes=desk.lanes, parent=over
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.ask_files = lambda: None  # type: ignore[method-assign]
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.waitUntil(lambda: desk.idle() and not dialog.sentence.isVisible())
        return dialog

    return opened


def added(dialog: PagesDialog, qtbot: QtBot, *paths: str) -> PagesDialog:
    count = len(dialog.pages)
    dialog.add_files(paths)
    qtbot.waitUntil(lambda: len(dialog.pages) == count + len(paths))
    return dialog


def decided_files(desk: ScreenDesk, dialog: PagesDialog, qtbot: QtBot) -> list[StoredFile]:
    with qtbot.waitSignal(dialog.decided) as decided:
        press(Key.Key_F9, widget=dialog)
    (pages,) = decided.args or ([],)
    return [file for file, _came in pages]


def picture_of(desk: ScreenDesk, file: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(desk.program.cases.read_file(file))).convert("RGB")


def test_pages_are_turned_trimmed_and_ordered_by_keyboard(
    desk: ScreenDesk, open_: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = added(open_(), qtbot, saved(tmp_path, "a.jpg", 90), saved(tmp_path, "b.jpg", 230))
    dialog.list.setCurrentRow(0)
    press(Key.Key_T, Key.Key_R, widget=dialog)
    press(Key.Key_D, widget=dialog)
    assert [one.name for one in dialog.pages] == ["b.jpg", "a.jpg"]
    plain, mended = decided_files(desk, dialog, qtbot)
    assert picture_of(desk, plain).size == (600, 800)
    turned = picture_of(desk, mended)
    assert abs(turned.width - 600) < 30
    assert abs(turned.height - 400) < 30
    assert all(value > 60 for value in turned.getpixel((turned.width // 2, turned.height // 2)))


def test_an_edge_is_moved_by_the_arrows_and_the_page_may_be_whole_again(
    open_: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = added(open_(), qtbot, saved(tmp_path, "a.jpg"))
    dialog.canvas.setFocus()
    press(Key.Key_Right, Key.Key_Right, Key.Key_Down, widget=dialog.canvas)
    assert dialog.pages[0].trim.left == pytest.approx(0.01)
    assert dialog.pages[0].trim.top == 0
    press(Key.Key_Space, Key.Key_Down, widget=dialog.canvas)
    assert dialog.pages[0].trim.top == pytest.approx(0.005)
    press(Key.Key_T, widget=dialog)
    assert dialog.pages[0].trim == WHOLE


def test_nothing_is_kept_before_f9_and_esc_asks_first(
    desk: ScreenDesk, open_: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = added(open_(), qtbot, saved(tmp_path, "a.jpg"))
    press(Key.Key_Escape, widget=dialog)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.rejected):
        press(Key.Key_Escape, widget=dialog)
    folder = desk.program.queue.folder / "files"
    assert not [path for path in folder.rglob("*") if path.is_file()]


def unopened(desk: ScreenDesk, qtbot: QtBot, *files: StoredFile) -> PagesDialog:
    """The dialog as it has just come up."""
    program = desk.program
    dialog = PagesDialog("户口簿", files, cases=program.cases, scanning=program.scanning, lanes=desk.lanes)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    return dialog


def test_f9_before_the_pages_are_open_decides_nothing(desk: ScreenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    kept = desk.program.cases.keep_file(saved(tmp_path, "a.jpg"))
    dialog = unopened(desk, qtbot, kept)
    with qtbot.assertNotEmitted(dialog.decided):
        dialog.confirm()
        qtbot.waitUntil(lambda: desk.idle() and len(dialog.pages) == 1)
    assert decided_files(desk, dialog, qtbot) == [kept]


def test_pages_that_cannot_be_opened_are_never_decided_away(
    desk: ScreenDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_file: StoredFile) -> bytes:
        raise Trouble("store_failed", reason="OSError")

    kept = desk.program.cases.keep_file(saved(tmp_path, "a.jpg"))
    monkeypatch.setattr(desk.program.cases, "read_file", busy)
    dialog = unopened(desk, qtbot, kept)
    said = dialog.findChild(QWidget, "pages_trouble")
    assert said is not None
    qtbot.waitUntil(said.isVisible)
    with qtbot.assertNotEmitted(dialog.decided):
        dialog.confirm()
        qtbot.waitUntil(desk.idle)
    assert not dialog.keep.isEnabled()


def test_who_leaves_while_the_pages_are_kept_has_decided_nothing(
    desk: ScreenDesk, open_: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = added(open_(), qtbot, saved(tmp_path, "a.jpg"))
    with qtbot.assertNotEmitted(dialog.decided):
        dialog.confirm()
        dialog.reject()
        dialog.reject()
        qtbot.waitUntil(desk.idle)
    assert dialog.result() == PagesDialog.DialogCode.Rejected


def test_pages_that_stay_as_they_are_stay_the_same_files(
    desk: ScreenDesk, open_: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    one, two = (desk.program.cases.keep_file(saved(tmp_path, f"{shade}.jpg", shade)) for shade in (90, 230))
    dialog = open_(one, two)
    dialog.list.setCurrentRow(1)
    press(Key.Key_U, widget=dialog)
    dialog.list.setCurrentRow(1)
    press(Key.Key_R, Key.Key_L, widget=dialog)
    assert decided_files(desk, dialog, qtbot) == [two, one]
    again = open_(one, two)
    press(Key.Key_Delete, widget=again)
    assert decided_files(desk, again, qtbot) == [two]


def test_a_scanner_gives_pages_by_f8_and_its_trouble_is_said(
    desk: ScreenDesk, open_: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    source = saved(tmp_path, "camera.jpg")
    code = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"
    desk.program.queue.change(scan_command=shlex.join([sys.executable, "-c", code, source, "{out}"]))
    dialog = open_()
    press(Key.Key_F8, widget=dialog)
    qtbot.waitUntil(lambda: len(dialog.pages) == 1)
    Path(source).unlink()
    press(Key.Key_F8, widget=dialog)
    said = dialog.findChild(QWidget, "pages_trouble")
    assert said is not None
    qtbot.waitUntil(said.isVisible)
    assert any("没有扫成" in label.text() for label in said.findChildren(QLabel))
    assert len(dialog.pages) == 1


def test_what_is_saved_into_the_folder_of_scans_becomes_a_page(
    desk: ScreenDesk, open_: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    desk.program.queue.change(scan_folder=str(folder))
    program = desk.program
    dialog = PagesDialog("户口簿", (), cases=program.cases, scanning=program.scanning, lanes=desk.lanes)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog._watch.setInterval(5)
    dialog.show()
    qtbot.waitUntil(dialog._watch.isActive)
    saved(folder, "new.jpg")
    qtbot.waitUntil(lambda: [one.name for one in dialog.pages] == ["new.jpg"])
    dialog.done(0)
    assert not dialog._watch.isActive()


def test_a_file_that_cannot_be_a_page_is_said_and_the_others_stay(open_: Open, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = added(open_(), qtbot, saved(tmp_path, "a.jpg"))
    notes = tmp_path / "notes.txt"
    notes.write_text("no page")
    dialog.add_files([str(notes)])
    said = dialog.findChild(QWidget, "pages_trouble")
    assert said is not None
    qtbot.waitUntil(said.isVisible)
    assert len(dialog.pages) == 1
