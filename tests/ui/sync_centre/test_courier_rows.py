"""The courier's trips and sticks, as texts: without Qt."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.devices.drives import Stick
from app.sync.courier import Exported
from app.sync.courier_return import BroughtBack
from app.sync.model import Trip, Whereabouts
from app.sync.whereabouts import Carried, Found, Need
from tests.ui.shown import texts
from ui.sync_centre.courier_rows import (
    exported_text,
    found_mark,
    last_text,
    need_text,
    room_mark,
    taken_text,
    trip_rows,
    where_rows,
)

NOW = datetime(2026, 11, 23, 2, 32, tzinfo=UTC)
TRIP = Trip(
    id="0198f000-0000-7000-8000-000000000001",
    made_at=NOW - timedelta(minutes=30),
    place="/media/usb",
    marks={},
    upto={},
    cursors={},
    nonces=(),
    entries=1331,
    blobs=2,
    left=0,
    bytes=331_000,
    stick="KINGSTON",
    carrier="李强",
    written_at=NOW,
)
NEED = Need(entries=31, files=2, least=80_000, all=900_000)
STICK = Stick(place=Path("/media/usb"), name="KINGSTON", free=0, total=30_900_000_000, mark="1A2B")
MADE = Exported(trip=TRIP.id, folder=Path("/media/usb"), entries=31, blobs=2, left=0, bytes=331_000)
BACK = BroughtBack(entries=31, blobs=2, bytes=4_000, pulled=5, returned=0, made_at=NOW)


def test_what_is_where_stands_in_two_lines() -> None:
    entries, files = Whereabouts(here=3, on_stick=1331, received=20), Whereabouts(sent=1)
    first, second = where_rows(Carried(entries=entries, files=files, need=NEED, trips=()))
    assert texts(first) == ["记录", "3", "1,331", "0", "20"]
    assert texts(second) == ["附件", "0", "0", "1", "0"]
    assert first.cells[1].kind == "attention"
    assert first.said == "记录：只在本机 3，已导出U盘 1331，已上传，待签收 0，市级平台已接收 20"


def test_a_trip_says_whether_its_answer_is_here_or_a_later_one_takes_its_place() -> None:
    back = replace(TRIP, answered_at=NOW, left=3, carrier="", stick="")
    newest, older, answered = trip_rows([TRIP, TRIP, back], NOW)
    assert texts(newest) == ["10:02", "KINGSTON", "李强", "1,331", "2", "331.0 KB", "等回执"]
    assert texts(older)[6] == "由后面的代替"
    assert texts(answered)[1:5] == ["/media/usb", "–", "1,331", "2（3 个没放下）"]
    assert texts(answered)[6] == "已读入 10:32"


def test_the_last_export_says_when_to_which_stick_and_with_whom() -> None:
    assert last_text([], NOW) is None
    said = [last_text([trip], NOW) for trip in (TRIP, replace(TRIP, carrier=""), replace(TRIP, answered_at=NOW))]
    assert [(mark.text, mark.kind) for mark in said if mark] == [
        ("最近一次：10:02 导出到 KINGSTON，由 李强 带去，等市里的回执。", "attention"),
        ("最近一次：10:02 导出到 KINGSTON，没有写由谁带去，等市里的回执。", "attention"),
        ("最近一次：10:02 导出到 KINGSTON，由 李强 带去，回执 10:32 已读入。", "good"),
    ]


@pytest.mark.parametrize(
    ("found", "said", "kind"),
    [
        (Found(out=1, back=1, others=3), "有本窗口的回执", "good"),
        (Found(out=1, back=0, others=2), "本窗口的上报，等市里读入；别的窗口的 2 份，可代带", "neutral"),
        (Found(out=0, back=0, others=1), "别的窗口的 1 份，可代带", "neutral"),
        (Found(out=0, back=0, others=0), "没有四到的内容", "neutral"),
        ("courier_unfinished", "上次没有写完，请重新导出", "attention"),
        (Found(out=0, back=0, others=1, broken=("A-01",)), "别的窗口的 1 份，可代带；A-01 已损坏", "attention"),
        (Found(out=0, back=1, others=0, broken=("A-01",)), "有本窗口的回执；A-01 已损坏", "attention"),
        ("courier_not_read", "读不出来", "bad"),
    ],
)
def test_a_stick_says_what_lies_on_it(found: Found | str, said: str, kind: str) -> None:
    assert found_mark(found) == (said, kind)


@pytest.mark.parametrize(("free", "kind"), [(79_999, "bad"), (80_000, "attention"), (900_000, "good")])
def test_the_records_must_fit_and_attachments_may_follow(free: int, kind: str) -> None:
    assert room_mark(replace(STICK, free=free), NEED).kind == kind


def test_what_is_needed_is_told_and_an_export_of_nothing_still_serves() -> None:
    assert need_text(NEED) == "要导出 31 条记录、2 个附件，大约 900.0 KB。"
    assert "带回通知和决定" in need_text(Need(entries=0, files=0, least=1, all=1))


def test_the_end_is_one_line_that_says_what_to_do_next() -> None:
    assert exported_text(MADE, "KINGSTON", "").endswith("可以拔出U盘，请带到市里")
    left = exported_text(replace(MADE, left=4), "KINGSTON", "李强")
    assert left.endswith("；4 个附件没放下，下次再导出，请 李强 带到市里")
    assert taken_text(BACK) == "回执已读入：市级平台收下 31 条记录、2 个附件，带回 5 条消息"
    assert taken_text(replace(BACK, returned=2)).endswith("，退回 2 条，请看“上级退回”")
    assert taken_text(replace(BACK, known=True)).endswith("不要紧")
