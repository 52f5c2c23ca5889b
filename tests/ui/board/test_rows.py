"""The public board as texts: without Qt, and without a name."""

from datetime import UTC, datetime, timedelta

import pytest

from app.tickets.board import Board, Call
from app.tickets.estimate import Wait
from app.tickets.rules import QueueRules
from ui.board.rows import BoardFacts, announced, board_texts, time_text, wait_text

NOW = datetime(2026, 11, 23, 2, 32, tzinfo=UTC)


def call(number: str, window: int, minutes_ago: int, recalled: int | None = None) -> Call:
    return Call(
        number=number,
        window=window,
        called_at=NOW - timedelta(minutes=minutes_ago),
        recalls=0 if recalled is None else 1,
        recalled_at=None if recalled is None else NOW - timedelta(minutes=recalled),
        current=True,
    )


def facts(*calls: Call, phone: str = "12345") -> BoardFacts:
    rules = QueueRules()
    letters = [category.letter for category in rules.categories]
    waiting = dict.fromkeys(letters, 0) | {"A": 4}
    waits = dict.fromkeys(letters) | {"A": Wait(least=15 * 60, most=24 * 60)}
    board = Board(calls=calls, waiting=waiting, waits=waits)
    return BoardFacts(point="快大茂镇便民服务中心", phone=phone, board=board, rules=rules)


def test_the_newest_call_stands_large_and_the_others_under_it() -> None:
    texts = board_texts(facts(call("A017", 3, 0), call("B042", 1, 2), call("A016", 2, 5)), NOW)
    assert (texts.call, texts.to) == ("A017", "请到 3 号窗口")
    assert texts.recent == (("B042", "1 号窗口"), ("A016", "2 号窗口"))
    assert texts.said.startswith("A017 请到 3 号窗口")


def test_a_number_that_is_called_again_stands_large_again() -> None:
    given = facts(call("A017", 3, 1), call("B042", 1, 4, recalled=0))
    assert board_texts(given, NOW).call == "B042"
    assert announced(given) == NOW


def test_before_the_first_call_it_says_what_to_do() -> None:
    texts = board_texts(facts(), NOW)
    assert (texts.call, texts.to) == ("", "请先取号，听到叫号后到窗口办理")
    assert announced(facts()) is None


def test_each_line_says_how_many_wait_and_how_long() -> None:
    first, second, *_rest = board_texts(facts(), NOW).waiting
    assert (first.name, first.count, first.wait) == ("A  综合", "4 人", "约 15–25 分钟")
    assert (second.count, second.wait) == ("0 人", "–")


@pytest.mark.parametrize(
    ("count", "wait", "said"),
    [
        (2, Wait(least=0, most=200), "约 5 分钟内"),
        (2, Wait(least=299, most=300), "约 5 分钟内"),
        (2, Wait(least=300, most=301), "约 5–10 分钟"),
        (2, Wait(least=600, most=600), "约 10–15 分钟"),
        (0, Wait(least=300, most=600), "–"),
        (2, None, "–"),
    ],
)
def test_a_wait_is_an_honest_range(count: int, wait: Wait | None, said: str) -> None:
    assert wait_text(count, wait) == said


def test_the_day_is_chinas() -> None:
    assert time_text(datetime(2026, 11, 22, 16, 5, tzinfo=UTC)) == "11月23日 周一  00:05"


def test_the_foot_says_what_becomes_of_a_missed_number_and_whom_to_ask() -> None:
    assert "排在后面第 4 位" in board_texts(facts(), NOW).foot
    assert "本中心电话 0435-5212345。" in board_texts(facts(phone="0435-5212345"), NOW).foot
