"""Renews the two locks with uv: every version and hash, for all our platforms, and no registry's address.

uv's own lock file would record addresses; `pip compile` with these options does not.
"""

import shutil
import sys
from pathlib import Path

from resources.setup.environment import BUILD, LOCK, PIP, PROJECT
from resources.setup.interop import OVERLAY_LOCK
from resources.setup.trouble import run, say

OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
    "--upgrade",
    "--quiet",
)


def renew() -> None:
    """Write requirements.lock and tests/interop/requirements.lock with the newest versions that fit."""
    compile_lock: list[str | Path] = [_uv(), "pip", "compile", *OPTIONS]
    say("正在更新 requirements.lock …")
    run([*compile_lock, PROJECT, "--extra", "dev", "-o", LOCK], failure="没能更新 requirements.lock")
    wishes = OVERLAY_LOCK.with_suffix(".in")
    run([*compile_lock, wishes, "-c", LOCK, "-o", OVERLAY_LOCK], failure=f"没能更新 {OVERLAY_LOCK.name}")


def _uv() -> Path:
    """uv from PATH, or one of our own in `.build`."""
    found = shutil.which("uv")
    if found:
        return Path(found)
    folder = BUILD / "uv"
    if not (folder / "bin" / "uv").exists():
        say("正在安装 uv …")
        run([sys.executable, "-m", "venv", "--clear", folder], failure="没能建立 uv 的环境")
        run([folder / "bin" / "python", "-m", "pip", *PIP, "install", "-q", "uv"], failure="没能安装 uv")
    return folder / "bin" / "uv"
