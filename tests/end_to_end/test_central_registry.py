"""Reviewers, points and lost devices: what city IT keeps at central from the command line."""

from pathlib import Path
from typing import Any

import pytest

from app.sync.packets import read_packet
from tests.central.arrange import POINT, City, Desk, city
from tests.end_to_end.command import Said, sidao


class Central:
    """Central's commands on one database."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder}/central.db"

    def do(self, command: str, *given: str, **environment: str) -> Said:
        return sidao("central", command, "--db", self.url, *given, **environment)


@pytest.fixture
def central(tmp_path: Path) -> Central:
    return Central(tmp_path)


@pytest.fixture
def begun(central: Central) -> City:
    made = city(central.url)
    made.program.store.close()
    return made


def recorded_at(made: City) -> tuple[Desk, Any]:
    """A desk whose one case is at central."""
    desk = made.desk()
    case = desk.record()
    desk.push()
    return desk, case


def test_a_reviewer_signs_in_with_the_password_that_the_command_was_given(central: Central) -> None:
    said = central.do(
        "reviewer", "zhao.ming", "--name", "赵明", "--department", "民政局", SIDAO_PASSPHRASE="long enough"
    )
    assert (said.code, said.result) == (0, {"login": "zhao.ming", "name": "赵明", "department": "民政局"})
    made = city(central.url)
    assert made.program.sign_in.begin("zhao.ming", "long enough", "127.0.0.1")
    made.program.store.close()


def test_the_same_reviewer_again_gets_the_new_password(central: Central) -> None:
    for password in ("the first one", "the second one"):
        assert central.do("reviewer", "zhao", "--name", "赵明", SIDAO_PASSPHRASE=password).code == 0
    made = city(central.url)
    assert made.program.sign_in.begin("zhao", "the second one", "127.0.0.1")
    made.program.store.close()


@pytest.mark.parametrize(
    ("login", "password", "code"), [("赵", "long enough", "login_shape"), ("zhao", "short", "password_short")]
)
def test_a_reviewer_who_could_not_sign_in_is_refused(central: Central, login: str, password: str, code: str) -> None:
    said = central.do("reviewer", login, "--name", "赵明", SIDAO_PASSPHRASE=password)
    assert said.code == 3
    assert said.error is not None
    assert said.error["error"] == code


@pytest.mark.parametrize("name", ["民" * 61, "快大茂\n中心", "", "快大茂\u202e中心"])
def test_a_name_is_one_line_that_fits_on_paper(central: Central, begun: City, name: str) -> None:
    for given in (
        ("point", POINT, "--name", name),
        ("point", POINT, "--name", "快大茂", "--short-name", name or "便" * 13),
        ("reviewer", "zhao", "--name", name, "--department", "民政局"),
        ("reviewer", "zhao", "--name", "赵明", "--department", name),
    ):
        said = central.do(*given, SIDAO_PASSPHRASE="long enough")
        assert said.error is not None
        assert (said.code, said.error["error"]) == (3, "one_line_only")


@pytest.mark.parametrize("address", ["ftp://sp.example.gov.cn", "http://", "https://sp.example.gov.cn:99999", "a b"])
def test_packets_are_not_made_for_an_address_that_is_none(
    central: Central, begun: City, tmp_path: Path, address: str
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        f"服务点编码,名称,简称,地址,电话,事项范围,设备数\n{POINT},快大茂镇便民服务中心,快大茂,,,,1\n", "utf-8"
    )
    out = tmp_path / "out"
    said = central.do("enrol", "--csv", str(listed), "--out", str(out), "--central", address)
    assert said.error is not None
    assert (said.code, said.error["error"], said.error["field"]) == (3, "sync_address_form", "central")
    assert not out.exists()
    assert central.do("enrol", "--csv", str(listed), "--out", str(out), "--central", "sp.example.gov.cn").code == 0
    assert read_packet((out / f"{POINT}.sidao").read_bytes()).central == "https://sp.example.gov.cn"


def test_a_point_is_named_as_the_city_says(central: Central, begun: City) -> None:
    said = central.do(
        "point", POINT, "--name", "快大茂镇便民服务中心", "--short-name", "快大茂便民", "--phone", "0435-5222222"
    )
    assert (said.code, said.result) == (
        0,
        {"point": POINT, "name": "快大茂镇便民服务中心", "short_name": "快大茂便民"},
    )
    made = city(central.url)
    with made.program.store.reading() as opened:
        told = made.program.points.profile(opened, POINT)
    assert (told.name, told.short_name, told.phone) == ("快大茂镇便民服务中心", "快大茂便民", "0435-5222222")
    made.program.store.close()


def test_a_point_that_has_not_twelve_digits_is_refused(central: Central) -> None:
    said = central.do("point", "2205", "--name", "快大茂镇便民服务中心")
    assert said.code == 3
    assert said.error is not None
    assert said.error["error"] == "point_code"


def test_a_lost_device_is_revoked_after_what_central_holds_of_it(central: Central) -> None:
    made = city(central.url)
    desk, _ = recorded_at(made)
    said = central.do("revoke", desk.id)
    assert said.code == 0
    assert said.results[0] == {"device": desk.id, "stream": "desk", "point": POINT, "revoked_after": 1}
    made.program.store.close()


def test_a_replaced_device_retires_and_what_it_signed_stands(central: Central) -> None:
    made = city(central.url)
    desk, case = recorded_at(made)
    said = central.do("retire", desk.id)
    assert said.code == 0
    assert said.results[0]["revoked_after"] is None
    assert case["case_no"] in made.cases()
    made.program.store.close()


@pytest.mark.parametrize("command", ["revoke", "retire"])
def test_a_device_that_central_does_not_know_is_not_found(central: Central, begun: City, command: str) -> None:
    said = central.do(command, "0190a000-0000-7000-8000-000000000000")
    assert said.code == 4
    assert said.error is not None
    assert said.error["error"] == "device_unknown"


@pytest.mark.parametrize(
    "given", [("reviewer", "zhao"), ("point", POINT), ("revoke",), ("retire",)], ids=lambda given: given[0]
)
def test_a_registry_command_without_what_it_needs_is_wrong_use(central: Central, given: tuple[str, ...]) -> None:
    assert central.do(*given).code == 2


@pytest.mark.parametrize("number", ["65536", "-1", "9" * 30])
def test_a_port_that_cannot_be_is_wrong_use(central: Central, number: str) -> None:
    assert central.do("serve", f"--port={number}").code == 2
