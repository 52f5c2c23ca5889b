"""Sticks and other disks, as a port: what the program asks of them, whatever the system."""

import ctypes
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from ctypes import byref, c_ulong, create_unicode_buffer
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_uppercase
from typing import Any, Protocol

from app.errors import Trouble

_PLACES = ("/media/", "/run/media/")
_SET_UP = "/mnt/"
"""Where a technician mounts a disk that stays."""
_NEVER = frozenset({"iso9660", "squashfs", "tmpfs", "udf"})
_ESCAPED = re.compile(r"\\([0-7]{3})")
REMOVABLE = 2
"""GetDriveTypeW: DRIVE_REMOVABLE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stick:
    """Where a bundle may lie: a removable drive, or any folder. `free` and `total` are bytes.

    `name` is what a clerk knows it by; `mark` tells it from another that is plugged into the same place.
    """

    place: Path
    name: str
    free: int
    total: int
    mark: str


class Drives(Protocol):
    """Called on a lane: a stick that sleeps takes its time."""

    def sticks(self) -> list[Stick]:
        """The removable drives that are mounted now, by name."""
        ...

    def others(self, folder: Path) -> list[Path]:
        """Writable places on another disk than the folder's, as they are mounted now: where a copy could go."""
        ...

    def at(self, place: Path) -> Stick:
        """The stick, or the folder on it or elsewhere, as it is now. Raises Trouble("courier_place_missing")."""
        ...


class LinuxDrives:
    """By what the kernel has mounted, and where a desktop mounts sticks."""

    def __init__(self, mounts: Path = Path("/proc/self/mounts"), block: Path = Path("/sys/class/block")) -> None:
        self._mounts = mounts
        self._block = block

    def sticks(self) -> list[Stick]:
        found = {place: stick for place in self._removable() if (stick := _measured(place, place.name)) is not None}
        return sorted(found.values(), key=lambda stick: stick.name)

    def others(self, folder: Path) -> list[Path]:
        there = (place for _, place in self._mounted() if place.startswith((*_PLACES, _SET_UP)))
        return _on_other_disks(folder, map(Path, there))

    def at(self, place: Path) -> Stick:
        return _at(place, self.sticks())

    def _removable(self) -> Iterator[Path]:
        for device, place in self._mounted():
            if place.startswith(_PLACES) or self._is_removable(device):
                yield Path(place)

    def _mounted(self) -> Iterator[tuple[str, str]]:
        """Devices and places of what somebody could write to."""
        try:
            lines = self._mounts.read_text("utf-8", "replace").splitlines()
        except OSError:
            return
        for line in lines:
            device, mounted, kind, *_ = (*line.split(" "), "", "", "")
            if kind not in _NEVER:
                yield device, _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), mounted)

    def _is_removable(self, device: str) -> bool:
        """What the kernel says of the disk that the partition lies on."""
        if not device.startswith("/dev/"):
            return False
        try:
            disk = (self._block / Path(device).name).resolve()
            disk = disk.parent if (disk / "partition").exists() else disk
            return (disk / "removable").read_text("ascii").strip() == "1"
        except OSError:
            return False


class WindowsDrives:
    """By the drive letters whose type is removable."""

    def __init__(self, kernel32: Any, root: str = "{letter}:\\") -> None:
        """`kernel32` is the system's library, `root` how a drive's folder is named."""
        self._kernel32 = kernel32
        self._root = root

    def sticks(self) -> list[Stick]:
        return [stick for letter in self._letters() if (stick := self._stick(letter)) is not None]

    def others(self, folder: Path) -> list[Path]:
        return _on_other_disks(folder, (Path(self._root.format(letter=letter)) for letter in self._letters()))

    def at(self, place: Path) -> Stick:
        return _at(place, self.sticks())

    def _letters(self) -> list[str]:
        there = self._kernel32.GetLogicalDrives()
        return [letter for place, letter in enumerate(ascii_uppercase) if there >> place & 1]

    def _stick(self, letter: str) -> Stick | None:
        root = self._root.format(letter=letter)
        if self._kernel32.GetDriveTypeW(root) != REMOVABLE:
            return None
        label, serial = create_unicode_buffer(261), c_ulong()
        known = self._kernel32.GetVolumeInformationW(root, label, 261, byref(serial), None, None, None, 0)
        stick = _measured(Path(root), f"{label.value} ({letter}:)" if known and label.value else f"{letter}:")
        return replace(stick, mark=f"{serial.value:08X}") if stick is not None and known else stick


def system_drives() -> Drives:
    """This system's."""
    windows = getattr(ctypes, "windll", None)
    return LinuxDrives() if windows is None else WindowsDrives(windows.kernel32)


def _on_other_disks(folder: Path, places: Iterable[Path]) -> list[Path]:
    try:
        here = folder.stat().st_dev
    except OSError:
        return []
    return [place for place in places if _is_another(place, here)]


def _is_another(place: Path, here: int) -> bool:
    try:
        return place.is_dir() and place.stat().st_dev != here and os.access(place, os.W_OK)
    except OSError:
        return False


def _at(place: Path, sticks: list[Stick]) -> Stick:
    """A folder on a stick is known by that stick."""
    try:
        on = next((stick for stick in sticks if stick.place == place or stick.place in place.parents), None)
        found = _measured(place, str(place)) if place.is_dir() else None
    except OSError:
        found = None
    if found is None:
        raise Trouble("courier_place_missing", path=str(place))
    return found if on is None else replace(found, mark=on.mark, name=on.name if on.place == place else found.name)


def _measured(place: Path, name: str) -> Stick | None:
    """None for a drive that nothing is in, or that is just being pulled out."""
    try:
        usage, device = shutil.disk_usage(place), place.stat().st_dev
    except OSError:
        return None
    return Stick(place=place, name=name, free=usage.free, total=usage.total, mark=str(device))
