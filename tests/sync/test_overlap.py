"""The desk works while central does: what an answer brought is applied once the next request has left."""

import httpx

from app.journal import Stream
from app.sync.messages import EXCHANGE_PATH, Exchange
from app.sync.model import Feed
from app.sync.packing import unpack
from app.sync.sources import Ahead
from tests.sync.fake_central import FakeCentral
from tests.sync.make import TestDesk


class Watching(httpx.BaseTransport):
    """Central, with what the desk had applied when each exchange's body had left, beside what it had asked from."""

    def __init__(self, desk: TestDesk, central: FakeCentral, breaks_at: int = 0) -> None:
        self._desk = desk
        self._central = central.transport()
        self._breaks_at = breaks_at
        self.seen: list[tuple[int, int]] = []
        self.exchanges = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == EXCHANGE_PATH:
            self.exchanges += 1
            if self.exchanges == self._breaks_at:
                raise httpx.ConnectError("gone", request=request)
            asked = unpack(request.read(), Exchange)
            self.seen.append((asked.point, cursor(self._desk)))
        return self._central.handle_request(request)


def cursor(desk: TestDesk) -> int:
    with desk.store.reading() as store:
        return store.sync.cursor(Feed.POINT)


def test_an_answers_pages_are_applied_once_the_next_request_has_left(desk: TestDesk, central: FakeCentral) -> None:
    case = desk.record(300)[0]
    central.tell("case.registered", case.id, {"act": "register", "change": {"central_no": "2205-1"}})
    watching = Watching(desk, central)
    report = desk.engine(transport=watching).cycle()
    assert (report.trouble, report.pulled) == (None, 1)
    assert watching.seen == [(0, 0), (1, 1)]
    assert desk.case(case.id).central_no == "2205-1"


def test_pages_are_not_lost_when_the_next_request_never_leaves(desk: TestDesk, central: FakeCentral) -> None:
    case = desk.record(300)[0]
    central.tell("case.registered", case.id, {"act": "register", "change": {"central_no": "2205-1"}})
    report = desk.engine(transport=Watching(desk, central, breaks_at=2)).cycle()
    assert (report.trouble, report.pulled) == ("sync_offline", 1)
    assert report.pending > 0
    assert (cursor(desk), desk.case(case.id).central_no) == (1, "2205-1")


def test_many_requests_carry_each_entry_once_and_in_order(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(700)
    watching = Watching(desk, central)
    assert desk.engine(transport=watching).cycle().pending == 0
    assert watching.exchanges > 1
    numbers = [name.number for name in central.arrivals if name.stream is Stream.DESK]
    assert numbers == list(range(1, 701))


def test_what_was_read_ahead_serves_just_what_it_was_read_for(desk: TestDesk) -> None:
    desk.record(5)
    source = desk.sources[Stream.DESK]
    ahead = Ahead(source)
    ahead.prepare(2, 3)
    desk.record(1)
    assert ahead.after(2, 2) == source.after(2, 2)
    ahead.prepare(2, 2)
    assert ahead.after(3, 2) == source.after(3, 2)
    ahead.prepare(2, 2)
    assert ahead.after(2, 3) == source.after(2, 3)
