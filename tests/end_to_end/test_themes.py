"""`sidao case record` with a theme, `sidao theme`."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.catalogue.model import ItemCode
from app.themes.model import Theme, ThemeCode
from app.themes.theme_json import theme_to_json
from tests import make
from tests.central.arrange import City, city
from tests.end_to_end.command import Folder, Said, sidao

FIRST = make.form("newborn").theme
RENAMED = replace(FIRST.questions[-1], field=replace(FIRST.questions[-1].field, label="换了说法"))
RENEWED = replace(FIRST, version=2, questions=(*FIRST.questions[:-1], RENAMED))


def test_a_line_with_a_theme_is_answered_with_all_its_cases(desk: Folder) -> None:
    said = desk.record(make.line(), make.theme_line("newborn"), options=("--action-prefix", "p"))
    assert said.code == 0
    plain, theme = said.results
    assert "joint" not in plain
    assert theme["case_no"] == theme["cases"][0]["case_no"]
    assert [one.keys() for one in theme["cases"]] == [{"case_no", "id", "state", "receipt_no", "warnings"}] * 4
    assert {case["joint"] and case["joint"]["no"] for case in desk.cases()} == {None, theme["joint"]}
    again = desk.record(make.line(), make.theme_line("newborn"), options=("--action-prefix", "p"))
    assert [one["case_no"] for one in again.results[1]["cases"]] == [one["case_no"] for one in theme["cases"]]
    assert len(desk.cases()) == 5
    assert desk.holds()


def test_a_refused_theme_writes_nothing_and_stops_nobody(desk: Folder) -> None:
    wrong = make.theme_line("newborn")
    del wrong["answers"]["baby_name"]
    said = desk.record(wrong, make.line())
    assert said.code == 3
    refused, plain = said.results
    assert (refused["error"], refused["field"]) == ("answer_missing", "answers.baby_name")
    assert [case["case_no"] for case in desk.cases()] == [plain["case_no"]]


def test_the_themes_are_listed_and_shown(desk: Folder) -> None:
    listed = desk.do("theme", "list").results
    assert [one["theme"] for one in listed] == list(make.THEMES)
    shown = desk.do("theme", "show", "house_transfer").result
    assert {item["key"] for item in shown["items"]} == {"estate", "water", "power", "gas"}
    assert "water_house_no" in [field["code"] for field in shown["fields"]]
    assert desk.do("theme", "show", "nothing").code == 4


def test_a_joint_number_shows_its_cases_and_how_far_they_have_come(desk: Folder) -> None:
    joint = desk.recorded(make.theme_line("flexible_work", "receive"))["joint"]
    found = desk.do("theme", "show", joint.lower()).result
    assert (found["joint"], found["state"], len(found["cases"])) == (joint, "open", 4)
    for case in found["cases"]:
        desk.do("case", "act", case["case_no"], "withdraw", "--reason", "不办了")
    assert desk.do("theme", "show", joint).result["state"] == "ended"
    assert desk.do("theme", "show", joint[:-1] + ("1" if joint[-1] != "1" else "2")).code == 3


@pytest.fixture
def begun(tmp_path: Path) -> str:
    """The address of a city's database; nobody has it open."""
    url = f"sqlite:///{tmp_path}/central.db"
    city(url).program.store.close()
    return url


@pytest.fixture
def reopened(begun: str) -> Iterator[City]:
    made = city(begun)
    yield made
    made.program.store.close()


def brought(url: str, folder: Path, *themes: Theme, dry: bool = False) -> Said:
    folder.mkdir(exist_ok=True)
    for place, theme in enumerate(themes):
        (folder / f"{place}.json").write_text(json.dumps(theme_to_json(theme), ensure_ascii=False), "utf-8")
    return sidao("central", "theme", "import", str(folder), "--db", url, *(["--dry-run"] if dry else []))


def test_the_city_is_told_what_an_import_of_themes_changes_and_tells_every_point(
    begun: str, tmp_path: Path, reopened: City
) -> None:
    ended = replace(make.form("retirement").theme, cancelled_on=date(2026, 11, 20))
    adopted = replace(FIRST, code=ThemeCode("adopted"), name="收养登记一件事")
    themes = (RENEWED, ended, adopted, FIRST)
    tried = brought(begun, tmp_path / "themes", *themes, dry=True)
    assert tried.code == 0
    assert [told["change"] for told in tried.result["changes"]] == ["changed", "cancelled", "new"]
    first = tried.result["changes"][0]
    assert (first["theme"], first["before"], first["version"]) == ("newborn", 1, 2)
    assert first["parts"] == ["questions"]
    assert any("换了说法" in said for said in first["differences"])
    done = brought(begun, tmp_path / "themes", *themes)
    assert {**done.result, "dry_run": True} == tried.result
    assert brought(begun, tmp_path / "themes", *themes).result["unchanged"] == 4
    told = reopened.desk().exchange().shared
    assert told is not None
    kinds = [(item.kind, item.subject) for item in told.items if item.kind == "themes.listed"]
    assert kinds == [("themes.listed", code) for code in ("newborn", "retirement", "adopted")]


def test_an_import_that_does_not_fit_the_citys_items_tells_nobody(begun: str, tmp_path: Path, reopened: City) -> None:
    lost = replace(RENEWED, parts=(replace(FIRST.parts[0], item=ItemCode("X" * 20)), *FIRST.parts[1:]))
    said = brought(begun, tmp_path / "themes", make.form("retirement").theme, lost)
    assert (said.code, said.error and said.error["error"]) == (3, "theme_item_missing")
    assert brought(begun, tmp_path / "none").code == 3
    told = reopened.desk().exchange().shared
    assert told is not None
    assert [item for item in told.items if item.kind == "themes.listed"] == []


def test_a_papers_code_says_which_cases_it_covers_and_whether_it_stands(desk: Folder, tmp_path: Path) -> None:
    theme = desk.recorded(make.theme_line("flexible_work", "receive"))
    numbers = [case["case_no"] for case in theme["cases"]]
    listed, own = str(tmp_path / "list.pdf"), str(tmp_path / "own.pdf")
    printed = desk.do("receipt", "print", numbers[2], "--document", "joint", "--paper", "a4", "--out", listed)
    assert printed.code == 0
    assert desk.do("receipt", "print", numbers[2], "--paper", "a4", "--out", own).code == 0
    desk.do("case", "act", numbers[3], "withdraw", "--reason", "不办了")

    said = desk.do("receipt", "verify", listed).result
    assert (said["verdict"], said["case_no"], said["receipt_no"]) == ("valid", numbers[0], printed.result["receipt_no"])
    assert (said["document"], said["joint"], said["in_force"]) == ("joint", theme["joint"], True)
    covered = [(case["case_no"], case["state"]) for case in said["covers"]]
    assert covered == [(number, "withdrawn" if number == numbers[3] else "received") for number in numbers]
    alone = desk.do("receipt", "verify", own).result
    assert [case["case_no"] for case in alone["covers"]] == [numbers[2]]

    desk.do("case", "act", numbers[0], "void", "--reason", "录错了")
    assert desk.do("receipt", "verify", listed).result["in_force"] is False
    again = desk.do("receipt", "print", numbers[0], "--document", "joint", "--paper", "a4", "--out", listed)
    assert (again.code, again.error and again.error["error"]) == (3, "receipt_void")
