"""Floors for benches: what an act wrote, done again by the raw driver with every value known before."""

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, event

from db import prepared

WARM = 20
"""Rounds that only warm up."""

Written = list[tuple[str, Any]]
"""The writing statements of one act, with their values."""


def written_by(engine: Engine, act: Callable[[], object]) -> Written:
    """Does the act and gives what it wrote."""
    written: Written = []

    def note(_: Any, __: Any, statement: str, values: Any, *rest: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN")):
            written.append((statement, values))

    def note_prepared(sql: str, values: Any) -> None:
        note(None, None, sql, values)

    event.listen(engine, "before_cursor_execute", note)
    prepared.watch = note_prepared
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
        prepared.watch = None
    return written


class Floor:
    """The same rows into the same tables and indexes: one transaction, nothing looked up, hashed, signed or made."""

    def __init__(self, engine: Engine) -> None:
        self._execute = engine.raw_connection().driver_connection.execute  # type: ignore[union-attr]

    def write(self, written: Written) -> None:
        execute = self._execute
        execute("BEGIN IMMEDIATE")
        for statement, values in written:
            execute(statement, values).fetchall()
        execute("COMMIT")


def alternating(ours: Sequence[Callable[[], object]], others: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """The medians of both in milliseconds, one of each in turn, so that a noisy machine is noisy for both."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn, pair in enumerate(zip(ours, others, strict=True)):
        acts = list(zip(pair, times, strict=True))
        for act, kept in acts if turn % 2 else reversed(acts):
            began = perf_counter()
            act()
            kept.append((perf_counter() - began) * 1000)
    return median(times[0][WARM:]), median(times[1][WARM:])
