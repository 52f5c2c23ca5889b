"""Papers that are no case's receipt: the list that goes up with its code, the letter that the applicant signs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from app.cases.model import case_to_json
from app.errors import Refused
from app.helping.hand_over import MOST_LINES
from app.helping.model import CODE_PREFIX, Batch, BatchState, Level
from app.receipts.batch_code import read_batch, sign_batch, verified_batch
from app.receipts.rendering import pages_of
from tests import make
from tests.app.receipts.desks import enrol
from tests.app.receipts.pages import pictures_of, smallest_type, text_of

AGENT = {
    "name": "王小军",
    "id_type": "111",
    "id_no": "220502196706159995",
    "phone": "15900007111",
    "relation": "子女",
    "authority": {"kind": "letter", "scope": "申领并领取结果", "valid_until": "2026-12-31", "number": None},
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path_factory.mktemp("sheets") / "desk", make.HeldClock()) as made:
        yield made


@pytest.fixture(scope="module")
def batch(desk: make.Desk) -> Batch:
    """A list of two cases, handed over."""
    program = desk.program
    cases = [program.cases.record(line, action=desk.action()).case_no for line in make.lines(2)]
    helper = program.helpers.add("孙德福", "220521100001", place="长安社区")
    opened = program.hand_overs.open([no for no in cases if no], source=Level.VILLAGE, helper=helper.number)
    return program.hand_overs.hand_over(opened.number)


def test_the_list_has_two_copies_with_two_signatures_and_names_every_case(desk: make.Desk, batch: Batch) -> None:
    pdf = desk.program.sheets.hand_over_list(batch)
    said = text_of(pdf)
    for words in (batch.number, *batch.case_nos, "长安社区", "孙德福", "2026年11月26日", "第一联", "第二联"):
        assert words in said, words
    assert (said.count("交出人签名"), said.count("接收人签名"), pages_of(pdf)) == (2, 2, 2)
    assert all(line.name not in said for line in batch.lines), "a list masks names"
    assert smallest_type(pdf) >= 8.5


def test_the_code_on_the_list_is_the_list(desk: make.Desk, batch: Batch) -> None:
    picture = pictures_of(desk.program.sheets.hand_over_list(batch), 200)[0]
    (code,) = zxingcpp.read_barcodes(picture)
    told = verified_batch(code.text, desk.program.key_ring())
    assert (told.id, told.number, told.case_nos, told.due_on) == (batch.id, batch.number, batch.case_nos, batch.due_on)
    assert told.state is BatchState.HANDED_OVER
    assert {line.name for line in told.lines} == {""}, "no name in the clear"


def test_a_changed_or_foreign_code_is_refused(desk: make.Desk, batch: Batch, tmp_path: Path) -> None:
    code, ring = sign_batch(batch, desk.program.store.signer), desk.program.key_ring()
    middle = len(code) // 2
    changed = code[:middle] + ("0" if code[middle] != "0" else "1") + code[middle + 1 :]
    for text, why in (
        (changed, "batch_code_damaged"),
        (CODE_PREFIX, "batch_code_damaged"),
        ("J1", "batch_code_missing"),
    ):
        with pytest.raises(Refused, match=why):
            verified_batch(text, ring)
    with make.signed_in(tmp_path / "other") as other, pytest.raises(Refused, match="batch_code_unknown"):
        other.program.hand_overs.take_in(code)


def test_the_longest_list_still_has_a_code_that_reads(desk: make.Desk, batch: Batch) -> None:
    lines = tuple(
        replace(batch.lines[0], case_no=f"{22052110000001202611230000 + 7919 * place}X", item_name=f"事项{place % 28}")
        for place in range(MOST_LINES)
    )
    longest = replace(batch, lines=lines)
    pdf = desk.program.sheets.hand_over_list(longest)
    last = pictures_of(pdf, 300)[pages_of(pdf) // 2 - 1]
    (code,) = zxingcpp.read_barcodes(last)
    assert read_batch(code.text).batch.case_nos == longest.case_nos


def test_an_open_list_is_not_printed(desk: make.Desk) -> None:
    opened = desk.program.hand_overs.open([], source=Level.TOWN)
    with pytest.raises(Refused, match="batch_still_open"):
        desk.program.sheets.hand_over_list(opened)


def test_its_own_desk_knows_the_batch_already_and_writes_nothing(desk: make.Desk, batch: Batch) -> None:
    before = desk.entries()
    code = sign_batch(batch, desk.program.store.signer)
    assert desk.program.hand_overs.take_in(code) == batch
    assert desk.entries() == before


def test_the_letter_says_principal_agent_scope_and_term(desk: make.Desk) -> None:
    line = make.line(applicant=make.person(), agent=AGENT)
    said = text_of(desk.program.authority_letter(line))
    item = make.items()[make.CLAIM].name
    for words in (
        "授权委托书",
        "王桂兰",
        "王小军",
        "子女",
        item,
        "申领并领取结果",
        "2026年11月23日 起至 2026年12月31日",
    ):
        assert words in said, words
    assert "委托人签名" in said
    assert "220502196706159995" not in said, "paper masks"
    assert "不作为办理凭据" not in said, "the letter is the applicant's, also where the desk is on trial"


def test_a_letter_of_an_unfinished_intake_leaves_room_for_the_rest(desk: make.Desk) -> None:
    said = text_of(desk.program.authority_letter({"item": "", "applicant": {}, "agent": None}))
    assert said.count("＿＿＿＿＿＿＿＿＿＿") >= 6


def test_a_recorded_case_gives_the_same_letter_with_its_number(desk: make.Desk) -> None:
    enrol(desk)
    recorded = desk.program.cases.record(make.line(applicant=make.person(), agent=AGENT), action=desk.action())
    assert recorded.case_no is not None
    case = desk.program.cases.get(recorded.case_no)
    said = text_of(desk.program.authority_letter(case_to_json(case)))
    assert case.case_no in said
    assert "王小军" in said
