"""Holds the ticket rows against the journal: each row must equal the ticket in its last entry."""

from collections.abc import Callable, Iterator
from dataclasses import fields

from app.ids import DeviceId, TicketId
from app.journal import Entry, Finding, walk
from app.storage.tickets import QueueProof
from app.tickets.model import Ticket
from app.tickets.ticket_json import ticket_from_json

PAGE = 500
"""Rows or entries read at a time."""

Verifies = Callable[[DeviceId, bytes, bytes], bool]
"""Whether the second is `device`'s queue signature over the first, a hash."""


def rows_against_entries(queue: QueueProof, verifies: Verifies) -> list[Finding]:
    """Every break of every device's chain in this store, and every ticket that differs from its entries.

    Codes: those of app.journal.walk, and `ticket_row_missing`, `ticket_row_differs`, `ticket_row_unjournalled`,
    `ticket_acts_missing`. A ticket whose last payload was pruned is not compared.
    """
    findings: list[Finding] = []
    last: dict[str, _Last] = {}
    for device in queue.devices():
        for entry in walk(_entries(queue, device), queue.head_of(device), _by(verifies, device), findings.append):
            if entry.kind.startswith("ticket."):
                last.setdefault(entry.subject, _Last()).see(entry)
    for ticket in _tickets(queue):
        seen = last.pop(ticket.id, None)
        if seen is None:
            findings.append(Finding(code="ticket_row_unjournalled", where=ticket.id, values={"number": ticket.number}))
        else:
            findings.extend(seen.against(ticket))
    findings.extend(Finding(code="ticket_row_missing", where=subject, values={}) for subject in last)
    return findings


class _Last:
    """What the entries say of one ticket; several devices may have written about it."""

    def __init__(self) -> None:
        self._acts = 0
        self._unreadable = 0
        self._ticket: Ticket | None = None

    def see(self, entry: Entry) -> None:
        self._acts += 1
        try:
            ticket = ticket_from_json(entry.body()["ticket"])
        except (ValueError, KeyError, TypeError):  # pruned, or altered: then `walk` reports it
            self._unreadable += 1
            return
        if self._ticket is None or ticket.revision > self._ticket.revision:
            self._ticket = ticket

    def against(self, row: Ticket) -> Iterator[Finding]:
        if self._acts != row.revision:
            values = {"number": row.number, "acts": self._acts, "revision": row.revision}
            yield Finding(code="ticket_acts_missing", where=row.id, values=values)
        known = self._ticket
        if known is None or (self._unreadable and known.revision < self._acts):
            return
        differing = [one.name for one in fields(Ticket) if getattr(known, one.name) != getattr(row, one.name)]
        if differing:
            values = {"number": row.number, "fields": ", ".join(differing)}
            yield Finding(code="ticket_row_differs", where=row.id, values=values)


def _by(verifies: Verifies, device: DeviceId) -> Callable[[bytes, bytes], bool]:
    return lambda hashed, signature: verifies(device, hashed, signature)


def _entries(queue: QueueProof, device: DeviceId) -> Iterator[Entry]:
    above = 0
    while page := queue.entries(device, above, PAGE):
        yield from page
        above = page[-1].name.number


def _tickets(queue: QueueProof) -> Iterator[Ticket]:
    after: TicketId | None = None
    while page := queue.tickets_after(after, PAGE):
        yield from page
        after = page[-1].id
