"""A copied desk is never continued: it becomes a device of its own, and central has every case exactly once."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import recovery
from app.__main__ import main
from app.cases.model import Case, CaseAct, CaseState
from app.central.model import CaseQuery
from app.copies.restoring import restore
from app.errors import Refused, Trouble
from app.ids import ActionId
from app.program import Program
from app.queue_program import QueueProgram, Surroundings
from app.receipts.verify import Verdict, verify_text
from app.recovery import recover
from app.recovery_folder import former_folder, is_unfinished
from app.verify import verify_desk
from db.stores import FolderStores
from tests import make
from tests.make import CHEAP, RESOURCES
from tests.sync.make import IDS
from tests.sync.real_central import CLOCK, PASSPHRASE, City, of_desk, record, whole_desk

AROUND = Surroundings(
    stores=lambda folder: FolderStores(folder, IDS), resources=RESOURCES, clock=CLOCK, ids=IDS, cost=CHEAP
)


@contextmanager
def opened(folder: Path) -> Iterator[Program]:
    program = QueueProgram(folder, AROUND).sign_in(PASSPHRASE)
    try:
        yield program
    finally:
        program.close()


def sync(program: Program) -> str | None:
    return program.sync.cycle().trouble


def recovered(folder: Path, number: int) -> recovery.Recovered:
    return recover(folder, PASSPHRASE, device_number=number, around=AROUND)


def new_cases(program: Program, count: int, seed: int) -> list[Case]:
    before = {case.id for case in of_desk(program)}
    record(program, count, seed)
    return [case for case in of_desk(program) if case.id not in before]


def ids(cases: list[Case]) -> list[str]:
    return sorted(case.id for case in cases)


def test_two_desks_that_go_on_from_one_folder_end_with_every_case_at_central_exactly_once(
    city: City, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    with whole_desk(one, city.url) as program:
        record(program, 3)
        assert sync(program) is None
        record(program, 2, seed=8)
    shutil.copytree(one, two)
    with opened(one) as program, opened(two) as copy:
        everything = [*of_desk(program), *new_cases(program, 3, 9), *new_cases(copy, 4, 10)]
        assert sync(program) is None
        assert sync(copy) == "sync_forked"
        with pytest.raises(Trouble, match="sync_forked"):
            record(copy, 1, seed=11)
    done = recovered(two, 7)
    assert (done.cases, done.renumbered) == (6, 6), "the two of before the copy, too: central is asked by content"
    with opened(two) as copy:
        assert copy.config.device_number == 7
        assert copy.device != done.former
        assert verify_desk(copy)["ok"]
        assert sync(copy) is None
        assert copy.sync.status().pending == 0
        record(copy, 1, seed=12)
        assert sync(copy) is None
        last = of_desk(copy)
        assert verify_desk(copy)["ok"]
    assert set(ids(city.cases())) == {case.id for case in (*everything, *last)}
    assert len(city.cases()) == len({case.id for case in city.cases()})
    assert len({case.case_no for case in city.cases()}) == len(city.cases())


def test_a_case_with_a_new_number_is_found_by_the_one_on_the_paper(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    with whole_desk(one, city.url) as program:
        assert sync(program) is None
    shutil.copytree(one, two)
    with opened(one) as program, opened(two) as copy:
        (same,) = new_cases(program, 1, 9)
        papers = {case.id: case.case_no for case in new_cases(copy, 3, 10)}
        assert same.case_no in papers.values()
        assert sync(program) is None
        assert sync(copy) == "sync_forked"
    recovered(two, 7)
    with opened(two) as copy:
        assert sync(copy) is None
        assert sync(copy) is None
        assert verify_desk(copy)["findings"] == []
        for case in of_desk(copy):
            if case.id in papers:
                assert case.former_nos == (papers[case.id],)
                assert case.id in [row.id for row in copy.lists.search(papers[case.id])]
        alone = {number: case for case, number in papers.items() if number != same.case_no}
        assert {number: copy.cases.get(number).id for number in alone} == alone
        assert copy.cases.get(same.case_no).id == same.id, "whose the number is now"
        assert {row.id for row in copy.lists.search(same.case_no)} >= {same.id}
        assert len(copy.lists.search(same.case_no)) == 2
        (other,) = copy.cases.formerly(same.case_no)
    for case, number in papers.items():
        found = city.program.review.find(CaseQuery(text=number)).lines
        assert case in [line.id for line, _ in found]
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    assert main(["case", "show", same.case_no, "--data", str(two)]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["id"], shown["others"]) == (same.id, [other.case_no])
    number, case_id = alone.popitem()
    assert main(["case", "show", number, "--data", str(two)]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["id"], shown["former_nos"], shown["others"]) == (case_id, [number], [])
    with opened(one) as program:
        assert sync(program) is None
        assert program.cases.get(number).id == case_id, "the other windows learn it too"
        assert verify_desk(program)["findings"] == []


def test_a_case_that_was_copied_twice_keeps_both_of_its_former_numbers(city: City, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    with whole_desk(one, city.url) as program:
        assert sync(program) is None
    numbers = list[str]()
    for device in (7, 8):
        shutil.copytree(one, two)
        with opened(one) as program, opened(two) as copy:
            if device == 7:
                (case,) = new_cases(program, 1, 9)
            numbers.append(program.cases.get(case.id).case_no)
            new_cases(copy, 1, 10 + device)
            assert sync(copy) is None
            assert sync(program) == "sync_forked"
        with opened(one) as program:
            program.sync_centre.set_central("http://127.0.0.1:1")
        recovered(one, device)
        with opened(one) as program:
            program.sync_centre.set_central(city.url)
            if device == 7:
                shutil.rmtree(two)
                continue
            found = program.cases.get(case.id)
            assert found.former_nos == tuple(numbers)
            assert [program.cases.get(number).id for number in numbers[1:]] == [case.id]
            assert case.id in [row.id for row in program.lists.search(numbers[0])]
            assert verify_desk(program)["findings"] == []


def test_a_restored_desk_sends_what_it_had_and_the_papers_keep_their_numbers(city: City, tmp_path: Path) -> None:
    desk, stick, new = tmp_path / "desk", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(desk, city.url) as program:
        record(program, 2)
        assert sync(program) is None
        record(program, 3, seed=8)
        program.copies.make(stick)
        before = of_desk(program)
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")
    done = recovered(new, 2)
    assert (done.cases, done.renumbered) == (0, 0), "the old name sent its own bytes first"
    assert ids(city.cases()) == ids(before)
    assert {case.case_no for case in city.cases()} == {case.case_no for case in before}
    with opened(new) as program:
        assert sync(program) is None
        assert set(ids(of_desk(program))) == {case.id for case in before}, "the point's cases come by the first pull"
        assert verify_desk(program)["ok"]


def test_with_no_link_a_restored_desk_records_all_that_was_not_acknowledged_once_more(
    city: City, tmp_path: Path
) -> None:
    desk, stick, new = tmp_path / "desk", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(desk, city.url) as program:
        record(program, 2)
        assert sync(program) is None
        unsent = new_cases(program, 3, 8)
        program.copies.make(stick)
        assert sync(program) is None, "and then central got them from the desk itself, before its disk died"
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")
    with opened(new) as program:
        program.sync_centre.set_central("http://127.0.0.1:1")
    done = recovered(new, 2)
    assert (done.cases, done.renumbered) == (3, 0)
    with opened(new) as program:
        again = of_desk(program)
        assert ids(again) == ids(unsent)
        assert {case.case_no for case in again} == {case.case_no for case in unsent}
        assert {case.received_at for case in again} == {case.received_at for case in unsent}
        assert {case.receipt_no for case in again} == {case.receipt_no for case in unsent}
        assert verify_desk(program)["ok"]
        program.sync_centre.set_central(city.url)
        assert sync(program) is None
        assert program.sync.status().pending == 0
        assert {case.central_no for case in of_desk(program) if case.id in set(ids(unsent))} == {
            case.central_no for case in city.cases() if case.id in set(ids(unsent))
        }
        assert verify_desk(program)["ok"]
    assert len(city.cases()) == 5


def test_acts_that_central_lacks_come_after_those_that_it_has(city: City, tmp_path: Path) -> None:
    desk, stick, new = tmp_path / "desk", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(desk, city.url) as program:
        case = _received(program)
        assert sync(program) is None
        program.cases.act(case.case_no, CaseAct.ACCEPT)
        program.copies.make(stick)
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")
    with opened(new) as program:
        program.sync_centre.set_central("http://127.0.0.1:1")
    assert recovered(new, 2).cases == 1
    with opened(new) as program:
        program.sync_centre.set_central(city.url)
        assert sync(program) is None
        assert program.sync.status().returned == 0
        (held,) = city.cases()
        assert held.state is CaseState.ACCEPTED
        mine = program.cases.get(case.case_no)
        assert mine.state is CaseState.ACCEPTED
        assert [step.act.value for step in program.cases.steps(mine)][:2] == ["receive", "accept"]
        city.decide(held.case_no, CaseAct.APPROVE)
        assert sync(program) is None
        assert program.cases.get(case.case_no).state is CaseState.APPROVED
        assert verify_desk(program)["ok"]


def test_papers_of_the_former_device_and_new_copies_of_them_are_judged_valid(city: City, tmp_path: Path) -> None:
    desk, stick, new = tmp_path / "desk", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(desk, city.url) as program:
        assert sync(program) is None
        case = _received(program)
        program.papers.copy(case.case_no)
        with program.store.reading() as store:
            old_paper = store.receipts.of_case(case.id)[-1].proof
        program.copies.make(stick)
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")
    with opened(new) as program:
        program.sync_centre.set_central("http://127.0.0.1:1")
    recovered(new, 2)
    with opened(new) as program:
        program.sync_centre.set_central(city.url)
        assert sync(program) is None
        copy = program.papers.copy(case.case_no)
        assert copy.copy_number == 2
        with program.store.reading() as store:
            new_paper = store.receipts.of_case(case.id)[-1].proof
        for paper in (old_paper, new_paper):
            assert verify_text(paper, program.key_ring()).verdict is Verdict.VALID


def test_visitors_who_wait_keep_their_place_and_no_ticket_number_comes_twice(city: City, tmp_path: Path) -> None:
    desk, stick, new = tmp_path / "desk", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(desk, city.url) as program:
        first = program.tickets.take("A", ActionId("t1"))
        program.copies.make(stick)
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")
    recovered(new, 2)
    with opened(new) as program:
        assert [ticket.number for ticket in program.tickets.waiting()] == [first.number]
        assert program.tickets.take("A", ActionId("t2")).number == "A002"
        assert verify_desk(program)["ok"]


def test_the_old_desk_stays_beside_it_for_reading(city: City, tmp_path: Path) -> None:
    desk, stick, new = tmp_path / "desk", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(desk, city.url) as program:
        record(program, 3)
        before = of_desk(program)
        program.copies.make(stick)
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")
    done = recovered(new, 2)
    with opened(former_folder(new, done.former)) as former:
        assert ids(of_desk(former)) == ids(before)
        assert verify_desk(former)["ok"]
        with pytest.raises(Trouble, match="desk_copied"):
            record(former, 1)


def test_an_interrupted_recovery_is_finished_by_the_next_start(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, stick, new = tmp_path / "desk", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(desk, city.url) as program:
        record(program, 2)
        program.copies.make(stick)
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")

    def cut(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("app.recovery._keep_former", cut)
        with pytest.raises(KeyboardInterrupt):
            recovered(new, 2)
    assert is_unfinished(new)
    with opened(new) as program:
        assert not is_unfinished(new)
        assert program.config.device_number == 2
        assert sync(program) is None
        assert verify_desk(program)["ok"]


def test_a_desk_that_is_no_copy_and_a_number_that_was_used_are_refused(city: City, tmp_path: Path) -> None:
    desk, stick, new = tmp_path / "desk", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(desk, city.url) as program:
        assert sync(program) is None
        program.copies.make(stick)
    with pytest.raises(Refused, match="recover_not_needed"):
        recovered(desk, 2)
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")
    with pytest.raises(Refused, match="recover_number_same"):
        recovered(new, 1)
    with pytest.raises(Refused, match="recover_not_moved"):
        recovery.moved(new)


def _received(program: Program) -> Case:
    done = program.intake.record(make.line(make.CLAIM, "receive"))
    assert done.case is not None
    return done.case


def test_a_desk_that_another_program_has_open_is_left_as_it_is(city: City, tmp_path: Path) -> None:
    desk, stick, new = tmp_path / "desk", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(desk, city.url) as program:
        program.copies.make(stick)
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")
    with opened(new) as program:
        with pytest.raises(Trouble, match="store_locked"):
            recovered(new, 2)
        assert not is_unfinished(new)
        assert program.config.device_number == 1
    assert recovered(new, 2).settings.device_number == 2
