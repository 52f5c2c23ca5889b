"""Which acts an open case offers, and what is told of its life: without Qt."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.cases.acts import lawful_at_window
from app.cases.life import (
    Delivered,
    DeliveryMode,
    HandOver,
    Life,
    OldPaper,
    Outcome,
    Pause,
    Promise,
    PromiseKind,
    Signed,
)
from app.cases.model import Case, CaseAct, CaseState
from app.catalogue.model import GivenForm
from app.ids import DeviceId
from tests import make
from tests.sync.make import a_case, an_applicant
from ui.cases.act_rows import act_caption, done_text, main_act, more_acts, possible, side_acts, wording
from ui.cases.detail_rows import notice
from ui.cases.life_rows import life_facts

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
ITEM = make.items()[make.UNEMPLOYED]
PROMISE = Promise(kind=PromiseKind.LATE, about=("leaving_proof",), made_on=DAY, due_on=date(2026, 11, 26))
DELIVERED = Delivered(
    at=AT,
    mode=DeliveryMode.POST,
    paper="失业登记凭证",
    copies=2,
    receiver="张小北",
    id_no=None,
    relation="子女",
    authority="户口簿",
    checked="",
    signed=Signed.FINGERPRINT,
    tracking_no="EMS1",
)


def case_in(state: CaseState, life: Life | None = None) -> Case:
    case = a_case(DeviceId("01900000-0000-7000-8000-000000000001"), 1, 5, an_applicant(5))
    return replace(case, state=state, life=life or Life())


@pytest.mark.parametrize("state", CaseState)
def test_every_offered_act_is_lawful_and_stands_in_one_place(state: CaseState) -> None:
    case = case_in(state, Life(promises=(PROMISE,)))
    acts = possible(case, ITEM)
    placed = [*more_acts(case, acts), *side_acts(case, acts), *filter(None, [main_act(case, acts)])]
    assert sorted(placed) == sorted(acts)
    assert set(acts) <= set(lawful_at_window(state))
    assert len(more_acts(case, acts)) <= 9, "a digit each"
    assert all(act_caption(act, state) for act in (*more_acts(case, acts), *filter(None, [main_act(case, acts)])))


@pytest.mark.parametrize(
    ("state", "main"),
    [
        (CaseState.RECEIVED, CaseAct.ACCEPT),
        (CaseState.SUPPLEMENT, CaseAct.ACCEPT),
        (CaseState.ACCEPTED, CaseAct.ADD_MATERIAL),
        (CaseState.SUSPENDED, CaseAct.RESUME),
        (CaseState.APPROVED, CaseAct.DELIVER),
        (CaseState.CONCLUDED, CaseAct.DELIVER),
        (CaseState.RETURNED, CaseAct.CORRECT),
        (CaseState.DECLINED, None),
        (CaseState.VOID, None),
        (CaseState.DELIVERED, None),
    ],
)
def test_the_likeliest_act_stands_out(state: CaseState, main: CaseAct | None) -> None:
    case = case_in(state)
    assert main_act(case, possible(case, ITEM if not ITEM.finish_offline else None)) is main


def test_finishing_here_is_for_items_that_allow_it() -> None:
    case = case_in(CaseState.ACCEPTED)
    assert CaseAct.CONCLUDE in possible(case, replace(ITEM, finish_offline=True))
    assert CaseAct.CONCLUDE not in possible(case, replace(ITEM, finish_offline=False))
    assert CaseAct.CONCLUDE not in possible(case, None)
    late = case_in(CaseState.ACCEPTED, Life(promises=(PROMISE,)))
    assert CaseAct.CONCLUDE not in possible(late, replace(ITEM, finish_offline=True)), "something is to follow"


def test_lapsing_is_offered_while_something_is_to_come() -> None:
    kept = replace(PROMISE, kept=True, settled_on=DAY)
    assert CaseAct.LAPSE in possible(case_in(CaseState.ACCEPTED, Life(promises=(PROMISE,))), ITEM)
    assert CaseAct.LAPSE not in possible(case_in(CaseState.ACCEPTED, Life(promises=(kept,))), ITEM)
    assert CaseAct.LAPSE in possible(case_in(CaseState.SUPPLEMENT), ITEM)


@pytest.mark.parametrize(
    ("state", "life", "owed"),
    [
        (CaseState.ACCEPTED, Life(asked={"leaving_proof": "缺第二页"}), "补充材料通知书"),
        (CaseState.SUSPENDED, Life(pauses=(Pause(procedure="公示", reason="须公示", began_on=DAY),)), "特别程序告知书"),
        (CaseState.APPROVED, Life(), "办结通知书"),
        (CaseState.REJECTED, Life(), "办结通知书"),
    ],
)
def test_what_central_did_is_offered_to_be_told_beside_the_likeliest_act(
    state: CaseState, life: Life, owed: str
) -> None:
    case = replace(case_in(state, life), reason="不符合条件")
    acts = possible(case, ITEM)
    assert CaseAct.NOTIFY in side_acts(case, acts)
    assert main_act(case, acts) not in (None, CaseAct.NOTIFY)
    assert act_caption(CaseAct.NOTIFY, state) == "告知并打印"
    said = notice(case)
    assert said is not None
    assert (said.kind, owed in said.text, "不符合条件" in said.text) == ("attention", True, state is CaseState.REJECTED)
    assert "告知文书" in done_text(CaseAct.NOTIFY, state, case.case_no, "王桂兰", paper=True)


@pytest.mark.parametrize("state", [CaseState.ACCEPTED, CaseState.SUSPENDED, CaseState.CONCLUDED])
def test_where_nothing_is_owed_nothing_is_to_be_told(state: CaseState) -> None:
    case = case_in(state)
    assert CaseAct.NOTIFY not in possible(case, ITEM)
    assert notice(case) is None


def test_a_returned_case_has_its_own_caption() -> None:
    assert act_caption(CaseAct.NOTIFY, CaseState.RETURNED) == "打印补正通知"
    assert CaseAct.NOTIFY in side_acts(case_in(CaseState.RETURNED), possible(case_in(CaseState.RETURNED), ITEM))


def test_nothing_happened_says_nothing() -> None:
    assert life_facts(case_in(CaseState.ACCEPTED), ITEM) == []


def test_open_promises_come_first_with_their_last_day() -> None:
    kept = replace(PROMISE, kept=True, settled_on=DAY)
    broken = replace(PROMISE, kept=False, settled_on=DAY)
    informed = Promise(kind=PromiseKind.INFORMED, about=("年满 16 周岁",), made_on=DAY)
    material = ITEM.material("leaving_proof")
    assert material is not None
    told = life_facts(case_in(CaseState.ACCEPTED, Life(promises=(kept, broken, PROMISE, informed))), ITEM)
    assert told == [
        ("容缺承诺", f"{material.name}：最迟 2026-11-26"),
        ("告知承诺", "年满 16 周岁：事后核查，最迟 2027-01-22"),
        ("容缺承诺", f"{material.name}：2026-11-23 已履行"),
        ("容缺承诺", f"{material.name}：2026-11-23 未履行"),
    ]


@pytest.mark.parametrize(("kept", "word"), [(True, "属实"), (False, "不实")])
def test_a_check_says_who_found_what(kept: bool, word: str) -> None:
    made = Promise(kind=PromiseKind.INFORMED, about=("年满 16 周岁",), made_on=DAY)
    done = replace(made, settled_on=DAY, kept=kept, checked_by="县人社局 李核查", finding="已核对")
    told = life_facts(case_in(CaseState.DELIVERED, Life(promises=(done,))), ITEM)
    assert told == [("告知承诺", f"年满 16 周岁：2026-11-23 核查{word}（县人社局 李核查）：已核对")]
    assert CaseAct.CHECK not in possible(case_in(CaseState.DELIVERED, Life(promises=(done,))), ITEM)
    assert CaseAct.CHECK in possible(case_in(CaseState.DELIVERED, Life(promises=(made,))), ITEM)


def test_a_declined_case_says_where_to_apply_instead_and_no_other_does() -> None:
    life = Life(competent_body="梅河口市民政局")
    assert life_facts(case_in(CaseState.DECLINED, life), ITEM) == [("应向哪个机关申请", "梅河口市民政局")]
    assert life_facts(case_in(CaseState.ACCEPTED, life), ITEM) == []


def test_pauses_and_hand_overs_say_when_and_why() -> None:
    open_pause = Pause(procedure="公示", reason="按规定", began_on=DAY)
    expected = replace(open_pause, expected_days=7)
    ended = replace(expected, ended_on=date(2026, 11, 30))
    over = HandOver(to="通化县人社局", upward=False, on=DAY, reason="不属本级")
    up = replace(over, upward=True)
    life = Life(pauses=(ended, expected, open_pause), hand_overs=(over, up))
    assert life_facts(case_in(CaseState.SUSPENDED, life), ITEM) == [
        ("特别程序", "公示，2026-11-23 至 2026-11-30。按规定"),
        ("特别程序", "公示，2026-11-23 起，预计 7 天。按规定"),
        ("特别程序", "公示，2026-11-23 起。按规定"),
        ("转办", "通化县人社局，2026-11-23。不属本级"),
        ("转报", "通化县人社局，2026-11-23。不属本级"),
    ]


def test_what_is_asked_and_until_when() -> None:
    life = Life(asked={"leaving_proof": "看不清"}, asked_until=DAY, answer_until=date(2026, 12, 1))
    names = dict(life_facts(case_in(CaseState.SUPPLEMENT, life), None))
    assert names == {
        "补正期限": "最迟 2026-12-01",
        "市级要求补充": "leaving_proof：看不清",
        "补充期限": "最迟 2026-11-23",
    }


def test_a_last_day_that_was_answered_or_is_over_is_not_shown() -> None:
    life = Life(asked={"leaving_proof": "看不清"}, asked_until=DAY, answer_until=date(2026, 12, 1))
    accepted = dict(life_facts(case_in(CaseState.ACCEPTED, life), None))
    assert accepted.keys() == {"市级要求补充", "补充期限"}
    assert life_facts(case_in(CaseState.APPROVED, life), None) == []


def test_an_open_promise_names_what_has_not_come() -> None:
    case = case_in(CaseState.ACCEPTED, Life(promises=(replace(PROMISE, about=("leaving_proof", "id_card")),)))
    given = replace(case.materials[0], code="leaving_proof", form=GivenForm.LATER)
    told = life_facts(replace(case, materials=(given,)), None)
    assert told == [("容缺承诺", "leaving_proof：最迟 2026-11-26")]


def test_the_result_and_who_took_it() -> None:
    outcome = Outcome(name="失业登记凭证", number="吉〔2026〕1号", valid_until=DAY, pickup="三号窗口")
    told = life_facts(case_in(CaseState.DELIVERED, Life(outcome=outcome, delivered=DELIVERED)), ITEM)
    assert [fact for fact in told if fact[1]] == [
        ("办理结果", "失业登记凭证 吉〔2026〕1号"),
        ("有效期至", "2026-11-23"),
        ("领取地点", "三号窗口"),
        ("送达", "失业登记凭证，2 份 · 邮寄 · 2026-11-23 10:00"),
        ("领取人", "张小北 · 子女"),
        ("代领凭据", "户口簿"),
        ("确认方式", "按手印"),
        ("邮件单号", "EMS1"),
    ]


def test_old_papers_and_what_took_their_place() -> None:
    life = Life(
        old_papers=(OldPaper(receipt_no="甲1", taken_back=True), OldPaper(receipt_no="甲2", taken_back=False)),
        replaces="0001",
        replaced_by="0003",
    )
    assert life_facts(case_in(CaseState.VOID, life), ITEM) == [
        ("旧文书", "甲1：已收回"),
        ("旧文书", "甲2：没有收回"),
        ("接替的原办件", "0001"),
        ("已由新件接替", "0003"),
    ]


def test_a_success_says_what_was_done_and_whether_a_paper_comes() -> None:
    assert done_text(CaseAct.CORRECT, CaseState.ACCEPTED, "1", "王", paper=False) == "已更正 1，联网后自动上报"
    assert done_text(CaseAct.CONCLUDE, CaseState.CONCLUDED, "1", "王", paper=False) == "已办结 1（王）"
    assert done_text(CaseAct.VOID, CaseState.VOID, "1", "王", paper=False) == "已作废 1（王）"
    assert done_text(CaseAct.VOID, CaseState.VOID, "1", "王", paper=True) == "已作废 1（王），作废通知书已送打印"
    assert "受理通知书" not in done_text(CaseAct.ADD_MATERIAL, CaseState.ACCEPTED, "1", "王", paper=True)


def test_what_cannot_be_taken_back_is_marked() -> None:
    case = case_in(CaseState.ACCEPTED)
    grave = {
        act for act in (CaseAct.VOID, CaseAct.WITHDRAW, CaseAct.LAPSE, CaseAct.SUSPEND) if wording(act, case).grave
    }
    assert grave == {CaseAct.VOID, CaseAct.WITHDRAW, CaseAct.LAPSE}
