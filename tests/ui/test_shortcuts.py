"""Keys of actions never mean something else to the field that has the focus."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from ui import shortcuts

_KEY = QKeySequence.StandardKey
_EDITING = (
    *(_KEY.Delete, _KEY.Backspace, _KEY.Copy, _KEY.Cut, _KEY.Paste, _KEY.SelectAll),
    *(_KEY.DeleteStartOfWord, _KEY.DeleteEndOfWord, _KEY.DeleteEndOfLine, _KEY.DeleteCompleteLine),
    *(_KEY.MoveToNextWord, _KEY.MoveToPreviousWord, _KEY.MoveToStartOfLine, _KEY.MoveToEndOfLine),
    *(_KEY.SelectNextWord, _KEY.SelectPreviousWord, _KEY.SelectStartOfLine, _KEY.SelectEndOfLine),
)
_ON_X11 = {"Ctrl+U", "Ctrl+K", "Ctrl+D", "Ctrl+E"}
"""Bindings of Linux desktops, which Qt's offscreen platform doesn't know."""
_WHILE_NOTHING_IS_TYPED = {"UNDO_SKIP", "DISCARD", "CANCEL", "REMOVE_PAGE"}
"""Offered only over lists and in dialogs without fields, or for leaving."""


def test_no_key_of_the_workbench_edits_text(qapp: QApplication) -> None:
    editing = _ON_X11 | {key.toString() for kind in _EDITING for key in QKeySequence.keyBindings(kind)}
    keys = {name: key for name, key in vars(shortcuts).items() if name.isupper() and isinstance(key, str)}
    clashes = {name: key for name, key in keys.items() if QKeySequence(key).toString() in editing}
    assert not set(clashes) - _WHILE_NOTHING_IS_TYPED, clashes
