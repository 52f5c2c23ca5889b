"""Settings as texts and values: without Qt."""

import pytest

from app.ids import ClerkId
from app.storage.clerks import Clerk
from ui.settings.rows import clerk_rows, printer_choice, printer_choices, printer_setting


@pytest.mark.parametrize("setting", ["", "HP-LaserJet", "file:/srv/papers", "default", "folder"])
def test_a_printer_setting_survives_being_shown(setting: str) -> None:
    assert printer_setting(*printer_choice(setting)) == setting


def test_a_printer_that_is_off_now_stays_to_be_chosen() -> None:
    codes = [code for code, _label in printer_choices(["B", "A"], "Old")]
    assert codes == ["default", "queue:A", "queue:B", "queue:Old", "folder"]
    assert [code for code, _label in printer_choices([], "file:/x")] == ["default", "folder"]


def test_the_clerk_who_is_signed_in_is_marked() -> None:
    here, other = (Clerk(id=ClerkId(name), name=name, number=name) for name in ("1", "2"))
    assert [row.cells[2].text for row in clerk_rows([here, other], here)] == ["现在登录的是本人", ""]
