"""Enrolment: the desk makes sure whom it speaks to, proves its keys, and pins central's root key (README.md, §6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.catalogue.point_json import point_rules_from_json
from app.clock import Clock
from app.errors import Refused, Trouble
from app.ids import DeviceId, Ids
from app.journal import Stream, microseconds
from app.keys import Signer
from app.storage.desk import DeskStore
from app.sync import messages as wire
from app.sync.client import CentralClient
from app.sync.codes import read_code
from app.sync.enrol_messages import Enrol, Enrolled, StreamKey
from app.sync.key_sheets import KeySheet
from app.sync.model import CentralAddress, Enrolment, Measured, ServicePoint
from app.sync.packing import NO_DICTIONARIES, Dictionaries, Purpose, pack, possession, sign_bytes
from app.sync.trust import keep_sheet, open_rooted, open_sheet, sealing_key, signing_key

Seal = Callable[[bytes, bytes, bytes], bytes]
"""app.keys.seal: (receiver's public key, data, 32 fresh bytes) -> sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThisDevice:
    """Who this desk is: its identity, its point's code and its two-digit number, and each stream's key."""

    id: DeviceId
    point: str
    number: int
    signers: Mapping[Stream, Signer]

    @property
    def desk_signer(self) -> Signer:
        """Signs requests."""
        return self.signers[Stream.DESK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What enrolment and the engine are handed in. `dictionaries` are those that this program brings along."""

    clock: Clock
    ids: Ids
    seal: Seal
    program: str
    dictionaries: Dictionaries = NO_DICTIONARIES
    measured: Callable[[Measured, datetime], object] = lambda _measured, _central: None
    """Told of central's time each time that it has signed one over our nonce."""


def enrol(
    desk: DeskStore, client: CentralClient, address: CentralAddress, this: ThisDevice, around: Surroundings
) -> bytes:
    """Enrols this device, keeps what central said in one transaction, and returns the root key that it pinned.

    Raises Trouble for the link and for a central that the code does not mean (enrol_other_central,
    enrol_code_needed), Refused for a code that is wrong here or there.
    """
    rooted = client.keys()
    code = None if address.code is None else read_code(address.code)
    if code is None and not rooted.demo:
        raise Trouble("enrol_code_needed")
    if code is not None and not code.fits(rooted.root):
        raise Trouble("enrol_other_central")
    sheet = open_rooted(rooted, rooted.root)
    nonce = around.ids.bytes(16)
    request = _request(this, nonce, code.text if code else None, around)
    sealed = around.seal(_receiver(sheet), pack(request), around.ids.bytes(32))
    answer = client.enrol(sealed, nonce, lambda name: signing_key(sheet, name))
    if answer.point.code != this.point:
        raise Trouble("sync_answer_malformed")
    listed = open_sheet(answer.sheet, answer.sheet_signature, rooted.root)
    _keep(desk, rooted.root, (sheet, listed), answer, around.clock.now())
    return rooted.root


def _receiver(sheet: KeySheet) -> bytes:
    public = sealing_key(sheet)
    if public is None:
        raise Trouble("sheet_malformed")
    return public


def _request(this: ThisDevice, nonce: bytes, code: str | None, around: Surroundings) -> Enrol:
    return Enrol(
        oldest=wire.OLDEST,
        newest=wire.NEWEST,
        nonce=nonce,
        at=microseconds(around.clock.now()),
        point=this.point,
        device_number=this.number,
        device=this.id,
        keys=tuple(_stream_key(this, nonce, stream, signer) for stream, signer in sorted(this.signers.items())),
        code=code,
        program=around.program,
    )


def _stream_key(this: ThisDevice, nonce: bytes, stream: Stream, signer: Signer) -> StreamKey:
    proven = possession(
        nonce=nonce,
        point=this.point,
        device_number=this.number,
        device=this.id,
        stream=stream,
        public=signer.public,
    )
    return StreamKey(stream=stream, public=signer.public, proof=sign_bytes(signer, Purpose.POSSESSION, proven))


def _keep(store: DeskStore, root: bytes, sheets: tuple[KeySheet, ...], answer: Enrolled, at: datetime) -> None:
    told = answer.point
    point = ServicePoint(
        code=told.code, name=told.name, short_name=told.short_name, address=told.address, phone=told.phone
    )
    with store.writing() as desk:
        desk.sync.keep_enrolment(Enrolment(root=root, point=point, at=at, demo=answer.demo))
        desk.sync.keep_incarnation(answer.incarnation)
        for sheet in sheets:
            keep_sheet(desk, sheet)
        if told.rules:
            try:
                desk.catalogue.keep_point_rules(point_rules_from_json(msgspec.json.decode(told.rules)))
            except (Refused, msgspec.DecodeError) as error:
                raise Trouble("sync_answer_malformed") from error
