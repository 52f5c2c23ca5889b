"""How busy this process is with desks: who may come in now, and when the others shall come again."""

from collections import deque
from math import ceil
from threading import Event, Lock

from app.clock import Clock

AT_ONCE, FEWEST = 64, 8
"""Requests of desks that one process takes on at a time, at most and at least; more are asked to come again (503 with
Retry-After)."""
WITHIN = 8.0
"""Seconds in which what was taken on should be answered: desks think a connection dead that is silent for 20 s."""
SHORTEST, LONGEST = 1, 120
"""Seconds within which Retry-After stays."""

_WINDOW = 10.0
_MOST = 4096
_GUESS = 8
"""Requests a second that are thought possible before any has been answered."""


class Load:
    """Counts the requests of desks under way, done and sent away. For any thread."""

    def __init__(self, clock: Clock, at_once: int = AT_ONCE) -> None:
        self._clock = clock
        self._at_once = at_once
        self._lock = Lock()
        self._under_way = 0
        self._busy_since = 0.0
        self._done: deque[float] = deque(maxlen=_MOST)
        self._sent_away: deque[float] = deque(maxlen=_MOST)
        self.worked = Event()
        """Set whenever a request has been answered; whoever waits for that clears it."""

    @property
    def under_way(self) -> int:
        """Requests that came in and are not answered yet."""
        return self._under_way

    def begin(self) -> bool:
        """Whether the request may come in. Then `end` must follow."""
        with self._lock:
            now = self._clock.seconds()
            if not self._under_way and (not self._done or now - self._done[-1] > _WINDOW):
                self._busy_since = now
            if self._under_way >= min(self._at_once, max(FEWEST, self._pace(now) * WITHIN)):
                self._sent_away.append(self._clock.seconds())
                return False
            self._under_way += 1
            return True

    def end(self) -> None:
        """A request that came in is answered."""
        with self._lock:
            self._under_way -= 1
            self._done.append(self._clock.seconds())
        self.worked.set()

    def is_quiet(self, seconds: float) -> bool:
        """Whether no request is under way, and none has been for so long."""
        with self._lock:
            last = self._done[-1] if self._done else None
            return not self._under_way and (last is None or self._clock.seconds() - last >= seconds)

    def come_again(self) -> int:
        """Seconds for Retry-After: what it takes, at the pace of the last seconds, to serve all who want to come in."""
        with self._lock:
            pace = self._pace(self._clock.seconds())
            waiting = self._under_way + len(self._sent_away)
        return min(max(ceil(waiting / pace), SHORTEST), LONGEST)

    def _pace(self, now: float) -> float:
        """Requests answered in a second, lately; begun with a guess, which is nothing beside ten seconds of work."""
        for times in (self._done, self._sent_away):
            while times and now - times[0] > _WINDOW:
                times.popleft()
        return (len(self._done) + _GUESS) / (min(now - self._busy_since, _WINDOW) + 1)
