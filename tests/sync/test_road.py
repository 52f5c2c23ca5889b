"""A road that lies, breaks off, repeats itself or is too busy: each is a trouble of its own, and nothing is stored."""

from collections.abc import Callable, Mapping

import httpx
import pytest

from app.clock import SystemClock
from app.journal import Stream
from app.keys import Ed25519Signer
from app.sync import messages as wire
from app.sync.client import CentralClient, reach
from app.sync.messages import Exchange
from app.sync.packing import Purpose, pack, sign, unpack
from tests.sync.fake_central import FakeCentral, Reply
from tests.sync.make import IDS, TestDesk

Bends = Callable[[FakeCentral, Reply, bytes], Reply]


class BentRoad(httpx.BaseTransport):
    """Enrols honestly, then bends every answer to an exchange."""

    def __init__(self, central: FakeCentral, bend: Bends) -> None:
        self.central, self.bend = central, bend

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = b"".join(request.stream)  # type: ignore[arg-type]
        reply = self.central.reply(request.method, request.url.path, request.headers, body)
        if request.url.path == wire.EXCHANGE_PATH:
            reply = self.bend(self.central, reply, body)
        status, headers, answer = reply
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(answer))


def portal(_central: FakeCentral, _reply: Reply, _body: bytes) -> Reply:
    return 200, {"Content-Type": "text/html"}, "<html>请登录</html>".encode()


def portal_with_our_type(_central: FakeCentral, reply: Reply, _body: bytes) -> Reply:
    return 200, dict(reply[1]), b"<html></html>"


def redirect(_central: FakeCentral, _reply: Reply, _body: bytes) -> Reply:
    return 302, {"Location": "http://login.test/"}, b""


def truncated(_central: FakeCentral, reply: Reply, _body: bytes) -> Reply:
    return reply[0], reply[1], reply[2][:-1]


def by_another_key(central: FakeCentral, reply: Reply, _body: bytes) -> Reply:
    stranger = Ed25519Signer(IDS.bytes(32))
    return 200, {**reply[1], wire.SIGNATURE_HEADER: sign(stranger, Purpose.ANSWER, reply[2])}, reply[2]


def by_an_unlisted_key(central: FakeCentral, reply: Reply, _body: bytes) -> Reply:
    stranger = Ed25519Signer(IDS.bytes(32))
    signature = sign(stranger, Purpose.ANSWER, reply[2])
    return 200, {**reply[1], wire.KEY_HEADER: stranger.key_id.hex(), wire.SIGNATURE_HEADER: signature}, reply[2]


def with_another_purpose(central: FakeCentral, reply: Reply, _body: bytes) -> Reply:
    return central.signed(Purpose.ENROLLED, reply[2])


def replayed(central: FakeCentral, _reply: Reply, body: bytes) -> Reply:
    asked = unpack(body, Exchange)
    earlier = Exchange(oldest=1, newest=1, device=asked.device, nonce=bytes(16), at=asked.at)
    return central.signed(Purpose.ANSWER, pack(central.answer(earlier)))


def signed_nonsense(central: FakeCentral, _reply: Reply, _body: bytes) -> Reply:
    return central.signed(Purpose.ANSWER, b"nonsense")


def signed_bomb(central: FakeCentral, _reply: Reply, _body: bytes) -> Reply:
    import zstandard

    return central.signed(Purpose.ANSWER, zstandard.ZstdCompressor().compress(bytes(wire.MAX_UNPACKED + 1)))


def huge(_central: FakeCentral, reply: Reply, _body: bytes) -> Reply:
    return 200, dict(reply[1]), bytes(wire.MAX_BODY + 1)


def busy(_central: FakeCentral, _reply: Reply, _body: bytes) -> Reply:
    return 503, {"Retry-After": "120"}, b""


def bad_gateway(_central: FakeCentral, _reply: Reply, _body: bytes) -> Reply:
    return 502, {"Content-Type": "text/html"}, b"<html>Bad Gateway</html>"


def revoked(_central: FakeCentral, _reply: Reply, _body: bytes) -> Reply:
    return 403, {"Content-Type": "application/json"}, b'{"error":"device_revoked"}'


@pytest.mark.parametrize(
    ("bend", "trouble"),
    [
        (portal, "sync_portal"),
        (portal_with_our_type, "sync_answer_signature"),
        (redirect, "sync_portal"),
        (truncated, "sync_answer_signature"),
        (by_another_key, "sync_answer_signature"),
        (by_an_unlisted_key, "sync_answer_signature"),
        (with_another_purpose, "sync_answer_signature"),
        (replayed, "sync_answer_nonce"),
        (signed_nonsense, "sync_answer_malformed"),
        (signed_bomb, "sync_answer_too_large"),
        (huge, "sync_answer_too_large"),
        (busy, "sync_busy"),
        (bad_gateway, "sync_http"),
        (revoked, "sync_device_revoked"),
    ],
)
def test_what_is_not_centrals_answer_is_never_success(
    desk: TestDesk, central: FakeCentral, bend: Bends, trouble: str
) -> None:
    desk.record(2)
    report = desk.engine(transport=BentRoad(central, bend)).cycle()
    assert (report.trouble, report.pushed, report.pending) == (trouble, 0, 2)
    assert desk.acknowledged() == 0
    assert desk.engine(transport=central.transport()).cycle().pending == 0
    assert len(central.arrivals) == 2


def test_a_busy_centrals_time_is_kept_and_desks_spread(desk: TestDesk, central: FakeCentral) -> None:
    engine = desk.engine(transport=BentRoad(central, busy))
    assert engine.cycle().retry_after == 120
    pauses = {engine.pause() for _ in range(20)}
    assert min(pauses) >= 120
    assert len(pauses) > 1


def test_pauses_grow_to_five_minutes_and_no_further(desk: TestDesk, central: FakeCentral) -> None:
    engine = desk.engine(transport=BentRoad(central, bad_gateway))
    seen = []
    for _ in range(12):
        engine.cycle()
        seen.append(engine.pause())
    assert seen[0] <= 2.0
    assert seen[-1] >= 150.0
    assert max(seen) <= 300.0


def test_fields_of_a_later_version_are_ignored(desk: TestDesk, central: FakeCentral) -> None:
    import msgspec
    import zstandard

    def grown(central: FakeCentral, reply: Reply, _body: bytes) -> Reply:
        answer = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(reply[2]))
        answer["horoscope"] = {"today": "大吉"}
        for holds in answer["holds"]:
            holds.append("more")
        for page in (answer["point"], answer["shared"]):
            page.append(7)
        return central.signed(Purpose.ANSWER, zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(answer)))

    desk.record(2)
    report = desk.engine(transport=BentRoad(central, grown)).cycle()
    assert (report.trouble, report.pushed) == (None, 2)


@pytest.mark.parametrize(("start", "numbers", "end"), [(1, (2,), 2), (0, (2, 1), 2), (0, (1, 1), 1), (0, (1, 2), 1)])
def test_a_page_that_does_not_fit_the_cursor_is_refused(
    desk: TestDesk, central: FakeCentral, start: int, numbers: tuple[int, ...], end: int
) -> None:
    def torn(central: FakeCentral, _reply: Reply, body: bytes) -> Reply:
        import msgspec

        answer = central.answer(unpack(body, Exchange))
        items = tuple(wire.FeedLine(number=n, at=n, kind="x", subject="s", body=b"{}") for n in numbers)
        page = wire.Page(start=start, end=end, more=False, items=items)
        return central.signed(Purpose.ANSWER, pack(msgspec.structs.replace(answer, point=page)))

    assert desk.engine(transport=BentRoad(central, torn)).cycle().trouble == "sync_answer_malformed"


def test_central_may_change_its_signing_key(desk: TestDesk, central: FakeCentral) -> None:
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    central.signer = Ed25519Signer(IDS.bytes(32))
    central.sheets += 1
    assert engine.cycle().trouble is None


def test_another_root_key_at_the_address_stops_the_desk(desk: TestDesk, central: FakeCentral) -> None:
    desk.engine(transport=central.transport()).cycle()
    stranger = FakeCentral(keys=central.keys)
    desk.record(1)
    report = desk.engine(transport=stranger.transport()).cycle()
    assert report.trouble == "sync_root_differs"
    assert stranger.arrivals == []
    assert desk.acknowledged(Stream.DESK) == 0


def test_a_look_at_central_changes_nothing_and_says_whether_it_is_the_pinned_one(
    desk: TestDesk, central: FakeCentral
) -> None:
    clock = SystemClock()
    client = CentralClient("http://central.test", transport=central.transport())
    assert reach(client, clock, None).known is None
    assert reach(client, clock, central.root.public).known is True
    assert reach(client, clock, bytes(32)).known is False
    assert reach(client, clock, None).demo is True


def test_headers_name_the_device_and_sign_the_body(desk: TestDesk, central: FakeCentral) -> None:
    seen: list[Mapping[str, str]] = []

    def look(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        status, headers, body = central.reply(request.method, request.url.path, request.headers, request.content)
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))

    desk.engine(transport=httpx.MockTransport(look)).cycle()
    assert seen[-1]["Sidao-Device"] == desk.device
    assert seen[-1]["Content-Type"] == "application/vnd.sidao.sync"
    assert int(seen[-1]["Content-Length"]) > 0
    assert "Transfer-Encoding" not in seen[-1]
