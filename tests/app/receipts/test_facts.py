"""What stands on a paper for each way a case can go (domain.md, 3.2 and 3.4)."""

from dataclasses import replace

import pytest

from app.cases.model import Case, CaseAct
from app.catalogue.model import PointScope, Scope, ServiceItem, TimeLimit, TimeUnit
from app.receipts.facts import Letterhead, facts_of
from app.receipts.model import DocumentKind, Facts
from app.receipts.wording import Wording
from tests.app.receipts.desks import act, case_of, paper, recorded
from tests.make import BIRTH, CLAIM, HARD, MEDICAL, POINT, Desk, items, line

YEARLY = "21"
"""年度集中确认: promises no day."""


def facts(case: Case, item: ServiceItem, wording: Wording, **changes: object) -> Facts:
    """The facts of the case's newest paper."""
    scope = PointScope(point=POINT, item=item.code, scope=Scope.ACCEPT)
    head = Letterhead(name="中心", address="同德路", phone="0435-5220000", link="https://x.cn", trial=False)
    given = {"scope": scope, "head": head, **changes}
    return facts_of(
        case,
        case.documents[-1],
        item,
        wording=wording,
        link="",
        proof="",
        copy_number=1,
        **given,  # type: ignore[arg-type]
    )


def test_a_case_finished_on_the_spot_says_so_and_promises_no_day(desk: Desk) -> None:
    result = recorded(desk, BIRTH)
    assert result.state == "concluded"
    text = paper(desk, result.case_no)
    assert "受理通知书" in text
    assert "本件已当场办结：办结时间 2026年11月23日 09:00，办理结果为“生育登记凭证”。" in text
    for promise in ("承诺办结日期", "承诺时限", "结果领取方式", "待联网办结"):
        assert promise not in text


def test_a_promised_case_says_its_limit_and_the_day(desk: Desk) -> None:
    number = recorded(desk).case_no
    text = paper(desk, number)
    assert "承诺办结日期" in text
    assert "10 个工作日" in text
    assert "2026年12月7日" in text
    assert "按工作日计算" in text
    assert "当场办结" not in text


def test_an_immediate_case_that_waits_for_the_link_says_so(desk: Desk) -> None:
    text = paper(desk, recorded(desk, MEDICAL).case_no)
    assert "本件待联网办结" in text
    assert "即办" in text
    assert "个工作日" not in text
    assert "当场办结" not in text


def test_an_item_that_promises_no_day_says_why(desk: Desk) -> None:
    text = paper(desk, recorded(desk, YEARLY).case_no)
    assert "按年度集中申报、逐级确认" in text
    assert "承诺办结日期" not in text
    assert "计算" not in text


@pytest.mark.parametrize(
    ("unit", "words", "counting"),
    [
        (TimeUnit.WORKING_DAY, "15 个工作日", "工作日计算"),
        (TimeUnit.NATURAL_DAY, "15 日", "休息日"),
        (TimeUnit.HOUR, "15 小时", "办公时间"),
        (TimeUnit.MONTH, "15 个月", "休息日"),
    ],
)
def test_a_limit_is_said_in_its_unit(desk: Desk, wording: Wording, unit: TimeUnit, words: str, counting: str) -> None:
    case = case_of(desk, recorded(desk).case_no)
    item = replace(items()[CLAIM], legal_limit=None, promised_limit=TimeLimit(amount=15, unit=unit))
    made = facts(case, item, wording).item
    assert made.limit == words
    assert counting in (made.counting or "")


def test_a_limit_with_a_remark_keeps_both(desk: Desk, wording: Wording) -> None:
    case = case_of(desk, recorded(desk).case_no)
    made = facts(case, replace(items()[CLAIM], limit_note="公示7天"), wording).item
    assert (made.limit, made.limit_note) == ("10 个工作日", "公示7天")


def test_materials_taken_in_for_another_body_name_it(desk: Desk) -> None:
    result = recorded(desk, HARD, "receive")
    assert result.state == "forwarded"
    text = paper(desk, result.case_no)
    with desk.program.store.reading() as store:
        rules = store.catalogue.point_rules(POINT)
    assert rules is not None
    body = rules.scope(items()[HARD].code).forward_to
    assert body
    assert f"转送机关{body}" in "".join(text.split())
    assert f"材料将转送{body}审查" in text
    assert "收件不等于受理" in text


def test_materials_taken_in_for_a_body_that_nobody_named_go_to_the_department(desk: Desk, wording: Wording) -> None:
    case = case_of(desk, recorded(desk, HARD, "receive").case_no)
    item = items()[HARD]
    assert facts(case, item, wording).forwarded_to == item.department.name


def test_what_the_point_takes_in_for_itself_is_forwarded_to_nobody(desk: Desk) -> None:
    text = paper(desk, recorded(desk, act="receive").case_no)
    assert "转送" not in text
    assert "收件不等于受理" in text


def test_everything_that_is_wanted_is_told_at_once_with_fix_and_standard(desk: Desk) -> None:
    given = [
        {"code": "id_card", "form": "original", "count": 1, "file": None},
        {"code": "application_form", "form": "original", "count": 1, "file": None},
    ]
    wanted = {"application_form": "第3栏账号少一位，请重填并签名"}
    number = recorded(desk, act="supplement", materials=given, wanted=wanted).case_no
    text = "".join(paper(desk, number).split())
    for words in (
        "居民户口簿（首页和本人页）",
        "请补交复印件1份",
        "首页、本人页及变更页清晰",
        "社会保障卡",
        "请补交原件1份",
        "已激活金融功能",
        "第3栏账号少一位，请重填并签名",
        "不符合要求",
        "补正期限2026年12月23日前",
        "逾期未补正又无正当理由的",
        "居民身份证（原件1份）",
    ):
        assert words in text, words
    assert text.count("未提交") == 2


def test_a_supplement_after_receiving_and_the_acceptance_after_it_are_two_papers(desk: Desk) -> None:
    number = recorded(desk, act="supplement", materials=[]).case_no
    act(desk, number, CaseAct.ACCEPT, body={"materials": line()["materials"]})
    assert "受理通知书" in paper(desk, number)
    assert "一次性告知书" in paper(desk, number, DocumentKind.SUPPLEMENT)


def test_a_declined_case_names_the_competent_body_in_its_place(desk: Desk) -> None:
    details = {"to": "梅河口市民政局"}
    number = recorded(desk, act="decline", reason="户籍不在本县", details=details).case_no
    assert ("有权办理机关 梅河口市民政局" in paper(desk, number), case_of(desk, number).reason) == (
        True,
        "户籍不在本县",
    )
    received = recorded(desk, act="receive").case_no
    act(desk, received, CaseAct.DECLINE, reason="户籍不在本县", body={"details": details})
    assert "有权办理机关 梅河口市民政局" in paper(desk, received)
    older = recorded(desk, act="decline", reason="户籍不在本县；请向梅河口市民政局申请。").case_no
    text = paper(desk, older)
    assert ("请向梅河口市民政局申请" in text, "有权办理机关" in text) == (True, False)


def test_a_declined_case_says_why_and_what_can_be_done(desk: Desk) -> None:
    text = paper(desk, recorded(desk, act="decline", reason="户籍不在本县").case_no)
    for words in ("不予受理理由", "户籍不在本县", "法律依据", "行政复议", "6 个月"):
        assert words in text, words
