"""Tells a measuring program when the workbench is on the screen, then leaves: for `make bench`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QTimer
from PySide6.QtWidgets import QApplication

from ui.places import WORKBENCH
from ui.tasks import Lanes
from ui.window import DeskWindow

_LOOK_MS = 5
_LATE_MS = 3000
"""After the first paint: by then the late work has begun, and what it loads is there once the lanes rest."""
_STATUS = Path("/proc/self/status")


def tell_and_leave(window_of: Callable[[], DeskWindow | None], lanes: Lanes) -> None:
    """Writes {"painted": true} once the workbench shows what the stores say, then {"resident": BYTES} at rest."""
    timer = QTimer(QApplication.instance())
    timer.setInterval(_LOOK_MS)
    told = False
    late = QDeadlineTimer(QDeadlineTimer.ForeverConstant.Forever)

    def look() -> None:
        nonlocal told, late
        window = window_of()
        if window is None or not window.shell.isVisible():
            return
        if not told and window.shell.go(WORKBENCH).told:  # type: ignore[attr-defined]  # the workbench's own
            window.shell.grab()
            _say(painted=True)
            told, late = True, QDeadlineTimer(_LATE_MS)
        elif late.hasExpired() and lanes.storage.idle and lanes.devices.idle:
            timer.stop()
            _say(resident=_resident())
            window.background.stop()
            QTimer.singleShot(0, QApplication.quit)

    timer.timeout.connect(look)
    timer.start()


def _say(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _resident() -> int | None:
    """Bytes of memory in use, where the system tells (Linux)."""
    try:
        lines = _STATUS.read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), None)
