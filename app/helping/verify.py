"""帮代办 held against the journal: a row is what its entries, and what other windows told, put together."""

from collections.abc import Iterable, Iterator
from functools import reduce

from app.helping.hand_over import put_together
from app.helping.model import OF_HELPING, Value
from app.helping.told import told
from app.journal import Entry, Finding
from app.storage.desk import Desk
from app.sync.model import FeedItem

_ALL = 1_000_000


def row_findings(desk: Desk, subjects: Iterable[str]) -> Iterator[Finding]:
    """What does not hold about the rows, and about what these entries' subjects say. A row that came from a former
    device without entries, as long as central has not told all of it again, and one whose payloads were pruned, is not
    compared."""
    rows: dict[str, Value] = {
        **{helper.id: helper for helper in desk.helping.helpers()},
        **{visit.id: visit for visit in desk.helping.visits(limit=_ALL)},
        **{batch.id: batch for batch in desk.helping.batches(limit=_ALL)},
    }
    pull = desk.sync.first_pull()
    learnt = pull is not None and pull.done
    for subject in dict.fromkeys((*subjects, *rows)):
        entries = [entry for entry in desk.journal.of_subject(subject) if entry.kind in OF_HELPING]
        if any(entry.payload is None for entry in entries) or not (entries or learnt):
            continue
        try:
            said = list(_said(desk, subject, entries))
        except (ValueError, KeyError, TypeError):
            yield Finding(code="helping_entry_unreadable", where=subject, values={})
            continue
        if said and subject not in rows:
            yield Finding(code="helping_row_missing", where=subject, values={})
        elif said and rows[subject] != reduce(put_together, said):
            yield Finding(code="helping_row_differs", where=subject, values={})


def _said(desk: Desk, subject: str, entries: list[Entry]) -> Iterator[Value]:
    for entry in entries:
        yield told(entry.kind, subject, entry.body())
    for _, word in desk.sync.told(subject, [entry.name for entry in entries]):
        if isinstance(word, FeedItem) and word.kind in OF_HELPING:
            yield told(word.kind, subject, word.body["body"])
