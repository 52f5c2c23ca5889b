"""`sidao central …` as city IT scripts it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.__main__ import main
from tests.central.arrange import POINT, RESOURCES, City, city

TOP = RESOURCES.parent


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/central.db"


@pytest.fixture
def begun(url: str) -> Iterator[City]:
    made = city(url, demo=False)
    yield made
    made.program.store.close()


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def complained(capsys: pytest.CaptureFixture[str]) -> str:
    return str(json.loads(capsys.readouterr().err.splitlines()[-1])["error"])


def test_serve_says_where_it_listens_and_stops_cleanly(url: str) -> None:
    command = [sys.executable, "-m", "app", "central", "serve", "--db", url, "--port", "0", "--demo"]
    served = subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert served.stdout is not None
    line = json.loads(served.stdout.readline())
    assert httpx.get(f"{line['listening']}/healthz", trust_env=False).json()["status"] == "ok"
    login = {"login": line["reviewer"]["login"], "password": line["reviewer"]["password"]}
    assert httpx.post(f"{line['review']}/sign-in", data=login, trust_env=False).status_code == 303
    served.send_signal(signal.SIGTERM)
    rest, errors = served.communicate(timeout=60)
    assert (served.returncode, rest) == (0, "")
    assert "unguarded" in errors


def test_a_taken_port_is_trouble(url: str) -> None:
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = str(held.getsockname()[1])
        ran = subprocess.run(
            [sys.executable, "-m", "app", "central", "serve", "--db", url, "--port", port],
            cwd=TOP,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "SIDAO_CENTRAL_PASSPHRASE": "guarded here"},
        )
    assert ran.returncode == 5
    assert json.loads(ran.stderr.splitlines()[-1])["error"] == "port_taken"


def test_enrol_gives_a_code_once_central_has_begun(
    url: str, begun: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["central", "enrol", "--db", url, "--point", POINT]) == 0
    (told,) = said(capsys)
    assert len(str(told["code"])) == 29
    assert str(told["expires_at"]).endswith("+00:00")
    begun.desk(enrolled=False)
    assert main(["central", "enrol", "--db", url, "--point", "2205"]) == 3
    assert complained(capsys) == "point_code"
    assert main(["central", "enrol", "--db", f"sqlite:///{tmp_path}/other.db", "--point", POINT]) == 4
    assert complained(capsys) == "central_not_begun"


def test_cases_are_printed_oldest_first_as_the_desk_prints_them(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = city(url)
    first, other = made.desk(1), made.desk(1, "220521100002")
    older = first.record()
    made.clock.pass_by(minutes=5)
    newer = other.record()
    other.push()
    first.push()
    assert main(["central", "cases", "--db", url]) == 0
    lines = said(capsys)
    assert [line["case_no"] for line in lines] == [older["case_no"], newer["case_no"]]
    assert {name: lines[0][name] for name in older if name not in ("central_no", "receipt_no")} == {
        name: value for name, value in older.items() if name not in ("central_no", "receipt_no")
    }
    assert main(["central", "cases", "--db", url, "--point", "220521100002"]) == 0
    assert [line["case_no"] for line in said(capsys)] == [newer["case_no"]]
    made.program.store.close()


def test_decide_answers_with_the_state_or_says_why_not(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = city(url)
    desk = made.desk()
    number = desk.record()["case_no"]
    desk.push()
    command = ["central", "decide", "--db", url]
    assert main([*command, number, "--as", "maybe"]) == 3
    assert complained(capsys) == "decision_unknown"
    assert main([*command, number, "--as", "rejected"]) == 3
    assert complained(capsys) == "decision_reason_missing"
    assert main([*command, "220521100001", "--as", "approved"]) == 4
    assert complained(capsys) == "case_unknown"
    assert main([*command, number, "--as", "approved"]) == 0
    assert said(capsys) == [{"case_no": number, "state": "approved"}]
    assert main([*command, number, "--as", "returned", "--text", "再看"]) == 3
    assert complained(capsys) == "case_act_unlawful"
    made.program.store.close()


def test_the_later_acts_are_done_by_options(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = city(url)
    desk = made.desk()
    promise = {"kind": "informed", "about": ["年满 16 周岁"], "made_on": "2026-11-23", "due_on": "2027-01-22"}
    number = desk.record(promises=[promise])["case_no"]
    desk.push()
    command = ["central", "decide", "--db", url, number, "--as"]
    ask = ["asked", "--ask", "household=缺本人页", "--ask", "照片 = 一张", "--until", "2099-01-05"]
    for words, state in (
        (ask, "accepted"),
        (["suspended", "--procedure", "入户核查", "--days", "5", "--text", "需要入户"], "suspended"),
        (["resumed"], "accepted"),
        (["transferred", "--to", "通化县社保局", "--text", "不属本级"], "accepted"),
        (["transferred_up", "--to", "通化市社保局", "--text", "超出权限"], "accepted"),
        (["checked", "--kept", "no", "--text", "记录不符"], "accepted"),
    ):
        assert main([*command, *words]) == 0
        assert said(capsys) == [{"case_no": number, "state": state}]
    assert main([*command, *ask]) == 3
    assert complained(capsys) == "ask_again"
    assert main([*command, *ask, "--anyway"]) == 0
    result = ["--document", "决定书", "--number", "J1", "--valid-until", "2099-01-05", "--pickup", "3号窗口"]
    assert main([*command, "approved", *result]) == 0
    (case,) = made.cases().values()
    assert case["asked"] == {"household": "缺本人页", "照片": "一张"}
    assert [over["upward"] for over in case["hand_overs"]] == [False, True]
    outcome = {"name": "决定书", "number": "J1", "valid_until": "2099-01-05", "pickup": "3号窗口"}
    assert case["outcome"] == outcome
    made.program.store.close()


def test_staff_points_and_lost_devices_are_kept_by_their_commands(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(url)
    desk = made.desk()
    desk.record()
    desk.push()
    monkeypatch.setenv("SIDAO_PASSPHRASE", "long enough 2")
    assert main(["central", "reviewer", "zhao", "--db", url, "--name", "赵审批"]) == 0
    assert made.program.sign_in.begin("zhao", "long enough 2", "127.0.0.1")
    assert main(["central", "reviewer", "qian", "--db", url, "--name", "钱主任", "--head"]) == 0
    names = ["--name", "快大茂镇便民服务中心", "--phone", "0435-5222222"]
    assert main(["central", "point", POINT, "--db", url, *names]) == 0
    assert main(["central", "revoke", desk.id, "--db", url]) == 0
    assert main(["central", "retire", desk.id, "--db", url]) == 0
    lines = said(capsys)
    assert lines[0] == {"login": "zhao", "name": "赵审批", "department": None}
    assert lines[1] == {"login": "qian", "name": "钱主任", "department": None, "head": True}
    assert lines[3] == {"device": desk.id, "stream": "desk", "point": POINT, "revoked_after": 1}
    with made.program.store.reading() as opened:
        told = made.program.points.profile(opened, POINT)
    assert (told.name, told.phone) == ("快大茂镇便民服务中心", "0435-5222222")
    made.program.store.close()
