"""central: enrol, revoke, retire. Points and their devices, one at a time or by the city's list."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from app import config
from app.actions.model import Result
from app.central.city_keys import CityKeys, open_keys
from app.central.city_opening import PACKET_LASTS, Opened, Opening, file_name, withdraw
from app.central.city_roster import Roster, read_roster
from app.central.enrolment import issue_code, sealed_here
from app.central.enrolment import retire as retire_device
from app.central.enrolment import revoke as revoke_device
from app.central.model import DeviceKey
from app.central.points import check_point
from app.central.storage import CentralStore
from app.clock import SystemClock
from app.commands.central import opened as opened_store
from app.commands.letters import letter
from app.commands.once import done_at_central, once, remember_at_central
from app.commands.opening import RESOURCES
from app.commands.output import DONE, as_error, say
from app.commands.receipt import written
from app.errors import NotFound, Refused, Trouble
from app.ids import DeviceId, Ids, SystemRandomness
from app.receipts.font_files import font_files
from app.receipts.fonts import Fonts
from app.sync.centre import check_address

_CLOCK = SystemClock()
_IDS = Ids(_CLOCK, SystemRandomness())


def enrol(args: Namespace) -> int:
    """A one-time code for one device of a point, or packets for all the points of a list.

    Central keeps of the code its digest and, under an action, the code sealed to its own key (DECISIONS.md).
    """
    if args.csv is not None:
        return _enrol_all(args)
    issued: list[str] = []

    def issue(store: CentralStore) -> list[Result]:
        code, expires_at = issue_code(store, args.point, clock=_CLOCK, ids=_IDS, days=args.days)
        issued.append(code)
        return [{"sealed": sealed_here(store, code, ids=_IDS).hex(), "expires_at": expires_at}]

    with opened_store(args.db) as store:
        (kept,) = once(store, args, issue)
        code = issued[0] if issued else _keys(store).sealing.open(bytes.fromhex(kept["sealed"])).decode()
    say({"code": code, "expires_at": kept["expires_at"]})
    return DONE


def revoke(args: Namespace) -> int:
    """Devices are lost or stolen, or codes in wrong hands: unused codes are withdrawn, and of devices nothing is taken
    that they signed after what central holds."""
    return _change(args, revoke_device, codes=True)


def retire(args: Namespace) -> int:
    """A device was replaced in good order: what it signed stands."""
    return _change(args, retire_device, codes=False)


def _enrol_all(args: Namespace) -> int:
    if args.out is None:
        raise Refused("out_missing", "out")
    address = None if args.central is None else check_address(args.central)
    try:
        data = Path(args.csv).read_bytes()
    except FileNotFoundError as error:
        raise NotFound("file_unknown", "csv", path=args.csv) from error
    except OSError as error:
        raise Trouble("file_not_read", "csv", reason=error.strerror or "") from error
    with opened_store(args.db) as store:
        first = done_at_central(store, args)
        for result in first or ():
            say(result)
        if first is None:
            _open_all(args, store, data, address)
    return DONE


def _open_all(args: Namespace, store: CentralStore, data: bytes, address: str | None) -> None:
    """Says each point as soon as its letter is written. Cut off before the last one, nothing is remembered: the same
    list again makes what is missing."""
    keys = _keys(store)
    with store.reading() as central:
        items = {code for code, _ in central.catalogue.versions()}
    roster = read_roster(data, items)
    _refuse(roster, args.language)
    folder = Path(args.out)
    opening = Opening(store, keys, clock=_CLOCK, ids=_IDS, central=address, days=args.days or PACKET_LASTS)
    fonts = Fonts(font_files(RESOURCES / "fonts", config.cache_folder() / "fonts"))
    results: list[Result] = []
    for one in opening.open(roster.lines, folder):
        results.append(_told(one, folder, fonts))
        say(results[-1])
    remember_at_central(store, args, results)


def _refuse(roster: Roster, language: str) -> None:
    """Says everything that is wrong, a line each as `case record` does. Raises Refused when anything is."""
    for trouble in roster.troubles:
        say({"line": trouble.line, **as_error(trouble.error, language)})
    if roster.troubles:
        raise Refused("roster_refused", "csv", count=len(roster.troubles))


def _told(one: Opened, folder: Path, fonts: Fonts) -> Result:
    point, packet = one.line.point, one.packet
    files: dict[str, object] = {"packet": None, "letter": None}
    if packet is not None:
        path = folder / file_name(packet)
        page = path.with_suffix(".pdf")
        if one.made or not page.exists():
            written(str(page), letter(packet, path.name, fonts))
        files = {"packet": str(path), "letter": str(page)}
    return {
        "point": point.code,
        "name": point.name,
        **files,
        "devices": [device.number for device in packet.devices] if packet else [],
        "enrolled": list(one.enrolled),
        "expires_at": min((device.expires_at for device in packet.devices), default=None) if packet else None,
        "made": one.made,
    }


def _keys(store: CentralStore) -> CityKeys:
    with store.writing() as central:
        if not central.city.keys():
            raise NotFound("central_not_begun")
        return open_keys(central, passphrase=config.central_passphrase(), clock=_CLOCK, ids=_IDS)


def _change(args: Namespace, change: Callable[..., list[DeviceKey]], *, codes: bool) -> int:
    def changed(store: CentralStore) -> list[Result]:
        keys = _keys(store)
        found = [DeviceId(args.device)] if args.point is None else _devices(store, args.point, args.number)
        results: list[Result] = []
        if args.point is not None and codes:
            results.append({"point": args.point, "codes": withdraw(store, args.point, args.number, clock=_CLOCK)})
        for device in found:
            for key in change(store, keys, device, clock=_CLOCK):
                after = key.revoked_after
                of_key = {"device": key.device, "stream": key.stream.value, "point": key.point}
                results.append({**of_key, "revoked_after": after})
        return results

    with opened_store(args.db) as store:
        for result in once(store, args, changed):
            say(result)
    return DONE


def _devices(store: CentralStore, point: str, number: int | None) -> list[DeviceId]:
    """The point's devices in use, or the one of this number."""
    check_point(point)
    with store.reading() as central:
        keys = central.registry.devices(point)
        known = bool(keys) or central.contacts.standing(point) is not None
    if not known:
        raise NotFound("point_unknown", "point", point=point)
    in_use = [key for key in keys if key.revoked_at is None and key.retired_at is None]
    return list(dict.fromkeys(key.device for key in in_use if number in (None, key.device_number)))
