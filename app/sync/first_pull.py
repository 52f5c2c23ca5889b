"""What a new desk learns first: the cases of its point, the open ones and the newest before the rest, then 帮代办.

They come page by page in one long answer, so that the link never waits for a question. What the clerk does meanwhile
goes up at once, beside it. Each page is applied in short transactions; how far it went is kept, so a broken link, or a
restart, costs one page at most.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from app.errors import Trouble
from app.events import Changes
from app.journal import from_microseconds
from app.storage.desk import Desk, DeskStore
from app.sync import messages as wire
from app.sync.apply import apply_item
from app.sync.client import CentralClient
from app.sync.enrol import Surroundings, ThisDevice
from app.sync.model import Feed, FeedItem, FeedKind, FirstPull
from app.sync.packing import Purpose, pack, sign
from app.sync.point_cases import CasesAsk, CasesPage
from app.sync.pull import ITEMS_AT_ONCE, Moved

_BEGIN = FirstPull(after=None, upto=0, done=False, told=0)
_NOT_THERE = 404
_Read = TypeVar("_Read")
FindKey = Callable[[bytes], bytes | None]


class FirstPulling:
    """The stage of a meeting that brings what the point has."""

    def __init__(self, desk: DeskStore, this: ThisDevice, around: Surroundings, room: Callable[[], int]) -> None:
        """`room` says how many bytes, before compression, the link may bring in one page."""
        self._desk = desk
        self._this = this
        self._around = around
        self._room = room

    def learn(self, client: CentralClient, find_key: FindKey, done: Moved, between: Callable[[], None]) -> None:
        """Brings what is lacking; `between` is called behind every page that is not the last. Raises Trouble."""
        state = self._state()
        while not state.done:
            before = state
            state = self._answered(client, find_key, state, done, between)
            if state == before:
                raise Trouble("sync_stuck")

    def _state(self) -> FirstPull:
        with self._desk.reading() as desk:
            return desk.sync.first_pull() or _BEGIN

    def _answered(
        self,
        client: CentralClient,
        find_key: FindKey,
        state: FirstPull,
        done: Moved,
        between: Callable[[], None],
    ) -> FirstPull:
        """How far one answer brought it. It may end before all is told."""
        try:
            with closing(self._ask(client, find_key, state)) as pages:
                for page in pages:
                    state = self._take(page, state, done)
                    if state.done:
                        break
                    between()
        except Trouble as error:
            if error.code != "sync_http" or error.values.get("status") != _NOT_THERE:
                raise
            state = replace(state, done=True)  # an older central
            with self._desk.writing() as desk:
                desk.sync.keep_first_pull(state)
        return state

    def _ask(self, client: CentralClient, find_key: FindKey, state: FirstPull) -> Generator[CasesPage, None, None]:
        request = CasesAsk(
            oldest=wire.OLDEST,
            newest=wire.NEWEST,
            device=self._this.id,
            nonce=self._around.ids.bytes(16),
            room=min(self._room(), wire.MAX_UNPACKED),
            after=state.after,
        )
        body = pack(request)
        signature = sign(self._this.desk_signer, Purpose.CASES, body)
        return client.cases(self._this.id, body, signature, request.nonce, find_key)

    def _take(self, page: CasesPage, state: FirstPull, done: Moved) -> FirstPull:
        """What the page tells, a few to a transaction. The first page's feed number is where the feed goes on."""
        items = [*(_case(page, told) for told in page.cases), *(_helping(page, told) for told in page.helping)]
        upto = max(state.upto, page.feed)
        for portion in _portions(items):
            with self._desk.writing() as desk:
                desk.sync.keep_first_pull(replace(state, upto=upto))
                done.changes |= self._apply(desk, portion)
            done.pulled += len(portion)
        after = FirstPull(after=page.next, upto=upto, done=page.next is None, told=state.told + len(page.cases))
        with self._desk.writing() as desk:
            if state.after is None:
                desk.sync.pass_over(Feed.POINT, page.feed)
            desk.sync.keep_first_pull(after)
        done.progress = True
        return after

    def _apply(self, desk: Desk, items: Sequence[FeedItem]) -> Changes:
        head, changes = desk.journal.head().number, Changes(sync=True)
        cursor = desk.sync.cursor(Feed.POINT)
        for item in desk.sync.keep_feed(Feed.POINT, items, cursor, head):
            changes |= apply_item(desk, item, self._this.point)
        return changes


def _portions(items: list[FeedItem]) -> Iterator[list[FeedItem]]:
    for begin in range(0, len(items), ITEMS_AT_ONCE):
        yield items[begin : begin + ITEMS_AT_ONCE]


def _case(page: CasesPage, told: bytes) -> FeedItem:
    body = _read(told, dict[str, Any])
    try:
        subject = str(body["case"]["id"])
    except (KeyError, TypeError) as error:
        raise Trouble("sync_answer_malformed") from error
    return _item(page, FeedKind.CASE_TOLD.value, subject, body)


class _Word(msgspec.Struct):
    kind: str
    subject: str
    body: dict[str, Any]


msgspec.json.Decoder(_Word)  # learns its fields while one thread imports this: see packing.decoded


def _helping(page: CasesPage, told: bytes) -> FeedItem:
    word = _read(told, _Word)
    return _item(page, word.kind, word.subject, {"body": word.body})


def _read(told: bytes, kind: type[_Read]) -> _Read:
    try:
        return msgspec.json.decode(told, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Trouble("sync_answer_malformed") from error


def _item(page: CasesPage, kind: str, subject: str, body: Mapping[str, Any]) -> FeedItem:
    """What the page tells as an item of the point's feed, at the number up to which it tells."""
    at = from_microseconds(page.at)
    return FeedItem(feed=Feed.POINT, number=page.feed, at=at, kind=kind, subject=subject, body=body)
