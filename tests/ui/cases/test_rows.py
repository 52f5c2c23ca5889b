"""Cases and one open case as texts: without Qt."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.applicants.model import Agent, Applicant, ApplicantKind, Contact, IdType
from app.cases.limits import Limit
from app.cases.model import CaseAct, CaseState, FieldChange, Step
from app.catalogue.model import Choice, Field, FieldType
from app.ids import ApplicantId, CaseId, DeviceId, ReceiptId
from app.journal import Stream
from app.receipts.model import DocumentKind, PrintState, Receipt
from app.storage.cases import CaseRow
from app.sync.model import Arrival, Delivery, KeptProof
from tests.make import items
from tests.sync.make import a_case, an_applicant
from tests.ui.shown import texts
from ui.cases.answer_rows import answer_text
from ui.cases.change_rows import change_lines
from ui.cases.detail_rows import (
    agent_facts,
    applicant_facts,
    case_facts,
    delivery_facts,
    paper_rows,
    step_mark,
    step_what,
    step_who,
)
from ui.cases.needle import needle
from ui.cases.rows import case_row, delivery_mark, empty_words, parts, short_number, state_mark
from ui.returned import reason_text

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NUMBER = "22052110000001202611230001X"
SENT = Delivery(arrival=Arrival.SENT)


def row(state: CaseState = CaseState.ACCEPTED, *, pending: bool = False, delivery: Delivery = SENT) -> CaseRow:
    return CaseRow(
        id=CaseId("c1"),
        case_no=NUMBER,
        central_no=None,
        state=state,
        item_name="高龄津贴申请",
        name="王桂兰",
        id_no="220521194802290002",
        phone="13843590001",
        received_at=AT,
        accepted_at=AT,
        due_on=date(2026, 11, 25),
        pending_online=pending,
        clerk_name="王敏",
        window=3,
        synced=delivery.arrival is not Arrival.HERE,
        delivery=delivery,
    )


def test_a_former_number_stands_below_the_number() -> None:
    case = a_case(DeviceId("01900000-0000-7000-8000-000000000001"), 1, 5, an_applicant(5))
    assert dict(case_facts(case))["原办件号"] == ""
    facts = case_facts(replace(case, former_nos=("甲", "乙")))
    assert facts[:2] == [("办件编号", case.case_no), ("原办件号", "甲、乙")]


def test_a_list_masks_name_number_and_phone() -> None:
    shown = texts(case_row(row(), Limit(on=date(2026, 11, 25), left=2)))
    assert shown == [
        "已受理",
        "王*兰",
        "高龄津贴申请",
        "2****************2",
        "138****0001",
        "01-20261123-0001-X",
        "剩 2 个工作日",
        "11月23日",
        "已上传",
        "打开",
    ]


@pytest.mark.parametrize(
    ("delivery", "few", "whole"),
    [
        (Delivery(arrival=Arrival.HERE, files=1), "待上传", "未上传，只在本机"),
        (SENT, "已上传", "已上传，市级平台尚未签收"),
        (Delivery(arrival=Arrival.RECORDS, files=2, at=AT), "附件待传", "记录已接收，附件待传 2"),
        (Delivery(arrival=Arrival.RECEIVED, at=AT), "已接收", "市级平台已接收"),
        (Delivery(arrival=Arrival.HERE, files=1, carried=True), "在U盘上", "已导出U盘，等市里的回执"),
        (Delivery(arrival=Arrival.RECORDS, files=2, carried=True), "在U盘上", "记录已接收，附件 2 个在U盘上"),
        (Delivery(arrival=Arrival.FETCHED), "市级发来", "从市级平台取得"),
    ],
)
def test_only_what_central_signed_for_is_called_received(delivery: Delivery, few: str, whole: str) -> None:
    cell = case_row(row(delivery=delivery), None).cells[8]
    assert (cell.text, cell.hint) == (few, whole)
    assert delivery_mark(delivery).text == whole


def test_who_signed_when_and_up_to_which_entry_stands_with_the_case() -> None:
    proof = KeptProof(
        device=DeviceId("d"),
        stream=Stream.DESK,
        number=57,
        hash=bytes(32),
        at=AT,
        files=(),
        body=b"",
        key=bytes.fromhex("3f9a00112233aabb"),
        signature=b"",
    )
    facts = dict(delivery_facts(Delivery(arrival=Arrival.RECEIVED, at=AT), proof))
    assert facts["市级签收"] == "2026-11-23 10:00 签收到本机第 57 条记录，密钥 3f9a00112233aabb"
    assert delivery_facts(SENT, None) == []


def test_what_waits_for_central_is_a_state_of_its_own() -> None:
    assert state_mark(CaseState.ACCEPTED, pending_online=True).text == "待联网办结"
    assert state_mark(CaseState.APPROVED, pending_online=True).text == "准予"


def test_a_number_of_another_form_stays_whole() -> None:
    assert short_number("SP1") == "SP1"


def test_the_open_case_shows_everything() -> None:
    applicant = Applicant(
        id=ApplicantId(""),
        kind=ApplicantKind.PERSON,
        name="王桂兰",
        id_type=IdType.RESIDENT,
        id_no="220521194802290002",
        id_until="long",
        contact=Contact(name="王强", phone="13900000000"),
    )
    facts = dict(applicant_facts(applicant))
    assert facts["证件号码"] == "220521194802290002"
    assert facts["证件有效期至"] == "长期"
    assert facts["手机号码"] == "无手机"
    assert facts["联系人"] == "王强 13900000000"


def test_who_came_alone_has_no_agent() -> None:
    assert agent_facts(None) == []
    agent = Agent(name="王强", id_type=IdType.RESIDENT, id_no="1", relation="子女")
    assert ("与申请人关系", "子女") in agent_facts(agent)


def test_answers_are_shown_in_words() -> None:
    choice = Field(code="a", label="档次", type=FieldType.CHOICE, choices=(Choice(code="1", label="200元"),))
    table = Field(code="t", label="家庭成员", type=FieldType.TABLE, columns=(choice,))
    assert answer_text("1", choice) == "200元"
    assert answer_text("9", choice) == "9"
    assert answer_text(True, Field(code="b", label="补缴", type=FieldType.BOOLEAN)) == "是"
    assert answer_text([{"a": "1"}, {"a": "9"}], table) == "200元\n9"
    assert answer_text(None, Field(code="c", label="备注", type=FieldType.TEXT)) == ""


@pytest.mark.parametrize(
    ("state", "copies", "said"),
    [
        (PrintState.WAITING, 0, "未打印"),
        (PrintState.WAITING, 1, "排队打印"),
        (PrintState.PRINTED, 1, "已打印"),
        (PrintState.PRINTED, 3, "已打印 · 补打2次"),
        (PrintState.FAILED, 1, "没打出来"),
        (PrintState.UNKNOWN, 1, "请看出纸口"),
    ],
)
def test_a_paper_says_how_its_newest_copy_fared(state: PrintState, copies: int, said: str) -> None:
    assert paper_rows([paper(state, copies)])[0].cells[1].text == said


def test_a_void_paper_is_not_printed_again() -> None:
    assert paper_rows([paper(PrintState.VOID, 1)])[0].cells[-1].text == ""
    assert paper_rows([paper(PrintState.WAITING, 0)])[0].cells[-1].text == "打印"


def paper(state: PrintState, copies: int) -> Receipt:
    return Receipt(
        id=ReceiptId("r1"),
        case_id=CaseId("c1"),
        kind=DocumentKind.ACCEPTANCE,
        receipt_no="快大茂受理〔2026〕0100001号",
        entry=1,
        copies=copies,
        token="T",
        proof="",
        state=state,
        issued_at=AT,
    )


def test_centrals_word_is_a_chip_and_a_windows_act_is_not() -> None:
    decided = Step(at=AT, act=CaseAct.APPROVE, state=CaseState.APPROVED, by="", window=None, reason=None, entry="p/1")
    done = Step(at=AT, act=CaseAct.ACCEPT, state=CaseState.ACCEPTED, by="王敏", window=3, reason=None, entry="d/1")
    mark = step_mark(decided)
    assert mark is not None
    assert (step_what(decided), mark.text, step_who(decided)) == ("市级决定", "准予", "市级平台")
    assert (step_what(done), step_mark(done), step_who(done)) == ("受理", None, "王敏 · 3号窗口")


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        (" 王桂兰 ", "王桂兰"),
        ("https://sp.example.gov.cn/p/9T4XKQ2M7BHWRC5A", "9T4XKQ2M7BHWRC5A"),
        ("http://127.0.0.1:8600/p/9T4XKQ2M7BHWRC5A?x=1", "9T4XKQ2M7BHWRC5A"),
        ("SD1:BROKEN", ""),
    ],
)
def test_what_a_scanner_types_is_understood(typed: str, sought: str) -> None:
    assert needle(typed) == sought


def test_every_tab_has_words_for_being_empty() -> None:
    for key, _word in parts():
        assert all(empty_words(key, ""))
    assert "zzq" in empty_words("all", "zzq")[0]


def test_a_correction_is_told_field_by_field() -> None:
    choice = Field(code="a", label="档次", type=FieldType.CHOICE, choices=(Choice(code="1", label="200元"),))
    item = next(iter(items().values()))
    known = replace(item, fields=(choice,))
    material = item.materials[0]
    given = {"code": material.code, "form": "copy", "count": 2, "file": None}
    changes = (
        FieldChange(field="applicant.phone", before=None, after="13900000000"),
        FieldChange(field="agent.name", before="王强", after=None),
        FieldChange(field="answers.a", before="9", after="1"),
        FieldChange(field=f"materials.{material.code}", before=None, after=given),
    )
    assert change_lines(changes, known) == [
        "手机号码：（无） → 13900000000",
        "代理人 姓名：王强 → （无）",
        "档次：9 → 200元",
        f"{material.name}：（无） → 复印件 2 份",
    ]


def test_a_bare_code_of_central_is_said_in_words() -> None:
    assert reason_text("scope").startswith("本服务点无权办理")
    assert reason_text("缺户口簿") == "缺户口簿"
    assert reason_text(None) == ""
