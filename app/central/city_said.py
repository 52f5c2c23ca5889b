"""How the technicians' pages say what they show: reasons, clocks and sizes, in either language."""

from collections.abc import Callable, Mapping
from typing import Any

from app.central.city_model import StandingDevice
from app.central.city_needs import Concern, Need

Say = Callable[[str], str]
_ACCURATE = 5000
"""Milliseconds that nobody needs to be told of."""


def saying(say: Say) -> Mapping[str, Any]:
    """What the templates call, by name."""
    return {"words": reasons(say), "offset": clocks(say), "size": size_said, "held": held_up_to}


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
