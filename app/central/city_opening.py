"""Opening points by the list: profile, rules, a one-time code for each device, and a signed packet for each point.

The whole list is one transaction. The same list again changes nothing, but makes packets anew that are missing or no
longer fit; the codes of the former one are withdrawn then, since central keeps no code and can't write it again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.catalogue.model import PointRules
from app.catalogue.point_json import point_rules_to_json
from app.central.city_keys import CityKeys
from app.central.city_roster import RosterLine
from app.central.model import Announcement, OneTimeCode, Purpose
from app.central.sheets import signed_sheet
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import Refused, Trouble
from app.ids import Ids
from app.sync.codes import SECRET_BYTES, make_code, read_code
from app.sync.model import FeedKind
from app.sync.packets import MAX_PACKET, SUFFIX, Packet, PacketDevice, read_packet, write_packet

PACKET_LASTS = 30
"""Days that a packet's codes are good for unless said: it travels by stick, with somebody who goes there anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What became of one line: the packet, and whether it was made just now. None when every device is enrolled."""

    line: RosterLine
    packet: Packet | None
    made: bool
    enrolled: tuple[int, ...]


class Opening:
    """Opens points by the list."""

    def __init__(
        self, store: CentralStore, keys: CityKeys, *, clock: Clock, ids: Ids, central: str | None, days: int
    ) -> None:
        self._store = store
        self._keys = keys
        self._clock = clock
        self._ids = ids
        self._central = central
        self._lasts = timedelta(days=days)

    def open(self, lines: Sequence[RosterLine], folder: Path) -> list[Opened]:
        """Every line in one transaction; then the packets that are new, each whole or not there.

        Raises Trouble("file_not_written"); what central keeps stands then, and the same list makes what is missing.
        """
        now = self._clock.now()
        with self._store.writing() as central:
            opened = [self._open(central, line, folder, now) for line in lines]
        for one in opened:
            if one.made and one.packet is not None:
                _write(folder / file_name(one.packet), write_packet(one.packet, self._keys.signing))
        return opened

    def _open(self, central: Central, line: RosterLine, folder: Path, now: datetime) -> Opened:
        point = line.point.code
        central.registry.keep_profile(line.point)
        self._keep_rules(central, point, line.rules, now)
        devices = {key.device_number for key in central.registry.devices(point)}
        enrolled = tuple(number for number in range(1, line.devices + 1) if number in devices)
        wanted = [number for number in range(1, line.devices + 1) if number not in devices]
        if not wanted:
            return Opened(line=line, packet=None, made=False, enrolled=enrolled)
        former = _former(folder / f"{point}{SUFFIX}")
        if former is not None and self._fits(central, former, line, wanted, now):
            return Opened(line=line, packet=former, made=False, enrolled=enrolled)
        coded = [self._code(central, point, number, now) for number in wanted]
        sheet, signature = signed_sheet(
            self._keys, central.city.keys(), (), central.registry.sheet_number(), self._clock
        )
        packet = Packet(
            central=self._central,
            root=self._keys.root.public,
            sheet=sheet,
            sheet_signature=signature,
            point=line.point,
            rules=_rules_json(line.rules),
            devices=tuple(coded),
            made_at=now,
        )
        return Opened(line=line, packet=packet, made=True, enrolled=enrolled)

    def _keep_rules(self, central: Central, point: str, rules: PointRules | None, now: datetime) -> None:
        """What the point may do; desks that are enrolled already are told by the feed."""
        told = _rules_json(rules)
        if told is None or central.registry.rules(point) == told:
            return
        central.registry.keep_rules(point, told)
        central.feed.publish(point, [Announcement(kind=FeedKind.POINT_RULES.value, subject=point, body=told)], now)

    def _code(self, central: Central, point: str, number: int, now: datetime) -> PacketDevice:
        central.registry.withdraw_codes(point, number, now)
        root = central.city.keys()[Purpose.ROOT].public
        text, expires = make_code(self._ids.bytes(SECRET_BYTES), root), now + self._lasts
        code = OneTimeCode(point=point, digest=read_code(text).digest, expires_at=expires, device_number=number)
        central.registry.add_code(code)
        return PacketDevice(number=number, code=text, expires_at=expires)

    def _fits(self, central: Central, former: Packet, line: RosterLine, wanted: Iterable[int], now: datetime) -> bool:
        """Whether the packet on the disk says what the list says, and each code in it that is needed still works."""
        said = (former.point, former.rules, former.central, former.root)
        if said != (line.point, _rules_json(line.rules), self._central, self._keys.root.public):
            return False
        codes = {device.number: device.code for device in former.devices}
        kept = [
            central.registry.code(read_code(codes[number]).digest) if number in codes else None for number in wanted
        ]
        return all(code is not None and code.usable(now) for code in kept)


def file_name(packet: Packet) -> str:
    """220521100001.sidao."""
    return f"{packet.point.code}{SUFFIX}"


def withdraw(store: CentralStore, point: str, number: int | None, *, clock: Clock) -> int:
    """Unused codes of the point, or of one of its devices, are good for nothing from now on. How many."""
    with store.writing() as central:
        central.registry.lock_point(point)
        return central.registry.withdraw_codes(point, number, clock.now())


def _rules_json(rules: PointRules | None) -> Mapping[str, Any] | None:
    return None if rules is None else point_rules_to_json(rules)


def _former(path: Path) -> Packet | None:
    """The packet that lies there already; None when there is none, or none that holds."""
    try:
        with path.open("rb") as file:
            return read_packet(file.read(MAX_PACKET + 1))
    except (OSError, Refused):
        return None


def _write(path: Path, data: bytes) -> None:
    unfinished = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        raise Trouble("file_not_written", path=str(path), reason=error.strerror or "") from error
