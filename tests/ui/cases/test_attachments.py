"""Attachments of an open case: looked at, saved elsewhere, and said when they are not here."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.cases.given import StoredFile
from app.cases.model import Case
from app.errors import NotFound
from tests.ui import week
from tests.ui.desk import WINDOW, ScreenDesk
from tests.ui.screens import case_lists, cases_screen
from tests.ui.shown import Shown
from ui.cases.dialogs import AttachmentDialog
from ui.cases.screen import CasesScreen


def with_file(desk: ScreenDesk, *paths: Path) -> Case:
    """A case whose first material came with the files."""
    case = week.record_one(desk)
    line = week.line_of(case)
    line["materials"][0]["file"] = [str(path) for path in paths]
    done = desk.program.cases.record({**line, "act": "receive"}, window=WINDOW)
    assert done.case is not None
    return done.case


def dialog_of(desk: ScreenDesk, qtbot: QtBot, path: Path) -> tuple[Shown[CasesScreen], AttachmentDialog]:
    case = with_file(desk, path)
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(case.case_no)
    shown.settle()
    assert shown.rows("case_materials")[0].cells[-1].text == "看附件"
    shown.click("open_file")
    dialog = shown.dialog()
    assert isinstance(dialog, AttachmentDialog)
    qtbot.waitUntil(dialog.save.isEnabled)
    shown.settle()
    return shown, dialog


def test_a_picture_is_shown_and_saved_as_it_came(desk: ScreenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    given = tmp_path / "户口簿.png"
    picture = QImage(1200, 800, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    assert picture.save(str(given))
    shown, dialog = dialog_of(desk, qtbot, given)
    assert dialog.picture.pixmap().width() == 640
    copy = tmp_path / "copy.png"
    dialog.save_to(str(copy))
    shown.settle()
    assert copy.read_bytes() == given.read_bytes()


def test_the_pages_of_a_material_are_looked_at_one_after_another(
    desk: ScreenDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = []
    for side in (300, 400):
        picture = QImage(side, side, QImage.Format.Format_RGB32)
        picture.fill(0xFFFFFF)
        paths.append(tmp_path / f"{side}.png")
        assert picture.save(str(paths[-1]))
    case = with_file(desk, *paths)
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(case.case_no)
    shown.settle()
    assert shown.rows("case_materials")[0].cells[-1].text == "看附件（2 页）"
    shown.click("open_file")
    dialog = shown.dialog()
    assert isinstance(dialog, AttachmentDialog)
    qtbot.waitUntil(dialog.save.isEnabled)
    assert (dialog.picture.pixmap().width(), dialog.title.text()) == (300, "300.png（第 1 页，共 2 页）")
    assert not dialog.before.isEnabled()
    dialog.after.click()
    qtbot.waitUntil(dialog.save.isEnabled)
    assert (dialog.picture.pixmap().width(), dialog.after.isEnabled()) == (400, False)
    dialog.close()


def test_a_pdf_is_shown_page_by_page(desk: ScreenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    case = week.record_one(desk)
    given = tmp_path / "scan.pdf"
    given.write_bytes(desk.program.papers.preview(case))
    _shown, dialog = dialog_of(desk, qtbot, given)
    qtbot.waitUntil(lambda: len(dialog.pages.findChildren(QLabel)) == 1)
    dialog.close()


def test_a_page_turned_to_is_not_covered_by_the_one_before(desk: ScreenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    paper, photo = tmp_path / "scan.pdf", tmp_path / "photo.png"
    paper.write_bytes(desk.program.papers.preview(week.record_one(desk)))
    picture = QImage(300, 300, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    assert picture.save(str(photo))
    case = with_file(desk, paper, photo)
    shown = Shown(cases_screen(desk), desk, qtbot)
    files = case.materials[0].files
    dialog = AttachmentDialog(files, desk.program.cases.read_file, desk.lanes, shown.screen)
    drawn = Event()
    desk.lanes.devices.run(drawn.wait)
    dialog.open()
    qtbot.waitUntil(dialog.save.isEnabled)
    dialog.after.click()  # while the first one waits to be drawn
    qtbot.waitUntil(dialog.picture.isVisible)
    drawn.set()
    qtbot.waitUntil(desk.idle)
    assert dialog.picture.isVisible()
    assert not dialog.pages.isVisible()
    dialog.close()


def test_what_cannot_be_saved_there_is_said_and_the_dialog_stays(
    desk: ScreenDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    given = tmp_path / "scan.pdf"
    given.write_bytes(desk.program.papers.preview(week.record_one(desk)))
    shown, dialog = dialog_of(desk, qtbot, given)
    dialog.save_to(str(tmp_path / "nowhere" / "copy.pdf"))
    shown.settle()
    assert "没有存成" in dialog.sentence.text()
    assert dialog.isVisible()
    dialog.close()


def test_a_file_of_another_desk_is_not_here(desk: ScreenDesk) -> None:
    with pytest.raises(NotFound) as missing:
        case_lists(desk).attachment(StoredFile(digest="0" * 64, name="户口簿.jpg", media="image/jpeg", size=1))
    assert (missing.value.code, missing.value.values) == ("attachment_missing", {"name": "户口簿.jpg"})
