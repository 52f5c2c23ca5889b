"""The central half of the protocol, in memory and no more of it than README.md asks: what a misbehaving road is
tried against. The real central is tested in test_against_central.py."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec

from app.clock import local_date
from app.ids import DeviceId
from app.journal import GENESIS, EntryName, Stream, microseconds, read_payload
from app.keys import Ed25519Signer, SealingKey
from app.sync import messages as wire
from app.sync.codes import make_code
from app.sync.enrol_messages import Enrol, Enrolled, PointProfile
from app.sync.key_sheets import CentralKey, DeviceKey, KeySheet, RootedKeys, Use, write_sheet
from app.sync.messages import Answer, Batch, Carried, Exchange
from app.sync.model import VerdictKind
from app.sync.packing import Purpose, batch_is_signed, is_signed, key_name, pack, possession, sign, sign_bytes, unpack
from app.sync.reckoning import DayCount, Reckon, Reckoned, digest_of_cases
from tests.sync.make import IDS

Reply = tuple[int, dict[str, str], bytes]
Says = tuple[VerdictKind, str | None, str | None]
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass(repr=False)
class FakeCentral:
    """Stores entries by name and answers as README.md says. `rulings` are verdicts other than plain acceptance."""

    demo: bool = True
    point_items: list[wire.FeedLine] = field(default_factory=list)
    shared_items: list[wire.FeedLine] = field(default_factory=list)
    page: int = 1000
    rulings: dict[EntryName, Says] = field(default_factory=dict)
    stored: dict[EntryName, Carried] = field(default_factory=dict)
    arrivals: list[EntryName] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    keys: dict[tuple[str, Stream], bytes] = field(default_factory=dict)
    sheets: int = 1
    lost: set[str] = field(default_factory=set)
    strangers: tuple[str, ...] = ()
    reckonings: list[Reckon] = field(default_factory=list)
    files: set[bytes] = field(default_factory=set)
    tampers: Callable[[wire.Proof], wire.Proof] | None = None

    def __repr__(self) -> str:
        return f"FakeCentral({len(self.stored)} entries)"

    def __post_init__(self) -> None:
        self.root, self.signer = Ed25519Signer(IDS.bytes(32)), Ed25519Signer(IDS.bytes(32))
        self.sealing = SealingKey(IDS.bytes(32))
        self.incarnation = IDS.new()
        self.code = make_code(IDS.bytes(7), self.root.public)

    def transport(self) -> httpx.MockTransport:
        """A road that never breaks."""

        def handle(request: httpx.Request) -> httpx.Response:
            status, headers, body = self.reply(request.method, request.url.path, request.headers, request.content)
            return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))

        return httpx.MockTransport(handle)

    def reply(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if path == wire.KEYS_PATH:
            sheet, signature = write_sheet(self.sheet(), self.root)
            rooted = RootedKeys(root=self.root.public, sheet=sheet, signature=signature, demo=self.demo)
            return 200, {"Content-Type": wire.MEDIA_TYPE}, pack(rooted)
        if path == wire.ENROL_PATH:
            return self._enrol(unpack(self.sealing.open(body), Enrol))
        if path == wire.CASES_PATH:
            return 404, {"Content-Type": "application/json"}, b'{"detail":"Not Found"}'  # older than the first pull
        if path == wire.RECKONING_PATH:
            return self._reckon(unpack(body, Reckon))
        return self._exchange(headers, body)

    def _reckon(self, asked: Reckon) -> Reply:
        """Compares, but for those of `lost`."""
        self.reckonings.append(asked)
        found: dict[str, set[str]] = {}
        for name, one in self.stored.items():
            subject = read_payload(one.payload)["subject"]
            if name.device == asked.device and one.kind == "case.recorded" and subject not in self.lost:
                found.setdefault(local_date(one.at).isoformat(), set()).add(subject)
        days = [(day, found.get(day, set())) for day in asked.days]
        answer = Reckoned(
            protocol=1,
            nonce=asked.nonce,
            at=microseconds(NOW),
            days=tuple(DayCount(day, len(cases), digest_of_cases(cases)) for day, cases in days),
            named=tuple(sorted(found.get(asked.named or "", set()) | set(self.strangers))) if asked.named else (),
        )
        return self.signed(Purpose.RECKONED, pack(answer))

    def sheet(self, devices: tuple[DeviceKey, ...] = ()) -> KeySheet:
        at = microseconds(NOW)
        central = (
            CentralKey(public=self.signer.public, use=Use.SIGN, since=at),
            CentralKey(public=self.sealing.public, use=Use.SEAL, since=at),
        )
        return KeySheet(number=self.sheets, at=at, central=central, devices=devices)

    def tell(self, kind: str, subject: str, body: dict[str, Any], *, shared: bool = False) -> None:
        """The next item of a feed."""
        feed = self.shared_items if shared else self.point_items
        at = microseconds(NOW) + len(feed)
        feed.append(
            wire.FeedLine(number=len(feed) + 1, at=at, kind=kind, subject=subject, body=msgspec.json.encode(body))
        )

    def signed(self, purpose: Purpose, body: bytes) -> Reply:
        headers = {
            "Content-Type": wire.MEDIA_TYPE,
            wire.KEY_HEADER: key_name(self.signer.public).hex(),
            wire.SIGNATURE_HEADER: sign(self.signer, purpose, body),
        }
        return 200, headers, body

    def prove(self, proof: wire.Proof, by: Ed25519Signer | None = None) -> wire.SignedProof:
        """A proof that central signs, or another."""
        signer = by or self.signer
        body = msgspec.msgpack.encode(proof if self.tampers is None else self.tampers(proof))
        signature = sign_bytes(signer, Purpose.PROOF, body)
        return wire.SignedProof(body=body, key=key_name(signer.public), signature=signature)

    def _proofs(self, asked: Exchange) -> tuple[wire.SignedProof, ...]:
        known = {one.stream: one.number for one in asked.proven}
        made = []
        for stream in Stream:
            holds = self.holds(asked.device, stream)
            files = tuple(one for one in asked.files if one in self.files) if stream is Stream.DESK else ()
            if files or holds.number != known.get(stream, 0):
                made.append(wire.Proof(holds.device, stream, holds.number, holds.hash, microseconds(NOW), files))
        return tuple(map(self.prove, made))

    def _enrol(self, asked: Enrol) -> Reply:
        if not self.demo and asked.code != self.code.replace("-", ""):
            return 403, {"Content-Type": "application/json"}, json.dumps({"error": "enrol_code_unknown"}).encode()
        for key in asked.keys:
            proven = possession(
                nonce=asked.nonce,
                point=asked.point,
                device_number=asked.device_number,
                device=DeviceId(asked.device),
                stream=key.stream,
                public=key.public,
            )
            import base64

            assert is_signed(key.public, Purpose.POSSESSION, proven, base64.b64encode(key.proof).decode())
            self.keys[asked.device, key.stream] = key.public
        self.sheets += 1
        sheet, signature = write_sheet(self.sheet(), self.root)
        point = PointProfile(
            code=asked.point, name="湾湾川镇便民服务中心", short_name="湾湾川", address="湾湾川镇", phone="0435-3000000"
        )
        answer = Enrolled(
            protocol=1,
            nonce=asked.nonce,
            at=microseconds(NOW),
            incarnation=self.incarnation,
            point=point,
            sheet=sheet,
            sheet_signature=signature,
            demo=self.demo,
        )
        return self.signed(Purpose.ENROLLED, pack(answer))

    def _exchange(self, headers: Mapping[str, str], body: bytes) -> Reply:
        device = headers[wire.DEVICE_HEADER]
        public = self.keys.get((device, Stream.DESK))
        if public is None or not is_signed(public, Purpose.EXCHANGE, body, headers[wire.SIGNATURE_HEADER]):
            return 401, {"Content-Type": "application/json"}, b'{"error":"device_unknown"}'
        asked = unpack(body, Exchange)
        self.exchanges.append(asked)
        forks = tuple(fork for batch in asked.batches for fork in self._take(batch))
        return self.signed(Purpose.ANSWER, pack(self.answer(asked, forks)))

    def answer(self, asked: Exchange, forks: tuple[wire.Fork, ...] = ()) -> Answer:
        accepted, verdicts = [], []
        for batch in asked.batches:
            for number in range(batch.first, batch.first + len(batch.entries)):
                name = EntryName(device=DeviceId(batch.device), stream=batch.stream, number=number)
                if name in self.rulings:
                    verdicts.append(wire.VerdictLine(batch.device, batch.stream, number, *self.rulings[name]))
                elif name in self.stored:
                    accepted.append(wire.Run(batch.device, batch.stream, number, 1))
        return Answer(
            protocol=1,
            nonce=asked.nonce,
            at=microseconds(NOW),
            incarnation=self.incarnation,
            holds=tuple(self.holds(asked.device, stream) for stream in Stream),
            accepted=tuple(accepted),
            verdicts=tuple(verdicts),
            forks=forks,
            proofs=self._proofs(asked),
            point=self._page(self.point_items, asked.point, asked.incarnation),
            shared=self._page(self.shared_items, asked.shared, asked.incarnation),
        )

    def holds(self, device: str, stream: Stream) -> wire.Holds:
        number, hashed = 0, GENESIS
        while (name := EntryName(device=DeviceId(device), stream=stream, number=number + 1)) in self.stored:
            number, hashed = number + 1, self.stored[name].hash
        return wire.Holds(device=device, stream=stream, number=number, hash=hashed)

    def _take(self, batch: Batch) -> list[wire.Fork]:
        carried = list(wire.unfold(batch))
        assert batch_is_signed(self.keys[batch.device, batch.stream], carried[-1].hash, batch)
        for one in carried:
            known = self.stored.get(one.name)
            if known is not None and known.hash != one.hash:
                return [wire.Fork(batch.device, batch.stream, one.name.number, known.hash)]
            if known is None and one.name.number == self.holds(batch.device, batch.stream).number + 1:
                self.stored[one.name] = one
                self.arrivals.append(one.name)
        return []

    def _page(self, items: list[wire.FeedLine], cursor: int, known: str | None) -> wire.Page:
        start = cursor if known == self.incarnation else 0
        chosen = items[start : start + self.page]
        end = chosen[-1].number if chosen else start
        return wire.Page(start=start, end=end, more=end < len(items), items=tuple(chosen))
