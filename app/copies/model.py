"""An encrypted copy of a desk: what lies in it, and how the last one went."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

MANIFEST = "manifest.json"
ATTACHMENTS = "files"
LOCKED_KEY = "queue.key.locked"
KEPT = 2
"""Copies that stay; an older one goes when a newer is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A copy that was made: where it lies, how many files it has, and how many bytes were written for it."""

    place: Path
    at: datetime
    files: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyState:
    """How it stands with copies: the last one that became whole, and the trouble of the last try, if it had one."""

    at: datetime | None = None
    place: str = ""
    tried_at: datetime | None = None
    trouble: str | None = None
