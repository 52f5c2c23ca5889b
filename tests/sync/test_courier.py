"""A stick goes to town and comes back: the real desk, the real central, no network between them."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.__main__ import main
from app.cases.model import CaseAct, CaseState
from app.central.enrolment import revoke
from app.errors import NotFound, Refused, Trouble
from app.journal import Stream
from app.keys import SealingKey
from app.program import Program
from app.sync.bundle import MANIFEST, SHELF, UNFINISHED, vouched
from app.sync.model import Arrival, CentralAddress
from app.verify import verify_desk
from tests.sync.by_stick import NOWHERE, brought, lonely_desk
from tests.sync.real_central import CLOCK, PASSPHRASE, City, comparable, of_desk, record, serving_city, whole_desk
from tests.sync.test_blobs import arrival, at_central, digests, record_with, scan


@pytest.fixture
def city(postgres_url: str) -> Iterator[City]:
    with serving_city(postgres_url) as made:
        yield made


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with lonely_desk(tmp_path / "desk", city) as made:
        yield made


def round_trip(desk: Program, city: City, stick: Path) -> None:
    desk.link.courier.export(stick)
    assert [one.trouble for one in brought(city, stick)] == [None]
    desk.link.courier_return.take(stick)


def pending(desk: Program) -> int:
    return desk.sync.status().pending


def test_a_round_trip_by_stick_is_as_good_as_the_link(desk: Program, city: City, stick: Path) -> None:
    record(desk, 30)
    made = desk.link.courier.export(stick)
    assert made.entries == pending(desk) >= 30
    (arrived,) = brought(city, stick)
    assert (arrived.entries, arrived.trouble) == (made.entries, None)
    assert comparable(city.cases()) == comparable(of_desk(desk))
    back = desk.link.courier_return.take(stick)
    assert (back.entries, pending(desk)) == (made.entries, 0)
    assert all(case.central_no for case in of_desk(desk))
    assert verify_desk(desk)["findings"] == []


def test_attachments_go_by_stick_and_are_signed_for(desk: Program, city: City, stick: Path, tmp_path: Path) -> None:
    record_with(desk, [scan(tmp_path, seed, 50_000 + seed) for seed in range(2)])
    made = desk.link.courier.export(stick)
    assert (made.blobs, made.left) == (2, 0)
    written = b"".join(path.read_bytes() for path in stick.rglob("*") if path.is_file())
    assert Path(scan(tmp_path, 0, 50_000)).read_bytes()[:64] not in written
    for _ in range(2):
        assert [(one.blobs, one.trouble) for one in brought(city, stick)] == [(2, None)]
    assert sorted(at_central(city)) == sorted(digests(desk))
    assert desk.sync.status().files_pending == 2
    desk.link.courier_return.take(stick)
    assert desk.sync.status().files_pending == 0
    assert [arrival(desk, case) for case in of_desk(desk)] == [Arrival.RECEIVED]
    assert desk.link.courier.export(stick).blobs == 0


def test_what_has_no_room_on_the_stick_goes_with_the_next(
    desk: Program, city: City, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_with(desk, [scan(tmp_path, 0, 5_000), scan(tmp_path, 1, 400_000)])
    monkeypatch.setattr("app.sync.bundle.BundleWriter.room", lambda _: 300 << 10)
    made = desk.link.courier.export(stick)
    assert (made.blobs, made.left) == (1, 1)
    monkeypatch.undo()
    brought(city, stick)
    desk.link.courier_return.take(stick)
    made = desk.link.courier.export(stick)
    assert (made.blobs, made.left) == (1, 0)


def test_content_that_is_not_its_digest_is_not_taken(desk: Program, city: City, stick: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="digest_differs"):
        city.program.files.keep(desk.config.point, "0" * 64, "image/jpeg", b"not that")
    assert at_central(city) == {}


def test_decisions_and_returns_come_home_with_the_stick(desk: Program, city: City, stick: Path) -> None:
    record(desk, 12)
    round_trip(desk, city, stick)
    first, second = [case for case in of_desk(desk) if case.state is CaseState.ACCEPTED][:2]
    city.decide(first.case_no, CaseAct.APPROVE)
    city.decide(second.case_no, CaseAct.RETURN, "照片不清楚")
    round_trip(desk, city, stick)
    states = {case.case_no: case.state for case in of_desk(desk)}
    assert (states[first.case_no], states[second.case_no]) == (CaseState.APPROVED, CaseState.RETURNED)
    assert verify_desk(desk)["findings"] == []


def test_every_step_may_be_repeated(desk: Program, city: City, stick: Path) -> None:
    record(desk, 8)
    desk.link.courier.export(stick)
    desk.link.courier.export(stick)
    assert len(list((stick / SHELF).iterdir())) == 1
    for _ in range(2):
        assert [one.trouble for one in brought(city, stick)] == [None]
    assert comparable(city.cases()) == comparable(of_desk(desk))
    for _ in range(2):
        desk.link.courier_return.take(stick)
    assert pending(desk) == 0
    assert verify_desk(desk)["findings"] == []


def test_a_bundle_that_also_went_over_the_link_changes_nothing(desk: Program, city: City, stick: Path) -> None:
    record(desk, 6)
    desk.link.courier.export(stick)
    with desk.store.writing() as store:
        store.sync.keep_address(CentralAddress(url=city.url))
    assert desk.sync.cycle().trouble is None
    record(desk, 2, seed=8)
    brought(city, stick)
    desk.link.courier_return.take(stick)
    assert desk.sync.cycle().pending == 0
    assert comparable(city.cases()) == comparable(of_desk(desk))
    assert verify_desk(desk)["findings"] == []


def test_the_return_leg_never_speaks_of_the_time(desk: Program, city: City, stick: Path) -> None:
    with desk.store.reading() as store:
        before = store.sync.clock_offset()
    record(desk, 2)
    round_trip(desk, city, stick)
    with desk.store.reading() as store:
        assert store.sync.clock_offset() == before


def test_nobody_reads_a_bundle_on_the_way(desk: Program, stick: Path) -> None:
    record(desk, 3)
    desk.link.courier.export(stick)
    written = b"".join(path.read_bytes() for path in stick.rglob("*") if path.is_file())
    for case in of_desk(desk):
        assert case.applicant.name.encode() not in written
        assert case.applicant.id_no.encode() not in written


def test_a_desk_takes_in_only_its_own(desk: Program, city: City, stick: Path, tmp_path: Path) -> None:
    with whole_desk(tmp_path / "second", city.url, number=2) as second:
        second.sync.cycle()
        record(second, 2, seed=3)
        second.link.courier.export(stick)
        brought(city, stick)
        with pytest.raises(Refused, match="courier_for_others"):
            desk.link.courier_return.take(stick)
        record(desk, 2)
        desk.link.courier.export(stick)
        assert len(brought(city, stick)) == 2
        desk.link.courier_return.take(stick)
        second.link.courier_return.take(stick)
        assert (pending(desk), pending(second)) == (0, 0)


def test_what_an_interrupted_copy_lacks_is_named_and_nothing_is_half_done(
    desk: Program, city: City, stick: Path, tmp_path: Path
) -> None:
    record(desk, 5)
    folder = desk.link.courier.export(stick).folder
    part = folder / "records-0001.sidao"
    whole = part.read_bytes()
    part.write_bytes(whole[:-1])
    (told,) = brought(city, stick)
    assert isinstance(told.trouble, Trouble)
    assert told.trouble.code == "courier_incomplete"
    for altered in (bytes(len(whole)), whole + b"x"):
        part.write_bytes(altered)
        assert [one.trouble and one.trouble.code for one in brought(city, stick)] == ["courier_altered"]
    part.unlink()
    assert [one.trouble and one.trouble.code for one in brought(city, stick)] == ["courier_incomplete"]
    (folder / MANIFEST).unlink()
    with pytest.raises(NotFound, match="courier_nothing"):
        brought(city, stick)
    shutil.move(folder, folder.with_name(folder.name + UNFINISHED))
    with pytest.raises(Trouble, match="courier_unfinished"):
        brought(city, stick)
    assert city.cases() == []


def test_a_full_stick_is_told_and_left_as_it_was(desk: Program, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(desk, 3)
    before = desk.link.courier.export(stick).folder

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.sync.bundle.os.fsync", full)
    with pytest.raises(Trouble, match="courier_full"):
        desk.link.courier.export(stick)
    assert list((stick / SHELF).iterdir()) == [before]


def test_a_stick_that_is_not_there_or_empty_is_told(desk: Program, stick: Path) -> None:
    with pytest.raises(Trouble, match="courier_place_missing"):
        desk.link.courier.export(stick / "pulled-out")
    with pytest.raises(NotFound, match="courier_nothing"):
        desk.link.courier_return.take(stick)


def test_a_desk_that_never_met_central_has_nobody_to_seal_to(tmp_path: Path, stick: Path) -> None:
    with whole_desk(tmp_path / "lonely", NOWHERE.url) as lonely, pytest.raises(Refused, match="courier_not_enrolled"):
        lonely.link.courier.export(stick)


def test_another_key_than_the_devices_signs_no_bundle(desk: Program, city: City, stick: Path) -> None:
    record(desk, 2)
    folder = desk.link.courier.export(stick).folder
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**manifest, "entries": 99}))
    assert [one.trouble and one.trouble.code for one in brought(city, stick)] == ["courier_not_signed"]
    assert city.cases() == []


def test_an_answer_is_sealed_to_nobody_but_the_desk_that_asked(
    desk: Program, city: City, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds the stick could put a key of his own into a bundle, were it not vouched for."""
    record(desk, 2)
    thiefs = SealingKey(bytes(range(32))).public
    monkeypatch.setattr(desk.link.courier, "_reply_to", thiefs)
    ours = desk.link._reply_key.public
    with monkeypatch.context() as during:
        during.setattr("app.sync.bundle.vouched", lambda body, _: vouched(body, ours))
        desk.link.courier.export(stick)
    assert [one.trouble and one.trouble.code for one in brought(city, stick)] == ["courier_not_signed"]
    assert city.cases() == []


def test_a_revoked_devices_bundle_is_put_aside_for_the_city(desk: Program, city: City, stick: Path) -> None:
    record(desk, 3)
    revoke(city.program.store, city.program.keys, desk.device, clock=CLOCK)
    desk.link.courier.export(stick)
    (told,) = brought(city, stick)
    assert (told.put_aside, told.trouble) == (True, None)
    assert city.cases() == []
    with city.program.store.reading() as central:
        assert len(central.journal.waiting()) > 0
    with pytest.raises(NotFound, match="courier_not_answered"):
        desk.link.courier_return.take(stick)


def test_what_lies_on_which_stick_is_known(desk: Program, city: City, stick: Path) -> None:
    record(desk, 4)
    with desk.store.reading() as store:
        assert store.courier.exported(Stream.DESK) == 0
    desk.link.courier.export(stick)
    with desk.store.reading() as store:
        (trip,) = store.courier.newest()
        assert store.courier.exported(Stream.DESK) == store.journal.head().number
        assert (trip.answered_at, trip.place) == (None, str(stick))
    brought(city, stick)
    desk.link.courier_return.take(stick)
    with desk.store.reading() as store:
        assert store.courier.newest()[0].answered_at is not None


@given(steps=st.lists(st.sampled_from(["record", "export", "carry", "home", "lose", "link"]), max_size=12))
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_any_order_of_trips_ends_equal(steps: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("trips")
    stick = folder / "stick"
    stick.mkdir()
    with serving_city(f"sqlite:///{folder}/city.db") as city, whole_desk(folder / "desk", city.url) as desk:
        desk.sync.cycle()
        for place, step in enumerate(steps):
            if step == "record":
                record(desk, 2, seed=place)
            elif step == "export":
                desk.link.courier.export(stick)
            elif step == "lose":
                shutil.rmtree(stick / SHELF, ignore_errors=True)
            elif step == "link":
                desk.sync.cycle()
            else:
                try:
                    brought(city, stick) if step == "carry" else desk.link.courier_return.take(stick)
                except NotFound:
                    continue
        round_trip(desk, city, stick)
        assert pending(desk) == 0
        assert comparable(city.cases()) == comparable(of_desk(desk))
        assert verify_desk(desk)["findings"] == []


def test_the_command_line_walks_the_whole_way(
    desk: Program, city: City, stick: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    record(desk, 4)
    expected, folder = pending(desk), str(desk.queue.folder)
    url = str(city.program.store.engine.url.render_as_string(hide_password=False))  # type: ignore[attr-defined]
    url = url if "postgres" in url else f"sqlite:///{Path(folder).parent}/city.db"
    said = []
    for arguments in (
        ["courier", "export", str(stick), "--data", folder, "--action", "out"],
        ["central", "import", "--db", url.replace("+psycopg", ""), str(stick), "--action", "there"],
        ["courier", "import", str(stick), "--data", folder, "--action", "back"],
    ):
        assert main(arguments) == 0
        said.append(json.loads(capsys.readouterr().out))
        lies = sorted(stick.rglob("*"))
        assert main(arguments) == 0
        assert json.loads(capsys.readouterr().out) == said[-1], "the same action again"
        assert sorted(stick.rglob("*")) == lies
    assert [one["entries"] for one in said] == [expected] * 3
    assert all(one["bytes"] > 0 for one in said)
    assert main(["courier", "import", str(stick / "nothing"), "--data", folder]) == 4
