"""The packet of a point (开通包): one file on a stick from which a desk is made and enrolled, without typing.

    {"sidao": "sidao packet 1", "packet": {…}, "key": 16 hex digits, "signature": base64}

`packet` has: central (address or null), root, sheet, sheet_signature (base64), point {code, name, short_name, address,
phone}, rules (README.md, point.rules; null: those of any such point), devices [{number, code, expires_at}], made_at.
What is signed (purpose "sidao packet 1") is `packet` as JSON with sorted keys, no blanks, UTF-8. The signature holds a
packet that was altered or damaged; whom it comes from, its codes say, which carry the root key's fingerprint.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import Refused
from app.keys import Signer
from app.sync.codes import read_code
from app.sync.key_sheets import Use, read_sheet
from app.sync.model import ServicePoint
from app.sync.packing import Purpose, is_signed_bytes, key_name, sign_bytes

FORMAT = "sidao packet 1"
SUFFIX = ".sidao"
MAX_PACKET = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketDevice:
    """One device's number, its one-time code as people read it, and when that lapses."""

    number: int
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A point's packet. `rules` is what the point may do, as JSON; None: as any point of its kind."""

    central: str | None
    root: bytes
    sheet: bytes
    sheet_signature: bytes
    point: ServicePoint
    rules: Mapping[str, Any] | None
    devices: tuple[PacketDevice, ...]
    made_at: datetime

    def device(self, number: int | None) -> PacketDevice:
        """The device of this number, or the only one.

        Raises Refused: packet_device_needed when there are several, packet_device when there is none of it.
        """
        numbers = ", ".join(str(one.number) for one in self.devices)
        if number is None:
            if len(self.devices) != 1:
                raise Refused("packet_device_needed", "device", numbers=numbers)
            return self.devices[0]
        found = next((one for one in self.devices if one.number == number), None)
        if found is None:
            raise Refused("packet_device", "device", given=number, numbers=numbers)
        return found


def write_packet(packet: Packet, signer: Signer) -> bytes:
    """The file, signed by a signing key of central that `packet.sheet` names."""
    inside = _to_json(packet)
    outside = {
        "sidao": FORMAT,
        "packet": inside,
        "key": key_name(signer.public).hex(),
        "signature": _text(sign_bytes(signer, Purpose.PACKET, _canonical(inside))),
    }
    return (json.dumps(outside, ensure_ascii=False, indent=1) + "\n").encode()


def read_packet(written: bytes) -> Packet:
    """The packet, whose signature, sheet and codes fit. Raises Refused: packet_unreadable, packet_altered."""
    if len(written) > MAX_PACKET:
        raise Refused("packet_unreadable", "packet")
    try:
        outside = json.loads(written)
        if outside["sidao"] != FORMAT:
            raise ValueError
        packet = _from_json(outside["packet"])
        name, signature = bytes.fromhex(outside["key"]), _bytes(outside["signature"])
        canonical = _canonical(outside["packet"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused("packet_unreadable", "packet") from error
    if not _holds(packet, name, canonical, signature):
        raise Refused("packet_altered", "packet")
    return packet


def _holds(packet: Packet, name: bytes, canonical: bytes, signature: bytes) -> bool:
    try:
        sheet = read_sheet(packet.sheet, packet.sheet_signature, packet.root)
        codes = [read_code(device.code) for device in packet.devices]
    except Refused:
        return False
    usable = (key.public for key in sheet.central if key.use is Use.SIGN and key.retired is None)
    public = next((public for public in usable if key_name(public) == name), None)
    if public is None or not all(code.fits(packet.root) for code in codes):
        return False
    return is_signed_bytes(public, Purpose.PACKET, canonical, signature)


def _canonical(inside: Mapping[str, Any]) -> bytes:
    return json.dumps(inside, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _to_json(packet: Packet) -> dict[str, Any]:
    point = packet.point
    return {
        "central": packet.central,
        "root": _text(packet.root),
        "sheet": _text(packet.sheet),
        "sheet_signature": _text(packet.sheet_signature),
        "point": {
            "code": point.code,
            "name": point.name,
            "short_name": point.short_name,
            "address": point.address,
            "phone": point.phone,
        },
        "rules": packet.rules,
        "devices": [
            {"number": one.number, "code": one.code, "expires_at": one.expires_at.isoformat()} for one in packet.devices
        ],
        "made_at": packet.made_at.isoformat(),
    }


def _from_json(inside: Mapping[str, Any]) -> Packet:
    point = {name: _said(inside["point"][name]) for name in ("code", "name", "short_name", "address", "phone")}
    rules, central = inside["rules"], inside["central"]
    if not isinstance(rules, dict | None) or not inside["devices"]:
        raise TypeError
    return Packet(
        central=None if central is None else _said(central),
        root=_bytes(inside["root"]),
        sheet=_bytes(inside["sheet"]),
        sheet_signature=_bytes(inside["sheet_signature"]),
        point=ServicePoint(**point),
        rules=rules,
        devices=tuple(
            PacketDevice(
                number=_number(one["number"]),
                code=_said(one["code"]),
                expires_at=datetime.fromisoformat(one["expires_at"]),
            )
            for one in inside["devices"]
        ),
        made_at=datetime.fromisoformat(inside["made_at"]),
    )


def _said(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 1 <= value <= 99:
        raise ValueError
    return value


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
