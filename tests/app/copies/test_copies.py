"""Encrypted copies: whole or not there, made beside the work, and restored with the passphrase."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from app.copies.machine import machine_mark
from app.copies.manifest import read_manifest, whole_copies
from app.copies.restoring import find_copy, restore
from app.copies.service import CopyDesk
from app.errors import NotFound, Refused, Trouble
from app.queue_program import QueueProgram
from app.verify import verify_desk
from tests import make

PICTURE = b"%PDF-1.4 " + b"scan" * 5000


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as made:
        yield made


def with_scan(desk: make.Desk, name: str = "scan.pdf", content: bytes = PICTURE) -> str:
    """A case with an attachment."""
    path = desk.folder.parent / name
    path.write_bytes(content)
    line = make.line()
    line["materials"][0]["file"] = str(path)
    return str(desk.program.cases.record(line).case_no)


def taken_back(stick: Path, folder: Path, passphrase: str = make.PASSPHRASE) -> QueueProgram:
    restore(stick, folder, passphrase, ids=make.surroundings().ids, cost=make.CHEAP, mark=machine_mark)
    return QueueProgram(folder, make.surroundings())


def test_a_restored_desk_opens_with_the_passphrase_and_verify_holds(
    desk: make.Desk, stick: Path, tmp_path: Path
) -> None:
    numbers = [with_scan(desk), str(desk.program.cases.record(make.line()).case_no)]
    desk.program.tickets.take("A", desk.action())
    made = desk.program.copies.make(stick)
    assert read_manifest(made.place) is not None
    program = taken_back(stick, tmp_path / "new").sign_in(make.PASSPHRASE)
    try:
        assert verify_desk(program)["ok"]
        assert [program.cases.get(number).case_no for number in numbers] == numbers
        with program.store.reading() as restored:
            file = program.cases.get(numbers[0]).materials[0].file
            assert file is not None
            assert restored.files.read(file.digest) == PICTURE
        assert program.queue.head().number == 1
        assert program.device == desk.program.device
    finally:
        program.close()


def test_a_restored_desk_is_read_and_not_continued(desk: make.Desk, stick: Path, tmp_path: Path) -> None:
    desk.program.copies.make(stick)
    queue = taken_back(stick, tmp_path / "new")
    with pytest.raises(Trouble, match="desk_copied"):
        queue.tickets.take("A", make.ActionId("t"))
    program = queue.sign_in(make.PASSPHRASE)
    try:
        with pytest.raises(Trouble, match="desk_copied"):
            program.cases.record(make.line())
    finally:
        program.close()


def test_a_folder_that_came_from_another_computer_is_read_and_not_continued(desk: make.Desk) -> None:
    settings = json.loads((desk.folder / "desk.json").read_text("utf-8"))
    (desk.folder / "desk.json").write_text(json.dumps({**settings, "machine": "0123456789abcdef"}), "utf-8")
    queue = QueueProgram(desk.folder, make.surroundings())
    assert queue.is_copy is bool(machine_mark())
    queue.close()


def test_nothing_of_a_copy_can_be_read_without_the_passphrase(desk: make.Desk, stick: Path, tmp_path: Path) -> None:
    desk.program.cases.record(make.line(applicant=make.person(name="龙行龘龘")))
    desk.program.copies.make(stick)
    secret = (desk.folder / "queue.key").read_bytes()
    for path in stick.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert "龙行龘龘".encode() not in content
            assert b"220521194802290002" not in content
            assert secret not in content
    with pytest.raises(Trouble, match="passphrase_wrong"):
        taken_back(stick, tmp_path / "new", "not-the-passphrase")
    assert not (tmp_path / "new" / "desk.json").exists()


def test_the_last_two_copies_stay_and_scans_are_written_once(desk: make.Desk, stick: Path) -> None:
    first = with_scan(desk)
    sizes = [desk.program.copies.make(stick).bytes]
    with_scan(desk, "other.pdf", PICTURE + b"2")
    sizes += [desk.program.copies.make(stick).bytes for _ in range(2)]
    (home,) = stick.iterdir()
    assert [manifest.serial for _, manifest in whole_copies(home)] == [3, 2]
    assert len([path for path in (home / "files").rglob("*") if path.is_file()]) == 2
    assert sizes[2] < sizes[1], "the third had no scan to write"
    assert desk.program.cases.get(first).case_no == first


def test_the_newest_copy_is_the_last_one_made_whatever_the_clock_says(desk: make.Desk, stick: Path) -> None:
    desk.program.copies.make(stick)
    desk.clock.move(-86_400)
    last = desk.program.copies.make(stick)
    assert find_copy(stick)[0] == last.place


def test_an_interrupted_copy_is_none_and_leaves_those_before_it(
    desk: make.Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.program.copies.make(stick)
    desk.program.cases.record(make.line())

    def pulled(*_args: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr("app.copies.service.sync_folder", pulled)
        with pytest.raises(Trouble, match="copy_broken"):
            desk.program.copies.make(stick)
    assert find_copy(stick)[0] == before.place
    assert not list(stick.rglob(".part*"))


def test_a_stick_that_is_out_or_full_is_told_and_tried_again(
    desk: make.Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: CopyDesk = desk.program.copies
    copies.set(str(stick), 24)
    os.rename(stick, stick.with_name("out"))
    assert copies.step() == 600.0
    assert copies.state().trouble == "copy_place_missing"
    os.rename(stick.with_name("out"), stick)
    desk.clock.move(601)
    with monkeypatch.context() as full:
        full.setattr("app.copies.writing.shutil.disk_usage", lambda _place: _usage())
        copies.step()
    assert copies.state().trouble == "copy_no_room"
    desk.clock.move(601)
    copies.step()
    state = copies.state()
    assert (state.trouble, state.at) == (None, desk.clock.now())
    assert copies.rest() == 24 * 3600.0


def _usage() -> object:
    from collections import namedtuple

    return namedtuple("usage", "total used free")(1, 1, 0)


def test_copies_are_off_until_a_place_is_set(desk: make.Desk, stick: Path) -> None:
    assert desk.program.copies.step() == 600.0
    assert list(stick.iterdir()) == []
    with pytest.raises(Trouble, match="copy_place_unset"):
        desk.program.copies.make()


def test_a_place_that_would_be_lost_with_the_desk_is_refused(desk: make.Desk, tmp_path: Path) -> None:
    inside = desk.folder / "copies"
    inside.mkdir()
    for place, code in ((inside, "copy_place_same"), (desk.folder, "copy_place_same")):
        with pytest.raises(Refused, match=code):
            desk.program.copies.set(str(place), 24)
    with pytest.raises(Trouble, match="copy_place_missing"):
        desk.program.copies.set(str(tmp_path / "nowhere"), 24)
    with pytest.raises(Refused, match="copy_hours"):
        desk.program.copies.set("", 0)


def test_cases_are_recorded_while_a_copy_is_made_and_the_copy_is_of_one_moment(
    desk: make.Desk, stick: Path, tmp_path: Path
) -> None:
    for line in make.lines(20):
        desk.program.cases.record(line)
    made: list[object] = []
    thread = Thread(target=lambda: made.append(desk.program.copies.make(stick)))
    thread.start()
    for line in make.lines(20, seed=9):
        desk.program.cases.record(line)
    thread.join()
    assert made
    program = taken_back(stick, tmp_path / "new").sign_in(make.PASSPHRASE)
    try:
        assert verify_desk(program)["ok"]
    finally:
        program.close()


def test_a_changed_copy_is_not_restored(desk: make.Desk, stick: Path, tmp_path: Path) -> None:
    made = desk.program.copies.make(stick)
    content = bytearray((made.place / "desk.db").read_bytes())
    content[5000] ^= 1
    (made.place / "desk.db").write_bytes(bytes(content))
    with pytest.raises(Trouble, match="copy_damaged"):
        taken_back(stick, tmp_path / "new")
    assert not (tmp_path / "new" / "desk.json").exists()


def test_what_can_not_be_restored_says_why(desk: make.Desk, stick: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="copy_unknown"):
        find_copy(stick)
    made = desk.program.copies.make(stick)
    with pytest.raises(Refused, match="desk_exists"):
        taken_back(stick, desk.folder)
    with make.signed_in(tmp_path / "second") as second:
        second.program.copies.make(stick)
    with pytest.raises(Refused, match="copy_several"):
        find_copy(stick)
    assert find_copy(made.place.parent)[0] == made.place


def test_a_manifest_that_leads_out_of_the_copy_is_refused(desk: make.Desk, stick: Path, tmp_path: Path) -> None:
    made = desk.program.copies.make(stick)
    text = (made.place / "manifest.json").read_text("utf-8").replace('"queue.db"', '"../../../queue.db"')
    (made.place / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(Trouble, match="copy_damaged"):
        taken_back(stick, tmp_path / "new")
