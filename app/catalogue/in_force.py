"""Which version of an item, or of a theme, is in force on a day, and what is doubted of the one that was used."""

from collections.abc import Iterable
from datetime import date

from app.catalogue.versions import V, Version


def has_begun(one: Version, on: date) -> bool:
    """Took the place of the version before it, whatever became of it since; one that was cancelled by the day on which
    it was to begin never did."""
    return one.effective_on <= on and one.cancelled_on != one.effective_on


def has_ended(one: Version, on: date) -> bool:
    """Cancelled by that day."""
    return one.cancelled_on is not None and one.cancelled_on <= on


def in_force(versions: Iterable[V], on: date) -> V | None:
    """Of the versions of one code, the newest first, the one in force on that day: the newest that has begun. Once that
    one is cancelled all are, and no older version comes back."""
    newest = next((one for one in versions if has_begun(one, on)), None)
    return None if newest is None or has_ended(newest, on) else newest


def doubt(used: Version | None, newer: Iterable[Version | None], on: date) -> str | None:
    """Why that version should not have been used that day: it is "unknown", was "cancelled", "not_yet" in force, or
    "superseded" by one of the `newer`; None when it was right."""
    if used is None:
        return "unknown"
    if has_ended(used, on):
        return "cancelled"
    if on < used.effective_on:
        return "not_yet"
    return "superseded" if any(one is not None and has_begun(one, on) for one in newer) else None
