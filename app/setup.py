"""Setting a desk up: keys, stores, the first clerk and the built-in catalogue, in a folder that holds none yet."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app import config
from app.catalogue.divisions import Divisions
from app.catalogue.model import PointRules
from app.catalogue.point_json import point_rules_from_json
from app.catalogue.shipped import shipped_calendar, shipped_divisions, shipped_items, shipped_point_rules
from app.clerks.service import keep_clerk, new_clerk
from app.clock import Clock
from app.config import Config
from app.copies.machine import machine_mark
from app.desk_folder import DESK, QUEUE_KEY, SLOTS, UNFINISHED
from app.errors import NotFound, Refused, Trouble
from app.ids import DeviceId, Ids
from app.journal import Act
from app.key_slots import Cost, Holder, KeySlots, replace_file
from app.keys import Ed25519Signer
from app.storage.desk import Desk
from app.storage.stores import Stores
from app.sync.model import CentralAddress, ServicePoint

if TYPE_CHECKING:
    from app.sync.packets import Packet

CREATED = "desk.created"
_TOWN = "town"
CLERK_NAME, CLERK_NUMBER = "窗口人员", "01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is said of a new desk; `profile` and `rules` if a packet brought them."""

    point: str
    device_number: int
    passphrase: str
    clerk_name: str = CLERK_NAME
    clerk_number: str = CLERK_NUMBER
    central: str | None = None
    code: str | None = None
    demo: bool = False
    profile: ServicePoint | None = None
    rules: PointRules | None = None


def opened_packet(path: Path) -> "Packet":
    """The packet in this file. Raises NotFound("file_unknown"), Trouble("file_not_read"), and as `read_packet` does."""
    from app.sync.packets import MAX_PACKET, read_packet  # a desk that is there already needs none

    try:
        with path.open("rb") as file:
            return read_packet(file.read(MAX_PACKET + 1))
    except FileNotFoundError as error:
        raise NotFound("file_unknown", "packet", path=str(path)) from error
    except OSError as error:
        raise Trouble("file_not_read", "packet", reason=error.strerror or "") from error


def wanted_from(
    packet: "Packet",
    *,
    device_number: int | None,
    passphrase: str,
    central: str | None = None,
    clerk: tuple[str, str] | None = None,
) -> Wanted:
    """The desk that a point's packet is for. `central` replaces the address in it; the rest as `Packet.device` says.

    Raises Refused: packet_device_needed, packet_device, packet_unreadable for rules that are none.
    """
    device = packet.device(device_number)
    try:
        rules = None if packet.rules is None else point_rules_from_json(packet.rules)
    except Refused as error:
        raise Refused("packet_unreadable", "packet") from error
    return Wanted(
        point=packet.point.code,
        device_number=device.number,
        passphrase=passphrase,
        central=central or packet.central,
        code=device.code,
        profile=packet.point,
        rules=rules,
        clerk_name=clerk[0] if clerk else CLERK_NAME,
        clerk_number=clerk[1] if clerk else CLERK_NUMBER,
    )


def make_desk(
    folder: Path,
    wanted: Wanted,
    *,
    stores: Callable[[Path], Stores],
    resources: Path,
    clock: Clock,
    ids: Ids,
    cost: Cost | None = None,
    finishing: Callable[[Desk, Config], None] | None = None,
) -> Config:
    """Makes a desk in `folder`. A crash leaves no half desk: all is made in a folder inside, and desk.json, which
    makes it a desk, moves last. That inner folder marks an unfinished set-up, which the next one replaces.
    `finishing` is called in the transaction that makes the desk's store.

    Raises Refused: desk_exists, point_code, device_number, passphrase_short; Trouble when the disk can't be used.
    """
    part = folder / UNFINISHED
    if _holds_desk(folder, part):
        raise Refused("desk_exists", "data", path=str(folder))
    settings = _settings(wanted, shipped_divisions(resources), ids)
    try:
        part.mkdir(parents=True, mode=0o700, exist_ok=True)
        for left in part.iterdir():
            left.unlink()
        _fill(part, wanted, settings, stores(part), resources, clock, ids, cost, finishing)
        for file in sorted(part.iterdir()):
            os.replace(file, folder / file.name)
        config.save(folder, settings)
    except OSError as error:
        raise Trouble("file_not_written", path=str(folder), reason=error.strerror or "") from error
    finally:
        if (folder / config.FILE).exists() or not (folder / DESK).exists():
            shutil.rmtree(part, ignore_errors=True)
    return settings


def _holds_desk(folder: Path, part: Path) -> bool:
    """desk.json, or a store without it that no interrupted set-up left: nothing may lie over somebody's cases."""
    return (folder / config.FILE).exists() or ((folder / DESK).exists() and not part.exists())


def _settings(wanted: Wanted, divisions: Divisions, ids: Ids) -> Config:
    point = config.check_point(wanted.point)
    town = divisions.town(point)
    name = divisions.point_name(point)
    told = wanted.profile
    return Config(
        point=point,
        point_name=told.name if told else name,
        short_name=told.short_name if told else town.name.rstrip("镇乡") if town else point,
        address=told.address if told else divisions.place_name(point) or point,
        phone=told.phone if told else "12345",
        device=DeviceId(ids.new()),
        device_number=config.check_device(wanted.device_number),
        window=wanted.device_number,
        central=wanted.central,
        code=wanted.code,
        demo=wanted.demo,
        machine=machine_mark(),
    )


def _fill(
    part: Path,
    wanted: Wanted,
    settings: Config,
    stores: Stores,
    resources: Path,
    clock: Clock,
    ids: Ids,
    cost: Cost | None,
    finishing: Callable[[Desk, Config], None] | None,
) -> None:
    key = ids.bytes(32)
    clerk = new_clerk(ids, wanted.clerk_name, wanted.clerk_number)
    holder = Holder(clerk=clerk.id, name=clerk.name, number=clerk.number)
    KeySlots(part / SLOTS, ids, cost).add_clerk(holder, wanted.passphrase, key)
    queue_key = ids.bytes(32)
    replace_file(part / QUEUE_KEY, queue_key)
    stores.open_queue(settings.device, Ed25519Signer(queue_key)).close()
    store = stores.create_desk(key, settings.device)
    try:
        with store.writing() as desk:
            keep_clerk(desk, clerk, clock)
            desk.catalogue.keep_items(shipped_items(resources))
            desk.catalogue.keep_calendar(shipped_calendar(resources))
            desk.catalogue.keep_point_rules(wanted.rules or _rules(settings, resources))
            if settings.central:
                desk.sync.keep_address(CentralAddress(url=settings.central, code=settings.code))
            body = {"point": settings.point, "device_number": settings.device_number, "demo": settings.demo}
            desk.journal.append(Act(kind=CREATED, subject=settings.device, action=None, at=clock.now(), body=body))
            if finishing is not None:
                finishing(desk, settings)
    finally:
        store.close()


def _rules(settings: Config, resources: Path) -> PointRules:
    """The point's own rules if the program ships them, else those of any town; central's follow by the feed."""
    shipped = {rules.point: rules for rules in shipped_point_rules(resources)}
    if not settings.demo and settings.point in shipped:
        return shipped[settings.point]
    scopes = tuple(replace(scope, point=settings.point) for scope in shipped[_TOWN].scopes)
    return replace(shipped[_TOWN], point=settings.point, name=settings.point_name, scopes=scopes)
