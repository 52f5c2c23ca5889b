"""The sticks that the system has mounted."""

from pathlib import Path
from typing import Any

import pytest

from app.devices.drives import Drives, LinuxDrives, WindowsDrives, system_drives
from app.errors import Trouble


def kernel(folder: Path, *mounts: str, removable: dict[str, str] | None = None) -> LinuxDrives:
    """What the kernel would say: mounted file systems, and the disks with their partitions."""
    (folder / "mounts").write_text("\n".join(mounts) + "\n")
    block = folder / "block"
    block.mkdir()
    for disk, flag in (removable or {}).items():
        partition = folder / "devices" / disk / f"{disk}1"
        partition.mkdir(parents=True)
        (partition / "partition").write_text("1\n")
        (partition.parent / "removable").write_text(f"{flag}\n")
        (block / f"{disk}1").symlink_to(partition)
        (block / disk).symlink_to(partition.parent)
    return LinuxDrives(folder / "mounts", block)


def test_a_removable_disks_partitions_are_sticks_and_others_are_not(tmp_path: Path) -> None:
    stick, disk, away = tmp_path / "金士 顿", tmp_path / "disk", tmp_path / "away"
    stick.mkdir()
    disk.mkdir()
    drives = kernel(
        tmp_path,
        f"/dev/sdb1 {str(stick).replace(' ', chr(92) + '040')} vfat rw,nosuid 0 0",
        f"/dev/sda1 {disk} ext4 rw 0 0",
        f"/dev/sdb2 {away} vfat rw 0 0",
        f"/dev/sr0 {disk} iso9660 ro 0 0",
        f"tmpfs {disk} tmpfs rw 0 0",
        "nonsense",
        removable={"sdb": "1", "sda": "0", "sr0": "1"},
    )
    (found,) = drives.sticks()
    assert (found.place, found.name) == (stick, "金士 顿")
    assert 0 < found.free <= found.total


def test_a_kernel_that_says_nothing_knows_no_stick(tmp_path: Path) -> None:
    nothing = LinuxDrives(tmp_path / "none", tmp_path / "none")
    assert (nothing.sticks(), nothing.others(tmp_path)) == ([], [])


def test_a_copy_may_go_to_any_other_disk_that_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = Path("/dev/shm")  # a disk of its own on every Linux
    assert there.stat().st_dev != tmp_path.stat().st_dev
    monkeypatch.setattr("app.devices.drives._PLACES", ("/dev/",))
    drives = kernel(
        tmp_path, f"/dev/sdc1 {there} ext4 rw 0 0", "/dev/sda1 / ext4 rw 0 0", f"/dev/sr0 {there} iso9660 ro"
    )
    assert drives.others(tmp_path) == [there]
    assert drives.others(there) == []
    assert drives.others(tmp_path / "gone") == []


def test_a_folder_on_a_stick_is_known_by_the_stick_and_another_by_its_disk(tmp_path: Path) -> None:
    stick = tmp_path / "KINGSTON"
    (stick / "四到").mkdir(parents=True)
    drives = kernel(tmp_path, f"/dev/sdb1 {stick} vfat rw 0 0", removable={"sdb": "1"})
    (known,) = drives.sticks()
    inside, whole, elsewhere = (drives.at(place) for place in (stick / "四到", stick, tmp_path))
    assert (inside.mark, whole.mark, whole.name) == (known.mark, known.mark, "KINGSTON")
    assert (elsewhere.place, elsewhere.name) == (tmp_path, str(tmp_path))
    with pytest.raises(Trouble, match="courier_place_missing"):
        drives.at(tmp_path / "pulled-out")


class Kernel32:
    """Windows with a disk C:, a stick E: that is called KINGSTON, and a slot F: with nothing in it."""

    def GetLogicalDrives(self) -> int:
        return 0b110100

    def GetDriveTypeW(self, root: str) -> int:
        return 3 if root.endswith("C") else 2

    def GetVolumeInformationW(self, root: str, label: Any, _size: int, serial: Any, *_given: object) -> int:
        if root.endswith("F"):
            return 0
        label.value, serial._obj.value = "KINGSTON", 0x1A2B3C4D
        return 1


def test_on_windows_a_stick_is_a_letter_of_the_removable_type(tmp_path: Path) -> None:
    (tmp_path / "C").mkdir()
    (tmp_path / "E").mkdir()
    drives = WindowsDrives(Kernel32(), f"{tmp_path}/{{letter}}")
    assert [(stick.name, stick.mark) for stick in drives.sticks()] == [("KINGSTON (E:)", "1A2B3C4D")]
    assert drives.at(tmp_path / "E").mark == "1A2B3C4D"


def test_this_system_can_be_asked() -> None:
    drives: Drives = system_drives()
    assert all(stick.place.is_dir() for stick in drives.sticks())
    assert all(place.is_dir() for place in drives.others(Path.home()))
