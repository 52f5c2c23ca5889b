"""Attachments from a whole desk to the real central: resumed, in order, giving way, proven, over any link."""

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.__main__ import main
from app.cases.demo import demo_lines
from app.cases.model import Case
from app.catalogue.shipped import shipped_items
from app.commands.opening import RESOURCES
from app.program import Program
from app.sync.model import Arrival, CentralAddress
from app.sync.status import SyncReport
from tests.link.road import FREE, Road
from tests.link.simulator import simulated
from tests.sync.real_central import PASSPHRASE, POINT, City, of_desk, serving_city, whole_desk

QUICK = Road(up=4e6, down=4e6, round_trip=0.004)


@pytest.fixture
def city(postgres_url: str) -> Iterator[City]:
    with serving_city(postgres_url) as made:
        yield made


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "desk", city.url) as made:
        assert made.sync.cycle().trouble is None
        yield made


def scan(folder: Path, seed: int, size: int) -> str:
    path = folder / f"scan{seed}.pdf"
    path.write_bytes(b"%PDF-" + Random(seed).randbytes(size - 5))
    return str(path)


def record_with(program: Program, files: list[str], seed: int = 1) -> None:
    """A case with these attachments."""
    with program.store.reading() as rows:
        rules = rows.catalogue.point_rules(POINT)
    for line in demo_lines(50, seed, shipped_items(RESOURCES), rules):
        made = json.loads(json.dumps(line))
        if len(made["materials"]) >= len(files) and made["act"] == "accept":
            for material, file in zip(made["materials"], files, strict=False):
                material["file"] = file
            program.intake.record(made)
            return
    raise AssertionError("no such line")


def digests(program: Program) -> list[str]:
    return [material.file.digest for case in of_desk(program) for material in case.materials if material.file]


def arrival(program: Program, case: Case) -> Arrival:
    with program.store.reading() as rows:
        found = rows.cases.get(case.id)
        assert found is not None
        return rows.cases.delivery(found).arrival


def at_central(city: City) -> dict[str, int]:
    """Each whole attachment that central can read, with its size; and nothing lies beside them."""
    folder = city.program.files._contents.folder  # type: ignore[attr-defined]
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    with city.program.store.reading() as central:
        assert central.files.unfinished(POINT) == 0
    return {sha256(content).hexdigest(): len(content) for content in contents}


def over(program: Program, url: str) -> None:
    program.sync.close()
    with program.store.writing() as rows:
        rows.sync.keep_address(CentralAddress(url=url))


def until_through(program: Program) -> SyncReport:
    for _ in range(60):
        report = program.sync.cycle()
        if report.trouble is None and not report.files_pending:
            return report
    raise AssertionError(report)


def test_a_case_is_received_when_its_attachments_are_in_and_signed_for(
    desk: Program, city: City, tmp_path: Path
) -> None:
    record_with(desk, [scan(tmp_path, 1, 30_000), scan(tmp_path, 2, 5)])
    assert desk.sync.status().files_pending == 2
    report = desk.sync.cycle()
    assert (report.trouble, report.files, report.files_pending) == (None, 2, 0)
    assert report.bytes_up > 30_005
    assert sorted(at_central(city)) == sorted(digests(desk))
    (case,) = of_desk(desk)
    assert arrival(desk, case) is Arrival.RECEIVED
    again = desk.sync.cycle()
    assert (again.files, again.bytes_up < 1000) == (0, True)


def test_the_same_scan_in_two_cases_goes_once(desk: Program, city: City, tmp_path: Path) -> None:
    same = scan(tmp_path, 1, 50_000)
    record_with(desk, [same], seed=1)
    desk.sync.cycle()
    record_with(desk, [same], seed=2)
    report = desk.sync.cycle()
    assert (report.trouble, report.files_pending) == (None, 0)
    assert report.bytes_up < 5_000
    assert len(at_central(city)) == 1


def test_a_second_desk_of_the_point_brings_nothing_twice(desk: Program, city: City, tmp_path: Path) -> None:
    same = scan(tmp_path, 1, 80_000)
    record_with(desk, [same])
    desk.sync.cycle()
    with whole_desk(tmp_path / "second", city.url, number=2) as second:
        second.sync.cycle()
        record_with(second, [same], seed=2)
        report = second.sync.cycle()
        assert (report.trouble, report.files, report.bytes_up < 6_000) == (None, 1, True)


@pytest.mark.parametrize("reset_after", [0.05, 0.2])
def test_a_link_that_breaks_all_the_time_ends_with_every_scan_once(
    desk: Program, city: City, tmp_path: Path, reset_after: float
) -> None:
    for seed in range(3):
        record_with(desk, [scan(tmp_path, 2 * seed + place, 60_000 * (place + 1)) for place in range(2)], seed=seed)
    with simulated(Road(up=1e6, down=2e6, round_trip=0.01, reset_after=reset_after, seed=5), city.port) as link:
        over(desk, link.url)
        until_through(desk)
        up = link.counts()["up"]
    assert sorted(at_central(city)) == sorted(digests(desk))
    assert all(arrival(desk, case) is Arrival.RECEIVED for case in of_desk(desk))
    assert up < 3 * 180_000 * 2, "an attachment began anew"


def test_connections_cut_at_these_bytes_are_gone_on_with(desk: Program, city: City, tmp_path: Path) -> None:
    record_with(desk, [scan(tmp_path, 1, 100_000)])
    cuts = (10_000, 1, 150, 400, 500, 5_000, 60_000)
    with simulated(Road(**{**FREE.__dict__, "cut_up": cuts}), city.port) as link:
        over(desk, link.url)
        until_through(desk)
        assert link.counts()["connections"] >= len(cuts)
    assert list(at_central(city).values()) == [100_000]


def test_the_answer_to_a_creation_that_is_lost_leaves_nothing_over(desk: Program, city: City, tmp_path: Path) -> None:
    record_with(desk, [scan(tmp_path, 1, 40_000), scan(tmp_path, 2, 40_000)])
    with simulated(Road(**{**FREE.__dict__, "cut_down": (4_000, 1, 1, 20, 60)}), city.port) as link:
        over(desk, link.url)
        until_through(desk)
    assert sorted(at_central(city).values()) == [40_000, 40_000]


def test_a_lost_and_a_damaged_scan_keep_nobody_back(desk: Program, city: City, tmp_path: Path) -> None:
    record_with(desk, [scan(tmp_path, seed, 10_000 + seed) for seed in range(2)])
    record_with(desk, [scan(tmp_path, 9, 300)], seed=2)
    with desk.store.reading() as rows:
        lost, damaged = (one.digest for one in rows.files.undelivered() if one.size > 300)
    folder = desk.store.folder  # type: ignore[attr-defined]
    folder._path(lost).unlink()
    os.truncate(folder._path(damaged), 50)
    report = desk.sync.cycle()
    assert (report.trouble, report.files, report.files_pending) == (None, 1, 2)
    with desk.store.reading() as rows:
        told = {one.digest: one.trouble for one in rows.files.undelivered()}
    assert told == {lost: "file_lost", damaged: "locked_data_damaged"}
    assert list(at_central(city).values()) == [300]


def test_what_central_has_lost_is_sent_again(desk: Program, city: City, tmp_path: Path) -> None:
    record_with(desk, [scan(tmp_path, 1, 10_000)])
    desk.sync.cycle()
    record_with(desk, [scan(tmp_path, 2, 10_000)], seed=2)
    second = digests(desk)[1]
    with desk.store.writing() as rows:
        rows.files.mark_delivered(second, of_desk(desk)[0].received_at)  # a word that central never gave
    report = desk.sync.cycle()
    assert (report.trouble, report.files_pending) == (None, 0)
    assert second in at_central(city)


def test_new_entries_go_before_the_rest_of_a_scan(desk: Program, city: City, tmp_path: Path) -> None:
    from threading import Thread

    record_with(desk, [scan(tmp_path, 1, 400_000)])
    with simulated(Road(up=80_000, down=160_000, round_trip=0.02), city.port) as link:
        over(desk, link.url)
        sending = Thread(target=desk.sync.cycle)
        sending.start()
        while not link.counts()["up"] > 40_000:
            pass
        record_with(desk, [scan(tmp_path, 2, 100)], seed=2)
        while len(city.cases()) < 2:
            assert sending.is_alive()
        assert link.counts()["up"] < 400_000
        sending.join(60)
        assert not sending.is_alive()
        assert desk.sync.cycle().files_pending == 0
    assert sorted(at_central(city).values()) == [100, 400_000]


def test_a_scan_under_way_is_left_when_the_desk_is_closed(desk: Program, city: City, tmp_path: Path) -> None:
    """Else the thread would hold the program for the minutes that the scan takes."""
    from threading import Thread

    record_with(desk, [scan(tmp_path, 1, 3_000_000)])
    reports: list[SyncReport] = []
    with simulated(Road(up=40_000, down=160_000, round_trip=0.02), city.port) as link:
        over(desk, link.url)
        sending = Thread(target=lambda: reports.append(desk.sync.cycle()))
        sending.start()
        while not link.counts()["up"] > 40_000:
            assert sending.is_alive()
        desk.link.stop()
        sending.join(30)
        assert not sending.is_alive()
        assert link.counts()["up"] < 2_000_000
    assert [(report.trouble, report.files, report.files_pending) for report in reports] == [(None, 0, 1)]
    with city.program.store.reading() as central:
        assert central.files.unfinished(POINT) == 1  # to be gone on with


def test_the_command_line_says_of_each_attachment_whether_it_is_delivered(
    desk: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record_with(desk, [scan(tmp_path, 1, 3_000), scan(tmp_path, 2, 5_000)])
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    (case,) = of_desk(desk)

    def shown() -> list[dict[str, Any]]:
        assert main(["--data", str(desk.queue.folder), "case", "show", case.case_no]) == 0
        files: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["attachments"]
        return files

    named = [(given.code, given.file) for given in case.materials if given.file]
    assert [(file["material"], file["digest"], file["size"]) for file in shown()] == [
        (code, file.digest, file.size) for code, file in named
    ]
    assert [(file["name"], file["delivered"], file["trouble"]) for file in shown()] == [
        ("scan1.pdf", False, None),
        ("scan2.pdf", False, None),
    ]
    assert desk.sync.cycle().trouble is None
    assert [file["delivered"] for file in shown()] == [True, True]


def test_a_scan_that_is_lost_here_is_told_as_such(
    desk: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record_with(desk, [scan(tmp_path, 1, 3_000)])
    for path in (desk.queue.folder / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    desk.sync.cycle()
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    (case,) = of_desk(desk)
    assert main(["--data", str(desk.queue.folder), "case", "show", case.case_no]) == 0
    (file,) = json.loads(capsys.readouterr().out)["attachments"]
    assert (file["delivered"], file["trouble"]) == (False, "file_lost")
