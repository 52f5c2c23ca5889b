"""PySide reads the source of no module that the program loads."""

import subprocess
import sys

_READ = """
import ui.main
import linecache
print([name for name in linecache.cache if "/app/" in name or "/ui/" in name or "sqlalchemy" in name])
"""
_STAR = """
import ui.plain_imports
from PySide6.QtCore import *
assert QTimer.__module__ == "PySide6.QtCore"
"""


def test_no_source_is_read() -> None:
    assert _run(_READ) == "[]"


def test_what_pyside_does_to_imports_itself_stays() -> None:
    """It makes its classes when they are first asked for, also by a star."""
    assert _run(_STAR) == ""


def _run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return done.stdout.strip()
