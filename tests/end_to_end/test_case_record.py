"""`sidao case record`: each line durable before its answer, a refused one changes nothing and stops nobody."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.cases.numbers import read_case_number
from tests import make
from tests.end_to_end.command import Folder, jsonl

FIELDS = {"line", "case_no", "id", "state", "receipt_no"}
LARGEST = 20 * 1024 * 1024


def test_each_line_is_answered_in_order_with_its_case(desk: Folder) -> None:
    said = desk.record(*make.lines(12))
    assert said.code == 0
    assert [result["line"] for result in said.results] == list(range(1, 13))
    assert all(result.keys() >= FIELDS for result in said.results)
    numbers = [read_case_number(result["case_no"]) for result in said.results]
    assert len(set(numbers)) == 12
    assert [case["case_no"] for case in desk.cases()] == numbers
    assert desk.holds()


def test_what_was_given_comes_back_field_by_field(desk: Folder) -> None:
    given = make.line()
    desk.recorded(given)
    (case,) = desk.cases()
    for name in ("item", "answers", "agent"):
        assert case[name] == given[name]
    assert {**case["applicant"], "address": None} == {**given["applicant"], "address": None}
    assert [material["code"] for material in case["materials"]] == [material["code"] for material in given["materials"]]
    assert (case["state"], case["point"], case["ticket"]) == ("accepted", make.POINT, None)
    assert case["received_at"] == case["accepted_at"]
    assert case["received_at"].endswith("+00:00")


BROKEN: list[tuple[bytes, str, str | None]] = [
    (b"\xff\xfe\x00\n", "line_not_utf8", None),
    (b'{"item": \n', "line_not_json", None),
    (b"[]\n", "line_not_object", None),
    (b"42\n", "line_not_object", None),
    (b"null\n", "line_not_object", None),
    (b'{"item": NaN}\n', "line_not_json", None),
    (b'{"answers": {"a": 1e999}}\n', "number_not_finite", "answers.a"),
    (b'{"answers": {"a": ' + b"9" * 5000 + b"}}\n", "line_not_json", None),
    (b"[" * 100_000 + b"\n", "line_not_json", None),
    (b'{"answers": ' + b'{"a":' * 40 + b"1" + b"}" * 40 + b"}\n", "line_too_deep", "answers" + ".a" * 11),
    (b'{"reason": "\\ud800"}\n', "text_unstorable", "reason"),
    (b'{"answers": {"\\u0000": 1}}\n', "text_unstorable", "answers"),
    (b'{"itme": "x"}\n', "line_key_unknown", "itme"),
]


@pytest.mark.parametrize(
    ("broken", "code", "field"), BROKEN, ids=[code + str(place) for place, (_, code, _) in enumerate(BROKEN)]
)
def test_a_line_that_cannot_be_read_is_refused_and_the_others_stand(
    desk: Folder, broken: bytes, code: str, field: str | None
) -> None:
    said = desk.do("case", "record", "-", stdin=jsonl(make.line()) + broken + jsonl(make.line(make.ALIVE)))
    first, refused, last = said.results
    assert said.code == 3
    assert (refused["line"], refused["error"], refused["field"]) == (2, code, field)
    assert "case_no" not in refused
    assert refused["message"]
    assert [case["case_no"] for case in desk.cases()] == [first["case_no"], last["case_no"]]


def with_(path: str, value: object, **more: Any) -> dict[str, Any]:
    """A line with one thing different, by its dotted place."""
    line: Any = make.line(**more)
    *folders, name = path.split(".")
    found: Any = line
    for folder in folders:
        found = found[int(folder)] if isinstance(found, list) else found[folder]
    found[int(name) if isinstance(found, list) else name] = value
    return line  # type: ignore[no-any-return]


def without(item: str, *, answer: bool = False) -> dict[str, Any]:
    """A line without its first required answer or without its materials."""
    if not answer:
        return make.line(item, materials=[])
    required = next(field.code for field in make.items()[item].fields if field.required and field.only_when is None)
    answers = make.line(item)["answers"]
    return make.line(item, answers={code: value for code, value in answers.items() if code != required})


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    (with_("item", "99999"), "item_unknown", "item"),
    (make.line(applicant=make.person(id_no="220521194802290003")), "id_check_digit", "applicant.id_no"),
    (make.line(applicant=make.person(name="")), "applicant_field_missing", "applicant.name"),
    (with_("act", "approve"), "case_act_unknown", "act"),
    (with_("act", None), "case_act_unknown", "act"),
    (make.line(act="decline", reason=None), "act_reason_missing", "reason"),
    (make.line(reason="长" * 1001), "text_long", "reason"),
    (with_("materials.0.count", 10**30), "material_count", "materials.0.count"),
    (with_("materials.0.count", True), "material_count", "materials.0.count"),
    (with_("materials.0.form", "photo"), "material_form_unknown", "materials.0.form"),
    (with_("materials.0.code", "x"), "material_unknown", "materials.0.code"),
    (with_("materials.0.file", {"digest": "0" * 64, "name": "a.pdf", "media": "application/pdf", "size": 3}),
     "attachment_unknown", "materials.0.file"),
    (with_("materials.0.file", {"digest": 1}), "line_not_text", "materials.0.file"),
    (with_("materials.0.file", "/dev/zero"), "attachment_unreadable", "materials.0.file"),
    (with_("materials.0.file", "/no/such/file.pdf"), "attachment_unreadable", "materials.0.file"),
    (with_("materials", "none"), "line_not_list", "materials"),
    (with_("wanted", {"x": 3}, act="supplement"), "line_not_text", "wanted.x"),
    (with_("ticket", "A999"), "ticket_unknown", "ticket"),
    (make.line(make.FACILITY), "scope_advise_only", "item"),
    (make.line(make.HARD), "scope_forward_only", "act"),
    (without(make.CLAIM, answer=True), "answer_missing", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code", "field"), REFUSED, ids=[f"{code}-{place}" for place, (_, code, _) in enumerate(REFUSED)]
)
def test_a_rule_refuses_with_its_field_and_nothing_is_written(
    desk: Folder, line: dict[str, Any], code: str, field: str
) -> None:
    said = desk.record(line)
    assert said.code == 3
    assert said.result["error"] == code
    assert said.result["field"] == field or (not field and said.result["field"].startswith("answers."))
    assert desk.cases() == []
    assert desk.do("verify").result["entries"] == 2  # the clerk and the desk itself


def test_a_missing_material_is_named(desk: Folder) -> None:
    said = desk.record(without(make.CLAIM))
    assert said.result["error"] in ("material_missing", "material_missing_may_follow")
    assert said.result["field"].startswith("materials.")


def test_a_company_for_a_persons_item_is_only_warned_of(desk: Folder) -> None:
    said = desk.record(make.line(applicant=make.company(), agent=make_agent()))
    assert said.code == 0, said.results
    assert "item_for_others" in [warning["code"] for warning in said.result["warnings"]]


def make_agent() -> dict[str, Any]:
    person = make.person()
    return {**{key: person[key] for key in ("name", "id_type", "id_no", "phone")}, "relation": "经办人"}


def test_blank_lines_and_a_byte_order_mark_are_passed_over(desk: Folder) -> None:
    one, two = jsonl(make.line()), jsonl(make.line(make.ALIVE))
    said = desk.do("case", "record", "-", stdin=b"\xef\xbb\xbf" + one + b"\r\n\n   \n" + two.replace(b"\n", b"\r\n"))
    assert said.code == 0
    assert [result["line"] for result in said.results] == [1, 5]


def test_an_empty_file_is_nothing_to_do(desk: Folder, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    said = desk.do("case", "record", str(tmp_path / "empty"))
    assert (said.code, said.results) == (0, [])


def test_a_file_that_is_not_there_is_no_such_file(desk: Folder) -> None:
    said = desk.do("case", "record", "/no/such/file")
    assert said.code == 4
    assert said.error is not None
    assert said.error["error"] == "file_unknown"


@pytest.mark.parametrize("options", [("--action-prefix", "batch-7/"), ("--action", "once")])
def test_the_same_actions_again_give_the_first_results_and_change_nothing(
    desk: Folder, options: tuple[str, ...]
) -> None:
    lines = make.lines(6)
    first = desk.record(*lines, options=options)
    before = desk.cases()
    again = desk.record(*lines, options=options)
    assert again.results == first.results
    assert desk.cases() == before
    assert desk.holds()


def test_a_lines_own_action_goes_before_the_prefix(desk: Folder) -> None:
    line = make.line(action_id="mine")
    first = desk.record(line, options=("--action-prefix", "a"))
    again = desk.record(make.line(make.ALIVE), line, options=("--action-prefix", "b"))
    assert again.results[1]["case_no"] == first.result["case_no"]
    assert len(desk.cases()) == 2


def test_an_action_named_twice_in_one_file_does_one_thing(desk: Folder) -> None:
    said = desk.record(make.line(action_id="twice"), make.line(action_id="twice"))
    assert said.code == 0
    assert said.results[0]["case_no"] == said.results[1]["case_no"]
    assert len(desk.cases()) == 1


def test_an_action_that_is_too_long_is_refused(desk: Folder) -> None:
    said = desk.record(make.line(action_id="x" * 81))
    assert (said.code, said.result["error"], said.result["field"]) == (3, "text_long", "action_id")


def test_a_draft_is_kept_however_incomplete_and_ends_with_its_case(desk: Folder) -> None:
    draft = {"item": make.line()["item"], "act": "draft", "applicant": {"name": "王"}, "action_id": "d1"}
    said = desk.record(draft)
    assert (said.code, said.result["case_no"], said.result["state"], said.result["id"]) == (0, None, "draft", "d1")
    assert desk.cases() == []
    with make.signed_in(desk.path) as opened:
        assert [kept.body["applicant"] for kept in opened.program.cases.drafts()] == [{"name": "王"}]
    recorded = desk.record(make.line(action_id="d1"))
    with make.signed_in(desk.path) as opened:
        assert opened.program.cases.drafts() == []
    late = desk.record(draft)
    assert late.result["case_no"] == recorded.result["case_no"]
    with make.signed_in(desk.path) as opened:
        assert opened.program.cases.drafts() == []


def test_a_case_is_tied_to_its_visitors_ticket(desk: Folder) -> None:
    ticket = desk.do("ticket", "take").result["ticket"]
    said = desk.record(make.line(ticket=ticket, action_id="t"))
    with make.signed_in(desk.path, make.HeldClock(datetime.now(UTC))) as opened:
        assert opened.program.tickets.find(ticket).cases == (said.result["id"],)
    assert desk.cases()[0]["ticket"] == ticket
    assert desk.record(make.line(ticket=ticket, action_id="t")).results == said.results


def picture(path: Path, size: int) -> str:
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(size - 4))
    return str(path)


def test_an_attachment_of_40_mb_is_refused_with_its_size_and_nothing_is_kept(desk: Folder, tmp_path: Path) -> None:
    scan = picture(tmp_path / "scan.jpg", 2 * LARGEST)
    small = picture(tmp_path / "small.jpg", 5000)
    line = with_("materials.0.file", small)
    line["materials"][1]["file"] = scan
    said = desk.record(line)
    assert said.code == 3
    assert said.result["error"] == "attachment_too_large"
    assert said.result["field"] == "materials.1.file"
    assert "40.0 MB" in said.result["message"]
    assert "20.0 MB" in said.result["message"]
    assert [path for path in (desk.path / "files").rglob("*") if path.is_file()] == []
    assert desk.cases() == []


def test_an_attachment_of_exactly_the_limit_is_kept(desk: Folder, tmp_path: Path) -> None:
    desk.recorded(with_("materials.0.file", picture(tmp_path / "scan.jpg", LARGEST)))
    (case,) = desk.cases()
    assert case["materials"][0]["file"]["size"] == LARGEST
    assert desk.holds()


def test_errors_are_said_in_english_when_the_environment_asks(desk: Folder) -> None:
    line = with_("item", "nothing")
    said = desk.do("case", "record", "-", stdin=jsonl(line), LANG="en_GB.UTF-8")
    assert said.result["message"].isascii()


def test_the_output_is_one_json_object_a_line(desk: Folder) -> None:
    said = desk.record(make.line(applicant=make.person(name="龙𠀀김")))
    assert said.code == 0
    assert json.dumps(desk.cases()[0], ensure_ascii=False).count("龙𠀀김") == 1
