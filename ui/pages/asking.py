"""Asking for a material's pages on an intake's form."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.intake.materials_form import MaterialsForm
from ui.intake.services import IntakeServices
from ui.pages.dialog import PagesDialog


def ask_pages(materials: MaterialsForm, code: str, services: IntakeServices, over: QWidget) -> PagesDialog:
    """The dialog of the material's pages over the screen; what it decides goes into the material's row."""
    name, files = materials.pages_of(code)
    dialog = PagesDialog(
        name,
        files,
        cases=services.cases,
        scanning=services.desk.scanning,
        lanes=services.lanes,
        parent=over,
    )
    dialog.decided.connect(_Deciding(materials, code))
    dialog.open()
    return dialog


class _Deciding:
    """What a dialog's decision does."""

    def __init__(self, materials: MaterialsForm, code: str) -> None:
        self._materials, self._code = materials, code

    def __call__(self, pages: list[Any]) -> None:
        self._materials.show_pages(self._code, pages)
