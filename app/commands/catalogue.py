"""catalogue import, list, show, and central's import: the items' versions, and what an import changes."""

import json
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.actions.model import Result
from app.catalogue.differences import differences
from app.catalogue.importing import ImportReport, ItemChange, compare_items
from app.catalogue.item_json import item_from_json, item_to_json
from app.catalogue.model import ItemCode, LocalWords, ServiceItem
from app.catalogue.versions import ChangeKind
from app.catalogue.wording import WORDED
from app.clock import SystemClock
from app.commands.once import done_before, note, once, remember
from app.commands.opening import desk_of
from app.commands.output import DONE, say
from app.errors import NotFound, Refused, Trouble
from app.storage.desk import Desk
from ui.difference_words import difference_text

if TYPE_CHECKING:
    from app.central.storage import CentralStore

_CLOCK = SystemClock()
T = TypeVar("T")


def import_(args: Namespace) -> int:
    """Takes versions in at a point without a link, all or none; --dry-run only says what would change."""

    def kept(desk: Desk, report: ImportReport) -> None:
        note(desk, args, told(report, args.language, dry_run=False))

    with desk_of(args.data) as program:
        first = None if args.dry_run else done_before(program.store, args)
        if first is None:
            items, catalogue = read_items(Path(args.place)), program.catalogue
            report = catalogue.compare_items(items) if args.dry_run else catalogue.import_items(items, kept)
            first = told(report, args.language, dry_run=args.dry_run)
    say(first)
    return DONE


def list_(args: Namespace) -> int:
    """The items in force on a day, today unless said."""
    with desk_of(args.data) as program:
        for item in program.catalogue.current(args.on):
            say({**_named(item), "scope": program.catalogue.scope(item.code).scope.value})
    return DONE


def show(args: Namespace) -> int:
    """One version of an item as it was imported, the newest unless said, and which others are here."""
    code = ItemCode(args.item.strip())
    with desk_of(args.data) as program:
        item = program.catalogue.item(code, args.version)
        versions = program.catalogue.versions(code)
    before = next((one for one in versions if one.version < item.version), None)
    said = [] if before is None else _sentences(before, item, args.language)
    say({**item_to_json(item), "versions": [one.version for one in versions], "differences": said})
    return DONE


def words(args: Namespace) -> int:
    """The point's own phone, address and hours, of all items or of one; with a word given, it is set."""
    given = {"phone": args.phone, "address": args.address, "window_hours": args.hours}
    item = None if args.item is None else ItemCode(args.item.strip())
    with desk_of(args.data) as program:
        wording, changes = program.wording, any(word is not None for word in given.values())
        told = done_before(program.store, args, WORDED) if changes else None
        if told is None:
            if changes:
                had = next((one for one in wording.words() if one.item == item), LocalWords(item=item))
                now = replace(had, **{name: word for name, word in given.items() if word is not None})
                wording.keep(now, args.action)
            told = {"words": [_words(one) for one in wording.words()]}
            if changes:
                remember(program.store, args, told)
    for line in told["words"]:
        say(line)
    return DONE


def _words(one: LocalWords) -> Result:
    return {"item": one.item, "phone": one.phone, "address": one.address, "window_hours": one.window_hours}


def central_import(args: Namespace) -> int:
    """The city's own catalogue: takes versions in, all or none, and tells every point at its next contact."""
    from app.central.opening import import_items
    from app.commands.central import opened

    def imported(store: "CentralStore") -> list[Result]:
        items = read_items(Path(args.place))
        with store.reading() as central:
            if not central.city.keys():
                raise NotFound("central_not_begun")
            report = compare_items(central.catalogue, items)
        if not args.dry_run:
            with store.writing() as central:
                report = import_items(central, items, _CLOCK)
        return [told(report, args.language, dry_run=args.dry_run)]

    with opened(args.db) as store:
        for result in imported(store) if args.dry_run else once(store, args, imported):
            say(result)
    return DONE


def told(report: ImportReport, language: str, *, dry_run: bool) -> dict[str, Any]:
    """The report: how many of each kind, and the changes one by one."""
    counts = {kind.value: len(report.of(kind)) for kind in ChangeKind}
    changes = [_told(change, language) for change in report.changes]
    return {"dry_run": dry_run, **counts, "unchanged": report.unchanged, "changes": changes}


def read_items(place: Path) -> list[ServiceItem]:
    """The items of a file (one, or a list of them) or of all *.json of a folder, by name.

    Raises NotFound("file_unknown"), Trouble("file_not_read"), Refused("catalogue_empty") and, with the file's name
    before the place, what `item_from_json` refuses.
    """
    return read_versions(place, item_from_json)


def read_versions(place: Path, read: Callable[[object], T]) -> list[T]:
    """As `read_items`, of whatever `read` makes of the JSON of one."""
    files = sorted(place.glob("*.json")) if place.is_dir() else [place]
    found = [one for file in files for one in _of_file(file, read)]
    if not found:
        raise Refused("catalogue_empty", "place", path=str(place))
    return found


def _of_file(file: Path, read: Callable[[object], T]) -> list[T]:
    try:
        data = json.loads(file.read_bytes())
    except FileNotFoundError as error:
        raise NotFound("file_unknown", "place", path=str(file)) from error
    except OSError as error:
        raise Trouble("file_not_read", "place", reason=error.strerror or "") from error
    except (ValueError, RecursionError) as error:
        raise Refused("item_malformed", file.name) from error
    try:
        return [read(one) for one in (data if isinstance(data, list) else [data])]
    except Refused as error:
        raise Refused(error.code, f"{file.name}: {error.field}", **error.values) from error


def _told(change: ItemChange, language: str) -> dict[str, Any]:
    before = change.before
    return {
        "change": change.kind.value,
        **_named(change.now),
        "before": None if before is None else before.version,
        "parts": list(change.parts),
        "differences": [] if before is None else _sentences(before, change.now, language),
    }


def _named(item: ServiceItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": item.name,
        "department": item.department.name,
        "version": item.version,
        "effective_on": item.effective_on,
        "cancelled_on": item.cancelled_on,
    }


def _sentences(before: ServiceItem, after: ServiceItem, language: str) -> list[str]:
    return [difference_text(one, language) for one in differences(before, after)]
