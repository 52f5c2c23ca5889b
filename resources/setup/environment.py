"""The virtual environment `.venv`, exactly as requirements.lock says, with the project itself linked in.

A stamp is written into it last. With no stamp the environment was never finished and is made anew; with
the stamp of another lock it is brought up to date in place, and what the lock no longer names is removed.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from resources.setup.trouble import TOP, run, say

FOLDER = TOP / ".venv"
PYTHON = FOLDER / "bin" / "python"
LOCK = TOP / "requirements.lock"
PROJECT = TOP / "pyproject.toml"
BUILD = TOP / ".build"
"""Where set-up keeps what is not for the program: locks, and environments for tools."""


def provide() -> None:
    """Make `.venv` ready, unless it is."""
    if is_ready(FOLDER, wanted()):
        return
    with one_at_a_time():
        if is_ready(FOLDER, wanted()):
            return
        if not begun(FOLDER):
            say("正在建立 .venv …")
        say("正在安装依赖（首次约下载 180 MB）…")
        install(PYTHON, LOCK)
        _remove_strangers()
        link = ["install", "-q", "--no-build-isolation", "--no-deps", "-e", "."]
        run([PYTHON, "-m", "pip", *PIP, *link], failure="没能把本项目装进 .venv")
        finish(FOLDER, wanted())


def wanted() -> str:
    """A digest of all that decides what the environment holds: the lock, and who we are in pyproject.toml."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    ours = json.dumps([project["build-system"], project["project"]], sort_keys=True)
    return hashlib.sha256(LOCK.read_bytes() + ours.encode()).hexdigest()


PIP = ("--disable-pip-version-check", "--no-input")


def install(python: Path, lock: Path) -> None:
    """Install what `lock` names, each file checked against its hash."""
    quiet = [] if sys.stderr.isatty() else ["-q"]
    what = [*quiet, "--require-hashes", "-r", str(lock)]
    run([python, "-m", "pip", *PIP, "install", *what], failure="没能装上依赖，请检查网络后重来")


def is_ready(folder: Path, digest: str) -> bool:
    """Whether `folder` holds a finished environment with this digest and its Python still exists."""
    stamp = folder / "ready"
    return (folder / "bin" / "python").exists() and stamp.exists() and stamp.read_text() == digest


def begun(folder: Path) -> bool:
    """Open the environment for changes: keep a finished one, make an unfinished or absent one anew.

    From here until `finish` it counts as unfinished. True when it was kept.
    """
    stamp = folder / "ready"
    kept = stamp.exists() and (folder / "bin" / "python").exists()
    stamp.unlink(missing_ok=True)
    if not kept:
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", folder], failure=f"没能建立 {folder.name}")
    return kept


def finish(folder: Path, digest: str) -> None:
    """Say durably that the environment is complete."""
    fresh = folder / "ready.new"
    fresh.write_text(digest)
    os.replace(fresh, folder / "ready")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let two set-ups in one folder follow each other."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _remove_strangers() -> None:
    """Uninstall what neither the lock nor set-up itself put there."""
    listing = subprocess.run(
        [PYTHON, "-m", "pip", *PIP, "list", "--format=json"], stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    known = {"pip", "sidao", *names_in(LOCK)}
    strangers = sorted({_normal(row["name"]) for row in json.loads(listing.stdout)} - known)
    if strangers:
        run([PYTHON, "-m", "pip", *PIP, "uninstall", "-q", "-y", *strangers], failure="没能移除多余的依赖")


def names_in(lock: Path) -> set[str]:
    """The projects that a lock names, in their normal spelling."""
    return {_normal(name) for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", lock.read_text(encoding="utf-8"))}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
