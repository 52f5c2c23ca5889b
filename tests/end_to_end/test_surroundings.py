"""Several programs at one desk, a store that is held, a disk that is full, a folder that can't be written."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.key_slots import KeySlots
from tests import make
from tests.end_to_end.command import ENVIRONMENT, Folder, jsonl
from tests.end_to_end.killing import program
from tests.end_to_end.programs import TOP, environment

_LIMITED = """
import resource, sys
from app.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""
_NO_ALMIGHTY = """
import ctypes, sys
from app.__main__ import main
ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
sys.exit(main(sys.argv[1:]))
"""
"""Root without its capabilities: rights count for it as for everybody (capset(2), version 3)."""


def test_several_programs_record_at_once_and_no_number_comes_twice(desk: Folder) -> None:
    batches = [make.lines(25, seed=seed) for seed in (1, 2, 3)]
    programs = [program(desk.path, "case", "record", "-", "--action-prefix", f"p{place}-") for place in range(3)]
    with programs[0] as one, programs[1] as two, programs[2] as three:
        recording = (one, two, three)
        for started, batch in zip(recording, batches, strict=True):
            assert started.stdin is not None
            started.stdin.write(jsonl(*batch))
            started.stdin.close()
            started.stdin = None
        answers = [json.loads(line) for started in recording for line in started.communicate()[0].splitlines()]
    assert [started.returncode for started in recording] == [0, 0, 0]
    numbers = [answer["case_no"] for answer in answers]
    assert len(numbers) == len(set(numbers)) == 75
    assert sorted(case["case_no"] for case in desk.cases()) == sorted(numbers)
    assert desk.holds()


def key_of(desk: Folder) -> bytes:
    around = make.surroundings()
    return KeySlots(desk.path / "desk.slots", around.ids, around.cost).open(make.PASSPHRASE)[1]


def test_a_held_store_is_a_trouble_after_the_wait_and_works_again(
    desk: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("db.engine", "db.writer"):
        monkeypatch.setattr(f"{module}.LOCK_WAIT", 0.2)
    other = sqlcipher.connect(str(desk.path / "desk.db"), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{key_of(desk).hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    said = desk.record(make.line())
    assert said.error is not None
    assert (said.code, said.error["error"], said.results) == (5, "store_locked", [])
    assert desk.cases() == []  # reading waits for nobody
    other.execute("ROLLBACK")
    other.close()
    desk.recorded(make.line())
    assert desk.holds()


def alone(script: str, *given: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """A program of its own under conditions that this one must not have."""
    command = [sys.executable, "-c", script, *given]
    around = environment(**ENVIRONMENT)
    return subprocess.run(command, input=stdin, capture_output=True, cwd=TOP, env=around, check=False, timeout=60)


def last(errors: bytes) -> str:
    return str(json.loads(errors.decode().splitlines()[-1])["error"])


def test_a_full_disk_takes_back_the_case_and_works_again_with_room(desk: Folder) -> None:
    desk.recorded(make.line())
    room = max(path.stat().st_size for path in desk.path.iterdir()) + 40_000
    batch = jsonl(*make.lines(80))
    full = alone(
        _LIMITED, str(room), "--data", str(desk.path), "case", "record", "-", "--action-prefix", "f", stdin=batch
    )
    answered = [json.loads(line) for line in full.stdout.splitlines()]
    assert full.returncode == 5, full.stderr.decode()
    assert last(full.stderr) in ("disk_full", "disk_failed")
    assert 0 < len(answered) < 80
    there = [case["case_no"] for case in desk.cases()]
    assert there[1:] == [answer["case_no"] for answer in answered]
    assert desk.holds()
    again = desk.do("case", "record", "-", "--action-prefix", "f", stdin=batch)
    assert again.code == 0
    assert [answer["case_no"] for answer in again.results[: len(answered)]] == there[1:]
    assert len(desk.cases()) == 81


def test_an_attachment_that_does_not_fit_leaves_nothing(desk: Folder, tmp_path: Path) -> None:
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(b"\xff\xd8\xff" + bytes(8_000_000))
    line = make.line()
    line["materials"][0]["file"] = str(scan)
    given = ("--data", str(desk.path), "case", "record", "-")
    full = alone(_LIMITED, "6000000", *given, stdin=jsonl(line))
    assert (full.returncode, last(full.stderr)) == (5, "disk_full")
    assert [path for path in (desk.path / "files").rglob("*") if path.is_file()] == []
    assert desk.cases() == []
    assert desk.recorded(line)["state"] == "accepted"


def test_a_folder_that_cannot_be_written_is_said(desk: Folder) -> None:
    for path in (desk.path, *desk.path.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    refused = alone(_NO_ALMIGHTY, "--data", str(desk.path), "case", "record", "-", stdin=jsonl(make.line()))
    made = alone(_NO_ALMIGHTY, "init", "--data", str(desk.path / "new"), "--point", make.POINT)
    desk.path.chmod(0o755)
    assert refused.returncode == 5, refused.stderr.decode()
    assert last(refused.stderr) in ("store_read_only", "store_missing")
    assert refused.stdout == b""
    assert (made.returncode, last(made.stderr)) == (5, "file_not_written")


def test_a_reader_that_closes_early_ends_the_program_quietly(desk: Folder) -> None:
    desk.record(*make.lines(30))
    with program(desk.path, "case", "list") as listing:
        assert listing.stdout is not None
        assert json.loads(listing.stdout.readline())["case_no"]
        listing.stdout.close()
        assert listing.stderr is not None
        assert listing.stderr.read() == b""
    assert listing.returncode == 0


def test_results_that_cannot_be_written_are_a_trouble_and_what_was_done_stands(desk: Folder) -> None:
    given = [sys.executable, "-m", "app", "--data", str(desk.path)]
    around = environment(**ENVIRONMENT)
    recording = [*given, "case", "record", "-", "--action", "once"]
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            recording, input=jsonl(make.line()), stdout=full, stderr=subprocess.PIPE, cwd=TOP, env=around, check=False
        )
        silent = subprocess.run([*given, "case", "show", "nothing"], stderr=full, cwd=TOP, env=around, check=False)
    assert (ended.returncode, last(ended.stderr)) == (5, "output_not_written")
    assert silent.returncode == 4
    assert len(desk.cases()) == 1
    assert desk.record(make.line(), options=("--action", "once")).result["case_no"] == desk.cases()[0]["case_no"]


def test_a_reader_that_closes_early_leaves_lines_unrecorded_and_that_is_told(desk: Folder) -> None:
    with program(desk.path, "case", "record", "-") as recording:
        assert recording.stdin is not None
        assert recording.stdout is not None
        assert recording.stderr is not None
        recording.stdout.close()
        recording.stdin.write(jsonl(*make.lines(5)))
        recording.stdin.close()
        assert last(recording.stderr.read()) == "output_not_written"
    assert recording.returncode == 5
    assert len(desk.cases()) == 1
