"""Keys of the lists never mean something else to a field that has the focus."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from tests.ui.test_shortcuts import _EDITING, _ON_X11
from ui import list_shortcuts


def test_no_key_of_the_lists_edits_text(qapp: QApplication) -> None:
    editing = _ON_X11 | {key.toString() for kind in _EDITING for key in QKeySequence.keyBindings(kind)}
    keys = {name: key for name, key in vars(list_shortcuts).items() if name.isupper()}
    assert keys
    assert not {name: key for name, key in keys.items() if QKeySequence(key).toString() in editing}
