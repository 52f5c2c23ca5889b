"""What Prometheus may ask of one process: counters and a histogram, in its text form, with nobody's name in them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from threading import Lock

from app.central.model import Arrived

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds: the upper bounds of the histogram's buckets."""

_HELP = {
    "sidao_entries_total": ("counter", "Journal entries answered, repeated ones too."),
    "sidao_verdicts_total": ("counter", "Verdicts given, by kind and reason."),
    "sidao_busy_total": ("counter", "Requests that were asked to come again."),
    "sidao_refused_total": ("counter", "Requests of desks that were refused, by code."),
    "sidao_body_bytes_total": ("counter", "Bytes of bodies, by direction."),
    "sidao_under_way": ("gauge", "Requests of desks under way."),
    "sidao_open_alarms": ("gauge", "What the city's technicians must look at."),
    "sidao_exchange_seconds": ("histogram", "Time from a request's last byte to its answer."),
}


class Metrics:
    """Counts; for any thread. Each process counts for itself."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counted: Counter[str] = Counter()
        self._buckets = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def took(self, arrived: Iterable[Arrived]) -> None:
        """Entries were answered with these verdicts."""
        by_verdict = Counter((one.verdict.value, one.reason or "") for one in arrived)
        with self._lock:
            for (kind, reason), count in by_verdict.items():
                self._counted["sidao_entries_total"] += count
                self._counted[f'sidao_verdicts_total{{kind="{kind}",reason="{reason}"}}'] += count

    def answered(self, seconds: float, up: int, down: int) -> None:
        """A request of a desk was answered: how long that took, and the bytes of both bodies."""
        with self._lock:
            self._buckets[bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds
            self._counted['sidao_body_bytes_total{direction="up"}'] += up
            self._counted['sidao_body_bytes_total{direction="down"}'] += down

    def went_down(self, size: int) -> None:
        """A further part of an answer has that many bytes."""
        with self._lock:
            self._counted['sidao_body_bytes_total{direction="down"}'] += size

    def refused(self, code: str) -> None:
        """A request was refused."""
        with self._lock:
            self._counted["sidao_busy_total" if code == "busy" else f'sidao_refused_total{{code="{code}"}}'] += 1

    def text(self, *, under_way: int, alarms: int | None) -> str:
        """All of it as Prometheus reads it. `alarms` is None when the database is away."""
        with self._lock:
            values: dict[str, float] = {"sidao_entries_total": 0, "sidao_busy_total": 0, **self._counted}
            values["sidao_under_way"] = under_way
            if alarms is not None:
                values["sidao_open_alarms"] = alarms
            values |= self._histogram()
        return "".join(f"{line}\n" for line in _lines(values))

    def _histogram(self) -> dict[str, float]:
        found: dict[str, float] = {}
        count = 0
        for bound, here in zip((*map(str, BOUNDS), "+Inf"), self._buckets, strict=True):
            count += here
            found[f'sidao_exchange_seconds_bucket{{le="{bound}"}}'] = count
        return {**found, "sidao_exchange_seconds_sum": self._seconds, "sidao_exchange_seconds_count": count}


def _lines(values: dict[str, float]) -> Iterator[str]:
    for name, (kind, words) in _HELP.items():
        mine = {key: value for key, value in values.items() if _family(key) == name}
        if mine:
            yield f"# HELP {name} {words}"
            yield f"# TYPE {name} {kind}"
            yield from (f"{key} {value:g}" if value < 1e6 else f"{key} {value:.0f}" for key, value in mine.items())


def _family(key: str) -> str:
    name = key.partition("{")[0]
    for ending in ("_bucket", "_sum", "_count"):
        if name == f"sidao_exchange_seconds{ending}":
            return "sidao_exchange_seconds"
    return name
