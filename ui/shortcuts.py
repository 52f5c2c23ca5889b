"""Every key of the screens, in one place, so that no two actions of one screen share one.

Screens stack, and only the visible one's buttons answer; dialogs have their own.
"""

from typing import Final

# The visitor
CALL_NEXT: Final = "F2"
RECALL: Final = "F3"
PARK: Final = "F4"
TRANSFER: Final = "F5"
FINISH: Final = "F8"
SKIP: Final = "Alt+G"  # 过; far from recall on the keyboard too
UNDO_SKIP: Final = "Ctrl+Z"
CHOOSE_TICKET: Final = "Ctrl+T"
GO_TO_TASKS: Final = "Ctrl+G"

# The intake
ATTACH: Final = "F7"
SUBMIT: Final = "F9"
SUPPLEMENT: Final = "F10"
DECLINE: Final = "F11"
ENQUIRY: Final = "F12"
PREVIEW: Final = "Ctrl+P"
ANOTHER: Final = "Ctrl+N"
MATERIAL_MORE: Final = "Alt+D"
USE_MATERIAL: Final = "Alt+M"
ALL_IN: Final = "Alt+A"
LETTER: Final = "Alt+W"
RECEIVE: Final = "Ctrl+S"
ITEM: Final = "Ctrl+I"
USE_EARLIER: Final = "Alt+U"
DISCARD: Final = "Ctrl+D"
MATERIALS: Final = "Ctrl+M"
CHECK: Final = "F6"
SCAN_LIST: Final = "Ctrl+B"
DIFFERENCES: Final = "Alt+B"
REPLACED: Final = "Alt+R"
ORDINARY: Final = "F8"  # in the dialog of a replacement
ABANDON: Final = "F11"  # there too
PRINT_GUIDE: Final = "Ctrl+G"  # in the check's dialog

# The pages of a material
SCAN_PAGE: Final = "F8"
TURN_RIGHT: Final = "R"
TURN_LEFT: Final = "L"
TRIM_PAGE: Final = "T"
MOVE_UP: Final = "U"
MOVE_DOWN: Final = "D"
REMOVE_PAGE: Final = "Del"

# Lists
SEARCH: Final = "Ctrl+F"

# Dialogs
CONFIRM: Final = "F9"
CANCEL: Final = "Esc"

# The first start
CHOOSE_PACKET: Final = "F7"

# The rail
PLACES: Final = tuple(f"Alt+{number}" for number in range(1, 10))
CLERK: Final = "Ctrl+L"
PUT_AWAY: Final = "Alt+K"
CONFIRM_DATE: Final = "Ctrl+J"
MANUAL: Final = "F1"
