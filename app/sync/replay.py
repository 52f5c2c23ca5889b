"""A case as its entries and central's words make it, which its row must equal: for `sidao verify`."""

from collections.abc import Iterable

from app.cases.model import Case, case_to_json
from app.cases.replay import after_entry
from app.ids import DeviceId
from app.journal import Entry, Finding
from app.sync.effects import after_item, after_verdict
from app.sync.model import FeedItem, Verdict
from app.sync.ordering import placed
from app.sync.others import begun, is_covered

Told = tuple[int, FeedItem | Verdict]
"""What central told, with the number of the desk's entry that it followed."""


def replayed(entries: Iterable[Entry], told: Iterable[Told], device: DeviceId) -> Case | None:
    """The case as `device`'s entries and central's words make it; None when neither begins it, or once payloads are
    pruned.

    Within one entry's place, central's words come in the order in which they were stored.
    """
    places: list[tuple[int, int, Entry | FeedItem | Verdict]] = [(entry.name.number, 0, entry) for entry in entries]
    words = list(told)
    places += [(after, 1, word) for after, word in words]
    items = [word for _, word in words if isinstance(word, FeedItem)]
    case: Case | None = None
    written: list[Entry] = []
    said: list[FeedItem | Verdict] = []
    for _, _, happened in sorted(places, key=lambda place: place[:2]):
        if isinstance(happened, Entry):
            if happened.payload is None:
                return None
            case = after_entry(case, happened)
            written.append(happened)
            continue
        said.append(happened)
        if isinstance(happened, Verdict):
            case = case and after_verdict(case, happened)
        elif case is None:
            case = begun(happened)
        elif not is_covered(happened, items):
            case = after_item(case, happened, placed(case, happened, device, lambda: (written, said)))
    return case


def differences(row: Case, entries: list[Entry], told: Iterable[Told], device: DeviceId) -> Iterable[Finding]:
    """Where the row of the desk `device` is not what its entries say. One without its payloads is not compared."""
    try:
        made = replayed(entries, told, device)
    except Exception as error:  # whatever a changed payload brings about is the finding
        yield Finding(code="case_row_unreadable", where=row.case_no, values={"why": type(error).__name__})
        return
    if made is None:
        if all(entry.payload is not None for entry in entries):
            yield Finding(code="case_row_unjournalled", where=row.case_no, values={})
        return
    there, here = case_to_json(made), case_to_json(row)
    fields = [name for name in here | there if here.get(name) != there.get(name)]
    if row.last != made.last:
        fields.append("last")
    if fields:
        yield Finding(code="case_row_differs", where=row.case_no, values={"fields": ", ".join(fields)})
