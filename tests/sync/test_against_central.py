"""A whole desk against the real central, on SQLite and on PostgreSQL, over a socket."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, make_url, text

from app.__main__ import main
from app.cases.model import Case, CaseAct, CaseState
from app.central.rulings import Returned
from app.journal import Stream
from app.program import Program
from app.sync.client import CentralClient, reach
from app.sync.model import CentralAddress, Reason, VerdictKind
from app.verify import verify_desk
from db.engine import transaction
from tests.sync.cutting_proxy import Cut, CuttingProxy, cutting_proxy
from tests.sync.make import a_desk
from tests.sync.real_central import CLOCK, PASSPHRASE, City, comparable, of_desk, record, serving_city, whole_desk


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Both kinds of database."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_url")
        return url
    return f"sqlite:///{tmp_path}/central.db"


@pytest.fixture
def city(database: str) -> Iterator[City]:
    with serving_city(database) as made:
        yield made


@pytest.fixture
def road(city: City) -> Iterator[CuttingProxy]:
    with cutting_proxy(city.port) as proxy:
        yield proxy


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "desk", city.url) as made:
        yield made


def test_what_a_desk_recorded_stands_at_central_field_by_field(desk: Program, city: City) -> None:
    record(desk, 60)
    report = desk.sync.cycle()
    assert (report.trouble, report.pending, report.returned) == (None, 0, 0)
    assert comparable(city.cases()) == comparable(of_desk(desk))
    again = desk.sync.cycle()
    assert (again.trouble, again.pushed, again.pulled) == (None, 0, 0)
    assert verify_desk(desk)["findings"] == []


def test_central_signs_for_what_arrived_and_the_desk_can_show_it(
    desk: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record(desk, 2)
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    number, folder = of_desk(desk)[-1].case_no, str(desk.queue.folder)

    def said(*words: str) -> list[dict[str, Any]]:
        assert main(["--data", folder, *words]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [(case["synced"], case["proof"]) for case in said("case", "list")] == [(False, None)] * 2
    assert said("case", "show", number)[0]["delivery"] == {"arrival": "here", "files_waiting": 0, "proof": None}
    assert desk.sync.cycle().trouble is None
    signed = [case["proof"] for case in said("case", "list")]
    shown = said("case", "show", number)[0]
    assert shown["delivery"]["arrival"] == "received"
    assert shown["delivery"]["proof"]["at"] == shown["proof"] == signed[-1]
    with desk.store.reading() as store:
        head = store.journal.head()
    assert shown["delivery"]["proof"]["entry"] == f"{desk.device}/desk/{head.number}"
    assert said("verify")[0]["findings"] == []


def test_decisions_flow_back_and_the_chains_and_rows_agree(desk: Program, city: City) -> None:
    record(desk, 12)
    desk.sync.cycle()
    accepted = [case for case in of_desk(desk) if case.state is CaseState.ACCEPTED][:3]
    for case, act, words in zip(
        accepted, (CaseAct.APPROVE, CaseAct.REJECT, CaseAct.RETURN), (None, "不符合条件", "缺户口簿"), strict=True
    ):
        city.decide(case.case_no, act, words)
    report = desk.sync.cycle()
    assert (report.trouble, report.returned) == (None, 1)
    here = {case.case_no: case.state for case in of_desk(desk)}
    assert here == {case.case_no: case.state for case in city.cases()}
    assert {here[case.case_no] for case in accepted} == {CaseState.APPROVED, CaseState.REJECTED, CaseState.RETURNED}
    assert all(case.central_no for case in of_desk(desk))
    assert verify_desk(desk)["findings"] == []


def test_a_returned_case_is_corrected_and_goes_up_again(desk: Program, city: City) -> None:
    record(desk, 6)
    desk.sync.cycle()
    case = next(case for case in of_desk(desk) if case.state is CaseState.ACCEPTED)
    city.decide(case.case_no, CaseAct.RETURN, "照片不清楚")
    desk.sync.cycle()
    desk.cases.act(case.case_no, CaseAct.CORRECT, reason="已补清楚的照片", window=1)
    report = desk.sync.cycle()
    assert (report.trouble, report.returned) == (None, 0)
    assert {one.case_no: one.state for one in city.cases()}[case.case_no] is CaseState.ACCEPTED
    assert verify_desk(desk)["findings"] == []


def test_a_one_time_code_enrols_one_device_and_no_other(tmp_path: Path) -> None:
    with serving_city(f"sqlite:///{tmp_path}/city.db", demo=False) as city:
        code = city.code()
        with whole_desk(tmp_path / "one", city.url, code=code) as one:
            assert one.sync.cycle().trouble is None
            assert one.sync.status().enrolled
            assert not one.sync.status().demo
            assert one.queue.slots.central_slot() is not None
        with whole_desk(tmp_path / "two", city.url, code=code, number=2) as two:
            assert two.sync.cycle().trouble == "enrol_code_used"
            assert not two.sync.status().enrolled


def test_two_desks_of_a_point_learn_each_others_cases(desk: Program, city: City, tmp_path: Path) -> None:
    with whole_desk(tmp_path / "second", city.url, number=2) as second:
        for program in (desk, second):
            record(program, 10, seed=program.config.device_number)
            assert program.sync.cycle().trouble is None
        assert desk.sync.cycle().trouble is None
        assert len(city.cases()) == 20
        for program in (desk, second):
            assert comparable(of_desk(program)) == comparable(city.cases())
            assert program.lists.today().received == 10
            assert verify_desk(program)["findings"] == []


def test_central_without_its_database_is_busy_and_nothing_is_lost(tmp_path: Path, postgres_url: str) -> None:
    with serving_city(postgres_url) as city, whole_desk(tmp_path / "desk", city.url) as desk:
        desk.sync.cycle()
        record(desk, 3)
        with without_database(postgres_url):
            report = desk.sync.cycle()
            assert (report.trouble, report.pushed) == ("sync_busy", 0)
            assert report.retry_after > 0
        assert desk.sync.cycle().pending == 0
        assert comparable(city.cases()) == comparable(of_desk(desk))


@contextmanager
def without_database(url: str) -> Iterator[None]:
    """Nobody gets into the database, and whoever was in is out."""
    target = make_url(url)
    name, server = target.database, target.set(drivername="postgresql+psycopg", database="postgres")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)

    run(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
    try:
        run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        yield
    finally:
        run(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')
        engine.dispose()


CUTS = st.lists(
    st.builds(Cut, up=st.integers(0, 6000)) | st.builds(Cut, down=st.integers(0, 3000)), min_size=1, max_size=5
)


@pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
def test_any_row_of_cuts_ends_equal(desk: Program, city: City, road: CuttingProxy) -> None:
    with desk.store.writing() as store:
        store.sync.keep_address(CentralAddress(url=road.url))

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(cuts=CUTS, seed=st.integers(0, 1000))
    def holds(cuts: list[Cut], seed: int) -> None:
        record(desk, 2, seed)
        desk.sync.close()
        road.drop_all()
        road.plans.extend(cuts)
        troubles = {desk.sync.cycle().trouble for _ in range(len(cuts) + 1)}
        road.plans.clear()
        assert troubles <= {None, "sync_cut", "sync_offline"}
        desk.sync.close()
        road.drop_all()
        report = desk.sync.cycle()
        assert (report.trouble, report.pending) == (None, 0)
        assert comparable(city.cases()) == comparable(of_desk(desk))
        assert_signed_for(desk)

    holds()
    assert verify_desk(desk)["findings"] == []


def assert_signed_for(desk: Program) -> None:
    """Central's proofs cover every entry of the desk and every case, and the reckoning went that far and agrees."""
    with desk.store.reading() as store:
        head, newest = store.journal.head().number, store.reckoning.newest()
        assert store.sync.proven(desk.device, Stream.DESK) == head
        assert [case.case_no for case in store.cases.whole() if store.sync.proof_of(case.last) is None] == []
    assert newest is not None
    assert newest.through == head
    assert desk.differences.standing().differences == ()


def test_a_look_at_central_needs_no_enrolment(city: City) -> None:
    client = CentralClient(city.url)
    try:
        assert reach(client, CLOCK, None).demo
    finally:
        client.close()


def test_the_command_line_says_what_moved_and_ends_as_agreed(
    desk: Program, city: City, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    record(desk, 4)
    folder = str(desk.queue.folder)
    assert main(["--data", folder, "sync", "--once"]) == 0
    said = json.loads(capsys.readouterr().out)
    with desk.store.reading() as store:
        written = store.journal.head().number
    assert (said["pushed"], said["pending"], said["returned"], said["trouble"]) == (written, 0, 0, None)
    assert (said["local"], said["central"], said["differences"]) == (4, 4, [])
    assert said["bytes_up"] > 0
    record(desk, 1)
    assert main(["--data", folder, "sync", "--once", "--action", "s"]) == 0
    moved = json.loads(capsys.readouterr().out)
    assert moved["pushed"] > 0
    with desk.store.writing() as store:
        store.sync.keep_address(CentralAddress(url="http://127.0.0.1:1"))
    for arguments in (["--data", folder, "sync"], ["--data", folder, "sync", "--action", "t"]):
        assert main(arguments) == 5
        captured = capsys.readouterr()
        assert json.loads(captured.out)["trouble"] == "sync_offline"
        assert json.loads(captured.err.splitlines()[-1])["error"] == "sync_offline"
    assert main(["--data", folder, "sync", "--action", "s"]) == 0
    assert json.loads(capsys.readouterr().out) == moved, "the same action again"
    with desk.store.writing() as store:
        store.sync.keep_address(CentralAddress(url=city.url))
    assert main(["--data", folder, "sync", "--action", "t"]) == 0, "what failed is not remembered"


def test_both_sides_count_the_same_cases_returned_ones_too(desk: Program, city: City) -> None:
    record(desk, 8)
    desk.sync.cycle()
    case = next(case for case in of_desk(desk) if case.state is CaseState.ACCEPTED)
    city.decide(case.case_no, CaseAct.RETURN, "照片不清楚")
    report = desk.sync.cycle()
    standing = desk.differences.standing()
    assert (report.trouble, standing.here, standing.there, standing.differences) == (None, 8, 8, ())


def test_a_case_that_central_lost_is_named_and_central_only_confirms_what_is_sent_again(
    desk: Program, city: City
) -> None:
    record(desk, 5)
    desk.sync.cycle()
    lost = of_desk(desk)[1]
    with transaction(city.program.store.engine, writes=True) as connection:  # type: ignore[attr-defined]
        connection.execute(text("DELETE FROM case_step WHERE case_id = :case"), {"case": lost.id})
        connection.execute(text("DELETE FROM case_file WHERE id = :case"), {"case": lost.id})
    record(desk, 1, seed=8)
    desk.sync.cycle()
    (found,) = desk.differences.standing().differences
    assert ([case.id for case in found.missing], found.strange) == ([lost.id], ())
    assert desk.differences.send_again() == 1
    desk.sync.close()
    report = desk.sync.cycle()
    assert (report.trouble, report.pending, len(city.cases())) == (None, 0, 5)
    assert verify_desk(desk)["findings"] == []


def test_a_recording_that_central_returned_is_not_missing(desk: Program, city: City) -> None:
    record(desk, 2)
    desk.sync.cycle()
    with transaction(city.program.store.engine, writes=True) as connection:  # type: ignore[attr-defined]
        case = of_desk(desk)[0]
        returned = "UPDATE entry SET verdict = 'returned', open = :yes WHERE subject = :case"
        connection.execute(text(returned), {"case": case.id, "yes": True})
        connection.execute(text("DELETE FROM case_step WHERE case_id = :case"), {"case": case.id})
        connection.execute(text("DELETE FROM case_file WHERE id = :case"), {"case": case.id})
    record(desk, 1, seed=9)
    desk.sync.cycle()
    assert desk.differences.standing().differences == ()


def test_a_returned_case_is_told_of_and_void_on_both_sides(desk: Program, city: City) -> None:
    record(desk, 6)
    desk.sync.cycle()
    case = next(case for case in of_desk(desk) if case.state is CaseState.ACCEPTED)
    city.decide(case.case_no, CaseAct.RETURN, "照片不清楚")
    desk.sync.cycle()
    desk.cases.act(case.case_no, CaseAct.NOTIFY, window=1)
    desk.cases.act(case.case_no, CaseAct.VOID, reason="申请人不办了", window=1)
    report = desk.sync.cycle()
    assert (report.trouble, report.returned) == (None, 0)
    assert {one.case_no: one.state for one in city.cases()}[case.case_no] is CaseState.VOID
    assert comparable(city.cases()) == comparable(of_desk(desk))
    standing = desk.differences.standing()
    assert (standing.here, standing.there, standing.differences) == (5, 5, ())
    assert verify_desk(desk)["findings"] == []


def test_a_notice_then_a_correction_leave_both_sides_equal(desk: Program, city: City) -> None:
    record(desk, 6)
    desk.sync.cycle()
    case = next(case for case in of_desk(desk) if case.state is CaseState.ACCEPTED)
    city.decide(case.case_no, CaseAct.RETURN, "照片不清楚")
    desk.sync.cycle()
    desk.cases.act(case.case_no, CaseAct.NOTIFY, window=1)
    desk.cases.act(case.case_no, CaseAct.CORRECT, reason="已补清楚的照片", window=1)
    assert desk.sync.cycle().trouble is None
    assert comparable(city.cases()) == comparable(of_desk(desk))


def test_a_case_that_its_correction_begins_reaches_the_other_windows(
    desk: Program, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def returning(*given: Any) -> Case:
        raise Returned(Reason.BAD_PAYLOAD, "照片不清楚")

    with whole_desk(tmp_path / "second", city.url, number=2) as second:
        assert second.sync.cycle().trouble is None
        record(desk, 6)
        with monkeypatch.context() as during:
            during.setattr("app.central.judge.new_case", returning)
            assert desk.sync.cycle().returned == 6
        assert second.sync.cycle().trouble is None
        assert of_desk(second) == []
        for case in of_desk(desk):
            desk.cases.act(case.case_no, CaseAct.CORRECT, reason="已补清楚的照片", window=1)
        record(desk, 2, seed=9)
        for program in (desk, second, desk):
            assert program.sync.cycle().trouble is None
        assert len(city.cases()) == 8
        for program in (desk, second):
            assert comparable(of_desk(program)) == comparable(city.cases())
            assert verify_desk(program)["findings"] == []
        corrected = second.cases.get(case.case_no)
        assert [step.act for step in second.cases.steps(corrected)][:1] == [CaseAct.CORRECT]


def test_a_rejected_record_that_is_sent_again_is_rejected_again_and_never_called_a_duplicate(
    city: City, tmp_path: Path
) -> None:
    with a_desk(tmp_path / "bare") as bare:
        (case,) = bare.record(1)  # it does not say which act it was
        engine = bare.engine(city.url)
        first = engine.cycle()
        assert (first.trouble, first.pending, first.returned) == (None, 0, 1)
        before = bare.case(case.id)
        assert (before.state, before.reason) == (CaseState.RETURNED, "没有写明办理动作")
        for _ in range(2):
            with bare.store.writing() as store:
                store.sync.acknowledge(bare.device, Stream.DESK, 0)
            again = engine.cycle()
            assert (again.trouble, again.pending, again.returned) == (None, 0, 1)
            assert bare.case(case.id) == before
            with bare.store.reading() as store:
                verdict = store.sync.verdict(before.last)
            assert verdict is not None
            assert (verdict.kind, verdict.reason) == (VerdictKind.RETURNED, "bad_payload")
        engine.close()
    assert city.cases() == []
