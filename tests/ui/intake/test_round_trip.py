"""The form and an input line say the same: whatever a line holds comes out of the form again."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.cases.demo import demo_lines
from app.clock import local_date
from tests.ui.desk import ScreenDesk
from ui.fonts import ScreenFonts
from ui.intake.form import IntakeForm
from ui.intake.item_view import view_of


@pytest.fixture
def form(desk: ScreenDesk, fonts: ScreenFonts, qtbot: QtBot) -> IntakeForm:
    made = IntakeForm(desk.intake_services(fonts.ensure))
    qtbot.addWidget(made)
    made.resize(1274, 600)
    made.show()
    return made


def test_demo_lines_of_every_item_come_out_as_they_went_in(form: IntakeForm, desk: ScreenDesk) -> None:
    catalogue = desk.program.catalogue
    today = local_date(desk.clock.now())
    items = catalogue.current()
    for line in demo_lines(2 * len(items), 7, items):
        form.show_view(view_of(catalogue, catalogue.item(line["item"]), today))
        form.show_body(line)
        shown = form.body()
        for part in ("item", "agent", "answers", "materials"):
            assert shown[part] == line[part], (part, line["item"])
        assert _told(shown["applicant"]) == _told(line["applicant"]), line["item"]


def _told(applicant: dict[str, Any]) -> dict[str, Any]:
    """Without keys that say nothing."""
    return {key: value for key, value in applicant.items() if value is not None}
