"""A whole county opened by one list, and desks made from their packets against a real central."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.__main__ import main
from app.central.city_roster import COLUMNS
from app.queue_program import QueueProgram, Surroundings
from app.setup import make_desk, opened_packet, wanted_from
from db.stores import FolderStores
from tests.sync.real_central import CHEAP, CLOCK, IDS, RESOURCES, City, serving_city

PASSPHRASE = "long enough"
POINTS = [f"2205211{town:02}0{place:02}" for town in range(10) for place in range(20)]
ITEM = "13220521MB0TT1040F422078000100001"

Said = Callable[[], list[dict[str, object]]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/central.db"


def roster(path: Path, points: list[str], devices: int = 2, scope: str = "") -> Path:
    lines = [f"{point},第{point}便民服务点,便民{point[-4:]},,0435-5223344,{scope},{devices}" for point in points]
    path.write_text("\n".join([",".join(COLUMNS), *lines]), "utf-8-sig")
    return path


def enrol(url: str, csv: Path, out: Path, city: City | None = None, *more: str) -> int:
    central = ["--central", f"http://127.0.0.1:{city.port}"] if city else []
    return main(["central", "enrol", "--db", url, "--csv", str(csv), "--out", str(out), *central, *more])


def enrolled_by(folder: Path, packet: Path, number: int) -> tuple[bool, str, str]:
    """Makes a desk from the packet and lets it meet central: whether it is enrolled, its name, one item's scope."""

    def stores(where: Path) -> FolderStores:
        return FolderStores(where, IDS)

    wanted = wanted_from(opened_packet(packet), device_number=number, passphrase=PASSPHRASE)
    made = make_desk(folder, wanted, stores=stores, resources=RESOURCES, clock=CLOCK, ids=IDS, cost=CHEAP)
    around = Surroundings(stores=stores, resources=RESOURCES, clock=CLOCK, ids=IDS, cost=CHEAP)
    program = QueueProgram(folder, around).sign_in(PASSPHRASE)
    try:
        done, _ = program.try_to_enrol()
        with program.store.reading() as desk:
            rules = desk.catalogue.point_rules(made.point)
        assert rules is not None
        return done, made.point_name, rules.scope(ITEM).scope.value  # type: ignore[arg-type]
    finally:
        program.close()


def test_two_hundred_points_are_opened_at_once_and_desks_enrol_by_stick(
    postgres_url: str, tmp_path: Path, said: Said
) -> None:
    url = postgres_url
    out = tmp_path / "out"
    with serving_city(url, demo=False) as city:
        csv = roster(tmp_path / "list.csv", POINTS, scope=f"受理；{ITEM}=咨询")
        assert enrol(url, csv, out, city) == 0
        told = said()
        assert [line["point"] for line in told] == POINTS
        assert all(line["made"] and line["devices"] == [1, 2] for line in told)
        assert len(list(out.glob("*.sidao"))) == len(list(out.glob("*.pdf"))) == 200
        for place, (point, number) in enumerate([(POINTS[0], 1), (POINTS[0], 2), (POINTS[77], 2), (POINTS[199], 1)]):
            done = enrolled_by(tmp_path / f"desk{place}", out / f"{point}.sidao", number)
            assert done == (True, f"第{point}便民服务点", "advise")
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        (out / f"{POINTS[5]}.sidao").unlink()
        assert enrol(url, csv, out, city) == 0
        again = {str(line["point"]): line for line in said()}
        assert [point for point, line in again.items() if line["made"]] == [POINTS[5]]
        assert (again[POINTS[0]]["packet"], again[POINTS[0]]["enrolled"]) == (None, [1, 2])
        changed = [path.name for path in out.iterdir() if path.read_bytes() != before.get(path.name)]
        assert sorted(changed) == [f"{POINTS[5]}.pdf", f"{POINTS[5]}.sidao"]
        with city.program.store.reading() as central:
            assert len(central.registry.devices()) == 8


def test_a_used_withdrawn_or_lapsed_code_enrols_nobody(url: str, tmp_path: Path, said: Said) -> None:
    point, out = POINTS[0], tmp_path / "out"
    packet = out / f"{point}.sidao"
    with serving_city(url, demo=False) as city:
        csv = roster(tmp_path / "list.csv", [point], devices=3)
        assert enrol(url, csv, out, city) == 0
        assert enrolled_by(tmp_path / "one", packet, 1)[0]
        assert not enrolled_by(tmp_path / "again", packet, 1)[0]
        assert main(["central", "revoke", "--db", url, "--point", point, "--device", "2"]) == 0
        assert said()[-1] == {"point": point, "codes": 1}
        assert not enrolled_by(tmp_path / "two", packet, 2)[0]
        assert enrolled_by(tmp_path / "three", packet, 3)[0]


def test_a_packet_for_another_device_or_withdrawn_is_told_as_that(
    sqlite_url: str, tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, point, out = sqlite_url, POINTS[0], tmp_path / "out"
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    with serving_city(url, demo=False) as city:
        assert enrol(url, roster(tmp_path / "list.csv", [point], devices=2), out, city) == 0
        codes = {one.number: one.code for one in opened_packet(out / f"{point}.sidao").devices}
        for number, expected in ((3, "enrol_device_other"), (2, "enrol_code_withdrawn")):
            if number == 2:
                assert main(["central", "revoke", "--db", url, "--point", point, "--device", "2"]) == 0
            desk = str(tmp_path / f"desk{number}")
            made = ["init", "--data", desk, "--point", point, "--device", str(number)]
            assert main([*made, "--central", city.url, "--code", codes[2]]) == 0
            capsys.readouterr()
            assert main(["sync", "--data", desk]) == 5
            told = capsys.readouterr()
            assert json.loads(told.out)["trouble"] == expected
            assert "2 号设备" in told.err or number == 2


def test_a_point_is_revoked_with_its_codes_and_devices(url: str, tmp_path: Path, said: Said) -> None:
    point, out = POINTS[0], tmp_path / "out"
    with serving_city(url, demo=False) as city:
        assert enrol(url, roster(tmp_path / "list.csv", [point]), out, city) == 0
        assert enrolled_by(tmp_path / "one", out / f"{point}.sidao", 1)[0]
        said()
        assert main(["central", "revoke", "--db", url, "--point", point]) == 0
        codes, *keys = said()
        assert codes == {"point": point, "codes": 1}
        assert {str(key["stream"]) for key in keys} == {"desk", "queue"}
        assert not enrolled_by(tmp_path / "two", out / f"{point}.sidao", 2)[0]
        assert main(["central", "revoke", "--db", url, "--point", POINTS[9]]) == 4


def test_a_wrong_list_is_told_line_by_line_and_changes_nothing(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = sqlite_url
    out = tmp_path / "out"
    with serving_city(url, demo=False) as city:
        csv = roster(tmp_path / "list.csv", [POINTS[0], "12", POINTS[0]])
        assert enrol(url, csv, out, city) == 3
        told = capsys.readouterr()
        lines = [json.loads(line) for line in told.out.splitlines()]
        assert [(line["line"], line["error"], line["field"]) for line in lines] == [
            (3, "point_code", "服务点编码"),
            (4, "roster_twice", "服务点编码"),
        ]
        assert json.loads(told.err.splitlines()[-1])["error"] == "roster_refused"
        assert not out.exists()
        with city.program.store.reading() as central:
            assert central.registry.profile(POINTS[0]) is None
        assert enrol(url, tmp_path / "none.csv", out) == 4
        assert main(["central", "enrol", "--db", url, "--csv", str(csv)]) == 3


def test_another_scope_makes_a_new_packet_and_is_told_to_desks_that_are_enrolled(
    url: str, tmp_path: Path, said: Said
) -> None:
    point, out = POINTS[0], tmp_path / "out"
    with serving_city(url, demo=False) as city:
        assert enrol(url, roster(tmp_path / "list.csv", [point]), out, city) == 0
        assert enrolled_by(tmp_path / "one", out / f"{point}.sidao", 1)[0]
        former = opened_packet(out / f"{point}.sidao")
        assert enrol(url, roster(tmp_path / "list.csv", [point], scope="咨询"), out, city) == 0
        assert said()[-1]["made"]
        packet = opened_packet(out / f"{point}.sidao")
        assert packet.devices[0].code != former.devices[1].code
        assert [device.number for device in packet.devices] == [2]
        with city.program.store.reading() as central:
            (item,) = [one for one in central.feed.page(point, 0, 10) if one.kind == "point.rules"]
        assert item.body is not None
        assert item.body["default"] == "advise"


def test_init_makes_the_desk_of_a_packet(
    sqlite_url: str, tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = sqlite_url
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    point, out = POINTS[0], tmp_path / "out"
    packet = str(out / f"{point}.sidao")
    with serving_city(url, demo=False) as city:
        assert enrol(url, roster(tmp_path / "list.csv", [point]), out, city) == 0
        said()
        init = ["init", "--data", str(tmp_path / "desk"), "--packet", packet]
        assert main(init) == 3
        assert json.loads(capsys.readouterr().err.splitlines()[-1])["error"] == "packet_device_needed"
        assert main([*init, "--device", "2"]) == 0
        (made,) = said()
        assert (made["point"], made["device"], made["enrolled"]) == (point, 2, True)
        assert main([*init, "--device", "1"]) == 3
        assert main(["init", "--data", str(tmp_path / "no"), "--packet", str(tmp_path / "none")]) == 4
