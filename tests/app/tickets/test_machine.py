"""Random acts by several windows: nobody called twice, nobody lost, every row as its last entry says."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.errors import NotFound, Refused
from app.ids import ActionId
from app.tickets.model import CURRENT, Outcome, Ticket
from app.tickets.verify import rows_against_entries
from tests.app.tickets.arrange import opened_hall, signed_by_us

WINDOWS = st.integers(1, 3)
LETTERS = st.sampled_from("ABY")


class Windows(RuleBasedStateMachine):
    """Three windows and a number machine on one queue.db."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self._opened = opened_hall(Path(self._folder.name) / "queue.db")
        self.hall = self._opened.__enter__()
        self.taken: list[str] = []
        self.last: tuple[Callable[[ActionId], Ticket | None], ActionId, Ticket | None] | None = None

    @rule(letter=LETTERS)
    def take(self, letter: str) -> None:
        ticket = self._act(lambda action: self.hall.desk.take(letter, action))
        assert ticket
        assert (ticket.day, ticket.number) not in self.taken
        self.taken.append(ticket.id)

    @rule(window=WINDOWS)
    def call_next(self, window: int) -> None:
        waiting = {ticket.id for ticket in self.hall.desk.waiting()}
        called = self._act(lambda action: self.hall.desk.call_next(window, action))
        assert called is None or called.id in waiting

    @rule(window=WINDOWS, name=st.sampled_from(["recall", "start", "skip", "undo_skip", "return_", "park", "resume"]))
    def step(self, window: int, name: str) -> None:
        self._act(lambda action: getattr(self.hall.desk, name)(window, action))

    @rule(window=WINDOWS, outcome=st.sampled_from(Outcome))
    def finish(self, window: int, outcome: Outcome) -> None:
        self._act(lambda action: self.hall.desk.finish(window, action, outcome=outcome))

    @rule(window=WINDOWS, to=st.one_of(WINDOWS, LETTERS))
    def transfer(self, window: int, to: int | str) -> None:
        self._act(lambda action: self.hall.desk.transfer(window, to, action))

    @rule(window=WINDOWS, pick=st.integers(0, 99))
    def call_chosen(self, window: int, pick: int) -> None:
        if self.taken:
            chosen = self.taken[pick % len(self.taken)]
            self._act(lambda action: self.hall.desk.call_chosen(window, chosen, "等候过久", action))

    @rule(seconds=st.sampled_from([1, 11, 600, 86_400]))
    def time_passes(self, seconds: int) -> None:
        self.hall.clock.pass_(seconds)

    @rule()
    def repeat_the_last_act(self) -> None:
        if self.last and self.last[2] is not None:
            entries = self.hall.entries()
            act, action, result = self.last
            assert act(action) == result
            assert self.hall.entries() == entries

    def _act(self, act: Callable[[ActionId], Ticket | None]) -> Ticket | None:
        """The act; a refusal must leave no trace."""
        action, entries = self.hall.action(), self.hall.entries()
        try:
            result = act(action)
        except (Refused, NotFound):
            assert self.hall.entries() == entries
            return None
        self.last = (act, action, result)
        return result

    @invariant()
    def nobody_is_lost_and_windows_hold_one_each(self) -> None:
        with self.hall.store.open(writes=False) as queue:
            rows = queue.tickets_after(None, 1000)
        assert sorted(row.id for row in rows) == sorted(self.taken)
        assert len({(row.day, row.number) for row in rows}) == len(rows)
        at_windows = [row.window for row in rows if row.state in CURRENT]
        assert len(at_windows) == len(set(at_windows))

    def teardown(self) -> None:
        with self.hall.store.open(writes=False) as queue:
            assert rows_against_entries(queue, signed_by_us) == []
        self._opened.__exit__(None, None, None)
        self._folder.cleanup()


TestWindows = Windows.TestCase
TestWindows.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
