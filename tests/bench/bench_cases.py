"""Recording a case, against the same rows by the raw driver; recording and searching at 100,000 cases."""

from functools import partial
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.against import Floor, alternating, written_by
from tests.bench.desks import BenchDesk, lines
from tests.bench.row import Row

ROUNDS = 300
MANY = 100_000
SEARCHES = 400


def main() -> list[Row]:
    with TemporaryDirectory() as folder:
        return [*_against_floor(Path(folder)), *_at_many(Path(folder))]


def _against_floor(folder: Path) -> list[Row]:
    model, ours, floor = (BenchDesk(folder / name) for name in ("model", "ours", "floor"))
    bodies = list(lines(ROUNDS, 7))
    written = [written_by(model.engine, partial(model.cases.record, body)) for body in bodies]
    raw = Floor(floor.engine)
    took, bare = alternating(
        [partial(ours.cases.record, body) for body in bodies], [partial(raw.write, rows) for rows in written]
    )
    return [Row(work="record a case, durable", ours=took, floor=bare, at_most_ratio=1.75)]


def _at_many(folder: Path) -> list[Row]:
    full, empty = BenchDesk(folder / "full"), BenchDesk(folder / "empty")
    _fill(full)
    bodies = list(lines(ROUNDS, 11))
    took, bare = alternating(
        [partial(full.cases.record, body) for body in bodies], [partial(empty.cases.record, body) for body in bodies]
    )
    rows = [Row(work="record a case at 100,000 cases", ours=took, floor=bare, at_most_ratio=1.2)]
    return rows + [
        Row(work=f"search by {what} at 100,000 cases, p99", ours=_p99(full, texts), at_most=5)
        for what, texts in _typed(full).items()
    ]


def _fill(desk: BenchDesk) -> None:
    """100,000 cases by the service itself, without waiting for the disk at each."""
    desk.pragma("synchronous=OFF")
    for body in lines(MANY, 3):
        desk.cases.record(body)
    desk.pragma("synchronous=FULL")
    desk.pragma("wal_checkpoint(TRUNCATE)")


def _typed(desk: BenchDesk) -> dict[str, list[str]]:
    """What clerks would type to find cases that are there, from all over the store."""
    with desk.store.reading() as store:
        step = MANY // SEARCHES
        found = [case for place, case in enumerate(store.cases.whole()) if place % step == 0]
    from app.applicants.search_text import initials

    return {
        "name": [case.applicant.name for case in found] + [case.applicant.name[:1] for case in found],
        "initials": [initials(case.applicant.name) for case in found if initials(case.applicant.name)],
        "number": [case.case_no for case in found] + [case.applicant.id_no for case in found],
    }


def _p99(desk: BenchDesk, texts: list[str]) -> float:
    times = []
    for text in texts:
        began = perf_counter()
        with desk.store.reading() as store:
            rows = store.cases.search(text)
        times.append((perf_counter() - began) * 1000)
        assert rows, "what is there must be found"
    return quantiles(times, n=100)[98]
