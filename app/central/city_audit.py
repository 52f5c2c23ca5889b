"""What auditors ask about, taken from entries as they arrive: an entry gives its audit lines, nothing else is asked.

Nothing here may raise: an entry that is not what it should be has its verdict elsewhere, and no audit line.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from app.cases.model import ACTED
from app.central.batches import Reading
from app.central.city_model import AuditKind, AuditLine, Contact
from app.central.failures import told_of
from app.central.model import Alarm, DeviceKey, Held
from app.central.storage import Central, CentralStore
from app.journal import Entry, EntryName
from app.sync.messages import Batch

_LOG = logging.getLogger("sidao.central")
TOLERANCE = timedelta(minutes=5)
"""Beyond what the device's offset explains."""

_FURTHEST = timedelta(days=365_00)
"""A dead battery says 1970; times must stay times."""
_LONGEST = 500
_ACTS = {"correct": AuditKind.CORRECT, "void": AuditKind.VOID, "reprint": AuditKind.REPRINT}
_RUNS = frozenset({AuditKind.UNANCHORED, AuditKind.TIME_AHEAD, AuditKind.TIME_BEHIND})
"""Kinds that whole days of entries may have: neighbours are one line."""


def audited(
    point: str, fresh: Sequence[Reading], *, before: datetime | None, contact: Contact | None, now: datetime
) -> list[AuditLine]:
    """The audit lines of entries that have just arrived, neighbours of one stream in order.

    `before` is the time of the entry that they follow, `contact` the device's last meeting, `now` central's clock.
    """
    bounds = _bounds(contact, now)
    lines: list[AuditLine] = []
    open_runs: dict[AuditKind, int] = {}
    for reading in fresh:
        entry = reading.entry
        found = [*_of_body(point, reading, now), *_of_time(point, reading, before, bounds, now)]
        before = entry.at
        for line in found:
            run = open_runs.get(line.kind)
            if line.kind in _RUNS and run is not None and _follows(lines[run], line):
                lines[run] = _longer(lines[run], line)
                continue
            open_runs[line.kind] = len(lines)
            lines.append(line)
    return lines


def keep_audit(
    central: Central, key: DeviceKey, fresh: Sequence[Reading], before: datetime | None, now: datetime
) -> None:
    """Keeps the audit lines of what has just arrived, in the transaction that takes it in.

    A bug of ours in reading them costs the lines of this batch, never the entries.
    """
    contact = central.contacts.last(key.point, key.device)
    try:
        lines = audited(key.point, fresh, before=before, contact=contact, now=now)
    except Exception as failure:
        _LOG.error("no audit lines of %d entries from %s: %s", len(fresh), fresh[0].entry.name, told_of(failure))
        return
    central.audit.add(lines)


def keep_broken(store: CentralStore, key: DeviceKey, batch: Batch, now: datetime) -> None:
    """Keeps that a batch of the device did not hold, and tells the city. Nothing of the batch is taken.

    It is one line and one alarm for each place where a chain stands still, whatever numbers the batches claim: else
    whoever sends rubbish could fill the table.
    """
    with store.writing() as central:
        held = {one.stream: one.number for one in central.journal.held(key.point, key.device)}
        line = _broken(key, held.get(key.stream, 0) + 1, len(batch.entries), now)
        about = f"chain {line.entry}"
        central.audit.add([line])
        central.alarms.raise_alarm(
            Alarm(point=key.point, about=about, code=line.kind.value, detail=str(line.entry), at=now)
        )


def forked(key: DeviceKey, fork: Held, now: datetime) -> AuditLine:
    """Another entry of this name is held: a copy of the desk is at work."""
    name = EntryName(device=fork.device, stream=fork.stream, number=fork.number)
    return AuditLine(point=key.point, entry=name, kind=AuditKind.FORK, at=now, arrived_at=now)


def _broken(key: DeviceKey, number: int, count: int, now: datetime) -> AuditLine:
    """A batch whose hashes or signature don't hold, where `number` was to come next. It need not be the device's."""
    name = EntryName(device=key.device, stream=key.stream, number=number)
    kind = AuditKind.CHAIN_BROKEN
    return AuditLine(point=key.point, entry=name, kind=kind, at=now, arrived_at=now, count=count)


def _of_body(point: str, reading: Reading, now: datetime) -> Iterator[AuditLine]:
    entry, body = reading.entry, reading.body
    if body is None:
        return
    kind = entry.kind
    if kind == "ticket.called":
        if "jump" in body:
            yield _jump(point, entry, body, now)
    elif kind == ACTED:
        act = body.get("act")
        if isinstance(act, str) and act in _ACTS:
            yield _line(point, entry, _ACTS[act], now, body, about=body.get("case_no"), reason=body.get("reason"))
    elif kind == "receipt.copied":
        if body.get("copy") != 1:
            number, paper, copy = (body.get(name) for name in ("case_no", "receipt_no", "copy"))
            yield _line(point, entry, AuditKind.REPRINT, now, body, about=number, other=paper, reason=copy)
    elif kind.startswith("clock."):
        yield _clock(point, entry, body, now)
    elif kind.startswith("clerk."):
        name, said = body.get("name"), kind.removeprefix("clerk.")
        yield _line(point, entry, AuditKind.CLERK, now, body, about=name, other=entry.subject, reason=said)
    if body.get("unanchored") is True:
        yield _line(point, entry, AuditKind.UNANCHORED, now, body, about=_number_of(body))


def _jump(point: str, entry: Entry, body: Mapping[str, Any], now: datetime) -> AuditLine:
    """A visitor went before one who came earlier: called by hand with a reason, or by right of a group."""
    ticket, jump = (_map(body.get(name)) for name in ("ticket", "jump"))
    reason = ticket.get("reason")
    kind = AuditKind.PRIORITY if reason is None else AuditKind.OUT_OF_TURN
    said = jump.get("group") if reason is None else reason
    return _line(point, entry, kind, now, body, about=ticket.get("number"), other=jump.get("over"), reason=said)


def _clock(point: str, entry: Entry, body: Mapping[str, Any], now: datetime) -> AuditLine:
    """The clock was doubted (it jumped so far), or a clerk or central said what has to be added to it."""
    added = next((body[name] for name in ("difference", "offset") if body.get(name) is not None), None)
    seconds = body.get("jump") if added is None else -added if isinstance(added, int | float) else None
    what, doubt = entry.kind.removeprefix("clock."), body.get("doubt")
    return _line(point, entry, AuditKind.CLOCK, now, body, reason=what, other=doubt, seconds=seconds)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Between which times, by the device's own clock, an entry that arrives now must lie; reckoned once a batch."""

    early: datetime | None
    late: datetime
    clear: datetime | None


def _bounds(contact: Contact | None, now: datetime) -> _Bounds:
    if contact is None:
        return _Bounds(None, now + TOLERANCE, None)
    offset, slack = (timedelta(milliseconds=span) for span in (contact.offset, contact.uncertain))
    offset = max(-_FURTHEST, min(offset, _FURTHEST))
    clear = contact.clear_at
    early = None if clear is None else clear + offset - slack - TOLERANCE
    return _Bounds(early, now + offset + slack + TOLERANCE, clear)


def _of_time(
    point: str, reading: Reading, before: datetime | None, bounds: _Bounds, now: datetime
) -> Iterator[AuditLine]:
    at, off = reading.entry.at, {}
    if before is not None and at < before and before - at > TOLERANCE:
        off[AuditKind.TIME_BACKWARDS] = at - before
    if at > bounds.late:
        off[AuditKind.TIME_AHEAD] = at - now
    if bounds.early is not None and bounds.clear is not None and at < bounds.early:
        off[AuditKind.TIME_BEHIND] = at - bounds.clear
    body = reading.body or {}
    for kind, by in off.items():
        yield _line(point, reading.entry, kind, now, body, about=_number_of(body), seconds=_seconds(by))


def _line(
    point: str,
    entry: Entry,
    kind: AuditKind,
    now: datetime,
    body: Mapping[str, Any],
    *,
    about: object = None,
    other: object = None,
    reason: object = None,
    seconds: object = None,
) -> AuditLine:
    window = body.get("window")
    return AuditLine(
        point=point,
        entry=entry.name,
        kind=kind,
        at=entry.at,
        arrived_at=now,
        clerk=_text(body.get("by")) or _text(body.get("clerk")),
        window=window if type(window) is int and 0 <= window < 1000 else None,
        about=_text(about),
        other=_text(other),
        reason=_text(reason),
        seconds=_whole(seconds),
    )


def _number_of(body: Mapping[str, Any]) -> object:
    """The number of the case or ticket that an entry is about."""
    inside = (_map(body.get("case")).get("case_no"), _map(body.get("ticket")).get("number"))
    return body.get("case_no") or next(filter(None, inside), None)


def _follows(run: AuditLine, line: AuditLine) -> bool:
    """Whether it is the next entry, of the same clerk or of nobody (the program's own)."""
    return line.entry.number == run.entry.number + run.count and line.clerk in (run.clerk, None)


def _longer(run: AuditLine, line: AuditLine) -> AuditLine:
    """One more entry; of a run's times the one that is furthest off is told."""
    far = max((run.seconds, line.seconds), key=lambda seconds: abs(seconds or 0))
    return replace(run, count=run.count + 1, seconds=far)


def _text(value: object) -> str | None:
    if type(value) is int:
        return str(value) if abs(value) < 10**15 else None
    return value[:_LONGEST] if isinstance(value, str) and value else None


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _whole(value: object) -> int | None:
    """Seconds, unless it is no number or one that no clock has."""
    return round(value) if isinstance(value, int | float) and abs(value) < 10**12 else None


def _seconds(time: timedelta) -> int:
    return round(time.total_seconds())
