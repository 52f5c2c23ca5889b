"""`make bench`: every piece of work against its floor, both measured in this run, as one table.

    python -m tests.bench [--json] [bench_cases ...]

A bench is a module tests/bench/bench_*.py with `def main() -> list[Row]`. Each runs in a process of its own, one
after the other, so that none warms or burdens the next. Exit 1 when a target is missed.
"""

import argparse
import json
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.row import Row, rows_of

HEADINGS = ("work", "floor", "ours", "unit", "ratio", "target", "met")
MET = {True: "yes", False: "NO", None: "-"}


def available() -> list[str]:
    """The names of all benches."""
    return sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))


def measured(names: Sequence[str]) -> Iterator[Row]:
    """The rows of all `names`, each bench in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            yield from pool.apply(rows_of, (name,))


def cells(row: Row) -> tuple[str, ...]:
    """A row's texts, in the order of the headings."""
    ratio = "-" if row.ratio is None else f"{row.ratio:.2f} x"
    return (row.work, _number(row.floor), _number(row.ours), row.unit, ratio, row.target or "-", MET[row.met])


def table(rows: Sequence[Row]) -> str:
    """All rows under their headings, numbers to the right."""
    lines = [HEADINGS, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    numeric = {HEADINGS.index(name) for name in ("floor", "ours", "ratio")}
    return "\n".join(
        "  ".join(
            text.rjust(width) if place in numeric else text.ljust(width)
            for place, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}" if value < 10 else f"{value:.1f}"


def main(arguments: Sequence[str]) -> int:
    """Run the benches that `arguments` name, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure against the floors.")
    parser.add_argument("--json", action="store_true", help="one JSON object a row on standard output")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(available()))
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(available()))
    if unknown:
        parser.error(f"no such bench: {', '.join(unknown)}")
    rows = list(measured(options.names or available()))
    if options.json:
        for row in rows:
            print(json.dumps({**asdict(row), "ratio": row.ratio, "met": row.met}, ensure_ascii=False))
    else:
        print(table(rows))
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
