"""Rate limits, kept in memory by each process: so many events a key in a time, then a pause.

Several gateway processes each keep their own count; a balancer that keeps an address on one process makes it exact.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from math import ceil
from threading import Lock

from app.clock import Clock

MOST_KEYS = 20_000
"""Keys remembered at once; the one not heard of for longest is forgotten first, so memory stays bounded."""


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class RateLimit:
    """A bucket a key: it holds `burst` events and fills again with `each_second`."""

    def __init__(self, clock: Clock, *, burst: int, each_second: float) -> None:
        self._clock = clock
        self._burst = burst
        self._rate = each_second
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: Hashable) -> int:
        """0 and one event counted, or the whole seconds to stay away."""
        now = self._clock.seconds()
        with self._lock:
            bucket = self._buckets.pop(key, None) or _Bucket(float(self._burst), now)
            bucket.level = min(float(self._burst), bucket.level + (now - bucket.at) * self._rate)
            bucket.at = now
            self._buckets[key] = bucket
            if len(self._buckets) > MOST_KEYS:
                self._buckets.popitem(last=False)
            if bucket.level >= 1:
                bucket.level -= 1
                return 0
            return max(1, ceil((1 - bucket.level) / self._rate))

    def forget(self, key: Hashable) -> None:
        """The key begins anew: after a sign-in that succeeded."""
        with self._lock:
            self._buckets.pop(key, None)
