"""The link's manners: how much to send at once, and how long to wait after it failed."""

from dataclasses import dataclass

from app.ids import Randomness

SMALLEST, FIRST, LARGEST = 4 << 10, 64 << 10, 512 << 10
_SHRINKS = 5.8
"""How many times smaller our records travel (measured, zstd level 3)."""


class Allowance:
    """How many bytes a request may carry: halved when the link broke, doubled when all of it arrived.

    Not for several threads.
    """

    def __init__(self) -> None:
        self._travelling = FIRST

    @property
    def payload(self) -> int:
        """Bytes of payload, before compression."""
        return int(self._travelling * _SHRINKS)

    def arrived(self, sent: int) -> None:
        """A request of `sent` bytes was answered. Only a full one says that more would have gone."""
        if sent >= self._travelling // 2:
            self._travelling = min(self._travelling * 2, LARGEST)

    def broke(self) -> None:
        self._travelling = max(self._travelling // 2, SMALLEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Seconds between tries: doubling from `first` up to `most`."""

    first: float = 2.0
    most: float = 300.0


class Backoff:
    """Counts failures and says how long to wait: a random share, half to whole, of a doubling time."""

    def __init__(self, randomness: Randomness, pauses: Pauses | None = None) -> None:
        self._randomness = randomness
        self._pauses = pauses or Pauses()
        self._failures = 0

    def worked(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1

    def pause(self, at_least: float = 0.0) -> float:
        """Seconds until the next try. `at_least` is what central asked for; the share is added to that."""
        doubled = self._pauses.first * 2.0 ** min(max(self._failures - 1, 0), 30)
        return at_least + self._share() * min(doubled, self._pauses.most)

    def longest(self) -> float:
        """For what won't mend by itself soon."""
        return self._share() * self._pauses.most

    def _share(self) -> float:
        return 0.5 + int.from_bytes(self._randomness.bytes(2), "big") / 0x1FFFE
