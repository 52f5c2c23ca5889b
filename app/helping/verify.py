"""帮代办 held against the journal: a row is what its entries, and what other windows told, put together."""

from collections.abc import Iterable, Iterator
from functools import reduce

from app.helping.hand_over import newer_helper, together
from app.helping.model import OF_HELPING, Batch, BatchId, Helper, HelperId, Visit, VisitId
from app.helping.told import told
from app.journal import Entry, Finding
from app.storage.desk import Desk
from app.sync.model import FeedItem

_ALL = 1_000_000
_Value = Helper | Visit | Batch


def row_findings(desk: Desk, subjects: Iterable[str]) -> Iterator[Finding]:
    """What does not hold about what these entries' subjects say. A row that came from a former device without entries,
    and one whose payloads were pruned, is not compared."""
    visits = {visit.id: visit for visit in desk.helping.visits(limit=_ALL)}
    for subject in subjects:
        entries = [entry for entry in desk.journal.of_subject(subject) if entry.kind in OF_HELPING]
        if any(entry.payload is None for entry in entries):
            continue
        row: _Value | None = desk.helping.batch(BatchId(subject)) or desk.helping.helper(HelperId(subject))
        row = row or visits.get(VisitId(subject))
        try:
            said = list(_said(desk, subject, entries))
        except (ValueError, KeyError, TypeError):
            yield Finding(code="helping_entry_unreadable", where=subject, values={})
            continue
        if row is None:
            yield Finding(code="helping_row_missing", where=subject, values={})
        elif row != reduce(_put, said):
            yield Finding(code="helping_row_differs", where=subject, values={})


def _said(desk: Desk, subject: str, entries: list[Entry]) -> Iterator[_Value]:
    for entry in entries:
        yield told(entry.kind, subject, entry.body())
    for _, word in desk.sync.told(subject, [entry.name for entry in entries]):
        if isinstance(word, FeedItem) and word.kind in OF_HELPING:
            yield told(word.kind, subject, word.body["body"])


def _put(one: _Value, other: _Value) -> _Value:
    if isinstance(one, Batch) and isinstance(other, Batch):
        return together(one, other)
    if isinstance(one, Helper) and isinstance(other, Helper):
        return newer_helper(one, other)
    return other
