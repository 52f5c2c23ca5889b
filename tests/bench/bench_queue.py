"""Taking a number and calling the next, against the same rows by the raw driver, and at 100,000 tickets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from sqlalchemy import Engine

from app.clock import SystemClock
from app.events import Announcer
from app.ids import ActionId, DeviceId, Ids, SystemRandomness
from app.keys import Ed25519Signer
from app.tickets.service import QueueDesk
from db.engine import open_sqlite
from db.queue.store import QueueStore, open_queue_store
from tests.bench.row import Row

ROUNDS = 400
WARM = 20
MANY = 100_000
STILL_WAITING = 1_000
IDS = Ids(SystemClock(), SystemRandomness())
SIGNER = Ed25519Signer(bytes(range(32)))
DEVICE = DeviceId(IDS.new())

Act = Callable[[], None]


@dataclass
class Bench:
    """A desk on a store of its own, each method one act."""

    path: Path
    engine: Engine = field(init=False)
    desk: QueueDesk = field(init=False)
    actions: Iterator[ActionId] = field(init=False)  # the screen makes one before it asks for the act

    def __post_init__(self) -> None:
        open_queue_store(self.path, device=DEVICE, signer=SIGNER, ids=IDS).close()
        self.engine = open_sqlite(self.path)
        store = QueueStore(self.engine, device=DEVICE, signer=SIGNER, ids=IDS)
        self.actions = iter([ActionId(IDS.new()) for _ in range(6 * ROUNDS)])
        self.desk = QueueDesk(store.open, IDS, SystemClock(), Announcer())

    def take(self) -> None:
        self.desk.take("A", next(self.actions))

    def call(self) -> None:
        assert self.desk.call_next(1, next(self.actions)) is not None

    def finish(self) -> None:
        self.desk.finish(1, next(self.actions))


class Floor:
    """The rows that a desk's acts wrote, by hand-written SQL: one transaction on the raw driver, all values known.

    It looks nothing up, hashes and signs nothing, and makes no objects. It begins as a copy of the desk's file.
    """

    def __init__(self, path: Path, desk: Bench) -> None:
        self._desk = open_sqlite(desk.path).raw_connection().driver_connection
        self._desk.execute("VACUUM INTO ?", (str(path),))
        self._execute = open_sqlite(path).raw_connection().driver_connection.execute
        self._desk.row_factory = lambda cursor, row: {
            column[0]: row[at] for at, column in enumerate(cursor.description)
        }

    def take(self) -> Act:
        """The act that writes what the desk's last take wrote."""
        entry, ticket = self._last()
        counter = (ticket["serial"], ticket["place"], ticket["day"], ticket["category"])
        return self._act(
            entry,
            ("UPDATE counter SET serial = ?, place = ? WHERE day = ? AND category = ?", counter),
            (_insert("ticket", ticket), tuple(ticket.values())),
        )

    def step(self, *names: str) -> Act:
        """The act that writes what the desk's last act on a ticket changed: the columns `names`."""
        entry, ticket = self._last()
        update = f"UPDATE ticket SET {', '.join(f'{_quoted(name)} = ?' for name in names)} WHERE id = ?"
        return self._act(entry, (update, (*(ticket[name] for name in names), ticket["id"])))

    def _last(self) -> tuple[dict[str, Any], dict[str, Any]]:
        entry = self._desk.execute("SELECT * FROM entry ORDER BY number DESC LIMIT 1").fetchone()
        return entry, self._desk.execute("SELECT * FROM ticket WHERE id = ?", (entry["subject"],)).fetchone()

    def _act(self, entry: dict[str, Any], *written: tuple[str, tuple[Any, ...]]) -> Act:
        head = (entry["number"], entry["hash"], entry["device"])
        insert, values, execute = _insert("entry", entry), tuple(entry.values()), self._execute

        def act() -> None:
            execute("BEGIN IMMEDIATE")
            for statement, given in written:
                execute(statement, given)
            execute(insert, values)
            execute("UPDATE head SET number = ?, hash = ? WHERE device = ?", head)
            execute("COMMIT")

        return act


def _insert(table: str, row: dict[str, Any]) -> str:
    return f"INSERT INTO {table} ({', '.join(map(_quoted, row))}) VALUES ({', '.join('?' * len(row))})"


def _quoted(name: str) -> str:
    return f'"{name}"'


def main() -> list[Row]:
    """Four rows: both acts against the floor, and both at 100,000 tickets against an empty store."""
    with TemporaryDirectory() as folder:
        return [*_against_floor(Path(folder)), *_at_many(Path(folder))]


def _against_floor(folder: Path) -> list[Row]:
    model, ours = Bench(folder / "model.db"), Bench(folder / "ours.db")
    for act in (*[model.take] * 3, *[model.call, model.finish] * 3):
        act()
    floor = Floor(folder / "floor.db", model)
    takes = [_done(model.take, floor.take) for _ in range(ROUNDS)]
    called, finished = (
        ("state", "window", "called_at", "waited", "revision"),
        ("state", "finished_at", "outcome", "revision"),
    )
    calls, finishes = [], []
    for _ in range(ROUNDS):
        calls.append(_done(model.call, lambda: floor.step(*called)))
        finishes.append(_done(model.finish, lambda: floor.step(*finished)))
    take, take_floor = _alternating(ours.take, takes)
    call, call_floor = _alternating(ours.call, calls, lambda round_: (ours.finish(), finishes[round_]()))
    return [
        Row(work="take a number", ours=take, floor=take_floor, at_most_ratio=2.5),
        Row(work="call next", ours=call, floor=call_floor, at_most_ratio=2.5),
    ]


def _done(act: Act, again: Callable[[], Act]) -> Act:
    act()
    return again()


def _at_many(folder: Path) -> list[Row]:
    empty, full = Bench(folder / "empty.db"), Bench(folder / "full.db")
    _fill(full)
    take, take_floor = _alternating(full.take, [empty.take] * ROUNDS)
    call, call_floor = _alternating(full.call, [empty.call] * ROUNDS, lambda _: (full.finish(), empty.finish()))
    return [
        Row(work="take a number at 100,000 tickets", ours=take, floor=take_floor, at_most_ratio=1.2),
        Row(work="call next at 100,000 tickets", ours=call, floor=call_floor, at_most_ratio=1.2),
    ]


def _alternating(
    ours: Callable[[], None], others: list[Callable[[], None]], between: Callable[[int], object] = lambda _: None
) -> tuple[float, float]:
    """The medians of both in milliseconds, one of each in turn; the first rounds only warm up."""
    times: tuple[list[float], list[float]] = ([], [])
    for round_, other in enumerate(others):
        acts = ((ours, times[0]), (other, times[1]))
        for act, kept in acts if round_ % 2 else reversed(acts):
            began = perf_counter()
            act()
            kept.append((perf_counter() - began) * 1000)
        between(round_)
    return median(times[0][WARM:]), median(times[1][WARM:])


def _fill(bench: Bench) -> None:
    """100,000 tickets of today with an entry each, all finished but 1,000, made from one real visit's rows."""
    bench.take()
    bench.call()
    bench.finish()
    series = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})"
    key = "printf('01900000-0000-7000-8000-%012x', i)"
    with bench.engine.begin() as connection:
        for table, changed, only in (
            ("ticket", {"id": key, "number": "'Z' || i", "serial": "i", "cases": "'[]'"}, "1"),
            (
                "entry",
                {"device": f"'{IDS.new()}'", "number": "i", "subject": key, "action": "'many-' || i"},
                "number = 1",
            ),
        ):
            names = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
            columns = ", ".join(f'"{name}"' for name in names)
            values = ", ".join(changed.get(name, f'one."{name}"') for name in names)
            one = f"(SELECT * FROM {table} WHERE {only}) one"
            connection.exec_driver_sql(f"{series} INSERT INTO {table} ({columns}) SELECT {values} FROM n, {one}")
        waiting = "state = 'waiting', window = NULL, called_at = NULL, finished_at = NULL, outcome = NULL"
        connection.exec_driver_sql(f"UPDATE ticket SET {waiting} WHERE serial > {MANY - STILL_WAITING}")
