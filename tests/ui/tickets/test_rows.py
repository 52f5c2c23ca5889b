"""The day's queue as texts: without Qt."""

from datetime import UTC, date, datetime, timedelta

from app.ids import TicketId
from app.tickets.board import Figures
from app.tickets.model import Line, Outcome, PriorityGroup, Ticket, TicketState
from app.tickets.rules import QueueRules
from tests.ui.shown import texts
from ui.tickets.rows import category_choices, done_text, figure_texts, group_choices, taken_text, ticket_row

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def ticket(state: TicketState = TicketState.WAITING, **changes: object) -> Ticket:
    facts: dict[str, object] = {
        "id": TicketId("t1"),
        "number": "A017",
        "category": "A",
        "serial": 17,
        "day": date(2026, 11, 23),
        "priority": None,
        "line": Line.NORMAL,
        "place": 1,
        "queued_at": NOW - timedelta(minutes=11),
        "taken_at": NOW - timedelta(minutes=11),
        "state": state,
        **changes,
    }
    return Ticket(**facts)  # type: ignore[arg-type]


def shown(one: Ticket) -> list[str]:
    return texts(ticket_row(one, QueueRules(), NOW))


def test_who_waits_is_called_out_of_turn() -> None:
    assert shown(ticket()) == ["A017", "等候", "综合业务", "", "", "09:49", "11 分钟", "", "叫此号"]


def test_a_long_wait_is_marked() -> None:
    row = ticket_row(ticket(taken_at=NOW - timedelta(minutes=25)), QueueRules(), NOW)
    assert row.cells[6].kind == "attention"


def test_priority_and_the_window_that_one_was_sent_to_are_shown() -> None:
    one = ticket(priority=PriorityGroup.ELDERLY, line=Line.PRIORITY, target_window=2)
    assert shown(one)[3:5] == ["优先 · 老年人", "转2号窗口"]


def test_a_skipped_one_may_wait_again_and_a_parked_one_goes_on() -> None:
    assert shown(ticket(TicketState.SKIPPED, window=3, skips=1))[-2:] == ["过号 1 次", "恢复排队"]
    assert shown(ticket(TicketState.PARKED, window=3))[-1] == "继续办理"


def test_a_finished_visit_shows_its_outcome_and_nothing_to_do() -> None:
    one = ticket(TicketState.FINISHED, window=3, outcome=Outcome.ENQUIRY, waited=240, reason="急病")
    assert shown(one)[6:] == ["4 分钟", "咨询 · 急病", ""]


def test_todays_figures_are_numbers_with_words() -> None:
    figures = Figures(
        taken=13, served=3, left=0, waiting=7, skipped=1, parked=1, longest_wait=45 * 60, mean_wait=9 * 60
    )
    said = [(figure.number, figure.word) for figure in figure_texts(figures)]
    assert said[:4] == [("7", "正在等候"), ("45 分钟", "最长等候"), ("9 分钟", "平均等候"), ("13", "今日取号")]
    assert figure_texts(figures)[1].kind == "attention"


def test_before_the_first_visitor_there_is_no_wait_to_tell() -> None:
    none = Figures(taken=0, served=0, left=0, waiting=0, skipped=0, parked=0, longest_wait=0, mean_wait=0)
    assert [figure.number for figure in figure_texts(none)][1:3] == ["\u2013", "\u2013"]


def test_choices_for_taking_a_number() -> None:
    assert category_choices(QueueRules())[0] == ("A", "A  综合业务")
    assert group_choices()[0] == ("", "不优先")


def test_successes_are_one_line() -> None:
    assert taken_text(ticket(), 3) == "已取号 A017，前面还有 3 人"
    assert done_text(ticket(TicketState.CALLED)) == "已叫 A017，请回工作台接待"
