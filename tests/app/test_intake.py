"""A visitor's case: the case first, then the ticket, made up for when the power went between the two."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import NotFound, Trouble
from app.ids import ActionId
from tests import make


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as opened:
        yield opened


def ticket(desk: make.Desk) -> str:
    return desk.program.tickets.take("A", desk.action()).number


def cases_of(desk: make.Desk, number: str) -> tuple[str, ...]:
    return desk.program.tickets.find(number).cases


def test_a_case_without_a_ticket_is_as_good(desk: make.Desk) -> None:
    assert desk.program.intake.record(make.line()).case_no is not None


def test_a_ticket_may_hold_several_cases(desk: make.Desk) -> None:
    number = ticket(desk)
    done = [desk.program.intake.record(make.line(item, ticket=number)) for item in (make.CLAIM, make.ELDER)]
    assert cases_of(desk, number) == tuple(result.id for result in done)


def test_the_case_stands_when_the_queue_is_away_and_is_tied_later(
    desk: make.Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = ticket(desk)

    def away(*_: object) -> None:
        raise Trouble("store_locked")

    with monkeypatch.context() as queue:
        queue.setattr(desk.program.tickets, "attach_case", away)
        done = desk.program.intake.record(make.line(ticket=number))
    assert done.case_no is not None
    assert cases_of(desk, number) == ()
    assert desk.program.intake.make_up() == 1
    assert cases_of(desk, number) == (done.id,)
    assert desk.program.intake.make_up() == 0


def test_a_repeat_ties_what_was_missed(desk: make.Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number, action = ticket(desk), ActionId("once")

    def cut(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as power:
        power.setattr(desk.program.tickets, "attach_case", cut)
        with pytest.raises(SystemExit):
            desk.program.intake.record(make.line(ticket=number), action=action)
    done = desk.program.intake.record(make.line(ticket=number), action=action)
    assert done.repeated
    assert cases_of(desk, number) == (done.id,)


def test_the_answer_comes_before_the_ticket_is_tied(desk: make.Desk) -> None:
    number = ticket(desk)
    seen: list[tuple[str, ...]] = []
    desk.program.intake.record(make.line(ticket=number), durable=lambda _: seen.append(cases_of(desk, number)))
    assert seen == [()]


def test_a_repeat_on_another_day_is_the_first_result_and_nothing_to_todays_visitor(desk: make.Desk) -> None:
    number, action = ticket(desk), ActionId("yesterday")
    first = desk.program.intake.record(make.line(ticket=number), action=action)
    desk.clock.move(timedelta(days=1).total_seconds())
    assert ticket(desk) == number
    again = desk.program.intake.record(make.line(ticket=number), action=action)
    assert (again.case_no, again.repeated) == (first.case_no, True)
    assert cases_of(desk, number) == ()


def test_a_repeat_is_the_first_result_though_the_number_is_gone(
    desk: make.Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, action = ticket(desk), ActionId("long ago")
    first = desk.program.intake.record(make.line(ticket=number), action=action)

    def gone(ticket: str) -> None:
        raise NotFound("ticket_unknown", "ticket", ticket=ticket)

    monkeypatch.setattr(desk.program.tickets, "find", gone)
    again = desk.program.intake.record(make.line(ticket=number), action=action)
    assert (again.case_no, again.repeated) == (first.case_no, True)


def test_a_ticket_that_does_not_exist_leaves_nothing(desk: make.Desk) -> None:
    before = desk.entries()
    with pytest.raises(NotFound) as refused:
        desk.program.intake.record(make.line(ticket="Z999"))
    assert refused.value.field == "ticket"
    assert desk.entries() == before
