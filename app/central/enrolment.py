"""Enrolment: a one-time code for a point, and a device that becomes known by it (app/sync/README.md, 6)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.central.city_keys import CityKeys
from app.central.model import DeviceKey, OneTimeCode, Purpose
from app.central.points import Points, check_point
from app.central.sheets import listed, signed_sheet
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import NotFound, Refused
from app.ids import DeviceId, Ids
from app.journal import Stream, microseconds
from app.keys import key_id, seal
from app.sync.codes import SECRET_BYTES, make_code, read_code
from app.sync.enrol_messages import Enrol, Enrolled, PointProfile
from app.sync.model import ServicePoint
from app.sync.packing import Purpose as Signed
from app.sync.packing import is_signed_bytes, possession

CODE_LASTS = timedelta(days=7)
PROTOCOL = 1


def issue_code(
    store: CentralStore, point: str, *, clock: Clock, ids: Ids, days: int | None = None
) -> tuple[str, datetime]:
    """A fresh code for one device of `point`, and when it lapses. Central keeps only its digest.

    Raises Refused("point_code") for a code that has not 12 digits, NotFound("central_not_begun") before the
    first `central serve`, which makes the keys.
    """
    check_point(point)
    expires = clock.now() + (CODE_LASTS if days is None else timedelta(days=days))
    with store.writing() as central:
        root = central.city.keys().get(Purpose.ROOT)
        if root is None:
            raise NotFound("central_not_begun")
        text = make_code(ids.bytes(SECRET_BYTES), root.public)
        central.registry.add_code(OneTimeCode(point=point, digest=read_code(text).digest, expires_at=expires))
    return text, expires


def sealed_here(store: CentralStore, text: str, *, ids: Ids) -> bytes:
    """`text`, so that only central itself reads it again. Raises NotFound("central_not_begun")."""
    with store.reading() as central:
        kept = central.city.keys().get(Purpose.SEALING)
    if kept is None:
        raise NotFound("central_not_begun")
    return seal(kept.public, text.encode(), ids.bytes(32))


class Enrolment:
    """Takes devices in."""

    def __init__(self, store: CentralStore, keys: CityKeys, points: Points, *, clock: Clock, demo: bool) -> None:
        self._store = store
        self._keys = keys
        self._points = points
        self._clock = clock
        self._demo = demo

    def enrol(self, request: Enrol) -> Enrolled:
        """Makes the device known and tells it the point and the keys. The same request again: the same answer.

        Raises Refused: enrol_possession, enrol_device_taken, enrol_code_unknown, _used, _expired, _withdrawn,
        enrol_point_other, enrol_device_other.
        """
        _check_possession(request)
        now = self._clock.now()
        with self._store.writing() as central:
            central.registry.lock_point(request.point)
            known = [key for key in central.registry.devices(request.point) if key.device == request.device]
            if not known:
                self._take_in(central, request, now)
            elif {key.public for key in known} != {key.public for key in request.keys}:
                raise Refused("enrol_device_taken", device_number=request.device_number)
            return self._answer(central, request, now)

    def _take_in(self, central: Central, request: Enrol, now: datetime) -> None:
        device = DeviceId(request.device)
        if any(central.registry.device(device, stream) for stream in Stream):
            raise Refused("enrol_device_taken", device_number=request.device_number)
        if central.registry.number_holder(request.point, request.device_number) is not None:
            raise Refused("enrol_device_taken", device_number=request.device_number)
        self._use_code(central, request, device, now)
        keys = [
            DeviceKey(
                device=device,
                stream=key.stream,
                point=request.point,
                device_number=request.device_number,
                public=key.public,
                key_id=key_id(key.public),
                enrolled_at=now,
            )
            for key in request.keys
        ]
        central.registry.add_devices(keys)
        number = central.registry.next_sheet()
        central.feed.publish_shared([listed(self._keys, keys, number, self._clock)], now)

    def _use_code(self, central: Central, request: Enrol, device: DeviceId, now: datetime) -> None:
        if request.code is None:
            if self._demo:
                return
            raise Refused("enrol_code_unknown", "code")
        code = central.registry.code(_digest(request.code))
        if code is None:
            raise Refused("enrol_code_unknown", "code")
        if code.point != request.point:
            raise Refused("enrol_point_other", "code")
        if code.used_by is not None and code.used_by != device:
            raise Refused("enrol_code_used", "code")
        if code.device_number not in (None, request.device_number):
            raise Refused("enrol_device_other", "code", number=code.device_number)
        if code.withdrawn and code.used_by is None:
            raise Refused("enrol_code_withdrawn", "code")
        if code.used_by is None and code.expires_at < now:
            raise Refused("enrol_code_expired", "code")
        central.registry.use_code(code, device, now)

    def _answer(self, central: Central, request: Enrol, now: datetime) -> Enrolled:
        devices = central.registry.devices(request.point)
        number = central.registry.sheet_number()
        sheet, signature = signed_sheet(self._keys, central.city.keys(), devices, number, self._clock)
        return Enrolled(
            protocol=PROTOCOL,
            nonce=request.nonce,
            at=microseconds(now),
            incarnation=central.city.incarnation(),
            point=_profile(self._points.profile(central, request.point), central.registry.rules(request.point)),
            sheet=sheet,
            sheet_signature=signature,
            demo=self._demo,
        )


def revoke(store: CentralStore, keys: CityKeys, device: DeviceId, *, clock: Clock) -> list[DeviceKey]:
    """From now on central takes nothing of this device after the entries that it holds; all points are told.

    Raises NotFound("device_unknown").
    """
    return _change(store, keys, device, clock, revoked=True)


def retire(store: CentralStore, keys: CityKeys, device: DeviceId, *, clock: Clock) -> list[DeviceKey]:
    """The device was replaced in good order: what it signed stands. Raises NotFound("device_unknown")."""
    return _change(store, keys, device, clock, revoked=False)


def _change(store: CentralStore, keys: CityKeys, device: DeviceId, clock: Clock, *, revoked: bool) -> list[DeviceKey]:
    now = clock.now()
    with store.writing() as central:
        found = [key for stream in Stream if (key := central.registry.device(device, stream))]
        if not found:
            raise NotFound("device_unknown", "device", given=device)
        central.registry.lock_point(found[0].point)
        held = {one.stream: one.number for one in central.journal.held(found[0].point, device)}
        changed = [
            replace(key, revoked_at=now, revoked_after=held.get(key.stream, 0))
            if revoked
            else replace(key, retired_at=now)
            for key in found
        ]
        for key in changed:
            central.registry.change_device(key)
        number = central.registry.next_sheet()
        central.feed.publish_shared([listed(keys, changed, number, clock)], now)
    return changed


def _profile(point: ServicePoint, rules: Mapping[str, Any] | None) -> PointProfile:
    return PointProfile(
        code=point.code,
        name=point.name,
        short_name=point.short_name,
        address=point.address,
        phone=point.phone,
        rules=b"" if rules is None else json.dumps(rules, ensure_ascii=False).encode(),
    )


def _check_possession(request: Enrol) -> None:
    """Each stream's private key must be in the sender's hands."""
    streams = [key.stream for key in request.keys]
    if len(set(streams)) < len(streams):
        raise Refused("enrol_possession")
    for key in request.keys:
        claimed = possession(
            nonce=request.nonce,
            point=request.point,
            device_number=request.device_number,
            device=DeviceId(request.device),
            stream=key.stream,
            public=key.public,
        )
        if not is_signed_bytes(key.public, Signed.POSSESSION, claimed, key.proof):
            raise Refused("enrol_possession")


def _digest(code: str) -> bytes:
    try:
        return read_code(code).digest
    except Refused as error:
        raise Refused("enrol_code_unknown", "code") from error
