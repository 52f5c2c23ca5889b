"""What couriers bring: bundles are taken in as if they had come over the link, and each gets its return leg.

One bad bundle is told and keeps no other back. Taking a bundle in again changes nothing and writes the same return leg
as it would be now.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.central.exchange import Exchanges
from app.central.model import DeviceKey
from app.central.program import CentralProgram
from app.central.sheets import rooted_keys
from app.errors import NotFound, Refused, SidaoError, Trouble
from app.ids import DeviceId, Ids
from app.journal import Stream, microseconds
from app.keys import seal
from app.sync import bundle as luggage
from app.sync.bundle import BundleWriter, CarriedAnswer, CarriedFile, CarriedRequest, Manifest, Way
from app.sync.on_stick import Broken, Bundle, look
from app.sync.packing import Purpose, is_signed_bytes, sign_bytes

BACK = "-back"
"""What a return leg's name has behind that of its bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of one bundle. `put_aside`: its device is revoked, so the city must confirm; it gets no answer.
    Nobody can tell whose a bundle with a broken manifest is."""

    bundle: str
    point: str | None
    device: str | None
    entries: int
    blobs: int
    bytes: int
    put_aside: bool = False
    trouble: SidaoError | None = None


class CourierOffice:
    """Takes bundles in. One at a time for each stick; several offices may work on one database."""

    def __init__(self, program: CentralProgram, ids: Ids) -> None:
        self._program = program
        self._exchanges: Exchanges = program.exchanges
        self._ids = ids

    def take(self, place: Path) -> list[Brought]:
        """Every bundle in `place`, the oldest first, and those whose manifest is broken. Raises
        NotFound("courier_nothing"), Trouble: courier_not_read, courier_unfinished."""
        found = look(place).going(Way.OUT)
        if not found.whole and not found.broken:
            raise NotFound("courier_nothing", "place", path=str(place))
        return [self._one(bundle) for bundle in found.whole] + [_not_read(one) for one in found.broken]

    def _one(self, bundle: Bundle) -> Brought:
        manifest, entries, blobs, size, put_aside = bundle.manifest, 0, 0, 0, False
        trouble: SidaoError | None = None
        try:
            size = bundle.check()
            key = self._sender(bundle)
            put_aside = key.revoked_after is not None
            blobs = self._take_files(bundle, key)  # first, so that the answers sign for them
            replies, entries = self._take_records(bundle, key)
            if replies:
                self._answer(bundle, replies, entries, blobs)
        except (Refused, Trouble) as error:
            trouble = error
        return Brought(
            bundle=bundle.folder.name,
            point=manifest.point,
            device=manifest.device,
            entries=entries,
            blobs=blobs,
            bytes=size,
            put_aside=put_aside,
            trouble=trouble,
        )

    def _sender(self, bundle: Bundle) -> DeviceKey:
        """The device whose key signed the manifest."""
        with self._program.store.reading() as central:
            key = central.registry.device(DeviceId(bundle.manifest.device), Stream.DESK)
        if key is None:
            raise Refused("courier_device_unknown", "place")
        if not is_signed_bytes(key.public, Purpose.COURIER, bundle.signed, bundle.signature):
            raise Refused("courier_not_signed", "place")
        return key

    def _take_records(self, bundle: Bundle, key: DeviceKey) -> tuple[list[bytes], int]:
        """The sealed answers, and how many entries came."""
        replies, entries = [], 0
        for content in bundle.parts("records"):
            carried = luggage.decode_part(self._program.keys.sealing.open(content), CarriedRequest)
            vouched = luggage.vouched(carried.body, carried.reply_to)
            if not is_signed_bytes(key.public, Purpose.COURIER, vouched, carried.vouch):
                raise Refused("courier_not_signed", "place")
            answers, brought = self._exchanges.carried(carried.body, key, carried.signature)
            entries += brought
            replies += [self._sealed(carried.reply_to, answer, signature) for answer, signature in answers]
        return replies, entries

    def _take_files(self, bundle: Bundle, key: DeviceKey) -> int:
        """How many attachments are here now."""
        blobs = 0
        for content in bundle.parts("file"):
            carried = luggage.decode_part(self._program.keys.sealing.open(content), CarriedFile)
            if not is_signed_bytes(key.public, Purpose.COURIER, carried.digest, carried.signature):
                raise Refused("courier_not_signed", "place")
            self._program.files.keep(key.point, carried.digest.hex(), carried.media, carried.content)
            blobs += 1
        return blobs

    def _sealed(self, reply_to: bytes, answer: bytes, signature: bytes) -> bytes:
        carried = CarriedAnswer(body=answer, key=self._program.keys.signing.key_id, signature=signature)
        return seal(reply_to, msgspec.msgpack.encode(carried), self._ids.bytes(32))

    def _answer(self, bundle: Bundle, replies: list[bytes], entries: int, blobs: int) -> None:
        """Leaves the return leg beside the bundle."""
        program, out = self._program, bundle.manifest
        writer = BundleWriter(bundle.folder.parent, bundle.folder.name + BACK)
        try:
            with program.store.reading() as central:
                kept, number = central.city.keys(), central.registry.sheet_number()
            writer.add("keys", rooted_keys(program.keys, kept, number, program.clock, demo=program.demo))
            for reply in replies:
                writer.add("answer", reply)
            manifest = Manifest(
                format=luggage.FORMAT,
                way=Way.BACK,
                point=out.point,
                device=out.device,
                device_number=out.device_number,
                trip=out.trip,
                made_at=microseconds(program.clock.now()),
                entries=entries,
                blobs=blobs,
                left=0,
                key=program.keys.signing.key_id.hex(),
                parts=writer.parts(),
            )
            signed = msgspec.json.encode(manifest)
            writer.finish(signed, sign_bytes(program.keys.signing, Purpose.COURIER, signed))
        except BaseException:
            writer.abandon()
            raise


def _not_read(broken: Broken) -> Brought:
    return Brought(
        bundle=broken.folder.name, point=None, device=None, entries=0, blobs=0, bytes=0, trouble=broken.trouble
    )
