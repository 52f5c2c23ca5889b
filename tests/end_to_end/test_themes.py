"""`sidao case record` with a theme, `sidao theme`."""

from tests import make
from tests.end_to_end.command import Folder


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
