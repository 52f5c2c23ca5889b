"""A case once more from its entries: as it is, or as it stood when a paper was issued."""

from collections.abc import Iterable

from app.cases.model import ACTED, BEGINNING, Case, changed, recorded
from app.journal import Entry


def after_entry(case: Case | None, entry: Entry) -> Case | None:
    """The case after one of its entries; other kinds of entries leave it alone. ValueError for a pruned one."""
    if entry.kind in BEGINNING:
        return recorded(entry.body(), entry.name)
    if entry.kind == ACTED and case is not None:
        return changed(case, entry.body()["change"], entry.name)
    return case


def as_it_stood(entries: Iterable[Entry], number: int) -> Case | None:
    """The case after this device's entry `number`; None once the payloads up to there are pruned."""
    case: Case | None = None
    for entry in entries:
        if entry.name.number > number:
            continue
        if entry.payload is None:
            return None
        case = after_entry(case, entry)
    return case
