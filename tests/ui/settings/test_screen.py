"""Settings over a real desk: kept, refused beside their field, and tried."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app import config
from app.devices.printers import FolderPrinter
from app.errors import Trouble
from app.events import Changes
from app.sync.model import Enrolment, ServicePoint
from tests.ui.desk import PASSPHRASE, RESOURCES, ScreenDesk
from tests.ui.screens import settings_screen
from tests.ui.shown import Shown
from ui.settings.recover_dialog import RecoverDialog
from ui.settings.rows import COPIES
from ui.settings.screen import SettingsScreen
from ui.settings.services import RecoverWish
from ui.settings.trial_print import print_test_page
from ui.widgets.field import Field
from ui.widgets.inputs import ChoiceInput

Key = Qt.Key


def editor(shown: Shown[SettingsScreen], name: str) -> QLineEdit:
    found = shown.child(f"setting_{name}")
    assert isinstance(found, QLineEdit)
    return found


def error_of(shown: Shown[SettingsScreen], name: str) -> str:
    child = shown.child(f"setting_{name}")
    return next(field.error for field in shown.screen.findChildren(Field) if field.editor is child)


def test_point_and_window_are_kept_in_the_desks_file(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(settings_screen(desk), desk, qtbot)
    editor(shown, "point_name").setText("西江镇便民服务中心")
    editor(shown, "window").setText("12")
    shown.click("save_settings")
    kept = config.load(desk.program.queue.folder)
    assert (kept.point_name, kept.window) == ("西江镇便民服务中心", 12)
    assert desk.program.config == kept
    assert shown.said == ["设置已保存"]


def test_the_points_own_words_are_kept_for_all_items_and_for_one(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(settings_screen(desk), desk, qtbot)
    code = desk.program.catalogue.current()[0].code
    item = shown.child("own_item")
    assert isinstance(item, ChoiceInput)

    def own(name: str) -> QLineEdit:
        found = shown.child(f"own_{name}")
        assert isinstance(found, QLineEdit)
        return found

    own("phone").setText("0435-5229000")
    item.set_value(code)
    item.edited.emit()
    assert own("phone").text() == ""
    assert own("phone").placeholderText() == desk.program.catalogue.item(code).phone
    own("address").setText("二楼3号窗口")
    shown.click("save_settings")
    assert shown.said == ["设置已保存"]
    scope = desk.program.catalogue.scope(code)
    assert (scope.phone, scope.address) == ("0435-5229000", "二楼3号窗口")
    item.set_value("")
    item.edited.emit()
    assert own("phone").text() == "0435-5229000"
    own("phone").setText("123")
    item.set_value(code)
    item.edited.emit()
    shown.click("save_settings")
    wrong = next(field for field in shown.screen.findChildren(Field) if field.editor is own("phone"))
    assert wrong.error, "the field of the item that is wrong is in front"
    assert (item.value(), own("phone").text()) == ("", "123")
    assert len(desk.program.wording.words()) == 2


@pytest.mark.parametrize(
    ("name", "typed"),
    [("window", "0"), ("window", "100"), ("window", "三"), ("point_name", " "), ("address", "村" * 81)],
)
def test_a_wrong_setting_is_said_beside_its_field(desk: ScreenDesk, qtbot: QtBot, name: str, typed: str) -> None:
    before = desk.program.config
    shown = Shown(settings_screen(desk), desk, qtbot)
    editor(shown, name).setText(typed)
    shown.click("save_settings")
    assert error_of(shown, name)
    assert shown.said == []
    assert getattr(desk.program.config, name) == getattr(before, name)


def test_an_enrolled_points_own_words_are_centrals(desk: ScreenDesk, qtbot: QtBot) -> None:
    point = ServicePoint(
        code="220521100000", name="快大茂镇便民服务中心", short_name="快大茂", address="团结路1号", phone="0435-5212345"
    )
    enrolment = Enrolment(root=bytes(32), point=point, at=desk.clock.now(), demo=False)
    with desk.program.store.writing() as opened:
        opened.sync.keep_enrolment(enrolment)
    shown = Shown(settings_screen(desk), desk, qtbot)
    name = editor(shown, "point_name")
    assert (name.text(), name.isReadOnly()) == (point.name, True)
    editor(shown, "window").setText("5")
    shown.click("save_settings")
    assert desk.program.config.window == 5
    assert desk.program.config.point_name != point.name


def test_traffic_and_quiet_hours_are_kept_and_what_was_used_is_shown(desk: ScreenDesk, qtbot: QtBot) -> None:
    with desk.program.store.writing() as opened:
        opened.sync.note_traffic(desk.clock.now(), 3_200_000)
    shown = Shown(settings_screen(desk), desk, qtbot)
    shown.screen.tabs.choose("link")
    editor(shown, "traffic_day").setText("50")
    editor(shown, "quiet_from").setText("22:00")
    editor(shown, "quiet_until").setText("630")
    shown.click("save_settings")
    kept = config.load(desk.program.queue.folder)
    assert (kept.traffic_day, kept.traffic_hour, kept.quiet_from, kept.quiet_until) == (50, 0, "22:00", "06:30")
    assert editor(shown, "quiet_until").text() == "06:30"
    assert "3.2 MB" in " ".join(label.text() for label in shown.child("traffic_used").findChildren(QLabel))
    assert shown.said == ["设置已保存"]


@pytest.mark.parametrize(
    ("name", "typed", "blamed"),
    [
        ("traffic_day", "很多", "traffic_day"),
        ("quiet_from", "22:00", "quiet_until"),
        ("quiet_until", "7", "quiet_from"),
    ],
)
def test_a_limit_that_cannot_be_is_said_beside_its_field(
    desk: ScreenDesk, qtbot: QtBot, name: str, typed: str, blamed: str
) -> None:
    shown = Shown(settings_screen(desk), desk, qtbot)
    shown.screen.tabs.choose("link")
    editor(shown, name).setText(typed)
    shown.click("save_settings")
    assert error_of(shown, blamed)
    assert shown.said == []


def test_how_scans_are_brought_to_size_is_kept(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(settings_screen(desk), desk, qtbot)
    shown.screen.tabs.choose("scans")
    shown.settle()
    editor(shown, "scan_dpi").setText("９０")
    shown.click("save_settings")
    assert error_of(shown, "scan_dpi")
    assert shown.said == []
    editor(shown, "scan_dpi").setText("300")
    editor(shown, "scan_quality").setText("70")
    grey = shown.child("setting_scan_grey")
    qtbot.keyClick(grey, Key.Key_Space)
    shown.click("save_settings")
    kept = config.load(desk.program.queue.folder)
    assert (kept.scan_smaller, kept.scan_dpi, kept.scan_quality, kept.scan_grey) == (True, 300, 70, True)
    assert shown.said == ["设置已保存"]
    qtbot.keyClick(shown.child("setting_scan_smaller"), Key.Key_Space)
    assert not editor(shown, "scan_dpi").isEnabled()
    shown.click("save_settings")
    assert not desk.program.config.scan_smaller


def printers(shown: Shown[SettingsScreen]) -> ChoiceInput:
    shown.screen.tabs.choose("printer")
    shown.settle()
    found = shown.child("setting_printer")
    assert isinstance(found, ChoiceInput)
    return found


def test_a_printer_of_the_system_is_chosen_by_a_digit_and_kept(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(settings_screen(desk, queues=lambda: ("HP", "Pantum")), desk, qtbot)
    qtbot.keyClick(printers(shown), Key.Key_3)
    shown.click("save_settings")
    assert desk.program.config.printer == "Pantum"
    assert shown.said == ["打印机已保存"]


def test_a_folder_must_be_a_whole_path(desk: ScreenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    shown = Shown(settings_screen(desk), desk, qtbot)
    printers(shown).set_value("folder")
    shown.screen.printer._show_folder()
    editor(shown, "folder").setText("papers")
    shown.click("save_settings")
    assert error_of(shown, "folder")
    editor(shown, "folder").setText(str(tmp_path))
    shown.click("save_settings")
    assert desk.program.config.printer == f"file:{tmp_path}"


def test_a_test_page_tries_the_choice_before_it_is_kept(desk: ScreenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    tried: list[str] = []
    shown = Shown(settings_screen(desk, queues=lambda: ("HP",), print_page=tried.append), desk, qtbot)
    qtbot.keyClick(printers(shown), Key.Key_2)
    shown.click("test_page")
    assert tried == ["HP"]
    assert desk.program.config.printer == ""
    assert shown.said == ["测试页已送打印"]


def test_a_printers_trouble_is_said_beside_the_choice(desk: ScreenDesk, qtbot: QtBot) -> None:
    def refuse(_setting: str) -> None:
        raise Trouble("font_cache_full", folder="/x")

    shown = Shown(settings_screen(desk, print_page=refuse), desk, qtbot)
    printers(shown)
    shown.click("test_page")
    assert error_of(shown, "printer")
    assert shown.button("test_page").isEnabled()


def test_the_test_page_is_one_page_with_rare_characters(tmp_path: Path) -> None:
    import pypdfium2

    from tests.ui.desk import MORNING

    print_test_page(FolderPrinter(tmp_path), "快大茂镇便民服务中心 3号窗口", MORNING, RESOURCES, tmp_path / "cache")
    with pypdfium2.PdfDocument(tmp_path / "打印测试页.pdf") as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_range()
    assert "2026年11月23日 10:32:07" in text
    assert "𬘘" in text
    assert "김" in text


def open_clerk_dialog(shown: Shown[SettingsScreen], button: str) -> dict[str, QLineEdit]:
    shown.screen.tabs.choose("clerks")
    shown.settle()
    shown.click(button)
    fields = shown.dialog().findChildren(QLineEdit)
    return {field.objectName().removeprefix("clerk_"): field for field in fields}


def test_a_new_clerk_can_sign_in(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(settings_screen(desk), desk, qtbot)
    fields = open_clerk_dialog(shown, "add_clerk")
    for name, text in (("name", "李敏"), ("number", "02"), ("new", "a secret"), ("again", "a sekret")):
        fields[name].setText(text)
    shown.confirm()
    errors = [field.error for field in shown.dialog().findChildren(Field) if field.error]
    assert len(errors) == 1
    fields["again"].setText("a secret")
    shown.confirm()
    assert desk.program.queue.slots.open("a secret")[0].name == "李敏"
    qtbot.waitUntil(lambda: [row.cells[1].text for row in shown.rows("clerks")] == ["王敏", "李敏"])
    assert shown.said


def test_a_staff_number_belongs_to_one_clerk(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(settings_screen(desk), desk, qtbot)
    fields = open_clerk_dialog(shown, "add_clerk")
    for name, text in (("name", "李敏"), ("number", "01"), ("new", "a secret"), ("again", "a secret")):
        fields[name].setText(text)
    shown.confirm()
    wrong = {field.editor.objectName(): field.error for field in shown.dialog().findChildren(Field) if field.error}
    assert list(wrong) == ["clerk_number"]
    shown.dialog().close()


def test_the_passphrase_changes_only_with_the_old_one(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(settings_screen(desk), desk, qtbot)
    fields = open_clerk_dialog(shown, "change_passphrase")
    for name, text in (("old", "wrong"), ("new", "a new one"), ("again", "a new one")):
        fields[name].setText(text)
    shown.confirm()
    wrong = {field.editor.objectName(): field.error for field in shown.dialog().findChildren(Field) if field.error}
    assert list(wrong) == ["clerk_old"]
    fields["old"].setText(PASSPHRASE)
    shown.confirm()
    assert desk.program.queue.slots.open("a new one")[0].name == "王敏"
    assert shown.said == ["口令已更改"]


def copies_page(desk: ScreenDesk, qtbot: QtBot, **wishes: object) -> Shown[SettingsScreen]:
    shown = Shown(settings_screen(desk, **wishes), desk, qtbot)  # type: ignore[arg-type]
    shown.screen.tabs.choose(COPIES)
    return shown


def test_copies_are_set_and_begun(desk: ScreenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    begun: list[bool] = []
    shown = copies_page(desk, qtbot, copy_now=lambda: begun.append(True))
    place, hours = shown.child("copy_place"), shown.child("copy_hours")
    assert isinstance(place, QLineEdit)
    assert isinstance(hours, ChoiceInput)
    shown.click("copy_now")
    assert begun == []
    assert "请先选一个文件夹" in place.accessibleDescription()
    place.setText(str(tmp_path / "nowhere"))
    shown.click("save_settings")
    assert "找不到备份位置" in place.accessibleDescription()
    (tmp_path / "stick").mkdir()
    place.setText(str(tmp_path / "stick"))
    hours.set_value("4")
    shown.click("copy_now")
    assert (desk.program.config.copy_to, desk.program.config.copy_every) == (str(tmp_path / "stick"), 4)
    assert begun == [True]
    assert desk.program.copies.step() > 0
    shown.screen.refresh(Changes(settings=True))
    qtbot.waitUntil(desk.idle)
    assert "2026-11-23" in " ".join(label.text() for label in shown.screen.copies.findChildren(QLabel))


def test_a_copied_desk_is_offered_to_become_a_new_device(desk: ScreenDesk, qtbot: QtBot) -> None:
    assert copies_page(desk, qtbot).screen.copies.recover.isHidden()
    wished: list[RecoverWish] = []
    shown = copies_page(desk, qtbot, recover=wished.append)
    shown.click("recover")
    dialog = shown.screen.copies.findChild(RecoverDialog)
    assert dialog is not None
    number, passphrase = (dialog.findChild(QLineEdit, f"recover_{name}") for name in ("number", "passphrase"))
    assert number is not None
    assert passphrase is not None
    number.setText("100")
    dialog.confirm()
    assert dialog.number.error
    number.setText("7")
    dialog.confirm()
    assert dialog.passphrase.error
    passphrase.setText("kuaidamao")
    dialog.confirm()
    assert wished == [RecoverWish(device_number=7, code="", passphrase="kuaidamao")]
