"""The printers that the operating system knows, by name."""

import shutil
import subprocess
import sys

_PATIENCE = 10.0
_WINDOWS = "Get-Printer | ForEach-Object { $_.Name }"


def printer_queues() -> tuple[str, ...]:
    """Their names in order; none when the system has no printing or does not answer. May take seconds."""
    if sys.platform == "win32":
        return _asked(["powershell", "-NoProfile", "-Command", _WINDOWS])
    return _asked(["lpstat", "-e"])


def _asked(command: list[str]) -> tuple[str, ...]:
    if shutil.which(command[0]) is None:
        return ()
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    names = (line.strip() for line in done.stdout.decode("utf-8", "replace").splitlines())
    return tuple(sorted({name for name in names if name}))
