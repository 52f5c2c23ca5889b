"""One meeting with central: enrol if need be, then push and pull until there is nothing more to say."""

import logging
import threading
from collections.abc import Callable
from functools import partial

from app.errors import Trouble
from app.events import Changes
from app.journal import from_microseconds, microseconds
from app.storage.desk import DeskStore
from app.sync import messages as wire
from app.sync.blobs import Attachments, Between
from app.sync.budget import Budget
from app.sync.client import CentralClient
from app.sync.comparing import Comparing
from app.sync.enrol import Surroundings, ThisDevice, enrol
from app.sync.first_pull import FirstPulling
from app.sync.link import GROWS, Allowance
from app.sync.model import Feed, Measured
from app.sync.packing import Purpose, sign
from app.sync.proofs import known_proofs
from app.sync.pull import Asked, Moved, Pages, Pull, Received
from app.sync.push import outgoing, read_ahead
from app.sync.request_packing import RequestPacking
from app.sync.sources import Ahead, Sources, pending
from app.sync.status import LINK, REST
from app.sync.trust import CentralKeys

log = logging.getLogger(__name__)

_WORTH_NOTING = 256 << 10
_TOLD_EVERY = 2.0
"""Seconds between two times that screens look again while a new desk learns its point's cases."""
_SURELY_SHRINKS = 2
"""How many times smaller anything travels, at least."""


class _Over(Exception):
    """Somebody closes the desk."""


class Meeting:
    """The stages of a meeting, each reading and writing in short transactions of its own, none across the network."""

    def __init__(
        self,
        desk: DeskStore,
        sources: Sources,
        this: ThisDevice,
        around: Surroundings,
        allowance: Allowance,
        budget: Budget,
        tell: Callable[[Changes], None],
    ) -> None:
        """`tell` hears at once of what a long first pull has brought so far."""
        self._desk = desk
        self._sources = sources
        self._this = this
        self._around = around
        self._allowance = allowance
        self._budget = budget
        self._ahead = {stream: Ahead(source) for stream, source in sources.items()}
        self._tell = tell
        self._pull = Pull(desk, sources, this.id, this.point)
        self._pages = Pages()
        self._packing = RequestPacking(desk, sources, around.dictionaries, self._is_quick)
        self._over = threading.Event()
        self._asks_first = False
        self._files = Attachments(desk, around.clock)
        self._token: str | None = None
        self._talked_at = 0.0
        self._told_at = 0.0
        self._comparing = Comparing(desk, this, around)
        self._first_pull = FirstPulling(desk, this, around, self._room)

    def hold(self, client: CentralClient, done: Moved) -> None:
        """Pushes and pulls, adding to `done` as it goes. Raises Trouble and, from enrolment, Refused."""
        try:
            self._hold(client, done)
        except _Over:
            log.info("the meeting ended early: the desk is closed")

    def _hold(self, client: CentralClient, done: Moved) -> None:
        self._mind_the_budget()
        keys = CentralKeys(self._desk, client, self._enrolled(client, done))
        self._talk(client, keys, done)
        self._mind_the_budget()
        self._comparing.meet(client, keys.find, done)
        self._bring(client, keys, done)

    def stop(self) -> None:
        """The meeting ends before its next request, attachments under way at once, and none is held any more.
        From any thread."""
        self._over.set()
        self._files.stop()

    @property
    def is_over(self) -> bool:
        """Whether it was told to stop."""
        return self._over.is_set()

    def _bring(self, client: CentralClient, keys: CentralKeys, done: Moved) -> None:
        """Attachments, and after them the proofs that they are there."""
        talk = partial(self._talk, client, keys, done)
        between = Between(entries_wait=self._has_to_talk, exchange=talk, may_go=self._may_bring)
        through = False
        while not through and self._may_bring() and (files := self._files.waiting()):
            if self._token is None:
                talk()
            if self._token is None:
                return  # a central that takes no attachments
            through = self._files.send(client, self._token, files, between, done.files)
            talk()

    def _may_bring(self) -> bool:
        self._budget.settle(_WORTH_NOTING)
        return self._budget.left_for_files() != 0

    def _has_to_talk(self) -> bool:
        """Whether entries wait, or central was not asked for news for a while."""
        waited = self._around.clock.seconds() - self._talked_at
        return waited > REST or pending(self._desk, self._sources, self._this.id) > 0

    def _talk(self, client: CentralClient, keys: CentralKeys, done: Moved) -> None:
        """The point's cases first, if this desk is new; the clerk's work goes up beside them."""
        self._first_pull.learn(client, keys.find, done, partial(self._while_learning, client, keys, done))
        self._say_all(client, keys, done)

    def _while_learning(self, client: CentralClient, keys: CentralKeys, done: Moved) -> None:
        self._mind_the_budget()
        now = self._around.clock.seconds()
        if now - self._told_at > _TOLD_EVERY:
            self._told_at = now
            self._tell(done.changes)
        if self._has_to_talk():
            self._say_all(client, keys, done)

    def _say_all(self, client: CentralClient, keys: CentralKeys, done: Moved) -> None:
        more = True
        try:
            while more:
                self._mind_the_budget()
                more = self._exchange(client, keys, done)
        finally:
            self._apply(done)
        self._talked_at = self._around.clock.seconds()

    def _apply(self, done: Moved) -> None:
        """The pages of the last answer, if they have not been applied yet."""
        pages, self._pages = self._pages, Pages()
        self._pull.apply(pages, done)

    def _meanwhile(self, request: wire.Exchange, done: Moved) -> None:
        """While central works on the request: the answer before it is applied, and the entries after it are read."""
        self._apply(done)
        if request.waiting:
            read_ahead(self._ahead, request.batches, self._room() * GROWS)

    def _is_quick(self) -> bool:
        """Whether the link is faster than thorough compression, and no byte on it is counted."""
        return self._allowance.is_quick and not self._budget.counts

    def _mind_the_budget(self) -> None:
        """Between two requests: what has moved is written down now and then, so that a crash doesn't forget it."""
        if self._over.is_set():
            raise _Over
        self._budget.settle(_WORTH_NOTING)
        if (rest := self._budget.rest()) is not None:
            raise Trouble(rest.code, until=rest.clock)

    def _room(self) -> int:
        """Bytes of payload for the next request, and for its answer; less when the budget is nearly used up."""
        left, room = self._budget.left(), self._allowance.payload
        return room if left is None else min(room, max(left * _SURELY_SHRINKS, 1))

    def _enrolled(self, client: CentralClient, done: Moved) -> bytes:
        """The pinned root key, pinned just now if need be."""
        with self._desk.reading() as desk:
            enrolment, address = desk.sync.enrolment(), desk.sync.address()
        if enrolment is not None:
            return enrolment.root
        if address is None:
            raise Trouble("sync_no_central")
        root = enrol(self._desk, client, address, self._this, self._around)
        done.changes |= Changes(sync=True, settings=True, catalogue=True)
        return root

    def _exchange(self, client: CentralClient, keys: CentralKeys, done: Moved) -> bool:
        """One request and its answer; whether there is more to say."""
        greets = not client.proven or self._asks_first
        asked, incarnation = self._asked()
        request = self._request(asked, incarnation, greets)
        answer, moved_bytes, took = self._sent(client, request, keys, partial(self._meanwhile, request, done))
        received = self._around.clock.now()
        self._allowance.arrived(moved_bytes, took)
        central = from_microseconds(answer.at)
        offset = (central - received).total_seconds() + took / 2
        measured = Measured(offset=offset, uncertainty=took / 2, at=received)
        moved, self._pages = self._pull.hear(Received(answer=answer, at=received, clock=measured), asked)
        self._around.measured(measured, central)
        done.add(moved)
        self._token = answer.upload
        if answer.retry_after:
            raise Trouble("sync_busy", retry_after=answer.retry_after)
        more = any(page is not None and page.more for page in (answer.point, answer.shared))
        more = more or pending(self._desk, self._sources, self._this.id) > 0
        if more and not (moved.progress or greets):
            raise Trouble("sync_stuck")
        return more

    def _sent(
        self, client: CentralClient, request: wire.Exchange, keys: CentralKeys, meanwhile: Callable[[], None]
    ) -> tuple[wire.Answer, int, float]:
        """The answer, how many bytes of bodies it took and how many seconds. A body that central can't read is said
        again in a plainer way, at once."""
        while True:
            body, began, down = self._packing.packed(request), self._around.clock.seconds(), client.meter.down
            try:
                answer = self._answered(client, body, request.nonce, keys, meanwhile)
            except Trouble as error:
                if error.code != "sync_dictionary" or not self._packing.not_understood():
                    raise
            else:
                self._packing.understood(answer)
                return answer, len(body) + client.meter.down - down, self._around.clock.seconds() - began

    def _answered(
        self, client: CentralClient, body: bytes, nonce: bytes, keys: CentralKeys, meanwhile: Callable[[], None]
    ) -> wire.Answer:
        """When the link breaks after the request may have arrived, the next one asks what central holds."""
        began, signature = self._around.clock.seconds(), sign(self._this.desk_signer, Purpose.EXCHANGE, body)
        try:
            answer = client.exchange(self._this.id, body, signature, nonce, keys.find, meanwhile)
        except Trouble as error:
            took = self._around.clock.seconds() - began
            self._asks_first = error.code in LINK and client.sent_whole and took >= self._allowance.needs(len(body))
            raise
        self._asks_first = False
        return answer

    def _asked(self) -> tuple[Asked, str | None]:
        with self._desk.reading() as desk:
            marks = {stream: desk.sync.acknowledged(self._this.id, stream) for stream in self._sources}
            cursors = self._pages.behind({feed: desk.sync.cursor(feed) for feed in Feed})
            proven = known_proofs(desk, self._this.id, self._sources)
            files = tuple(desk.files.unproven(wire.MAX_FILES))
            return Asked(marks=marks, cursors=cursors, proven=proven, files=files), desk.sync.incarnation()

    def _request(self, asked: Asked, incarnation: str | None, greets: bool) -> wire.Exchange:
        """The next request. A greeting carries no entries: first whoever answers proves to be central."""
        going = outgoing(self._ahead, asked.marks, 0 if greets else self._room())
        return wire.Exchange(
            oldest=wire.OLDEST,
            newest=wire.NEWEST,
            device=self._this.id,
            nonce=self._around.ids.bytes(16),
            at=microseconds(self._around.clock.now()),
            batches=going.batches,
            point=asked.cursors[Feed.POINT],
            shared=asked.cursors[Feed.SHARED],
            room=self._room(),
            incarnation=incarnation,
            waiting=going.waiting,
            program=self._around.program,
            files_waiting=len(self._files.waiting()),
            proven=asked.proven,
            files=tuple(map(bytes.fromhex, asked.files)),
            dictionaries=self._around.dictionaries.ids,
        )
