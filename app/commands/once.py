"""The same `--action` again: the first results, and nothing changed (cli.md).

For the commands that no journal entry stands for; the services of tickets, cases, papers and batches find an action in
their journal. What was refused or failed is not remembered. The results are kept as they were said.
"""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.actions.model import Result, finished, first_results
from app.clock import SystemClock
from app.config import FILE
from app.errors import Refused, Trouble
from app.ids import ActionId
from app.queue_program import QueueProgram, Surroundings
from app.storage.desk import Desk, DeskStore

if TYPE_CHECKING:
    from app.central.storage import Central, CentralStore  # a command at a desk does without it

_CLOCK = SystemClock()


def done_before(store: DeskStore, args: Namespace, *own: str) -> Result | None:
    """What the action came to at this desk when it was done first; None when it is new, or none was given.

    Raises Refused("action_used_otherwise") when another command had it, or an entry of a kind that is not the command's
    `own`.
    """
    if args.action is None:
        return None
    with store.reading() as desk:
        found = first_results(desk.finished.get(ActionId(args.action)), args.named)
        entry = desk.journal.by_action(ActionId(args.action))
    if found is not None:
        return found[0]
    if entry is not None and entry.kind not in own:
        raise Refused("action_used_otherwise", "action", kind=entry.kind)
    return None


def first_in_folder(folder: Path, passphrase: str, args: Namespace, around: Surroundings) -> Result | None:
    """As `done_before`, of the desk that `folder` may hold already. Whoever can't open it has done nothing there."""
    if args.action is None or not (folder / FILE).exists():
        return None
    queue = QueueProgram(folder, around)
    try:
        program = queue.sign_in(passphrase)
    except BaseException as error:
        queue.close()
        if isinstance(error, Trouble) and error.code == "passphrase_wrong":
            return None
        raise
    try:
        return done_before(program.store, args)
    finally:
        program.close()


def remember(store: DeskStore, args: Namespace, result: Result) -> None:
    """Keeps what a command at this desk came to, after its end."""
    if args.action is not None:
        with store.writing() as desk:
            note(desk, args, result)


def note(desk: Desk, args: Namespace, result: Result) -> None:
    """As `remember`, within the act's own transaction."""
    if args.action is not None:
        desk.finished.keep(finished(ActionId(args.action), args.named, [result], _CLOCK.now()))


def once(store: "CentralStore", args: Namespace, act: Callable[["CentralStore"], list[Result]]) -> list[Result]:
    """What `act` comes to at central, or came to when the action was done first.

    Under an action all that `act` does with the store that it is handed is one transaction with the memory of it. Two
    programs with the same action wait for each other.
    """
    if args.action is None:
        return act(store)
    with store.writing() as central:
        first = first_results(central.finished.hold(ActionId(args.action)), args.named)
        if first is not None:
            return first
        results = act(_Joined(central))
        central.finished.keep(finished(ActionId(args.action), args.named, results, _CLOCK.now()))
    return results


def done_at_central(store: "CentralStore", args: Namespace) -> list[Result] | None:
    """What the action came to at central; None when it is new, or none was given.

    This and `remember_at_central` are for what takes many transactions or writes files. Cut off in between, or begun
    twice at one time, it is done again, which must be harmless.
    """
    if args.action is None:
        return None
    with store.reading() as central:
        return first_results(central.finished.get(ActionId(args.action)), args.named)


def remember_at_central(store: "CentralStore", args: Namespace, results: list[Result]) -> None:
    """Keeps what a command at central came to, after its end."""
    if args.action is not None:
        with store.writing() as central:
            central.finished.keep(finished(ActionId(args.action), args.named, results, _CLOCK.now()))


class _Joined:
    """A store that opens no transaction of its own: whatever is done with it belongs to the one that is open."""

    def __init__(self, central: "Central") -> None:
        self._central = central

    @contextmanager
    def reading(self) -> "Iterator[Central]":
        yield self._central

    writing = reading

    def make_room(self, now: datetime) -> None:
        """Serving makes room."""

    def close(self) -> None:
        """Whoever opened the transaction closes it."""
