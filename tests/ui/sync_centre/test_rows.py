"""How sync stands, as texts: without Qt."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.clock import CHINA
from app.sync.budget import Rest
from app.sync.centre import CentreFacts
from app.sync.differences import Difference, Standing
from app.sync.model import CentralAddress, Contact, Feed, FeedItem
from app.sync.status import SyncStatus
from tests.ui.shown import texts
from ui.sync_centre.central_form import grouped
from ui.sync_centre.counted_rows import counted_rows
from ui.sync_centre.rows import (
    clock_text,
    differing_rows,
    done_text,
    empty_words,
    enrolment_mark,
    figure_texts,
    history_rows,
    parts,
    size_text,
    trouble_mark,
)

NOW = datetime(2026, 11, 23, 2, 32, tzinfo=UTC)
STATUS = SyncStatus(
    enrolled=True,
    demo=False,
    forked=False,
    last_success=datetime(2026, 11, 23, 1, 41, tzinfo=UTC),
    pending=12,
    returned=1,
    differing=0,
    trouble=None,
    clock_offset=3.0,
    files_pending=3,
)
ADDRESS = CentralAddress(url="https://sp.example.gov.cn")
FACTS = CentreFacts(address=ADDRESS, enrolment=None, contacts=(), returned=(), differing=())
EQUAL = Standing(here=41, there=41, at=NOW, differences=())
GOOD = Contact(
    at=datetime(2026, 11, 23, 1, 41, tzinfo=UTC),
    trouble=None,
    pushed=6,
    pulled=2,
    returned=1,
    bytes_up=8412,
    bytes_down=220,
    seconds=1.84,
)


@pytest.mark.parametrize(
    ("changes", "said", "kind"),
    [
        ({}, "已登记", "good"),
        ({"enrolled": False}, "试用，未登记", "attention"),
        ({"demo": True}, "演示平台", "attention"),
        ({"forked": True}, "这是复制的数据库，只能查看", "bad"),
    ],
)
def test_the_enrolment_is_a_word(changes: dict[str, bool], said: str, kind: str) -> None:
    assert enrolment_mark(replace(STATUS, **changes)) == (said, kind)  # type: ignore[arg-type]


def test_the_figures_say_what_is_still_here() -> None:
    shown = [(figure.word, figure.number, figure.kind) for figure in figure_texts(STATUS, EQUAL, NOW)]
    assert shown == [
        ("待上传 记录/附件", "12 / 3", "attention"),
        ("上级退回", "1", "bad"),
        ("需核对", "0", "neutral"),
        ("今天 本地/市里", "41 / 41", "neutral"),
        ("上次同步成功", "09:41", "neutral"),
        ("本机时间", "准确", "neutral"),
    ]


def test_todays_counts_are_red_only_when_a_case_is_missing() -> None:
    apart = Difference(day=date(2026, 11, 20), here=2, there=1, missing=(), strange=("0198f000",))
    before, worse = replace(EQUAL, there=None), replace(EQUAL, differences=(apart,))
    shown = [figure_texts(STATUS, standing, NOW)[3] for standing in (before, worse)]
    assert [(figure.number, figure.kind) for figure in shown] == [("41 / –", "neutral"), ("41 / 41", "bad")]
    (row,) = counted_rows((apart,))
    assert texts(row) == ["11月20日", "2 / 1", "–", "0198f000", "–", "本机没有", ""]


@pytest.mark.parametrize(
    ("offset", "said"), [(None, "未校准"), (119.0, "准确"), (300.0, "慢 5 分钟"), (-3600.0, "快 60 分钟")]
)
def test_the_clock_says_how_far_it_is_off(offset: float | None, said: str) -> None:
    assert clock_text(offset) == said


def test_a_trouble_stands_across_the_top_and_a_good_link_says_nothing() -> None:
    assert trouble_mark(STATUS, FACTS) is None
    missing = trouble_mark(STATUS, replace(FACTS, address=None))
    assert missing is not None
    assert "设置" in missing.text
    cut = trouble_mark(replace(STATUS, trouble="sync_offline"), FACTS)
    assert cut is not None
    assert "办件照常" in cut.text


def test_a_rest_is_told_calmly_with_the_time_at_which_it_goes_on() -> None:
    until = datetime(2026, 11, 24, 0, 0, tzinfo=CHINA)
    rests = trouble_mark(replace(STATUS, rest=Rest(code="sync_budget_day", until=until)), FACTS)
    assert rests is not None
    assert (rests.text, rests.kind) == ("今天的流量额度用完，00:00 继续。", "neutral")
    quiet = trouble_mark(replace(STATUS, rest=Rest(code="sync_quiet", until=until.replace(hour=6, minute=30))), FACTS)
    assert quiet is not None
    assert "06:30 继续" in quiet.text


def test_a_meeting_that_the_budget_ended_counts_as_a_pause() -> None:
    (row,) = history_rows([replace(GOOD, trouble="sync_budget_day")], NOW)
    assert texts(row)[1:3] == ["暂停", "流量额度用完，其余稍后传"]
    assert row.cells[1].kind == "neutral"


def test_the_history_tells_of_each_meeting() -> None:
    bad = replace(GOOD, trouble="sync_timeout", pushed=0, pulled=0, returned=0)
    good_row, bad_row = history_rows([GOOD, bad], NOW)
    shown = ["09:41", "成功", "已交换，各件是否签收见“办件”", "6 条", "2 条", "1", "↑8.4 KB  ↓220 B", "1.8 秒", ""]
    assert texts(good_row) == shown
    assert texts(bad_row)[1] == "未通"
    assert texts(bad_row)[2].startswith("网络太慢")
    assert history_rows([replace(GOOD, pushed=0, pulled=0)], NOW)[0].cells[2].text == "没有新内容"


def test_a_differing_item_says_why_and_leads_to_its_case() -> None:
    about = FeedItem(feed=Feed.POINT, number=4, at=NOW, kind="case.decided", subject="c1", body={"act": "approve"})
    other = replace(about, kind="catalogue.items", feed=Feed.SHARED)
    first, second = differing_rows([(about, "feed_act_unlawful"), (other, "feed_malformed")], NOW)
    assert (first.key, first.cells[1].text, first.cells[3].text) == ("c1", "审批决定", "看办件")
    assert (second.key, second.cells[3].text) == ("shared/4", "")


@pytest.mark.parametrize(("size", "said"), [(0, "0 B"), (999, "999 B"), (8412, "8.4 KB"), (1_234_567, "1.2 MB")])
def test_sizes(size: int, said: str) -> None:
    assert size_text(size) == said


def test_a_good_meeting_ends_in_one_line() -> None:
    assert done_text(GOOD) == "同步完成：上传 6 条，收到 2 条"
    assert done_text(replace(GOOD, trouble="sync_offline")) == ""
    assert done_text(None) == ""


def test_a_code_is_grouped_as_it_is_read_out() -> None:
    assert grouped("abcd efgh-12") == "ABCD-EFGH-12"


def test_every_tab_has_words_for_being_empty() -> None:
    for key, _word in parts():
        assert all(empty_words(key))
