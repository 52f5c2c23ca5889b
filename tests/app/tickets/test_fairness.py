"""Who is next: properties of the rule over many queues."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.ids import TicketId
from app.tickets.estimate import estimate
from app.tickets.fairness import choose
from app.tickets.model import Candidate, Line
from app.tickets.rules import Fairness, QueueRules
from tests.app.tickets.arrange import MORNING


def waiting(line: Line, place: int, category: str = "A", target: int | None = None) -> Candidate:
    return Candidate(
        id=TicketId(f"{line}-{place}"),
        number=f"{category}{place:03d}",
        category=category,
        line=line,
        target_window=target,
        place=place,
        queued_at=MORNING + timedelta(seconds=place),
    )


def order_of(rules: QueueRules, lines: list[Line]) -> list[Candidate]:
    """The whole queue called by one window."""
    left = [waiting(line, place) for place, line in enumerate(lines)]
    called, normals = [], 0
    while (choice := choose(rules, 1, normals, left)) is not None:
        called.append(choice.chosen)
        left.remove(choice.chosen)
        normals = choice.normals
    return called


LINES = st.lists(st.sampled_from(Line), max_size=30)


@given(LINES, st.integers(1, 4))
def test_everyone_is_called_once_and_each_line_in_its_own_order(lines: list[Line], n: int) -> None:
    called = order_of(QueueRules(normals_per_priority=n), lines)
    assert sorted(one.place for one in called) == list(range(len(lines)))
    for line in Line:
        places = [one.place for one in called if one.line is line]
        assert places == sorted(places)


@given(LINES, st.integers(1, 4))
def test_a_priority_visitor_is_never_later_than_without_priority(lines: list[Line], n: int) -> None:
    called = order_of(QueueRules(normals_per_priority=n), lines)
    assert all(turn <= one.place for turn, one in enumerate(called) if one.line is Line.PRIORITY)


@given(LINES, st.integers(1, 4))
def test_between_two_jumps_stand_that_many_normal_visitors(lines: list[Line], n: int) -> None:
    left = [waiting(line, place) for place, line in enumerate(lines)]
    normals, since_jump = 0, 0
    while (choice := choose(QueueRules(normals_per_priority=n), 1, normals, left)) is not None:
        if choice.over is not None:
            assert since_jump >= n
            since_jump = 0
        elif choice.chosen.line is Line.NORMAL:
            since_jump += 1
        left.remove(choice.chosen)
        normals = choice.normals


@given(LINES)
def test_strictly_all_priority_visitors_come_first(lines: list[Line]) -> None:
    called = order_of(QueueRules(fairness=Fairness.STRICT), lines)
    assert [one.line for one in called] == sorted(lines, key=lambda line: line is Line.NORMAL)


def test_one_meant_for_another_window_is_not_chosen() -> None:
    heads = [waiting(Line.NORMAL, 1, target=2), waiting(Line.NORMAL, 2)]
    choice = choose(QueueRules(), 1, 0, heads)
    assert choice is not None
    assert choice.chosen.place == 2


def test_one_meant_for_this_window_is_chosen_whatever_its_letter() -> None:
    rules = QueueRules(windows={2: frozenset("B")})
    choice = choose(rules, 2, 0, [waiting(Line.NORMAL, 1, target=2), waiting(Line.NORMAL, 0)])
    assert choice is not None
    assert choice.chosen.place == 1


def test_a_wait_is_not_guessed_from_too_little() -> None:
    assert estimate(3, [60, 60], 1) is None
    assert estimate(3, [60, 60, 60], 0) is None


@given(st.integers(0, 50), st.lists(st.integers(1, 3600), min_size=3, max_size=20), st.integers(1, 8))
def test_a_wait_is_a_range_that_grows_with_those_ahead(ahead: int, seconds: list[int], windows: int) -> None:
    wait, longer = estimate(ahead, seconds, windows), estimate(ahead + 1, seconds, windows)
    assert wait
    assert longer
    assert 0 <= wait.least <= wait.most <= longer.most
