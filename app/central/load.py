"""How busy this process is with desks: who may come in now, and when the others shall come again."""

from collections import OrderedDict, deque
from itertools import takewhile
from math import ceil, inf
from threading import Event, Lock

from app.clock import Clock

AT_ONCE, FEWEST = 64, 8
"""Requests of desks that one process takes on at a time, at most and at least; more are asked to come again (503 with
Retry-After)."""
WITHIN = 8.0
"""Seconds in which what was taken on should be answered: desks think a connection dead that is silent for 20 s."""
SHORTEST, LONGEST = 1, 120
"""Seconds within which Retry-After stays."""

TURN, LATE = 10.0, 60.0
"""Seconds for which a place is kept for a desk whose time has come, or that is in the middle of a meeting; and seconds
for which it still goes before those who have no time yet."""
SOON = 5.0
"""Seconds after which whoever is sent away at first comes again. Nobody is sent away for longer than four times what
the process has been busy, because it does not know its pace before."""

_WINDOW = 10.0
_MOST = 4096
_GUESS = 8
"""Requests a second that are thought possible before any has been answered."""
_MEETING, _MEETINGS = 4.0, 50
"""Requests of a meeting, before any has ended; and over how many meetings the mean is taken."""
_NEVER = -inf, 0


class Load:
    """Counts the requests of desks under way, done and sent away. For any thread.

    Who is sent away keeps its place in a queue and gets a time by it, at which room is kept for it; if there is none it
    gets a new one, by the pace of then. A desk whose meeting has begun goes on with it. So nobody draws lots again and
    again while others are served twice. `who` is what the desk says of itself, not proven yet: at worst a stranger
    stands in the queue like everybody.
    """

    def __init__(self, clock: Clock, at_once: int = AT_ONCE) -> None:
        self._clock = clock
        self._at_once = at_once
        self._lock = Lock()
        self._under_way = 0
        self._busy_since = 0.0
        self._done: deque[float] = deque(maxlen=_MOST)
        self._sent_away: deque[float] = deque(maxlen=_MOST)
        self._times: dict[str, float] = {}
        self._talking: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._meeting = _MEETING
        self.worked = Event()
        """Set whenever a request has been answered; whoever waits for that clears it."""

    @property
    def under_way(self) -> int:
        """Requests that came in and are not answered yet."""
        return self._under_way

    def begin(self, who: str = "") -> bool:
        """Whether the request may come in. Then `end` must follow."""
        with self._lock:
            now = self._clock.seconds()
            if not self._under_way and (not self._done or now - self._done[-1] > _WINDOW):
                self._busy_since = now
            room = min(self._at_once, max(FEWEST, self._pace(now) * WITHIN))
            due = self._due(now)
            if self._under_way + (0 if self._has_turn(who, now) else due) >= room:
                self._sent_away.append(now)
                return False
            self._times.pop(who, None)
            self._under_way += 1
            return True

    def end(self, who: str = "") -> None:
        """A request that came in is answered."""
        with self._lock:
            now = self._clock.seconds()
            self._under_way -= 1
            self._done.append(now)
            if who:
                _, requests = self._talking.pop(who, (now, 0))
                self._talking[who] = now, requests + 1
        self.worked.set()

    def is_quiet(self, seconds: float) -> bool:
        """Whether no request is under way, and none has been for so long."""
        with self._lock:
            last = self._done[-1] if self._done else None
            return not self._under_way and (last is None or self._clock.seconds() - last >= seconds)

    def come_again(self, who: str = "") -> int:
        """Seconds for Retry-After: until its own time comes, or, for nobody in particular, what it takes at the pace of
        the last seconds to serve all who want to come in."""
        with self._lock:
            now = self._clock.seconds()
            pace = self._pace(now)
            if not who or (who not in self._times and len(self._times) >= _MOST):
                seconds = (self._under_way + len(self._sent_away)) / pace
            elif self._is_talking(who, now):
                seconds = self._due(now) / pace
            else:
                seconds = self._wait_of(who, now, pace)
        return min(max(ceil(seconds), SHORTEST), LONGEST)

    def _wait_of(self, who: str, now: float, pace: float) -> float:
        """By its place among those who wait, the first who came before all others."""
        before = len(self._times) if who not in self._times else sum(1 for _ in takewhile(who.__ne__, self._times))
        seconds = (self._under_way + (before + 1) * self._meeting) / pace
        seconds = min(seconds, max(SOON, 4 * (now - self._busy_since)))
        self._times[who] = now + seconds
        return seconds

    def _has_turn(self, who: str, now: float) -> bool:
        return now >= self._times.get(who, inf) or self._is_talking(who, now)

    def _is_talking(self, who: str, now: float) -> bool:
        return now - self._talking.get(who, _NEVER)[0] <= TURN

    def _due(self, now: float) -> int:
        """How many are awaited now."""
        for who in [who for who, time in self._times.items() if now - time > LATE]:
            del self._times[who]
        while self._talking and now - next(iter(self._talking.values()))[0] > TURN:
            _, (_, requests) = self._talking.popitem(last=False)
            self._meeting += (requests - self._meeting) / _MEETINGS
        return sum(0 <= now - time <= TURN for time in self._times.values())

    def _pace(self, now: float) -> float:
        """Requests answered in a second, lately; begun with a guess, which is nothing beside ten seconds of work."""
        for times in (self._done, self._sent_away):
            while times and now - times[0] > _WINDOW:
                times.popleft()
        return (len(self._done) + _GUESS) / (min(now - self._busy_since, _WINDOW) + 1)
