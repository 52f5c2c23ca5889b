"""How the technicians' pages say what they show: reasons, clocks and sizes, in either language."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.central.city_model import AuditKind, AuditLine, Need, StandingDevice
from app.central.city_needs import Concern

Say = Callable[[str], str]
_ACCURATE = 5000
"""Milliseconds that nobody needs to be told of."""


def saying(say: Say) -> Mapping[str, Any]:
    """What the templates call, by name."""
    return {
        "words": reasons(say),
        "offset": clocks(say),
        "size": size_said,
        "held": held_up_to,
        "told": audit_said(say),
    }


def reasons(say: Say) -> Callable[[Concern], str]:
    """How a concern is said in words."""

    def words(concern: Concern) -> str:
        key = f"need_{concern.need.value}"
        if concern.need is Need.SILENT_WAITING:
            key = "need_silent_files" if not concern.count else key if concern.files else "need_silent_entries"
        if concern.need is Need.CLOCK:
            key = "need_clock_ahead" if concern.minutes > 0 else "need_clock_behind"
        off = _span(say, abs(concern.minutes) * 60)
        values = {"count": concern.count, "files": concern.files, "days": concern.days, "off": off}
        return say(key).format(**values)

    return words


def clocks(say: Say) -> Callable[[int], str]:
    """How far a clock is off, given in milliseconds."""

    def words(offset: int) -> str:
        if abs(offset) < _ACCURATE:
            return say("accurate")
        return say("ahead" if offset > 0 else "behind").format(off=_span(say, abs(offset) // 1000))

    return words


def size_said(count: int) -> str:
    """Bytes as people read them."""
    if count < 1 << 10:
        return f"{count} B"
    return f"{count / 1024:.0f} KB" if count < 1 << 20 else f"{count / (1 << 20):.1f} MB"


def held_up_to(device: StandingDevice, stream: str) -> int:
    """The last number that central holds of this stream."""
    return next((number for name, number in device.held.items() if name.value == stream), 0)


def _span(say: Say, seconds: int) -> str:
    for unit, length, least in (("days", 86_400, 2), ("hours", 3600, 2), ("minutes", 60, 1)):
        if seconds >= least * length:
            return say(unit).format(count=seconds // length)
    return say("seconds").format(count=seconds)


def audit_said(say: Say) -> Callable[[AuditLine], str]:
    """What an audit line says besides its kind and number."""

    def told(line: AuditLine) -> str:
        return " · ".join(part for part in _parts(say, line) if part)

    return told


def _parts(say: Say, line: AuditLine) -> Iterator[str | None]:
    match line.kind:
        case AuditKind.PRIORITY:
            yield _known(say, "priority", line.reason)
            yield say("told_over").format(other=line.other) if line.other else None
        case AuditKind.OUT_OF_TURN:
            yield line.reason
            yield say("told_over").format(other=line.other) if line.other else None
        case AuditKind.CLOCK:
            yield _known(say, "told_clock", line.reason)
            yield _known(say, "told", line.other)
            yield None if line.seconds is None else _signed(say, line.seconds)
        case AuditKind.CLERK:
            yield _known(say, "told_clerk", line.reason)
            yield line.about
        case AuditKind.TIME_AHEAD | AuditKind.TIME_BEHIND | AuditKind.TIME_BACKWARDS:
            yield say(f"told_{line.kind.value}").format(off=_span(say, abs(line.seconds or 0)))
            yield say("told_count").format(count=line.count) if line.count > 1 else None
        case AuditKind.FORK | AuditKind.CHAIN_BROKEN:
            yield say(f"told_{line.kind.value}").format(count=line.count)
        case AuditKind.UNANCHORED:
            yield say("told_count").format(count=line.count) if line.count > 1 else None
        case AuditKind.REPRINT:
            yield line.other
            yield say("told_copy").format(copy=line.reason) if line.reason else None
        case _:
            yield line.reason
            yield line.other


def _known(say: Say, group: str, code: str | None) -> str | None:
    """The words of a code, or the code itself when a newer desk has others."""
    if code is None:
        return None
    key = f"{group}_{code}"
    words = say(key)
    return code if words == key else words


def _signed(say: Say, seconds: int) -> str:
    return say("ahead" if seconds > 0 else "behind").format(off=_span(say, abs(seconds))) if seconds else ""
