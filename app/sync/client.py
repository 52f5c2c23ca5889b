"""The desk's side of the road: requests over HTTP, every failure turned into one Trouble here and nowhere else."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from app.clock import Clock
from app.errors import Refused, Trouble
from app.ids import DeviceId
from app.sync import messages as wire
from app.sync.enrol_messages import Enrolled
from app.sync.hanging_up import Lines
from app.sync.http_troubles import refusal, troubles
from app.sync.key_sheets import RootedKeys
from app.sync.messages import Answer
from app.sync.packing import NO_DICTIONARIES, Dictionaries, Purpose, is_signed, unpack
from app.sync.parts import PartReader
from app.sync.point_cases import CasesPage
from app.sync.reckoning import Reckoned

if TYPE_CHECKING:
    import ssl

    import httpx  # imported late: it costs a tenth of a second at the start

_T = TypeVar("_T", bound=msgspec.Struct)
FindKey = Callable[[bytes], bytes | None]
"""Central's signing key of that name, if it is one that may sign today."""

_CHUNK = 16 << 10
_AROUND, _PACKETS = 1500, 1.06
"""What a request costs beside its bodies: bytes of headers and its share of handshakes, and the packets' own part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds to connect, and to wait for any byte to move."""

    connect: float = 10.0
    silence: float = 20.0


@dataclass(slots=True)
class Meter:
    """Bytes of bodies that have left and come, and requests; broken ones included."""

    up: int = 0
    down: int = 0
    requests: int = 0
    before: int = 0

    def begin(self) -> None:
        """A request begins."""
        self.requests += 1
        self.before = self.up + self.down

    @property
    def latest(self) -> int:
        """Bytes of bodies that the last request has moved."""
        return self.up + self.down - self.before

    @property
    def paid(self) -> int:
        """About the bytes that whoever sells the link counts: with headers, packets and handshakes."""
        return int((self.up + self.down) * _PACKETS) + self.requests * _AROUND


def _nothing() -> None:
    """What this side does while central works, unless it has something to do."""


class CentralClient:
    """Talks to one central. One thread at a time; `close` when done. Every method raises Trouble (README.md, §7).

    `proven`: who answers there has signed one of our nonces, so entries may be told to it. `sent_whole`: all of the
    last request's body has left, so it may have arrived although no answer came.
    """

    def __init__(
        self,
        url: str,
        *,
        transport: "httpx.BaseTransport | None" = None,
        timeouts: Timeouts | None = None,
        dictionaries: Dictionaries = NO_DICTIONARIES,
        dates_count: bool = True,
    ) -> None:
        """`dates_count` False: this computer's clock is in doubt, so a certificate's dates are not held against it;
        its chain and its name are. Who central is, the pinned root key says."""
        import httpx

        limits = timeouts or Timeouts()
        self.url = url
        self.dates_count = dates_count
        self.meter = Meter()
        self._lines = Lines()
        self.proven = False
        self.sent_whole = False
        self._dictionaries = dictionaries
        with troubles():
            self._http = httpx.Client(
                base_url=url.rstrip("/"),
                transport=transport,
                timeout=httpx.Timeout(limits.silence, connect=limits.connect),
                verify=certificates(dates_count=dates_count),
                trust_env=False,
            )

    def close(self) -> None:
        self._http.close()

    def hang_up(self) -> None:
        """Ends what is under way, and whatever is begun after it, as if the link had broken. From any thread."""
        self._lines.hang_up()

    def keys(self) -> RootedKeys:
        """Central's root key and its own keys. Whether to trust them is the caller's question."""
        body, _ = self._ask("GET", wire.KEYS_PATH)
        return _read(body, RootedKeys)

    def exchange(
        self,
        device: DeviceId,
        body: bytes,
        signature: str,
        nonce: bytes,
        find_key: FindKey,
        meanwhile: Callable[[], None] = _nothing,
    ) -> Answer:
        """Sends an Exchange as packed and signed, and returns the answer to it, proven to be central's.

        `meanwhile` is called once the body has left, so that this side works while central does; what it raises ends
        the request.
        """
        headers = _by(device, signature)
        return self._signed(wire.EXCHANGE_PATH, body, headers, Purpose.ANSWER, Answer, nonce, find_key, meanwhile)

    def cases(
        self, device: DeviceId, body: bytes, signature: str, nonce: bytes, find_key: FindKey
    ) -> Generator[CasesPage, None, None]:
        """Sends a CasesAsk as packed and signed, and yields the pages as they come, each proven to be central's.

        Between two pages other requests may be made; the answer waits in the meantime. Whoever wants no more of it
        closes the iterator.
        """
        headers = {**_by(device, signature), "Accept": wire.PARTS_TYPE}
        with self._asking("POST", wire.CASES_PATH, body, headers) as response:
            self._check(response, wire.PARTS_TYPE)
            key = find_key(_key_name(response.headers.get(wire.KEY_HEADER, "")))
            if key is None:
                raise Trouble("sync_answer_signature")
            reader = PartReader(key, Purpose.CASES_TOLD, CasesPage)
            for chunk in self._chunks(response):
                for page in reader.read(chunk):
                    if page.nonce != nonce:
                        raise Trouble("sync_answer_nonce")
                    self.proven = True
                    yield page

    def reckon(
        self,
        device: DeviceId,
        body: bytes,
        signature: str,
        nonce: bytes,
        find_key: FindKey,
        meanwhile: Callable[[], None] = _nothing,
    ) -> Reckoned:
        """Sends a Reckon as packed and signed, and returns the answer, proven to be central's. `meanwhile` as above."""
        headers = _by(device, signature)
        return self._signed(wire.RECKONING_PATH, body, headers, Purpose.RECKONED, Reckoned, nonce, find_key, meanwhile)

    def enrol(self, sealed: bytes, nonce: bytes, find_key: FindKey) -> Enrolled:
        """Sends a sealed Enrol. Codes that central refuses come as Refused."""
        return self._signed(wire.ENROL_PATH, sealed, {}, Purpose.ENROLLED, Enrolled, nonce, find_key)

    def _signed(
        self,
        path: str,
        body: bytes,
        headers: dict[str, str],
        purpose: Purpose,
        kind: type[_T],
        nonce: bytes,
        find_key: FindKey,
        meanwhile: Callable[[], None] = _nothing,
    ) -> _T:
        answer, answered = self._ask("POST", path, body, headers, meanwhile)
        key = find_key(_key_name(answered.get(wire.KEY_HEADER, "")))
        if key is None or not is_signed(key, purpose, answer, answered.get(wire.SIGNATURE_HEADER, "")):
            raise Trouble("sync_answer_signature")
        read = _read(answer, kind, self._dictionaries)
        if getattr(read, "nonce", None) != nonce:
            raise Trouble("sync_answer_nonce")
        self.proven = True
        return read

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        meanwhile: Callable[[], None] = _nothing,
    ) -> tuple[bytes, "httpx.Headers"]:
        """One request; its body and headers when central answered 200 in our media type."""
        with self._asking(method, path, body, headers, meanwhile) as response:
            self._check(response, wire.MEDIA_TYPE)
            return self._received(response), response.headers

    @contextmanager
    def _asking(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        meanwhile: Callable[[], None] = _nothing,
    ) -> Iterator["httpx.Response"]:
        """The beginning of an answer, whose body is still to be read."""
        sent = {"Accept": wire.MEDIA_TYPE, **(headers or {})}
        if method == "POST":
            sent |= {"Content-Type": wire.MEDIA_TYPE, "Content-Length": str(len(body))}
        self.meter.begin()
        content = self._metered(body, meanwhile) if method == "POST" else None
        self.sent_whole = False
        told = {"trace": self._lines.trace}
        with troubles(), self._http.stream(method, path, content=content, headers=sent, extensions=told) as response:
            yield response

    def _check(self, response: "httpx.Response", expected: str) -> None:
        """Raises what an answer that is none of ours means."""
        media = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if response.status_code != 200 or media != expected:
            raise refusal(response.status_code, response.headers, self._received(response))

    def _metered(self, body: bytes, meanwhile: Callable[[], None]) -> Iterator[bytes]:
        for begin in range(0, len(body), _CHUNK):
            chunk = body[begin : begin + _CHUNK]
            self.meter.up += len(chunk)
            yield chunk
        self.sent_whole = True
        meanwhile()

    def _received(self, response: "httpx.Response") -> bytes:
        received = bytearray()
        for chunk in self._chunks(response):
            received += chunk
            if len(received) > wire.MAX_BODY:
                raise Trouble("sync_answer_too_large")
        return bytes(received)

    def _chunks(self, response: "httpx.Response") -> Iterator[bytes]:
        for chunk in response.iter_raw():
            self.meter.down += len(chunk)
            yield chunk


_NO_CHECK_TIME = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME (x509_vfy.h), which Python's ssl has no name for."""


@cache
def certificates(*, dates_count: bool) -> "ssl.SSLContext":
    """How a server's certificate is judged: by the chain and the name, and by its dates where the clock is good.

    Shared by all clients of a program: reading the authorities takes 20 to 40 ms.
    """
    import httpx

    context = httpx.create_ssl_context(trust_env=False)
    if not dates_count:
        context.verify_flags |= _NO_CHECK_TIME
    return context


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a look at central showed: whether it is the pinned one (None: nothing pinned yet), and how long it took."""

    root: bytes
    known: bool | None
    demo: bool
    seconds: float


def reach(client: CentralClient, clock: Clock, pinned: bytes | None) -> Reach:
    """Whether central answers, for the settings' 测试连接. Changes nothing. Raises Trouble."""
    began = clock.seconds()
    keys = client.keys()
    known = None if pinned is None else keys.root == pinned
    return Reach(root=keys.root, known=known, demo=keys.demo, seconds=clock.seconds() - began)


def _read(body: bytes, kind: type[_T], dictionaries: Dictionaries = NO_DICTIONARIES) -> _T:
    try:
        return unpack(body, kind, dictionaries)
    except Refused as error:
        code = "sync_answer_too_large" if error.code == "body_too_large" else "sync_answer_malformed"
        raise Trouble(code) from error


def _by(device: DeviceId, signature: str) -> dict[str, str]:
    """Who asks, and that it is they."""
    return {wire.DEVICE_HEADER: device, wire.SIGNATURE_HEADER: signature}


def _key_name(header: str) -> bytes:
    try:
        return bytes.fromhex(header)
    except ValueError:
        return b""
