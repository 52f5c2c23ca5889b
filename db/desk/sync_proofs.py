"""Central's proofs of delivery, in desk.db, and what they make of a case's way."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.ids import DeviceId
from app.journal import Stream
from app.sync.model import Arrival, Delivery, KeptProof
from db.desk.counters import next_value
from db.desk.models import FileRow
from db.desk.sync_models import ProofRow, ProvenFileRow
from db.prepared import Prepared

if TYPE_CHECKING:
    from db.desk.courier import CourierStore

_SERIES = "central's proofs"
_AT_ONCE = 500
"""Digests in one question."""

_OF_STREAM = (
    ProofRow.device == bindparam("of_device"),
    ProofRow.stream == bindparam("of_stream"),
    ProofRow.lapsed.is_(None),
)
_NEWEST = Prepared(select(func.max(ProofRow.number)).where(*_OF_STREAM))
_FIRST_COVERING = Prepared(
    select(ProofRow.__table__)
    .where(*_OF_STREAM, ProofRow.number >= bindparam("of_number"))
    .order_by(ProofRow.number, ProofRow.place)
    .limit(1)
)


class Proofs:
    """The proofs within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, proof: KeptProof) -> None:
        place = next_value(self._connection, _SERIES)
        values = {
            "place": place,
            "device": proof.device,
            "stream": proof.stream.value,
            "number": proof.number,
            "at": proof.at,
            "body": proof.body,
            "key": proof.key,
            "signature": proof.signature,
            "lapsed": proof.lapsed,
        }
        self._connection.execute(insert(ProofRow), values)
        if proof.files:
            named = [{"digest": digest, "proof": place} for digest in proof.files]
            self._connection.execute(upsert(ProvenFileRow).on_conflict_do_nothing(), named)

    def lapse(self, device: DeviceId, stream: Stream, number: int, at: datetime) -> None:
        mine = ProofRow.device == device, ProofRow.stream == stream.value, ProofRow.lapsed.is_(None)
        self._connection.execute(update(ProofRow).where(*mine, ProofRow.number > number).values(lapsed=at))
        gone = select(ProofRow.place).where(ProofRow.lapsed.is_not(None))
        self._connection.execute(delete(ProvenFileRow).where(ProvenFileRow.proof.in_(gone)))
        unsigned = FileRow.digest.not_in(select(ProvenFileRow.digest))
        self._connection.execute(update(FileRow).where(unsigned).values(arrived_at=None))

    def newest(self, device: DeviceId, stream: Stream) -> int:
        row = _NEWEST.first(self._connection, of_device=device, of_stream=stream.value)
        return 0 if row is None or row[0] is None else int(row[0])

    def covering(self, device: DeviceId, stream: Stream, number: int) -> KeptProof | None:
        row = _FIRST_COVERING.first(self._connection, of_device=device, of_stream=stream.value, of_number=number)
        return None if row is None else _proof(row)

    def all(self) -> Iterator[KeptProof]:
        for row in self._connection.execute(select(ProofRow.__table__).order_by(ProofRow.place)):
            yield _proof(row)

    def claimed_files(self) -> set[str]:
        return set(self._connection.execute(select(ProvenFileRow.digest)).scalars())

    def kept(self, digests: Iterable[str]) -> set[str]:
        """Those of these attachments that lie on this desk, so that they are its to deliver."""
        wanted, found = sorted(set(digests)), set[str]()
        for begin in range(0, len(wanted), _AT_ONCE):
            some = select(FileRow.digest).where(FileRow.digest.in_(wanted[begin : begin + _AT_ONCE]))
            found.update(self._connection.execute(some).scalars())
        return found

    def of_files(self, digests: Iterable[str]) -> dict[str, datetime]:
        """Those of these attachments that central has signed for, and when."""
        wanted = sorted(set(digests))
        found: dict[str, datetime] = {}
        for begin in range(0, len(wanted), _AT_ONCE):
            some = ProvenFileRow.digest.in_(wanted[begin : begin + _AT_ONCE])
            rows = select(ProvenFileRow.digest, ProofRow.at).join(ProofRow, ProofRow.place == ProvenFileRow.proof)
            found |= {row.digest: row.at for row in self._connection.execute(rows.where(some))}
        return found


class Deliveries:
    """How far cases of `device` have come, asked once a transaction as far as that goes."""

    def __init__(
        self, proofs: Proofs, device: DeviceId, acknowledged: Callable[[], int], courier: Callable[[], "CourierStore"]
    ) -> None:
        self._courier = courier
        self._on_stick: tuple[int, set[str]] | None = None
        self._proofs = proofs
        self._device = device
        self._acknowledged = acknowledged
        self._newest: int | None = None
        self._files: dict[str, datetime | None] = {}
        self._unsigned: set[str] = set()

    def look_up(self, digests: Iterable[str]) -> None:
        """Asks in one go for the attachments of many cases."""
        wanted = set(digests).difference(self._files)
        if wanted:
            found, kept = self._proofs.of_files(wanted), self._proofs.kept(wanted)
            self._files |= {digest: found.get(digest) for digest in wanted}
            self._unsigned |= kept.difference(found)

    def of(self, device: str, number: int, digests: Collection[str]) -> Delivery:
        """Of the case whose newest entry is number `number` of `device`, with these attachments. Says no time."""
        if device != self._device:
            return Delivery(arrival=Arrival.FETCHED)
        self.look_up(digests)
        lacking = self._unsigned.intersection(digests)
        missing = len(lacking)
        if number > self._acknowledged():
            return Delivery(arrival=Arrival.HERE, files=missing, carried=self._carried(number, lacking))
        if self._newest is None:
            self._newest = self._proofs.newest(self._device, Stream.DESK)
        if number > self._newest:
            return Delivery(arrival=Arrival.SENT, files=missing)
        carried = bool(lacking) and self._carried(0, lacking)
        return Delivery(arrival=Arrival.RECORDS if missing else Arrival.RECEIVED, files=missing, carried=carried)

    def _carried(self, number: int, digests: Collection[str]) -> bool:
        """Whether a stick is under way with this entry and these attachments."""
        if self._on_stick is None:
            courier = self._courier()
            self._on_stick = courier.exported(Stream.DESK), courier.files()
        exported, files = self._on_stick
        return number <= exported and files.issuperset(digests)

    def timed(self, device: str, number: int, digests: Collection[str]) -> Delivery:
        """As `of`, with the time of the proof."""
        found = self.of(device, number, digests)
        if found.arrival not in (Arrival.RECORDS, Arrival.RECEIVED):
            return found
        proof = self._proofs.covering(self._device, Stream.DESK, number)
        assert proof is not None  # the newest covers it
        times = [time for digest in digests if (time := self._files.get(digest))]
        at = max([proof.at, *times]) if found.arrival is Arrival.RECEIVED else proof.at
        return replace(found, at=at)


class _Said(msgspec.Struct, array_like=True):
    """A proof's body (app.sync.messages.Proof): its hash and attachments are in no columns."""

    device: str
    stream: str
    number: int
    hash: bytes
    at: int
    files: tuple[bytes, ...] = ()


_SAID = msgspec.msgpack.Decoder(_Said)
"""Made here and not at first use, where two threads that learn a struct's fields at once crash (msgspec 0.22)."""


def _said(body: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """Hash and attachments; none of a body that somebody changed, which `verify` then finds unsigned."""
    try:
        said = _SAID.decode(body)
    except msgspec.DecodeError:
        return b"", ()
    return said.hash, said.files


def _proof(row: Any) -> KeptProof:
    _place, device, stream, number, at, body, key, signature, lapsed = row
    hashed, files = _said(body)
    return KeptProof(
        device=DeviceId(device),
        stream=Stream(stream),
        number=number,
        hash=hashed,
        at=at,
        files=tuple(digest.hex() for digest in files),
        body=body,
        key=key,
        signature=signature,
        lapsed=lapsed,
    )
