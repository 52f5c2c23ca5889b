"""The link's manners: how much to send at once, and how long to wait after it failed."""

from dataclasses import dataclass

from app.ids import Randomness

SMALLEST, FIRST, LARGEST = 2 << 10, 24 << 10, 2 << 20
"""Bytes that a request may travel with."""
FULL = 2.0
"""Seconds that a request should take: long enough that the round trip costs little, short enough that a connection
which breaks every few seconds carries most of them."""
_SHRINKS = 7.0
"""How many times smaller our records travel (measured with the dictionary, zstd level 9)."""
_LATER = 16
"""The part of a Retry-After that the random share may add at most."""

_QUICK = 400 << 10
"""Bytes a second, central's own work within them, above which the link is faster than thorough compression.

A thousand entries are 189 KB at level 9 and 218 at level 3, for 24 ms more: worth it below some 1.2 MB a second of the
link itself, and central takes a third of a second for them."""
GROWS = 4
"""How many times more the next request may carry, at most."""


class Allowance:
    """How many bytes a request may carry: about two seconds' worth of what the link has just carried.

    Grows at most fourfold with each answer and is halved when the link broke, like TCP's window. For one thread.
    """

    def __init__(self) -> None:
        self._travelling = FIRST
        self._rate = 0.0
        self._round_trip = 0.0

    @property
    def payload(self) -> int:
        """Bytes of payload, before compression."""
        return int(self._travelling * _SHRINKS)

    @property
    def is_quick(self) -> bool:
        """Whether the link is faster than the processor compresses thoroughly."""
        return self._rate >= _QUICK

    def needs(self, size: int) -> float:
        """Seconds without which so many bytes can't have arrived, by what the link carried last."""
        return size / self._rate if self._rate else self._round_trip

    def arrived(self, moved: int, seconds: float) -> None:
        """A request and its answer, `moved` bytes together, took so long. Only a request that was about full says
        what the link can carry."""
        if moved < self._travelling // 2:
            self._round_trip = seconds
            return
        self._rate = moved / max(seconds, 1e-3)
        fits = self._rate * FULL
        self._travelling = int(min(max(fits, self._travelling / 2, SMALLEST), self._travelling * GROWS, LARGEST))

    def broke(self) -> None:
        self._travelling = max(self._travelling // 2, SMALLEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Seconds between tries: doubling from `first` up to `most`; from `broken` when the link broke within a request,
    because then there is one."""

    first: float = 2.0
    most: float = 300.0
    broken: float = 0.1


class Backoff:
    """Counts failures and says how long to wait: a random share, half to whole, of a doubling time."""

    def __init__(self, randomness: Randomness, pauses: Pauses | None = None) -> None:
        self._randomness = randomness
        self._pauses = pauses or Pauses()
        self._failures = 0
        self._broken = False

    def worked(self) -> None:
        self._failures = 0

    def failed(self, *, broken: bool = False) -> None:
        """`broken`: there was a link, and it broke."""
        self._failures = self._failures + 1 if broken == self._broken else 1
        self._broken = broken

    def pause(self, at_least: float = 0.0) -> float:
        """Seconds until the next try. `at_least` is what central asked for: a time of this desk's own, for which it
        keeps a place a little while. So the share that is added is small, however often the desk was unlucky."""
        first = self._pauses.broken if self._broken else self._pauses.first
        doubled = first * 2.0 ** min(max(self._failures - 1, 0), 30)
        most = max(at_least / _LATER, self._pauses.first) if at_least else self._pauses.most
        return at_least + self._share() * min(doubled, most)

    def longest(self) -> float:
        """For what won't mend by itself soon."""
        return self._share() * self._pauses.most

    def _share(self) -> float:
        return 0.5 + int.from_bytes(self._randomness.bytes(2), "big") / 0x1FFFE
