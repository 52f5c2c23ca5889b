"""The courier's way out: what would go over the link goes on a stick, sealed to central.

A bundle holds the same signed requests as HTTPS carries, so sending it twice, or on both roads, changes nothing.
No part of this waits for a network.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from app.clock import CHINA
from app.errors import Refused, Trouble
from app.events import Announcer, Changes
from app.journal import Stream, microseconds
from app.storage.desk import DeskStore
from app.storage.sync import KeyUse
from app.sync import bundle as luggage
from app.sync import messages as wire
from app.sync import on_stick
from app.sync.bundle import BundleWriter, CarriedFile, CarriedRequest, Manifest, Way
from app.sync.enrol import Surroundings, ThisDevice
from app.sync.model import Feed, Trip
from app.sync.packing import Purpose, pack, sign_bytes
from app.sync.pull import Asked
from app.sync.push import Outgoing, outgoing
from app.sync.sources import Sources
from app.sync.whereabouts import CourierFacts

ROOM = 6 << 20
"""Bytes of entries in one request of a bundle; on a stick nothing is gained by small ones."""
FEED_ROOM = 4 << 20
_MARGIN = 256 << 10
"""Bytes that stay free on the stick for the manifest and the folder itself."""

Progress = Callable[[int, int], None]
"""Told how many bytes are written, of about how many. What it raises ends the export, and nothing of it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What lies on the stick now. `left`: attachments that had no room there."""

    trip: str
    folder: Path
    entries: int
    blobs: int
    left: int
    bytes: int


class Courier:
    """Writes bundles. Called on the storage lane."""

    def __init__(
        self,
        *,
        desk: DeskStore,
        sources: Sources,
        this: ThisDevice,
        around: Surroundings,
        announcer: Announcer,
        reply_to: bytes,
        facts: CourierFacts,
    ) -> None:
        """`reply_to` is the X25519 public key to which central seals its answers."""
        self._facts = facts
        self._desk = desk
        self._sources = sources
        self._this = this
        self._around = around
        self._announcer = announcer
        self._reply_to = reply_to

    def export(
        self, place: Path, progress: Progress = lambda done, of: None, *, stick: str = "", carrier: str = ""
    ) -> Exported:
        """Everything that central has not acknowledged, as one bundle in `place`; older bundles of this desk go.

        `stick` and `carrier` are kept as the clerk said them. Raises Refused("courier_not_enrolled"), Trouble:
        sync_forked, courier_place_missing, courier_no_room, and what BundleWriter raises. What was on the stick before
        is there as before then.
        """
        if not place.is_dir():
            raise Trouble("courier_place_missing", path=str(place))
        asked, incarnation, receiver = self._state()
        made_at = self._around.clock.now()
        trip = self._around.ids.new()
        need = self._facts.carried(0).need
        on_stick.remove_unfinished(place, self._prefix)
        writer = BundleWriter(place, self._name(made_at, trip), lambda size: progress(size, max(size, need.all)))
        try:
            if (free := writer.room()) < need.least:
                raise Trouble("courier_no_room", need=_mb(need.least), free=_mb(free))
            requests = self._requests(asked, incarnation)
            nonces, upto = self._write_requests(writer, requests, receiver, asked)
            carried, left = self._write_files(writer, receiver)
            nonces += self._write_questions(writer, asked, incarnation, receiver, carried)
            kept = Trip(
                id=trip,
                made_at=made_at,
                place=str(place),
                marks=asked.marks,
                upto=upto,
                cursors=asked.cursors,
                nonces=nonces,
                entries=sum(upto[stream] - mark for stream, mark in asked.marks.items()),
                blobs=len(carried),
                left=left,
                bytes=writer.size,
                stick=stick,
                carrier=carrier,
                files=tuple(digest.hex() for digest in carried),
            )
            with self._desk.writing() as desk:
                desk.courier.keep(kept)
            folder = self._finish(writer, kept)
            with self._desk.writing() as desk:
                desk.courier.written(trip, self._around.clock.now())
            if not left:
                self._remove_older(place, folder)
        except BaseException:
            writer.abandon()
            raise
        self._announcer.announce(Changes(sync=True, cases=True))
        return Exported(trip=trip, folder=folder, entries=kept.entries, blobs=len(carried), left=left, bytes=kept.bytes)

    def _state(self) -> tuple[Asked, str | None, bytes]:
        """The marks and cursors to ask from, central's life, and the key to seal to."""
        with self._desk.reading() as desk:
            if desk.sync.forked():
                raise Trouble("sync_forked")
            usable = [key.public for key in desk.sync.keys(KeyUse.SEAL) if key.retired is None]
            if desk.sync.enrolment() is None or not usable:
                raise Refused("courier_not_enrolled")
            marks = {stream: desk.sync.acknowledged(self._this.id, stream) for stream in self._sources}
            cursors = {feed: desk.sync.cursor(feed) for feed in Feed}
            return Asked(marks=marks, cursors=cursors), desk.sync.incarnation(), usable[0]

    def _requests(self, asked: Asked, incarnation: str | None) -> Iterator[tuple[wire.Exchange, Outgoing]]:
        """At least one request, together everything behind the marks as it stands when they are made."""
        marks = dict(asked.marks)
        while True:
            going = outgoing(self._sources, marks, ROOM)
            for batch in going.batches:
                marks[batch.stream] = batch.first + len(batch.entries) - 1
            yield self._request(asked, incarnation, going), going
            if not going.waiting:
                return

    def _request(
        self, asked: Asked, incarnation: str | None, going: Outgoing, files: Sequence[bytes] = ()
    ) -> wire.Exchange:
        return wire.Exchange(
            oldest=wire.OLDEST,
            newest=wire.NEWEST,
            device=self._this.id,
            nonce=self._around.ids.bytes(16),
            at=microseconds(self._around.clock.now()),
            batches=going.batches,
            point=asked.cursors[Feed.POINT],
            shared=asked.cursors[Feed.SHARED],
            room=FEED_ROOM,
            incarnation=incarnation,
            waiting=going.waiting,
            program=self._around.program,
            files=tuple(files),
        )

    def _write_requests(
        self,
        writer: BundleWriter,
        requests: Iterator[tuple[wire.Exchange, Outgoing]],
        receiver: bytes,
        asked: Asked,
    ) -> tuple[tuple[bytes, ...], Mapping[Stream, int]]:
        """The nonces that went out, and the last entry of each stream."""
        nonces, upto = [], dict(asked.marks)
        for request, going in requests:
            self._write_request(writer, request, receiver)
            nonces.append(request.nonce)
            for batch in going.batches:
                upto[batch.stream] = batch.first + len(batch.entries) - 1
        return tuple(nonces), upto

    def _write_questions(
        self, writer: BundleWriter, asked: Asked, incarnation: str | None, receiver: bytes, files: Sequence[bytes]
    ) -> tuple[bytes, ...]:
        """Requests that carry nothing and ask central to sign for the attachments that the bundle brings."""
        nonces = []
        for begin in range(0, len(files), wire.MAX_FILES):
            nothing = Outgoing(batches=(), waiting=0)
            request = self._request(asked, incarnation, nothing, files[begin : begin + wire.MAX_FILES])
            self._write_request(writer, request, receiver)
            nonces.append(request.nonce)
        return tuple(nonces)

    def _write_request(self, writer: BundleWriter, request: wire.Exchange, receiver: bytes) -> None:
        body, signer = pack(request), self._this.desk_signer
        carried = CarriedRequest(
            body=body,
            signature=sign_bytes(signer, Purpose.EXCHANGE, body),
            reply_to=self._reply_to,
            vouch=sign_bytes(signer, Purpose.COURIER, luggage.vouched(body, self._reply_to)),
        )
        writer.add("records", self._sealed(receiver, carried))

    def _write_files(self, writer: BundleWriter, receiver: bytes) -> tuple[list[bytes], int]:
        """The attachments on the stick, by digest, and how many had no room. One that is lost or damaged here is told
        by its case and keeps no other back."""
        with self._desk.reading() as desk:
            waiting = desk.files.undelivered()
        written, left = list[bytes](), 0
        for file in waiting:
            content = self._content(file.digest)
            if content is not None and writer.room() < len(content) + _MARGIN:
                left += 1
            elif content is not None:
                digest = bytes.fromhex(file.digest)
                signature = sign_bytes(self._this.desk_signer, Purpose.COURIER, digest)
                carried = CarriedFile(digest=digest, media=file.media, content=content, signature=signature)
                writer.add("file", self._sealed(receiver, carried))
                written.append(digest)
        return written, left

    def _content(self, digest: str) -> bytes | None:
        try:
            with self._desk.reading() as desk:
                return desk.files.read(digest)
        except Trouble:
            return None

    def _sealed(self, receiver: bytes, part: msgspec.Struct) -> bytes:
        return self._around.seal(receiver, msgspec.msgpack.encode(part), self._around.ids.bytes(32))

    def _finish(self, writer: BundleWriter, trip: Trip) -> Path:
        manifest = Manifest(
            format=luggage.FORMAT,
            way=Way.OUT,
            point=self._this.point,
            device=self._this.id,
            device_number=self._this.number,
            trip=trip.id,
            made_at=microseconds(trip.made_at),
            entries=trip.entries,
            blobs=trip.blobs,
            left=trip.left,
            key=self._this.desk_signer.key_id.hex(),
            parts=writer.parts(),
        )
        signed = msgspec.json.encode(manifest)
        return writer.finish(signed, sign_bytes(self._this.desk_signer, Purpose.COURIER, signed))

    def _name(self, made_at: datetime, trip: str) -> str:
        """Sorted by point, window and time in a file manager."""
        return f"{self._prefix}{made_at.astimezone(CHINA):%Y%m%d-%H%M%S}-{trip[-6:]}"

    @property
    def _prefix(self) -> str:
        return f"{self._this.point}-{self._this.number:02d}-"

    def _remove_older(self, place: Path, newest: Path) -> None:
        """Bundles of this desk that the newest one replaces: it holds all that central has not acknowledged."""
        for bundle in on_stick.look(place).going(Way.OUT).whole:
            if bundle.manifest.device == self._this.id and bundle.folder != newest:
                on_stick.remove(bundle)


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
