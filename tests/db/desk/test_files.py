"""Attachments: kept once by content, unreadable on the disk, whole or not there, swept when nothing names them."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.cases.files import LARGEST, read_file
from app.cases.given import StoredFile
from app.errors import Refused, Trouble
from tests import make

SCAN = b"\xff\xd8\xff\xe0" + "吉林省通化市 220502194903120019 ".encode() * 300


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "files").rglob("*") if path.is_file())


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "扫描.jpg"
    path.write_bytes(SCAN)
    return path


def test_the_same_content_is_kept_once_under_any_name(tmp_path: Path, scan: Path) -> None:
    other = tmp_path / "again.jpg"
    other.write_bytes(SCAN)
    with make.signed_in(tmp_path / "desk") as desk:
        one, two = (desk.program.cases.keep_file(str(path)) for path in (scan, other))
        assert (one.digest, one.name, one.media, one.size) == (two.digest, "扫描.jpg", "image/jpeg", len(SCAN))
        assert len(kept(desk.folder)) == 1
        with desk.program.store.reading() as rows:
            assert rows.files.read(one.digest) == SCAN


def test_nothing_readable_lies_on_the_disk(tmp_path: Path, scan: Path) -> None:
    with make.signed_in(tmp_path / "desk") as desk:
        file = desk.program.cases.keep_file(str(scan))
    (path,) = kept(tmp_path / "desk")
    content = path.read_bytes()
    assert b"220502194903120019" not in content
    assert SCAN[:16] not in content
    assert file.digest not in str(path)
    assert path.stat().st_mode & 0o077 == 0


def test_a_changed_or_lost_attachment_is_found(tmp_path: Path, scan: Path) -> None:
    from app.verify import verify_desk

    line = make.line()
    line["materials"][0]["file"] = str(scan)
    with make.signed_in(tmp_path / "desk") as desk:
        desk.program.cases.record(line)
        (path,) = kept(desk.folder)
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert [found["code"] for found in verify_desk(desk.program)["findings"]] == ["attachment_damaged"]
        path.unlink()
        assert [found["code"] for found in verify_desk(desk.program)["findings"]] == ["attachment_lost"]


def test_one_file_is_not_taken_for_another(tmp_path: Path, scan: Path) -> None:
    """Somebody swaps two encrypted files: each opens only under its own name."""
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.7 other")
    with make.signed_in(tmp_path / "desk") as desk:
        one = desk.program.cases.keep_file(str(scan))
        desk.program.cases.keep_file(str(other))
        first, second = kept(desk.folder)
        here, there = first.read_bytes(), second.read_bytes()
        first.write_bytes(there)
        second.write_bytes(here)
        with desk.program.store.reading() as rows, pytest.raises(Trouble, match="locked_data_damaged"):
            rows.files.read(one.digest)


def test_a_file_that_this_desk_does_not_keep_is_not_known(tmp_path: Path, scan: Path) -> None:
    with make.signed_in(tmp_path / "desk") as desk:
        file = desk.program.cases.keep_file(str(scan))
        with desk.program.store.reading() as rows:
            assert rows.files.knows(file)
            other = StoredFile(digest=file.digest, name=file.name, media="application/pdf", size=file.size)
            assert not rows.files.knows(other)
            assert rows.files.read("0" * 64) is None


def test_what_a_crash_left_is_swept_a_day_later_and_nothing_else(tmp_path: Path, scan: Path) -> None:
    with make.signed_in(tmp_path / "desk") as desk:
        desk.program.cases.keep_file(str(scan))
        (named,) = kept(desk.folder)
        unfinished = desk.folder / "files" / "unfinished" / "abc.1234"
        unnamed = named.parent / ("f" * 64)
        for path in (unfinished, unnamed):
            path.write_bytes(b"left")
        now = desk.clock.now().timestamp()
        for path in (named, unfinished, unnamed):
            os.utime(path, (now, now))
        assert desk.program.cases.sweep_files() == 0
        desk.clock.move(timedelta(days=1, seconds=1).total_seconds())
        assert desk.program.cases.sweep_files() == 2
        assert kept(desk.folder) == [named]


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"\xff\xd8\xff\xdb", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"%PDF-1.4", "application/pdf"),
        (b"II*\x00", "image/tiff"),
        (b"MM\x00*", "image/tiff"),
        (b"BM....", "image/bmp"),
        (b"PK\x03\x04", "application/zip"),
    ],
)
def test_the_kind_is_told_by_the_first_bytes(tmp_path: Path, content: bytes, media: str) -> None:
    path = tmp_path / "a.exe"
    path.write_bytes(content)
    assert read_file(str(path), "file") == ("a.exe", media, content)


def test_what_cannot_be_taken_in_is_refused(tmp_path: Path) -> None:
    def refusal(path: Path | str) -> str:
        with pytest.raises(Refused) as refused:
            read_file(str(path), "materials.0.file")
        assert refused.value.field == "materials.0.file"
        return refused.value.code

    program, empty, large = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "c.pdf"
    program.write_bytes(b"MZ\x90\x00")
    empty.write_bytes(b"")
    large.write_bytes(b"%PDF-" + bytes(LARGEST))
    os.mkfifo(tmp_path / "pipe")
    assert refusal(program) == "attachment_kind"
    assert refusal(empty) == "attachment_empty"
    assert refusal(large) == "attachment_too_large"
    assert refusal(tmp_path) == "attachment_unreadable"
    assert refusal(tmp_path / "pipe") == "attachment_unreadable"
    assert refusal(tmp_path / "none") == "attachment_unreadable"
