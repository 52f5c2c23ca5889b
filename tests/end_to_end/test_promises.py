"""`sidao promise list` and `export`: as JSON lines, as a call list, and as CSV for the credit platform."""

import csv
from pathlib import Path
from typing import Any

from tests import make
from tests.end_to_end.command import Folder


def promise(desk: Folder, form: str = "later", **person: Any) -> str:
    line = make.line(make.UNEMPLOYED, applicant=make.person(**person), materials=make.following(form))
    return str(desk.recorded(line)["case_no"])


def test_the_ledger_is_listed_and_of_it_whom_to_call(desk: Folder) -> None:
    number = promise(desk)
    promise(desk, "promised")
    lines = desk.do("promise", "list").results
    assert [(line["kind"], line["kept"], line["open"]) for line in lines] == [
        ("late", None, True),
        ("informed", None, True),
    ]
    called = desk.do("promise", "list", "--open").result
    person = make.person()
    assert (called["case_no"], called["phone"]) == (number, person["phone"])
    assert called["subject"]["id_no"] == person["id_no"]
    assert len(called["about"]) == 1
    assert called["due_on"] >= called["made_on"]
    assert desk.do("promise", "list", "--since", "2999-01-01").results == []


def test_what_is_to_be_checked_is_listed_until_it_is_and_how_it_came_out_is_exported(
    desk: Folder, tmp_path: Path
) -> None:
    number = promise(desk, "promised")
    promise(desk)
    waits = desk.do("promise", "list", "--checks").result
    assert (waits["case_no"], waits["kind"], waits["kept"]) == (number, "informed", None)
    assert waits["due_on"] > waits["made_on"]
    found = tmp_path / "found.json"
    found.write_text('{"details": {"check": {"kept": false, "by": "县人社局 李核查"}}}', "utf-8")
    said = desk.do("case", "act", number, "check", str(found), "--reason", "就业状况不实")
    assert (said.code, said.result["case_no"]) == (0, number)
    assert desk.do("promise", "list", "--checks").results == []
    (shown,) = desk.do("case", "show", number).result["promises"]
    assert (shown["kept"], shown["checked_by"], shown["finding"]) == (False, "县人社局 李核查", "就业状况不实")
    out = tmp_path / "台账.csv"
    desk.do("promise", "export", str(out))
    with out.open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["办件编号"] == number)
    assert (row["履行情况"], row["核查人"], row["核查说明"]) == ("未履行", "县人社局 李核查", "就业状况不实")
    assert row["履行或核查期限"] == waits["due_on"]


def test_the_export_is_a_table_that_a_spreadsheet_opens(desk: Folder, tmp_path: Path) -> None:
    number = promise(desk, name="=1+1李")
    out = tmp_path / "台账.csv"
    out.write_text("what stood there", "utf-8")
    said = desk.do("promise", "export", str(out))
    assert (said.code, said.result["promises"]) == (0, 1)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["承诺人"], row["承诺类型"], row["履行情况"]) == ("'=1+1李", "容缺受理承诺", "待履行")
    assert (row["证件号码"], row["办件编号"]) == (make.person()["id_no"], number)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_an_export_that_cannot_be_written_leaves_nothing_behind(desk: Folder, tmp_path: Path) -> None:
    said = desk.do("promise", "export", str(tmp_path / "nowhere" / "台账.csv"))
    assert said.code == 5
    assert said.error is not None
    assert said.error["error"] == "file_not_written"
    folder = tmp_path / "taken.csv"
    folder.mkdir()
    assert desk.do("promise", "export", str(folder)).code == 5
    assert not (tmp_path / "taken.csv.part").exists()
