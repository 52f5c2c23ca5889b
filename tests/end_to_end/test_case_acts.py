"""`sidao case act`, `show` and `list`: every lawful act, every refusal, once whatever is repeated."""

from typing import Any

import pytest

from tests import make
from tests.end_to_end.command import Folder, Said, held_open, jsonl


def start(desk: Folder, act: str, item: str = make.CLAIM, **changes: Any) -> str:
    """A case that stands after `act`."""
    line = make.line(item, act, **changes)
    if act == "supplement":
        line["materials"] = line["materials"][1:]
    return str(desk.recorded(line)["case_no"])


def act(desk: Folder, number: str, *what: str, body: object = None) -> Said:
    if body is None:
        return desk.do("case", "act", number, *what)
    return desk.do("case", "act", number, *what[:1], "-", *what[1:], stdin=jsonl(body))


def whole(item: str = make.CLAIM) -> dict[str, Any]:
    """What came after the supplement: every material."""
    return {"materials": make.line(item)["materials"]}


LAWFUL = [
    ("receive", make.CLAIM, "accept", "accepted", "受理"),
    ("receive", make.CLAIM, "decline", "declined", "不予受理"),
    ("supplement", make.CLAIM, "accept", "accepted", "受理"),
    ("supplement", make.CLAIM, "decline", "declined", "不予受理"),
    ("receive", make.ELDER, "accept", "concluded", "受理"),
    ("supplement", make.ELDER, "accept", "concluded", "受理"),
    ("receive", make.ELDER, "conclude", "concluded", "受理"),
    ("supplement", make.ELDER, "conclude", "concluded", "受理"),
    ("receive", make.PENSION, "accept", "accepted", "受理"),
]


@pytest.mark.parametrize(("first", "item", "then", "state", "word"), LAWFUL)
def test_a_lawful_act_leads_to_its_state_with_its_paper(
    desk: Folder, first: str, item: str, then: str, state: str, word: str
) -> None:
    number = start(desk, first, item)
    said = act(desk, number, then, "--reason", "说明", body=whole(item))
    assert said.code == 0, said.error
    assert (said.result["case_no"], said.result["state"]) == (number, state)
    assert word in said.result["receipt_no"]
    shown = desk.do("case", "show", number).result
    assert (shown["state"], shown["receipt_no"]) == (state, said.result["receipt_no"])
    assert shown["pending_online"] is (item == make.PENSION)
    assert [step["state"] for step in shown["steps"]][-1] == state
    assert desk.holds()


def test_supplement_after_receipt_names_what_is_missing(desk: Folder) -> None:
    number = start(desk, "receive", materials=[])
    said = act(desk, number, "supplement")
    assert (said.code, said.result["state"]) == (0, "supplement")
    assert "告知" in said.result["receipt_no"]


def test_a_second_supplement_is_done_with_a_warning(desk: Folder) -> None:
    number = start(desk, "supplement")
    said = act(desk, number, "supplement", "--reason", "照片不清楚")
    assert said.code == 0
    assert "supplement_second" in [warning["code"] for warning in said.result["warnings"]]


UNLAWFUL = [
    ("accept", "accept"),
    ("accept", "decline"),
    ("accept", "supplement"),
    ("accept", "receive"),
    ("receive", "notify"),
    ("accept", "resume"),
    ("accept", "deliver"),
    ("accept", "approve"),
    ("accept", "reject"),
    ("accept", "return"),
    ("accept", "register"),
    ("accept", "draft"),
    ("decline", "accept"),
    ("decline", "conclude"),
    ("receive", "suspend"),
    ("receive", "receive"),
]


@pytest.mark.parametrize(("first", "then"), UNLAWFUL)
def test_an_unlawful_act_is_refused_and_changes_nothing(desk: Folder, first: str, then: str) -> None:
    number = start(desk, first)
    before = desk.do("case", "show", number).results
    said = act(desk, number, then, "--reason", "说明")
    assert said.code == 3
    assert said.error is not None
    assert (said.error["error"], said.error["field"]) == ("case_act_unlawful", "act")
    assert desk.do("case", "show", number).results == before


def test_what_central_must_finish_is_not_concluded_here(desk: Folder) -> None:
    number = start(desk, "accept", make.PENSION)
    said = act(desk, number, "conclude")
    assert said.error is not None
    assert (said.code, said.error["error"]) == (3, "conclude_not_offline")


def test_declining_wants_a_reason(desk: Folder) -> None:
    said = act(desk, start(desk, "receive"), "decline")
    assert said.error is not None
    assert (said.code, said.error["error"], said.error["field"]) == (3, "act_reason_missing", "reason")


def test_accepting_without_a_needed_material_is_refused(desk: Folder) -> None:
    said = act(desk, start(desk, "receive", materials=[]), "accept")
    assert said.error is not None
    assert said.code == 3
    assert said.error["error"].startswith("material_missing")


def test_another_item_is_another_case(desk: Folder) -> None:
    number = start(desk, "receive")
    said = act(desk, number, "accept", body={"item": make.items()[make.ALIVE].code})
    assert said.error is not None
    assert (said.code, said.error["error"]) == (3, "case_item_fixed")


def test_an_unknown_case_is_no_such_case(desk: Folder) -> None:
    for command in (("act", "22052110000001202611230001X", "accept"), ("show", "nothing")):
        said = desk.do("case", *command)
        assert said.error is not None
        assert (said.code, said.error["error"]) == (4, "case_unknown")


def test_an_act_that_nobody_knows_is_wrong_use(desk: Folder) -> None:
    said = act(desk, start(desk, "receive"), "celebrate")
    assert said.error is not None
    assert (said.code, said.error["error"]) == (2, "wrong_use")


def test_the_same_action_again_gives_the_first_result(desk: Folder) -> None:
    number = start(desk, "supplement")
    first = act(desk, number, "accept", "--action", "once", body=whole())
    entries = desk.do("verify").result["entries"]
    again = act(desk, number, "accept", "--action", "once", body=whole())
    assert (again.code, again.results) == (0, first.results)
    assert desk.do("verify").result["entries"] == entries


def test_an_action_of_another_kind_of_command_is_refused(desk: Folder, tmp_path: Any) -> None:
    number = start(desk, "accept")
    desk.do("receipt", "print", number, "--out", str(tmp_path / "r.pdf"), "--action", "printed")
    said = act(desk, number, "conclude", "--action", "printed")
    assert said.error is not None
    assert (said.code, said.error["error"]) == (3, "action_used_otherwise")


CORRECTED = [("accept", make.CLAIM), ("receive", make.CLAIM), ("accept", make.ELDER), ("decline", make.CLAIM)]


@pytest.mark.parametrize(("first", "item"), CORRECTED)
def test_a_returned_case_is_corrected_back_to_where_it_stood(desk: Folder, first: str, item: str) -> None:
    number = start(desk, first, item)
    stood = desk.do("case", "show", number).result
    with held_open(desk) as opened:
        opened.returned_by_central(number)
    returned = desk.do("case", "show", number).result
    assert (returned["state"], returned["reason"]) == ("returned", "照片看不清")
    said = act(desk, number, "correct", "--reason", "已换照片")
    assert said.code == 0, said.error
    assert (said.result["state"], said.result["receipt_no"]) == (stood["state"], stood["receipt_no"])
    assert [step["act"] for step in desk.do("case", "show", number).result["steps"]][-2:] == ["return", "correct"]
    assert desk.holds()


def test_a_correction_of_what_stands_on_paper_replaces_the_paper(desk: Folder) -> None:
    number = start(desk, "accept")
    old = desk.do("case", "show", number).result
    with held_open(desk) as opened:
        opened.returned_by_central(number, "姓名与身份证不符")
    mended = {"applicant": {**old["applicant"], "name": "王桂芝"}}
    said = act(desk, number, "correct", "--reason", "姓名录错", body=mended)
    assert said.code == 0, said.error
    assert said.result["receipt_no"] != old["receipt_no"]
    with held_open(desk) as opened, opened.program.store.reading() as rows:
        case = rows.cases.by_number(number)
        assert case is not None
        assert [(paper.receipt_no, paper.state.value) for paper in rows.receipts.of_case(case.id)] == [
            (old["receipt_no"], "void"),
            (case.documents[1].receipt_no, "waiting"),
            (said.result["receipt_no"], "waiting"),
        ]
        assert [paper.kind.value for paper in case.documents] == ["acceptance", "corrected", "acceptance"]
        assert [paper.receipt_no for paper in case.life.old_papers] == [old["receipt_no"]]
    assert desk.holds()


def test_a_correction_wants_a_reason(desk: Folder) -> None:
    number = start(desk, "accept")
    with held_open(desk) as opened:
        opened.returned_by_central(number)
    said = act(desk, number, "correct")
    assert said.error is not None
    assert said.error["error"] == "act_reason_missing"


def test_the_list_is_chosen_by_state_day_and_pending(desk: Folder) -> None:
    accepted, declined = start(desk, "accept"), start(desk, "decline", make.UNEMPLOYED)
    numbers = lambda *options: [case["case_no"] for case in desk.do("case", "list", *options).results]  # noqa: E731
    assert numbers() == [accepted, declined]
    assert numbers("--state", "declined") == [declined]
    assert numbers("--state", "returned") == []
    assert numbers("--pending") == [accepted, declined]
    assert numbers("--since", "2999-01-01") == []
    assert numbers("--since", "2026-01-01") == [accepted, declined]


@pytest.mark.parametrize("options", [("--state", "lost"), ("--since", "yesterday"), ("--since", "20261123")])
def test_a_state_or_day_that_is_none_is_wrong_use(desk: Folder, options: tuple[str, ...]) -> None:
    said = desk.do("case", "list", *options)
    assert said.error is not None
    assert (said.code, said.error["error"]) == (2, "wrong_use")
