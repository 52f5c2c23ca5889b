"""`--action ID` at central: the same ID again returns the first result and changes nothing (cli.md)."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.actions.model import Result
from app.cases.model import CaseAct
from app.catalogue.item_json import item_to_json
from app.central.review import Review
from app.central.shelf import Shelf
from app.central.storage import CentralStore
from app.commands.once import once
from app.commands.parser import parser
from app.sync.codes import read_code
from app.themes.theme_json import shipped_themes, theme_to_json
from tests.central.arrange import ITEM, POINT, RESOURCES, City, Desk, city
from tests.end_to_end.command import Said, sidao


class Central:
    """Central's commands on a city's database."""

    def __init__(self, url: str, passphrase: str | None = None) -> None:
        self.url = url
        self.city: City = city(url, passphrase=passphrase)

    def do(self, *given: str, **environment: str) -> Said:
        return sidao("central", *given, "--db", self.url, **environment)

    def told(self) -> tuple[int, int]:
        """The ends of the point's feed and of the shared one."""
        with self.city.program.store.reading() as central:
            return central.feed.ends(POINT)


@pytest.fixture(params=["sqlite", "postgres"])
def central(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Central]:
    on_server = request.param == "postgres"
    made = Central(str(request.getfixturevalue("postgres_url")) if on_server else f"sqlite:///{tmp_path}/central.db")
    yield made
    made.city.program.store.close()


def refused(said: Said) -> tuple[int, str | None]:
    return said.code, said.error and said.error["error"]


def recorded(central: Central) -> tuple[Desk, str]:
    """A desk, and its case that is at central."""
    desk = central.city.desk()
    case = desk.record()
    desk.push()
    return desk, case["case_no"]


def test_a_decision_is_made_once_also_when_the_case_has_moved_on(central: Central) -> None:
    _, number = recorded(central)
    given = ("decide", number, "--as", "suspended", "--procedure", "入户核查", "--text", "要看", "--action", "d-1")
    first = central.do(*given)
    assert (first.code, first.result["case_no"], first.result["state"]) == (0, number, "suspended")
    told = central.told()
    assert central.do(*given).result == first.result
    assert central.told() == told
    central.city.program.review.decide(number, CaseAct.RESUME, None, "李审批")
    told = central.told()
    assert central.do(*given).result == first.result
    assert central.do("decide", number, "--as", "approved", "--action", "d-1").result == first.result
    assert central.told() == told
    assert central.do("decide", number, "--as", "approved").result["state"] == "approved"


def test_a_refused_decision_is_not_remembered_and_its_action_can_be_used_again(central: Central) -> None:
    _, number = recorded(central)
    assert refused(central.do("decide", number, "--as", "rejected", "--action", "d"))[0] == 3
    done = central.do("decide", number, "--as", "rejected", "--text", "不符合条件", "--action", "d")
    assert (done.code, done.result["state"]) == (0, "rejected")
    assert refused(central.do("enrol", "--point", POINT, "--action", "d")) == (3, "action_used_otherwise")


def test_two_who_decide_at_once_under_one_action_decide_once(central: Central) -> None:
    _, number = recorded(central)
    before = central.told()[0]
    args = parser().parse_args(
        ["central", "decide", number, "--as", "approved", "--db", central.url, "--action", "at-once"]
    )
    program = central.city.program

    def act(store: CentralStore) -> list[Result]:
        review = Review(store, Shelf(), clock=central.city.clock, ids=central.city.ids)
        return [{"state": review.decide(number, CaseAct.APPROVE, None, "甲").case.state.value}]

    with ThreadPoolExecutor(4) as several:
        said = [one.result() for one in [several.submit(once, program.store, args, act) for _ in range(4)]]
    assert said == [[{"state": "approved"}]] * 4
    assert central.told()[0] == before + 1


def test_the_same_code_is_given_out_again_and_central_keeps_no_code_that_can_be_read(central: Central) -> None:
    given = ("enrol", "--point", POINT, "--days", "30", "--action", "e-1")
    first = central.do(*given).result
    assert central.do(*given).result == first
    assert central.do("enrol", "--point", POINT).result["code"] != first["code"]
    with central.city.program.store.reading() as rows:
        assert rows.registry.code(read_code(first["code"]).digest) is not None
        (kept,) = rows.finished.all()
        assert first["code"] not in kept.results
    central.do("revoke", "--point", POINT)
    assert central.do(*given).result == first, "withdrawn, it is still what the action came to"


def test_a_code_is_read_again_only_under_the_operators_passphrase(tmp_path: Path) -> None:
    central = Central(f"sqlite:///{tmp_path}/central.db", passphrase="a long one for operators")
    given = ("enrol", "--point", POINT, "--action", "e")
    first = central.do(*given)
    assert first.code == 0
    assert refused(central.do(*given)) == (5, "central_passphrase_missing")
    opened = central.do(*given, SIDAO_CENTRAL_PASSPHRASE="a long one for operators")
    assert opened.result == first.result
    central.city.program.store.close()


def test_packets_are_made_once(central: Central, tmp_path: Path) -> None:
    listed, out = tmp_path / "list.csv", tmp_path / "out"
    listed.write_text(f"服务点编码,名称,简称,地址,电话,事项范围,设备数\n{POINT},快大茂镇,快大茂,,,,2\n", "utf-8")
    given = ("enrol", "--csv", str(listed), "--out", str(out), "--action", "p")
    first = central.do(*given)
    assert (first.code, first.result["made"]) == (0, True)
    packet = out / f"{POINT}.sidao"
    packet.unlink()
    assert central.do(*given).results == first.results
    assert not packet.exists()
    assert central.do(*given[:-2]).result["made"] is True


def test_a_reviewer_keeps_the_later_password(central: Central) -> None:
    given = ("reviewer", "zhao", "--name", "赵明", "--action", "r")
    first = central.do(*given, SIDAO_PASSPHRASE="the first one")
    central.do("reviewer", "zhao", "--name", "赵明", SIDAO_PASSPHRASE="the second one")
    assert central.do(*given, SIDAO_PASSPHRASE="the first one").result == first.result
    assert central.city.program.sign_in.begin("zhao", "the second one", "127.0.0.1")


def test_a_point_keeps_the_later_name(central: Central) -> None:
    first = central.do("point", POINT, "--name", "快大茂镇便民服务中心", "--action", "n").result
    central.do("point", POINT, "--name", "快大茂镇政务服务中心")
    assert central.do("point", POINT, "--name", "快大茂镇便民服务中心", "--action", "n").result == first
    with central.city.program.store.reading() as rows:
        assert central.city.program.points.profile(rows, POINT).name == "快大茂镇政务服务中心"


@pytest.mark.parametrize("command", ["revoke", "retire"])
def test_devices_of_a_point_are_revoked_and_retired_once(central: Central, command: str) -> None:
    desk, _ = recorded(central)
    first = central.do(command, "--point", POINT, "--action", "x")
    told = central.told()
    assert first.code == 0
    assert [line["device"] for line in first.results if "device" in line] == [desk.id, desk.id]
    assert central.do(command, "--point", POINT, "--action", "x").results == first.results
    assert central.told() == told


def test_what_a_revoked_device_signed_is_confirmed_once(central: Central) -> None:
    desk, _ = recorded(central)
    central.do("revoke", desk.id)
    desk.record()
    desk.push(2)
    given = ("confirm", desk.id, "--point", POINT, "--action", "c")
    first = central.do(*given)
    assert (first.code, first.result["entries"]) == (0, 1)
    desk.record()
    desk.push(3)
    assert central.do(*given).result == first.result
    assert central.do(*given[:-2]).result["entries"] == 1


def test_items_and_themes_are_imported_once(central: Central, tmp_path: Path) -> None:
    item, theme = tmp_path / "item.json", tmp_path / "theme.json"
    shipped = shipped_themes(RESOURCES)[0]

    def write(version: int) -> None:
        renewed = replace(ITEM, version=ITEM.version + version)
        item.write_text(json.dumps(item_to_json(renewed), ensure_ascii=False), "utf-8")
        other = replace(shipped, version=shipped.version + version)
        theme.write_text(json.dumps(theme_to_json(other), ensure_ascii=False), "utf-8")

    imports = (("catalogue", "import", str(item), "--action", "i"), ("theme", "import", str(theme), "--action", "t"))
    write(1)
    assert [central.do(*given, "--dry-run").result["changed"] for given in imports] == [1, 1]
    first = [central.do(*given).result for given in imports]
    assert [one["changed"] for one in first] == [1, 1]
    write(2)
    told = central.told()
    assert [central.do(*given).result for given in imports] == first
    assert central.told() == told
