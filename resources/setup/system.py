"""The system's packages: looked for as programs and libraries, installed by apt where that is allowed.

Libraries are looked for by opening them, not by asking dpkg, so that UOS, Kylin and other systems whose
packages have other names pass too.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from resources.setup.trouble import SetupTrouble, run, say

VENV = f"python3.{sys.version_info.minor}-venv"

QT = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
"""What Qt needs to draw at all, without a display too: the file, and Debian's package with it."""

QT_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What a window on an X display needs besides."""

QT_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""What a window on a Wayland display needs besides."""

BROWSER_DRIVER = {"libatomic.so.1": "libatomic1"}
"""What Playwright's driver needs besides."""


def needs_of(purpose: str) -> list[str]:
    """Debian's names of the packages that `purpose` lacks here, in a fixed order."""
    missing = [] if importlib.util.find_spec("ensurepip") else [VENV]
    if sys.platform != "linux":
        return missing
    if purpose in ("run", "test", "interop"):
        missing += _without(QT)
    if purpose == "run" and os.environ.get("DISPLAY"):
        missing += _without(QT_X11)
    if purpose == "run" and os.environ.get("WAYLAND_DISPLAY"):
        missing += _without(QT_WAYLAND)
    if purpose in ("test", "interop") and not (os.environ.get("SIDAO_TEST_POSTGRES") or postgresql_programs()):
        missing.append("postgresql")
    if purpose == "interop":
        missing += _without(BROWSER_DRIVER)
    if purpose == "interop" and not (shutil.which("chromium") or shutil.which("google-chrome")):
        missing.append("chromium")
    if purpose == "interop" and not (shutil.which("node") and shutil.which("npm")):
        missing += ["nodejs", "npm"]
    return missing


def postgresql_programs() -> Path | None:
    """The folder with PostgreSQL's server programs, the newest version first, or None.

    tests/postgres_guardian.py asks here, too; Debian keeps them out of PATH.
    """
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    found = shutil.which("postgres")
    for folder in [*reversed(versions), *([Path(found).parent] if found else [])]:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    return None


def provide(packages: list[str]) -> None:
    """Install `packages`, or raise with the one line that an administrator has to type."""
    if not packages:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    by_hand = f"缺少系统软件包，本程序无权安装。请执行下面一行，然后重来：\n\n    sudo {line}\n"
    if shutil.which("apt-get") is None:
        raise SetupTrouble(
            f"缺少系统软件包，而这里没有 apt-get。请安装与 Debian 的这些包相当的软件包：{' '.join(packages)}"
        )
    sudo = _right_to_install()
    if sudo is None:
        raise SetupTrouble(by_hand)
    say(f"正在安装系统软件包：{' '.join(packages)}")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive"]
    run([*apt, "apt-get", "update"], failure="无法刷新软件包列表，请检查网络和软件源", talkative=False)
    run([*apt, *line.split()], failure=f"没能装上系统软件包，请手工执行：sudo {line}", talkative=False)


def _without(libraries: dict[str, str]) -> Iterable[str]:
    """The packages whose library can't be opened."""
    for file, package in libraries.items():
        try:
            ctypes.CDLL(file)
        except OSError:
            yield package


def _right_to_install() -> list[str] | None:
    """The words to put before apt-get: none for root, sudo where it asks no password; None without the right."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True)
    return ["sudo", "-n"] if asked.returncode == 0 else None
