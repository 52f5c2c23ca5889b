"""The queue's desk, on SQLite and on PostgreSQL."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import NotFound, Refused
from app.events import Changes
from app.ids import ActionId, CaseId
from app.tickets.model import Line, Outcome, PriorityGroup, TicketState
from app.tickets.rules import Fairness, QueueRules
from app.tickets.ticket_json import ticket_from_json
from app.tickets.verify import rows_against_entries
from tests.app.tickets.arrange import CLERK, MORNING, Hall, signed_by_us

CASE = CaseId("01900000-0000-7000-8000-0000000000ca")


def expect(code: str) -> AbstractContextManager[object]:
    """The block is refused with this code."""
    return pytest.raises(Refused, match=rf"^{code}\b")


def test_numbers_of_a_letter_run_from_001(hall: Hall) -> None:
    assert hall.take(count=2) == ["A001", "A002"]
    assert hall.take("B") == ["B001"]


def test_numbers_restart_at_midnight_in_china(hall: Hall) -> None:
    hall.take(count=2)
    hall.clock.moment = MORNING.replace(hour=15, minute=59)
    assert hall.take() == ["A003"]
    hall.clock.pass_(60)
    assert hall.take() == ["A001"]


def test_an_unknown_letter_is_refused(hall: Hall) -> None:
    with expect("category_unknown"):
        hall.desk.take("X", hall.action())
    assert hall.entries() == 0


def test_tickets_of_the_priority_letter_stand_in_the_priority_line(hall: Hall) -> None:
    ticket = hall.desk.take("Y", hall.action())
    assert (ticket.priority, ticket.line) == (PriorityGroup.OTHER, Line.PRIORITY)


def test_those_who_came_first_are_called_first(hall: Hall) -> None:
    hall.take(count=2)
    first = hall.desk.call_next(1, hall.action())
    second = hall.desk.call_next(2, hall.action())
    assert first
    assert second
    assert (first.number, first.window, second.number) == ("A001", 1, "A002")
    assert first.waited == 1
    assert hall.desk.current(1) == first


def test_calling_with_nobody_waiting_gives_nobody_and_writes_nothing(hall: Hall) -> None:
    assert hall.desk.call_next(1, hall.action()) is None
    assert hall.entries() == 0
    assert hall.announced == []


def test_calling_with_a_visitor_still_at_the_window_is_refused_by_number(hall: Hall) -> None:
    hall.take(count=2)
    hall.desk.call_next(1, hall.action())
    with pytest.raises(Refused) as refusal:
        hall.desk.call_next(1, hall.action())
    assert (refusal.value.code, refusal.value.values["number"]) == ("window_busy", "A001")


def test_the_same_action_again_returns_the_first_result_and_changes_nothing(hall: Hall) -> None:
    hall.take(count=2)
    action = hall.action()
    first = hall.desk.call_next(1, action)
    hall.desk.finish(1, hall.action())
    entries, told = hall.entries(), len(hall.announced)
    assert hall.desk.call_next(1, action) == first
    assert (hall.entries(), len(hall.announced)) == (entries, told)


def test_a_finish_repeated_after_the_window_is_free_returns_the_first_result(hall: Hall) -> None:
    hall.take()
    hall.desk.call_next(1, hall.action())
    action = hall.action()
    assert hall.desk.finish(1, action) == hall.desk.finish(1, action)


def test_an_action_used_for_another_act_is_refused(hall: Hall) -> None:
    hall.desk.take("A", ActionId("one"))
    with expect("action_used_otherwise"):
        hall.desk.call_next(1, ActionId("one"))


def test_an_unknown_ticket_is_not_found(hall: Hall) -> None:
    with pytest.raises(NotFound, match="ticket_unknown"):
        hall.desk.finish(1, hall.action(), "A404")
    with pytest.raises(NotFound, match="ticket_unknown"):
        hall.desk.find("01900000-0000-7000-8000-000000000404")


def test_a_window_without_a_visitor_has_nobody_to_finish(hall: Hall) -> None:
    with expect("window_idle"):
        hall.desk.finish(1, hall.action())


def test_another_windows_visitor_is_left_alone(hall: Hall) -> None:
    hall.take()
    hall.desk.call_next(1, hall.action())
    with expect("ticket_at_other_window"):
        hall.desk.skip(2, hall.action(), "A001")
    assert hall.desk.skip(None, hall.action(), "A001").state is TicketState.SKIPPED


def test_a_chosen_number_is_called_with_its_reason_and_whom_it_jumped(hall: Hall) -> None:
    hall.take(count=3)
    called = hall.desk.call_chosen(1, "A003", " 孩子发烧 ", hall.action())
    assert (called.state, called.reason) == (TicketState.CALLED, "孩子发烧")
    with hall.store.open(writes=False) as queue:
        body = queue.journal.after(3, 1)[0].body()
    assert body["jump"] == {"group": None, "over": "A001"}
    assert (body["clerk"], body["window"]) == (CLERK, 1)
    assert ticket_from_json(body["ticket"]) == called


@pytest.mark.parametrize(
    ("reason", "code"),
    [(" ", "reason_missing"), ("长" * 61, "reason_too_long"), ("电话 138 0000 1234", "reason_personal")],
)
def test_a_reason_must_be_given_and_name_nobody(hall: Hall, reason: str, code: str) -> None:
    hall.take()
    with expect(code):
        hall.desk.call_chosen(1, "A001", reason, hall.action())


def test_a_jump_is_in_the_calls_entry(hall: Hall) -> None:
    hall.desk.change_rules(QueueRules(fairness=Fairness.STRICT), hall.action())
    hall.take()
    hall.take("Y")
    called = hall.desk.call_next(1, hall.action())
    assert called
    assert called.number == "Y001"
    with hall.store.open(writes=False) as queue:
        assert queue.journal.after(3, 1)[0].body()["jump"] == {"group": "other", "over": "A001"}


def test_one_priority_visitor_jumps_per_two_normal_ones(hall: Hall) -> None:
    hall.take(count=5)
    hall.take("Y", 2)
    called = []
    while (ticket := hall.desk.call_next(1, hall.action())) is not None:
        called.append(ticket.number)
        hall.desk.finish(1, hall.action())
    assert called == ["A001", "A002", "Y001", "A003", "A004", "Y002", "A005"]


def test_a_window_calls_only_the_letters_that_it_serves(hall: Hall) -> None:
    hall.desk.change_rules(QueueRules(windows={2: frozenset("B")}), hall.action())
    hall.take()
    hall.take("B")
    called = hall.desk.call_next(2, hall.action())
    assert called
    assert called.number == "B001"
    hall.desk.finish(2, hall.action())
    assert hall.desk.call_next(2, hall.action()) is None


def test_a_skip_undone_in_time_restores_the_ticket_exactly(hall: Hall) -> None:
    hall.take()
    called = hall.desk.call_next(1, hall.action())
    assert called
    hall.desk.skip(1, hall.action())
    hall.clock.pass_(10)
    assert hall.desk.undo_skip(1, hall.action()) == replace(called, revision=called.revision + 2)


def test_a_skip_is_not_undone_later_nor_over_another_visitor(hall: Hall) -> None:
    hall.take(count=2)
    hall.desk.call_next(1, hall.action())
    hall.desk.skip(1, hall.action())
    hall.desk.call_next(1, hall.action())
    with expect("window_busy"):
        hall.desk.undo_skip(1, hall.action())
    hall.clock.pass_(10.1)
    with expect("undo_too_late"):
        hall.desk.undo_skip(1, hall.action())


def test_a_skipped_visitor_returns_behind_the_next_three(hall: Hall) -> None:
    hall.take(count=6)
    first = hall.desk.call_next(1, hall.action())
    assert first
    hall.desk.skip(1, hall.action())
    returned = hall.desk.return_(1, hall.action())
    assert (returned.taken_at, returned.state, returned.window) == (first.taken_at, TicketState.WAITING, None)
    assert [ticket.number for ticket in hall.desk.waiting()] == ["A002", "A003", "A004", "A001", "A005", "A006"]


def test_two_returned_visitors_keep_the_order_of_their_return(hall: Hall) -> None:
    hall.take(count=6)
    for _ in range(2):
        hall.desk.call_next(1, hall.action())
        hall.desk.skip(1, hall.action())
    for number in ("A002", "A001"):
        hall.clock.pass_(1)
        hall.desk.return_(None, hall.action(), number)
    assert [ticket.number for ticket in hall.desk.waiting()][2:5] == ["A005", "A002", "A001"]


def test_a_parked_visitor_leaves_the_window_free_and_resumes(hall: Hall) -> None:
    hall.take(count=2)
    hall.desk.call_next(1, hall.action())
    started = hall.desk.start(1, hall.action())
    hall.desk.park(1, hall.action())
    hall.desk.call_next(1, hall.action())
    with expect("window_busy"):
        hall.desk.resume(1, hall.action())
    hall.desk.finish(1, hall.action())
    resumed = hall.desk.resume(1, hall.action())
    assert (resumed.state, resumed.started_at) == (TicketState.SERVING, started.started_at)


def test_one_transferred_to_a_window_is_called_there_before_those_who_came_later(hall: Hall) -> None:
    hall.take(count=3)
    hall.desk.call_next(1, hall.action())
    moved = hall.desk.transfer(1, 2, hall.action())
    assert (moved.target_window, moved.taken_at) == (2, MORNING + timedelta(seconds=1))
    at_one, at_two = hall.desk.call_next(1, hall.action()), hall.desk.call_next(2, hall.action())
    assert at_one
    assert at_two
    assert (at_one.number, at_two.number) == ("A002", "A001")


def test_one_transferred_to_a_letter_that_nobody_took_today_is_still_called(hall: Hall) -> None:
    hall.take()
    hall.desk.call_next(1, hall.action())
    hall.desk.transfer(1, "C", hall.action())
    called = hall.desk.call_next(1, hall.action())
    assert called
    assert (called.number, called.category) == ("A001", "C")


def test_a_ticket_of_yesterday_is_not_called_but_its_visitor_stays_current(hall: Hall) -> None:
    hall.take(count=2)
    current = hall.desk.call_next(1, hall.action())
    hall.clock.moment += timedelta(days=1)
    assert hall.desk.current(1) == current
    assert hall.desk.call_next(2, hall.action()) is None
    with expect("ticket_other_day"):
        hall.desk.call_chosen(2, "A002", "昨天的", hall.action())
    assert [ticket.number for ticket in hall.desk.unserved()] == ["A001", "A002"]
    assert hall.desk.finish(1, hall.action()).state is TicketState.FINISHED


def test_a_ticket_holds_several_cases_each_once(hall: Hall) -> None:
    hall.take()
    ticket = hall.desk.call_next(1, hall.action())
    assert ticket
    hall.desk.attach_case(ticket.id, CASE, hall.action())
    entries = hall.entries()
    assert hall.desk.attach_case(ticket.id, CASE, hall.action()).cases == (CASE,)
    assert hall.entries() == entries
    other = CaseId(CASE[:-1] + "b")
    assert hall.desk.attach_case(ticket.id, other, hall.action()).cases == (CASE, other)


def test_a_clock_set_back_changes_nobodys_turn(hall: Hall) -> None:
    hall.take(count=2)
    hall.clock.pass_(-600)
    hall.take()
    assert [ticket.number for ticket in hall.desk.waiting()] == ["A001", "A002", "A003"]


def test_rules_that_no_queue_can_run_by_are_refused(hall: Hall) -> None:
    for code, rules in (
        ("queue_letters", QueueRules(categories=())),
        ("queue_window_letters", QueueRules(windows={1: frozenset("X")})),
        ("queue_rule_too_small", QueueRules(normals_per_priority=0)),
    ):
        with expect(code):
            hall.desk.change_rules(rules, hall.action())
    assert hall.desk.rules() == QueueRules()


def test_changed_rules_hold_from_then_on_and_are_journalled(hall: Hall) -> None:
    rules = QueueRules(fairness=Fairness.STRICT, recall_limit=1, windows={1: frozenset("AB")})
    assert hall.desk.change_rules(rules, ActionId("rules")) == hall.desk.change_rules(rules, ActionId("rules"))
    assert hall.desk.rules() == rules
    assert hall.entries() == 1
    assert hall.announced == [Changes(tickets=True, settings=True)]


def test_board_and_figures_say_what_happened(hall: Hall) -> None:
    hall.take(count=6)
    for _ in range(4):
        hall.desk.call_next(1, hall.action())
        hall.clock.pass_(120)
        hall.desk.finish(1, hall.action())
    hall.desk.finish(None, hall.action(), "A006", Outcome.LEFT)
    board, today = hall.desk.board(), hall.desk.today()
    assert [call.number for call in board.calls] == ["A004", "A003", "A002", "A001"]
    assert board.waiting == {"A": 1, "B": 0, "C": 0, "Y": 0, "P": 0}
    wait = board.waits["A"]
    assert wait
    assert (wait.least, wait.most) == (120, 240)
    assert (today.taken, today.served, today.left, today.waiting) == (6, 4, 1, 1)
    assert today.longest_wait == 481


def test_ahead_counts_the_earlier_and_the_priority_ones_of_the_letter(hall: Hall) -> None:
    hall.take(count=2)
    hall.desk.take("A", hall.action(), PriorityGroup.ELDERLY)
    last = hall.desk.take("A", hall.action())
    assert hall.desk.ahead(last) == 3
    assert hall.desk.ahead(hall.desk.find("A003")) == 0


def test_rows_hold_against_their_entries_until_somebody_alters_one(hall: Hall) -> None:
    hall.take(count=2)
    called = hall.desk.call_next(1, hall.action())
    assert called
    with hall.store.open() as queue:
        assert rows_against_entries(queue, signed_by_us) == []
        queue.save(called, replace(called, waited=0, recalls=2))
    with hall.store.open() as queue:
        (finding,) = rows_against_entries(queue, signed_by_us)
        assert (finding.code, finding.values["fields"]) == ("ticket_row_differs", "recalls, waited")
        queue.save(called, replace(called, waited=called.waited, revision=9))
    with hall.store.open(writes=False) as queue:
        codes = {finding.code for finding in rows_against_entries(queue, signed_by_us)}
    assert codes == {"ticket_row_differs", "ticket_acts_missing"}
