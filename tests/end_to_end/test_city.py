"""The issue's own proof: 200 cases with the link cut, then one sync, and the city holds exactly these."""

import json
from pathlib import Path
from socket import socket
from typing import Any

from tests.end_to_end.programs import central, done, here, sidao

POINT = "220521100001"
MAY_DIFFER = {"state", "central_no", "steps", "synced", "proof", "print", "copies", "mark"}


def free_port() -> int:
    with socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def comparable(case: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in case.items() if name not in MAY_DIFFER}


def test_two_hundred_cases_recorded_with_no_link_are_at_the_city_once_and_equal(
    tmp_path: Path, postgres_url: str
) -> None:
    desk, port = str(tmp_path / "desk"), free_port()
    address = f"http://127.0.0.1:{port}"
    demo = sidao("demo", "cases", "200", "--seed", "7").stdout

    with central(postgres_url, port=port):
        code = here("central", "enrol", "--db", postgres_url, "--point", POINT)[0]["code"]
    made = done("init", "--data", desk, "--point", POINT, "--device", "1", "--central", address, "--code", code)
    assert made[0]["enrolled"] is False

    recorded = done("--data", desk, "case", "record", "-", stdin=demo)
    assert [line["line"] for line in recorded] == list(range(1, 201))
    assert len({line["case_no"] for line in recorded}) == 200
    without_link = sidao("--data", desk, "sync")
    assert without_link.returncode == 5
    assert json.loads(without_link.stderr.decode().splitlines()[-1])["error"] == "sync_offline"

    with central(postgres_url, port=port):
        first = done("--data", desk, "sync", "--once")[0]
        assert (first["pending"], first["trouble"]) == (0, None)
        held = here("--data", desk, "case", "list")
        there = here("central", "cases", "--db", postgres_url)
        assert [comparable(case) for case in there] == [comparable(case) for case in held]
        for line, case in zip(demo.decode().splitlines(), there, strict=True):
            given = json.loads(line)
            assert {name: case[name] for name in ("item", "applicant", "agent", "answers", "ticket", "reason")} == {
                name: given[name] for name in ("item", "applicant", "agent", "answers", "ticket", "reason")
            }
            assert case["materials"] == given["materials"]

        again = done("--data", desk, "sync", "--once")[0]
        assert (again["pushed"], again["pulled"]) == (0, 0)
        assert here("central", "cases", "--db", postgres_url) == there
    assert here("--data", desk, "verify")[0]["ok"] is True


def test_a_decision_of_the_city_comes_back_to_the_desk_and_a_returned_case_is_mended(
    tmp_path: Path, postgres_url: str
) -> None:
    desk = str(tmp_path / "desk")
    demo = sidao("demo", "cases", "12", "--seed", "3").stdout
    with central(postgres_url, "--demo") as serving:
        address = serving["listening"]
        made = done("init", "--data", desk, "--point", POINT, "--device", "2", "--central", address, "--demo")
        assert made[0]["enrolled"] is True
        recorded = done("--data", desk, "case", "record", "-", stdin=demo)
        accepted = [line["case_no"] for line in recorded if line["state"] == "accepted"]
        approved, rejected, returned = accepted[:3]
        done("--data", desk, "sync", "--once")
        for number, decision in ((approved, "approved"), (rejected, "rejected"), (returned, "returned")):
            said = here(
                *("central", "decide", "--db", postgres_url, number),
                *("--as", decision, "--text", "缺少户口簿首页"),
            )
            assert said == [{"case_no": number, "state": decision}]
        done("--data", desk, "sync", "--once")
        shown = {number: here("--data", desk, "case", "show", number)[0] for number in accepted[:3]}
        assert [shown[number]["state"] for number in accepted[:3]] == ["approved", "rejected", "returned"]
        assert shown[approved]["central_no"]
        assert "缺少户口簿首页" in [step["reason"] for step in shown[returned]["steps"]]

        mended = here("--data", desk, "case", "act", returned, "correct", "--reason", "补齐户口簿首页")
        assert mended[0]["state"] == "accepted"
        done("--data", desk, "sync", "--once")
        [at_city] = [case for case in here("central", "cases", "--db", postgres_url) if case["case_no"] == returned]
        assert at_city["state"] == "accepted"
        assert here("--data", desk, "status")[0]["returned"] == 0
    assert here("--data", desk, "verify")[0]["ok"] is True


def test_a_result_of_the_city_is_told_on_paper_once_and_any_window_can_verify_it(
    tmp_path: Path, postgres_url: str
) -> None:
    desk, paper = str(tmp_path / "desk"), str(tmp_path / "result.pdf")
    demo = sidao("demo", "cases", "6", "--seed", "3").stdout
    with central(postgres_url, "--demo") as serving:
        done("init", "--data", desk, "--point", POINT, "--device", "2", "--central", serving["listening"], "--demo")
        recorded = done("--data", desk, "case", "record", "-", stdin=demo)
        number = next(line["case_no"] for line in recorded if line["state"] == "accepted")
        done("--data", desk, "sync", "--once")
        here(
            *("central", "decide", "--db", postgres_url, number, "--as", "approved"),
            *("--document", "准予决定书", "--number", "通审7号", "--pickup", "3号窗口"),
        )
        done("--data", desk, "sync", "--once")
        told = here("--data", desk, "case", "act", number, "notify")[0]
        assert (told["state"], "办结〔" in told["receipt_no"]) == ("approved", True)
        again = sidao("--data", desk, "case", "act", number, "notify")
        assert again.returncode == 3
        assert json.loads(again.stderr.decode().splitlines()[-1])["error"] == "notify_nothing"
        here("--data", desk, "receipt", "print", number, "--document", "result", "--out", paper)
        judged = here("--data", desk, "receipt", "verify", paper)[0]
        assert (judged["verdict"], judged["receipt_no"]) == ("valid", told["receipt_no"])
        done("--data", desk, "sync", "--once")
        [at_city] = [case for case in here("central", "cases", "--db", postgres_url) if case["case_no"] == number]
        assert at_city["documents"][-1]["kind"] == "result"
    assert here("--data", desk, "verify")[0]["ok"] is True
