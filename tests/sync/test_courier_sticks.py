"""What is where, and what can happen to a stick: the real desk and the real central, a folder as the stick."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.__main__ import main
from app.errors import NotFound, Refused, Trouble
from app.program import Program
from app.sync.bundle import SHELF, UNFINISHED
from app.sync.model import Whereabouts
from app.sync.whereabouts import Found
from tests.sync.by_stick import brought, lonely_desk
from tests.sync.real_central import PASSPHRASE, City, of_desk, record, whole_desk
from tests.sync.test_blobs import record_with, scan


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with lonely_desk(tmp_path / "desk", city) as made:
        yield made


def on_shelf(stick: Path) -> list[str]:
    shelf = stick / SHELF
    return sorted(one.name for one in shelf.iterdir()) if shelf.is_dir() else []


def carried(desk: Program) -> list[bool]:
    """Whether a stick is under way with each case."""
    return [desk.lists.delivery(case)[0].carried for case in of_desk(desk)]


def test_entries_and_attachments_go_from_here_to_the_stick_to_central(
    desk: Program, city: City, stick: Path, tmp_path: Path
) -> None:
    known = desk.link.courier_facts.carried().entries
    assert (known.on_stick, known.sent) == (0, 0)
    record_with(desk, [scan(tmp_path, seed, 40_000 + seed) for seed in range(2)])
    before = desk.link.courier_facts.carried()
    assert before.files == Whereabouts(here=2)
    assert (before.need.entries, before.need.files) == (before.entries.here, 2)
    assert carried(desk) == [False]
    made = desk.link.courier.export(stick, stick="金士顿", carrier="李强")
    assert made.bytes < before.need.all
    under_way = desk.link.courier_facts.carried()
    assert under_way.files == Whereabouts(on_stick=2)
    assert (under_way.entries.here, under_way.entries.on_stick) == (0, made.entries)
    assert [(trip.stick, trip.carrier, trip.answered_at) for trip in under_way.trips] == [("金士顿", "李强", None)]
    assert carried(desk) == [True]
    brought(city, stick)
    desk.link.courier_return.take(stick)
    after = desk.link.courier_facts.carried()
    assert after.files == Whereabouts(received=2)
    assert after.entries == Whereabouts(received=known.received + made.entries)
    assert carried(desk) == [False]


def test_the_command_line_says_who_carries_the_stick(
    desk: Program, stick: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    export = ["courier", "export", str(stick), "--data", str(desk.queue.folder)]
    for more, carrier in (["--carrier", " 李强 "], "李强"), ([], ""):
        assert main([*export, *more]) == 0
        assert json.loads(capsys.readouterr().out)["carrier"] == (carrier or None)
        assert desk.link.courier_facts.carried().trips[0].carrier == carrier
    for wrong in ("", " ", "a\nb", "长" * 61, "\udc80"):
        with pytest.raises(SystemExit) as ended:
            main([*export, "--carrier", wrong])
        assert ended.value.code == 2
    assert len(desk.link.courier_facts.carried().trips) == 2


def test_a_case_that_went_on_since_the_export_is_only_here(desk: Program, stick: Path) -> None:
    record(desk, 2)
    desk.link.courier.export(stick)
    record(desk, 1, seed=9)
    assert carried(desk) == [True, True, False]
    facts = desk.link.courier_facts.carried().entries
    assert facts.here > 0
    assert facts.on_stick > 0


def test_what_had_no_room_is_not_said_to_be_on_the_stick(
    desk: Program, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_with(desk, [scan(tmp_path, 0, 5_000), scan(tmp_path, 1, 400_000)])
    monkeypatch.setattr("app.sync.bundle.BundleWriter.room", lambda _: 300 << 10)
    desk.link.courier.export(stick)
    assert desk.link.courier_facts.carried().files == Whereabouts(here=1, on_stick=1)
    assert carried(desk) == [False]


def test_too_little_room_is_told_before_anything_is_written(
    desk: Program, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(desk, 3)
    monkeypatch.setattr("app.sync.bundle.BundleWriter.room", lambda _: 9_000)
    with pytest.raises(Trouble, match="courier_no_room") as told:
        desk.link.courier.export(stick)
    assert told.value.values == {"need": "0.1 MB", "free": "0.0 MB"}
    assert on_shelf(stick) == []


@pytest.mark.parametrize(
    ("put_back", "code"), [(False, "courier_pulled_out"), (True, "courier_swapped")], ids=["pulled out", "swapped"]
)
def test_a_stick_that_goes_away_in_the_middle_is_told_and_counts_for_nothing(
    desk: Program, stick: Path, put_back: bool, code: str
) -> None:
    record(desk, 3)
    told: list[tuple[int, int]] = []

    def pull(done: int, of: int) -> None:
        told.append((done, of))
        shutil.rmtree(stick)
        if put_back:
            stick.mkdir()

    with pytest.raises(Trouble, match=code):
        desk.link.courier.export(stick, pull)
    assert len(told) == 1
    facts = desk.link.courier_facts.carried()
    assert (facts.trips, facts.entries.on_stick) == ((), 0)
    stick.mkdir(exist_ok=True)
    desk.link.courier.export(stick)
    assert desk.link.courier_facts.carried().entries.here == 0


def test_a_stick_that_takes_no_manifest_holds_no_bundle(
    desk: Program, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(desk, 2)

    def broken(_from: Path, _to: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("app.sync.bundle.os.replace", broken)
    with pytest.raises(Trouble, match="courier_not_written"):
        desk.link.courier.export(stick)
    assert on_shelf(stick) == []
    assert desk.link.courier_facts.carried().entries.on_stick == 0


def test_an_export_can_be_stopped_and_leaves_the_stick_as_it_was(desk: Program, stick: Path, tmp_path: Path) -> None:
    record_with(desk, [scan(tmp_path, 0, 3_000_000)])
    desk.link.courier.export(stick)
    before, seen = on_shelf(stick), list[tuple[int, int]]()

    def stop(done: int, of: int) -> None:
        seen.append((done, of))
        if done > 2_000_000:
            raise Refused("nothing_to_send_again")

    with pytest.raises(Refused, match="nothing_to_send_again"):
        desk.link.courier.export(stick, stop)
    assert on_shelf(stick) == before
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert all(done <= of for done, of in seen)


def test_what_an_interrupted_writing_left_goes_with_the_next_export(desk: Program, stick: Path) -> None:
    record(desk, 1)
    ours, others = (f"{desk.config.point}-0{number}-20261123-101500-000001{UNFINISHED}" for number in (1, 2))
    for name in (ours, others):
        (stick / SHELF / name).mkdir(parents=True)
    made = desk.link.courier.export(stick)
    assert on_shelf(stick) == sorted([made.folder.name, others])


def test_a_stick_full_of_other_things_holds_nothing_of_ours(desk: Program, stick: Path) -> None:
    (stick / "game").mkdir()
    (stick / "game" / "manifest.json").write_text('{"name": "扫雷"}')
    with pytest.raises(NotFound, match="courier_nothing"):
        desk.link.courier_return.take(stick)
    assert desk.link.courier_facts.found(stick) == Found(out=0, back=0, others=0)


def test_each_stick_says_what_it_is_instead_of_an_answer(
    desk: Program, city: City, stick: Path, tmp_path: Path
) -> None:
    with whole_desk(tmp_path / "second", city.url, number=2) as second:
        second.sync.cycle()
        record(second, 1, seed=3)
        second.link.courier.export(stick)
        with pytest.raises(Refused, match="courier_of_others") as refused:
            desk.link.courier_return.take(stick)
        assert refused.value.values["desks"] == f"{desk.config.point}-02"
        record(desk, 1)
        desk.link.courier.export(stick)
        with pytest.raises(NotFound, match="courier_not_answered"):
            desk.link.courier_return.take(stick)
        assert desk.link.courier_facts.found(stick) == Found(out=1, back=0, others=1)
        brought(city, stick)
        assert desk.link.courier_facts.found(stick) == Found(out=1, back=1, others=2)


def test_an_answer_that_is_taken_in_again_says_so(desk: Program, city: City, stick: Path) -> None:
    record(desk, 2)
    desk.link.courier.export(stick)
    brought(city, stick)
    assert [desk.link.courier_return.take(stick).known for _ in range(2)] == [False, True]
