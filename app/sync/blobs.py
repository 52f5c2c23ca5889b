"""Attachments go to central: the smallest case's first, resumed at the byte, giving way to new entries.

Of a few connections one sends at a time, and the others stand ready. So the link is never idle, neither while an
answer is under way nor while a broken connection is made anew; and a link that breaks every connection after a while
breaks no more of them than one, which keeps what a break costs (two requests) small.

Central's offset is the truth: nothing of an upload's progress is kept here. See README.md, Attachments.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from app.clock import Clock
from app.errors import Trouble
from app.storage.desk import DeskStore
from app.storage.files import WaitingFile
from app.sync.blob_road import FileRefusal, FileRoad
from app.sync.client import CentralClient
from app.sync.hanging_up import Lines
from app.sync.model import FilesSent
from app.sync.status import LINK

log = logging.getLogger(__name__)

CONNECTIONS = 3
PATIENCE = 20.0
"""Seconds in which no byte has arrived, after which the link counts as broken."""
LONGEST = 300.0
"""Seconds after which a meeting ends, though more is to be sent: the next one goes on."""
LOOK = 1.0
"""Seconds between two looks for new entries."""
_STANDS_BY = 0.02
_PIECE = 4 << 10
_LEAST, _GAINED_NOTHING = 64 << 10, 32 << 10
"""Where a box on the way keeps a request back until it is whole, a broken one arrives not at all, however much of it
was sent: then requests become smaller, down to the first."""
_QUICK = 256 << 10
"""Bytes a second above which the system may buffer as it likes."""
_ABOUT_THE_FILE = frozenset({400, 413, 415})
_LOCKED, _TIMES = 423, 3
ELSEWHERE = "elsewhere"
"""Another desk of the point brings the same; it is looked at again later."""
_AGAIN = LINK | {"sync_offline"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What is asked now and then while attachments go: while `entries_wait()`, they pause for `exchange()`; they end
    when the link is not to be used for them any more, `may_go()`."""

    entries_wait: Callable[[], bool]
    exchange: Callable[[], None]
    may_go: Callable[[], bool]


class _Stopped(Exception):
    """The meeting ends."""


class _TokenLapsed(Exception):
    """Central wants a fresh token."""


@dataclass(slots=True)
class _Shared:
    """What the connections of one meeting share."""

    waiting: deque[WaitingFile]
    may_send: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(1))
    gate: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    sent: FilesSent = field(default_factory=FilesSent)
    moved_at: float = 0.0
    rate: float = 0.0
    at_most: int = 1 << 30

    def next(self) -> WaitingFile | None:
        with self.lock:
            return self.waiting.popleft() if self.waiting else None


class Attachments:
    """Sends what central lacks. `send` belongs to one thread, and returns when its own threads have ended."""

    def __init__(self, desk: DeskStore, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock
        self._rate = 0.0
        self._over = threading.Event()
        self._lines = Lines()
        self._under_way: _Shared | None = None

    def stop(self) -> None:
        """Whatever is being sent ends with its next few bytes: somebody closes the program. From any thread."""
        self._over.set()
        self._lines.hang_up()
        if (shared := self._under_way) is not None:
            shared.stop.set()
            shared.gate.set()

    def waiting(self) -> list[WaitingFile]:
        """What central lacks, in the order in which it goes."""
        with self._desk.reading() as desk:
            return desk.files.undelivered()

    def send(
        self,
        client: CentralClient,
        token: str,
        files: list[WaitingFile],
        between: Between,
        sent: FilesSent,
    ) -> bool:
        """Brings these to central, adding to `sent`. False when the token has lapsed, so that a fresh one is needed.

        Raises Trouble when the link is gone for good, and what `between.exchange` raises; what arrived until then is
        marked as such.
        """
        shared = _Shared(waiting=deque(files), sent=sent, moved_at=self._clock.seconds(), rate=self._rate)
        shared.gate.set()
        self._under_way = shared
        if self._over.is_set():
            return True
        with ThreadPoolExecutor(min(CONNECTIONS, len(files)), "attachments") as pool:
            try:
                going = [pool.submit(self._work, shared, client, token) for _ in range(min(CONNECTIONS, len(files)))]
                return self._watch(shared, going, between)
            finally:
                shared.stop.set()
                shared.gate.set()
                self._rate = shared.rate

    def _watch(self, shared: _Shared, going: list[Future[None]], between: Between) -> bool:
        unfinished, began = set(going), self._clock.seconds()
        while unfinished:
            ended, unfinished = wait(unfinished, timeout=LOOK, return_when=FIRST_EXCEPTION)
            for one in ended:
                if isinstance(one.exception(), _TokenLapsed):
                    return False
                one.result()
            if self._over.is_set() or self._clock.seconds() - began > LONGEST or not between.may_go():
                return True
            if unfinished and between.entries_wait():
                shared.gate.clear()
                try:
                    between.exchange()
                finally:
                    shared.gate.set()
        return True

    def _work(self, shared: _Shared, client: CentralClient, token: str) -> None:
        """One connection's work: file after file."""

        def moved(up: int, down: int, requests: int) -> None:
            with shared.lock:
                client.meter.up += up
                client.meter.down += down
                client.meter.requests += requests

        slow = shared.rate < _QUICK
        road = FileRoad(client.url, token, moved, slow=slow, dates_count=client.dates_count, lines=self._lines)
        try:
            while not shared.stop.is_set() and (file := shared.next()) is not None:
                self._one(shared, road, file)
        except _Stopped:
            pass
        except BaseException:
            shared.stop.set()
            raise
        finally:
            road.close()

    def _one(self, shared: _Shared, road: FileRoad, file: WaitingFile) -> None:
        content: bytes | None = None
        trouble: str | None = "file_lost"
        try:
            with self._desk.reading() as desk:
                content = desk.files.read(file.digest)
        except Trouble as error:
            trouble = error.code
        if content is not None:
            trouble = self._brought(shared, road, file, content)
        if trouble == ELSEWHERE:
            return
        with self._desk.writing() as desk, shared.lock:
            if trouble is None:
                desk.files.mark_delivered(file.digest, self._clock.now())
                shared.sent.arrived += 1
            else:
                log.warning("attachment %s did not go: %s", file.digest, trouble)
                desk.files.mark_trouble(file.digest, trouble)
                shared.sent.troubled += 1

    def _brought(self, shared: _Shared, road: FileRoad, file: WaitingFile, content: bytes) -> str | None:
        """Until central has all of it; else why it won't take it, or ELSEWHERE."""
        ask: Callable[[WaitingFile], int] = road.begin
        refused, known, left, before, begun = 0, 0, 0, 0, False
        while True:
            try:
                offset = ask(file)
                if offset > known:
                    shared.moved_at, refused = self._clock.seconds(), 0
                elif left > _GAINED_NOTHING:
                    shared.at_most = max(min(shared.at_most, left) // 2, _LEAST)
                known, left, begun, before = offset, 0, True, road.left
                while known < file.size:
                    known = self._piece(shared, road, file, known, content)
                return None
            except FileRefusal as refusal:
                if refusal.status in _ABOUT_THE_FILE or refused > _TIMES:
                    return ELSEWHERE if refusal.status == _LOCKED else "file_refused"
                ask, refused = self._after(refusal.status, road), refused + 1
                self._rest(shared, LOOK if refusal.status == _LOCKED else 0.0)
            except Trouble as trouble:
                if trouble.code not in _AGAIN or self._clock.seconds() - shared.moved_at > PATIENCE:
                    raise
                left = road.left - before
                ask = road.found if begun else road.begin
                self._rest(shared, 0.0 if trouble.code == "sync_cut" else LOOK)

    @staticmethod
    def _rest(shared: _Shared, seconds: float) -> None:
        if shared.stop.wait(seconds):
            raise _Stopped

    @staticmethod
    def _after(status: int, road: FileRoad) -> Callable[[WaitingFile], int]:
        """What to ask next: an upload that central has thrown away is begun anew."""
        if status == 401:
            raise _TokenLapsed
        return road.begin if status in (404, 410, 460) else road.found

    def _piece(self, shared: _Shared, road: FileRoad, file: WaitingFile, offset: int, content: bytes) -> int:
        """Sends the rest of it, or as much as goes at once, when it is this connection's turn. The new offset."""
        while not shared.may_send.acquire(timeout=_STANDS_BY):
            if shared.stop.is_set():
                raise _Stopped
            road.warm()
        turn = _Turn(shared)
        try:
            size = min(file.size - offset, shared.at_most)
            began = self._clock.seconds()
            after = road.bring(file, offset, size, self._pieces(shared, turn, content[offset : offset + size]))
            shared.moved_at = now = self._clock.seconds()
            shared.rate = (after - offset) / max(now - began, 1e-3)
            shared.at_most = min(shared.at_most * 2, 1 << 30)
            return after
        finally:
            turn.end()

    def _pieces(self, shared: _Shared, turn: "_Turn", content: bytes) -> Iterator[bytes]:
        for begin in range(0, len(content), _PIECE):
            if not shared.gate.is_set():
                shared.gate.wait()
            if shared.stop.is_set():
                raise _Stopped
            yield content[begin : begin + _PIECE]
        turn.end()


class _Turn:
    """This connection's turn to send; ended once."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self._ended = False

    def end(self) -> None:
        if not self._ended:
            self._ended = True
            self._shared.may_send.release()
