"""The courier's way back: what central answered to a bundle is taken in as if it had come over the link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from app.clock import Clock
from app.errors import NotFound, Refused, SidaoError, Trouble
from app.events import Announcer
from app.journal import from_microseconds
from app.storage.desk import DeskStore
from app.storage.sync import KeyUse
from app.sync import bundle as luggage
from app.sync import messages as wire
from app.sync.bundle import CarriedAnswer, Way
from app.sync.enrol import ThisDevice
from app.sync.key_sheets import RootedKeys
from app.sync.model import Feed, Trip
from app.sync.on_stick import Bundle, OnStick, look
from app.sync.packing import Purpose, is_signed_bytes, unpack
from app.sync.pull import Asked, Moved, Pull, Received
from app.sync.sources import Sources
from app.sync.trust import keep_sheet, open_rooted

_T = TypeVar("_T", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """A return leg that was not taken in, by its folder's name, and why."""

    bundle: str
    trouble: SidaoError


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBack:
    """What return legs brought: entries newly known to be with central, attachments proven, feed items, returns.
    `known`: all of it had been taken in before. `troubles`: those that kept none of the others back."""

    entries: int
    blobs: int
    bytes: int
    pulled: int
    returned: int
    made_at: datetime
    known: bool = False
    troubles: tuple[NotTaken, ...] = ()


class CourierReturn:
    """Takes return legs in. Called on the storage lane; doing it again changes nothing."""

    def __init__(
        self,
        *,
        desk: DeskStore,
        sources: Sources,
        this: ThisDevice,
        clock: Clock,
        announcer: Announcer,
        open_sealed: Callable[[bytes], bytes],
    ) -> None:
        """`open_sealed` opens what was sealed to this desk's reply key."""
        self._desk = desk
        self._this = this
        self._clock = clock
        self._announcer = announcer
        self._open = open_sealed
        self._pull = Pull(desk, sources, this.id, this.point)

    def take(self, place: Path) -> BroughtBack:
        """Takes in every return leg for this desk that lies in `place`. Never sets or measures the clock by it.

        One with a trouble is named and keeps no other back; when none could be taken in, the first trouble is raised.
        Raises NotFound: courier_nothing, courier_not_answered (only what this desk has put there); Refused:
        courier_for_others, courier_of_others, courier_not_enrolled, courier_unknown_answer; Trouble:
        courier_manifest_broken, courier_incomplete, courier_altered, courier_unfinished, courier_not_read,
        sync_root_differs, sync_answer_signature, sync_forked. What was taken in before the trouble stands.
        """
        there = look(place)
        back = there.going(Way.BACK)
        ours = [one for one in back.whole if one.manifest.device == self._this.id]
        if not ours:
            raise self._why_nothing(place, there)
        moved, taken, troubles = Moved(), list[_Taken](), list[NotTaken]()
        for bundle in ours:
            try:
                taken.append(self._one(bundle, moved))
            except (Refused, Trouble) as error:
                troubles.append(NotTaken(bundle=bundle.folder.name, trouble=error))
        self._announcer.announce(moved.changes)
        if not taken:
            raise troubles[0].trouble
        troubles += [NotTaken(bundle=one.folder.name, trouble=one.trouble) for one in back.broken]
        return BroughtBack(
            entries=moved.pushed,
            blobs=sum(one.blobs for one in taken),
            bytes=sum(one.bytes for one in taken),
            pulled=moved.pulled,
            returned=moved.returned,
            made_at=taken[-1].made_at,
            known=all(one.known for one in taken),
            troubles=tuple(troubles),
        )

    def _one(self, bundle: Bundle, moved: Moved) -> "_Taken":
        size = bundle.check()
        self._take_keys(bundle)
        known = self._take_answers(bundle, moved)
        made_at = from_microseconds(bundle.manifest.made_at)
        return _Taken(blobs=bundle.manifest.blobs, bytes=size, made_at=made_at, known=known)

    def _why_nothing(self, place: Path, there: OnStick) -> SidaoError:
        """What lies there instead of an answer for this desk. One that is broken may be just that."""
        back, out = there.going(Way.BACK), there.going(Way.OUT)
        if back.broken:
            return back.broken[0].trouble
        if back.whole:
            return Refused("courier_for_others", "place", desks=_desks(back.whole))
        if any(one.manifest.device == self._this.id for one in out.whole):
            return NotFound("courier_not_answered", "place", path=str(place))
        if out.broken:
            return out.broken[0].trouble
        if out.whole:
            return Refused("courier_of_others", "place", desks=_desks(out.whole))
        return NotFound("courier_nothing", "place", path=str(place))

    def _take_keys(self, bundle: Bundle) -> None:
        """Central's keys as the pinned root signed them; they judge the answers."""
        with self._desk.reading() as desk:
            enrolment = desk.sync.enrolment()
        if enrolment is None:
            raise Refused("courier_not_enrolled")
        for written in bundle.parts("keys"):
            sheet = open_rooted(_unpacked(written, RootedKeys), enrolment.root)
            with self._desk.writing() as desk:
                keep_sheet(desk, sheet)
        self._check_signed(bundle.manifest.key, Purpose.COURIER, bundle.signed, bundle.signature)

    def _check_signed(self, key_name: str, purpose: Purpose, body: bytes, signature: bytes) -> None:
        with self._desk.reading() as desk:
            key = desk.sync.key(bytes.fromhex(key_name))
        usable = key is not None and key.use is KeyUse.SIGN and key.retired is None
        if key is None or not usable or not is_signed_bytes(key.public, purpose, body, signature):
            raise Trouble("sync_answer_signature")

    def _take_answers(self, bundle: Bundle, moved: Moved) -> bool:
        """Whether all of them had been taken in before."""
        known = True
        for content in bundle.parts("answer"):
            carried = luggage.decode_part(self._open(content), CarriedAnswer)
            self._check_signed(carried.key.hex(), Purpose.ANSWER, carried.body, carried.signature)
            answer = _unpacked(carried.body, wire.Answer)
            with self._desk.reading() as desk:
                trip = desk.courier.of_nonce(answer.nonce)
            if trip is None:
                raise Refused("courier_unknown_answer", "place")
            if answer.nonce != trip.nonces[-1]:  # the last request's pages begin at the same cursors, and are newer
                answer = msgspec.structs.replace(answer, point=None, shared=None)
            received = Received(answer=answer, at=self._clock.now(), clock=None)
            moved.add(self._pull.take(received, _asked(trip, answer)))
            known = known and trip.answered_at is not None
            with self._desk.writing() as desk:
                desk.courier.answer(trip.id, received.at)
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What one return leg brought beside what moved."""

    blobs: int
    bytes: int
    made_at: datetime
    known: bool


def _desks(bundles: Sequence[Bundle]) -> str:
    """Point and device of each, as the bundles' names begin."""
    return "、".join(sorted({f"{one.manifest.point}-{one.manifest.device_number:02d}" for one in bundles}))


def _asked(trip: Trip, answer: wire.Answer) -> Asked:
    """What the answer speaks of: central continues a long feed in further answers to the same request."""
    pages = {Feed.POINT: answer.point, Feed.SHARED: answer.shared}
    cursors = {
        feed: trip.cursors[feed] if page is None else max(trip.cursors[feed], page.start)
        for feed, page in pages.items()
    }
    return Asked(marks=trip.marks, cursors=cursors)


def _unpacked(body: bytes, kind: type[_T]) -> _T:
    try:
        return unpack(body, kind)
    except Refused as error:
        raise Trouble("sync_answer_malformed") from error
