"""The keys of the screens that are lists and details; those of the visitor and the intake are in shortcuts.py."""

from typing import Final

OPEN: Final = "F9"
"""The chosen row's own act; Enter in the list does the same."""
BACK: Final = "Esc"

# A case
REPRINT: Final = "Ctrl+R"
PREVIEW: Final = "Ctrl+P"
ATTACHMENT: Final = "F7"
PAGE_BEFORE: Final = "Alt+Left"
PAGE_AFTER: Final = "Alt+Right"
SIBLING: Final = "F6"
OTHER_CASE: Final = "F8"
LETTER: Final = "Alt+W"
CAME_OUT: Final = "F3"
DID_NOT_COME_OUT: Final = "F4"
ACCEPT: Final = "F9"
SUPPLEMENT: Final = "F10"
DECLINE: Final = "F11"
NOTIFY: Final = "F10"
VOID: Final = "F11"
MORE: Final = "F12"

# The queue
TAKE: Final = "F6"
BOARD: Final = "F7"

# 帮代办
NEW: Final = "F6"
CHANGE: Final = "F7"
SETTLE: Final = "F8"
ALL_CAME: Final = "F10"

# The sync centre
SYNC_NOW: Final = "F9"
MEND: Final = "F6"
CENTRAL: Final = "F7"
SEND_AGAIN: Final = "F8"
EXPORT: Final = "F10"
TAKE_IN: Final = "F11"
STOP_EXPORT: Final = "F12"

# Settings
SAVE: Final = "F9"
TEST_PAGE: Final = "Ctrl+P"
CHOOSE_FOLDER: Final = "Ctrl+O"
COPY_NOW: Final = "F6"
RECOVER: Final = "F7"
ADD_CLERK: Final = "F6"
PASSPHRASE: Final = "F7"
