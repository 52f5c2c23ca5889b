"""One exchange with a desk: its batches are taken in, and the answer says what is held and what is new."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from app.central.city_contacts import note_contact
from app.central.city_keys import CityKeys
from app.central.feed import pages
from app.central.intake import Intake, Taken
from app.central.model import Arrived, DeviceKey, Held
from app.central.past import OfDevice
from app.central.proofs import proofs
from app.central.storage import CentralStore
from app.central.upload_token import upload_token
from app.clock import Clock
from app.errors import Refused
from app.ids import DeviceId
from app.journal import GENESIS, Stream, microseconds
from app.sync.continuing import CONTINUED
from app.sync.messages import NEWEST, OLDEST, Answer, Exchange, Fork, Holds, Run, VerdictLine
from app.sync.model import VerdictKind
from app.sync.packing import (
    NO_DICTIONARIES,
    Dictionaries,
    Purpose,
    Readable,
    is_signed,
    is_signed_bytes,
    pack,
    sign,
    sign_bytes,
    unpack,
)
from app.sync.point_cases import CasesAsk
from app.sync.reckoning import Reckon

_Asked = TypeVar("_Asked", Exchange, Reckon, CasesAsk)
_MOST_ANSWERS = 64
"""Answers to one carried request; what is left of the feeds comes with the next trip."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Exchanges:
    """Answers desks."""

    def __init__(
        self,
        store: CentralStore,
        intake: Intake,
        keys: CityKeys,
        clock: Clock,
        dictionaries: Dictionaries = NO_DICTIONARIES,
    ) -> None:
        self._dictionaries = dictionaries
        self._store = store
        self._intake = intake
        self._keys = keys
        self._clock = clock

    def answer(self, body: bytes, device: str, signature: str) -> tuple[bytes, str]:
        """The answer's body and its signature.

        Raises Refused with a code of app/sync/README.md, 7: nothing of the request is kept then, except that
        batches before the one that was refused are.
        """
        received = self._clock.now()
        key, request = self.asked(body, device, signature, Purpose.EXCHANGE, Exchange)
        check_uuids(batch.device for batch in request.batches)
        taken = [self._intake.take(batch) for batch in request.batches]
        answered = self._packed(request, self._answer(request, key, taken))
        note_contact(self._store, key, request, received, len(body), len(answered))
        return answered, sign(self._keys.signing, Purpose.ANSWER, answered)

    def carried(self, body: bytes, key: DeviceKey, signature: bytes) -> tuple[list[tuple[bytes, bytes]], int]:
        """The answers to a request that a courier brought, each with its signature, and how many entries it held.

        A long feed goes on in further answers, because nobody can ask again. A revoked device's entries are taken in,
        put aside for the city, and nothing is told to it. Raises Refused as `answer` does.
        """
        if not is_signed_bytes(key.public, Purpose.EXCHANGE, body, signature):
            raise Refused("signature_wrong")
        request = self._read(body, key.device, Exchange, self._dictionaries)
        check_uuids(batch.device for batch in request.batches)
        taken = [self._intake.take(batch) for batch in request.batches]
        entries = sum(len(batch.entries) for batch in request.batches)
        answers: list[tuple[bytes, bytes]] = []
        asks = key.revoked_after is None
        while asks and len(answers) < _MOST_ANSWERS:
            answer = self._answer(request, key, taken)
            answered = self._packed(request, answer)
            answers.append((answered, sign_bytes(self._keys.signing, Purpose.ANSWER, answered)))
            asks = any(page is not None and page.more for page in (answer.point, answer.shared))
            request, taken = _further(request, answer), []
        return answers, entries

    def asked(
        self, body: bytes, device: str, signature: str, purpose: Purpose, kind: type[_Asked]
    ) -> tuple[DeviceKey, _Asked]:
        """The device that signed this body for that purpose, and what it asks. Raises Refused (README.md, 7)."""
        key = self._sender(body, device, signature, purpose)
        return key, self._read(body, device, kind, self.readable(key))

    def readable(self, key: DeviceKey) -> Readable:
        """The dictionaries with which the device may write."""
        return OfDevice(self._dictionaries, self._store, key)

    def _sender(self, body: bytes, device: str, signature: str, purpose: Purpose) -> DeviceKey:
        check_uuids([device])
        with self._store.reading() as central:
            key = central.registry.device(DeviceId(device), Stream.DESK)
        if key is None:
            raise Refused("device_unknown")
        if not is_signed(key.public, purpose, body, signature):
            raise Refused("signature_wrong")
        if key.revoked_after is not None:
            raise Refused("device_revoked")
        return key

    def _answer(self, request: Exchange, key: DeviceKey, taken: Sequence[Taken]) -> Answer:
        arrived = [one for each in taken for one in each.arrived]
        with self._store.reading() as central:
            incarnation = central.city.incarnation()
            known_life = request.incarnation in (None, incarnation)
            point, shared = pages(central, request, key.point, known_life=known_life)
            own = central.journal.held(key.point, key.device)
            files = central.files.held(key.point, [digest.hex() for digest in request.files])
        held = {(one.device, one.stream): one for one in (*own, *(each.held for each in taken))}
        for stream in Stream:
            held.setdefault((key.device, stream), _nothing(key.device, stream))
        mine = [one for one in held.values() if one.device == key.device]
        return Answer(
            protocol=min(NEWEST, request.newest),
            nonce=request.nonce,
            at=microseconds(self._clock.now()),
            incarnation=incarnation,
            holds=tuple(_holds(one) for one in held.values()),
            accepted=tuple(runs(arrived)),
            verdicts=tuple(_line(one) for one in arrived if not _is_plain(one)),
            forks=tuple(_fork(each.fork) for each in taken if each.fork),
            point=point,
            shared=shared,
            upload=upload_token(self._keys.signing, key, self._clock) if request.files_waiting else None,
            proofs=proofs(self._keys.signing, self._clock, mine, request.proven, files),
            dictionaries=(*self._dictionaries.ids, CONTINUED),
        )

    def _read(self, body: bytes, device: str, kind: type[_Asked], dictionaries: Readable) -> _Asked:
        request = unpack(body, kind, dictionaries)
        if request.device != device:
            raise Refused("device_differs")
        check_versions(request.oldest, request.newest)
        return request

    def _packed(self, request: Exchange, answer: Answer) -> bytes:
        """By the best dictionary that the desk reads."""
        common = self._dictionaries.common(request.dictionaries)
        return pack(answer, None if common is None else self._dictionaries.prepared(common))


def _further(request: Exchange, answer: Answer) -> Exchange:
    """The same request, as if it had been asked again with the cursors that the answer leads to."""
    point, shared = (
        asked if page is None else page.end
        for asked, page in ((request.point, answer.point), (request.shared, answer.shared))
    )
    return msgspec.structs.replace(request, batches=(), point=point, shared=shared, incarnation=answer.incarnation)


def check_versions(oldest: int, newest: int) -> None:
    """Raises Refused("protocol_unknown") when there is no version that both speak."""
    if newest < OLDEST or oldest > NEWEST:
        raise Refused("protocol_unknown", oldest=OLDEST, newest=NEWEST)


def check_uuids(values: Iterable[str]) -> None:
    """Raises Refused("body_malformed") for what is no UUID as we write them."""
    if not all(_UUID.fullmatch(value) for value in values):
        raise Refused("body_malformed")


def runs(arrived: Iterable[Arrived]) -> list[Run]:
    """The plainly accepted entries, neighbours together."""
    found: list[Run] = []
    for one in arrived:
        if not _is_plain(one):
            continue
        name, last = one.entry.name, found[-1] if found else None
        if last and (last.device, last.stream, last.first + last.count) == (name.device, name.stream, name.number):
            found[-1] = Run(device=last.device, stream=last.stream, first=last.first, count=last.count + 1)
        else:
            found.append(Run(device=name.device, stream=name.stream, first=name.number, count=1))
    return found


def _is_plain(one: Arrived) -> bool:
    return one.verdict is VerdictKind.ACCEPTED and one.reason is None


def _line(one: Arrived) -> VerdictLine:
    name = one.entry.name
    return VerdictLine(
        device=name.device,
        stream=name.stream,
        number=name.number,
        kind=one.verdict,
        reason=one.reason,
        text=one.text,
    )


def _nothing(device: DeviceId, stream: Stream) -> Held:
    return Held(device=device, stream=stream, number=0, hash=GENESIS, signature=b"")


def _holds(held: Held) -> Holds:
    return Holds(device=held.device, stream=held.stream, number=held.number, hash=held.hash)


def _fork(held: Held) -> Fork:
    return Fork(device=held.device, stream=held.stream, number=held.number, hash=held.hash)
