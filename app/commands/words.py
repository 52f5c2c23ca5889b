"""The words of the command line's grammar: turned into values, or wrong use."""

from argparse import ArgumentTypeError
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from app.cases.application import LONGEST_ACTION
from app.cases.model import CaseAct, CaseState
from app.receipts.model import DocumentKind

Word = TypeVar("Word", bound=StrEnum)
_ROOM_FOR_LINE_NUMBERS = 10
_LONGEST_NAME = 60
_MOST_WINDOWS = 999
_MOST_LINES = 10_000_000


def state(text: str) -> CaseState:
    return _one_of(CaseState, text)


def act(text: str) -> CaseAct:
    """An act by its word; `add-material` is `add_material` too."""
    return _one_of(CaseAct, text.replace("-", "_"))


def document(text: str) -> DocumentKind:
    return _one_of(DocumentKind, text)


def day(text: str) -> date:
    """A day as cli.md writes it: 2026-11-23, and no other way that Python knows."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise ArgumentTypeError(f"{text!r} is not a date like 2026-11-23")
    return found


def days(text: str) -> int:
    """How long a code is good for: 1 to 365 days."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 365):
        raise ArgumentTypeError(f"{text!r} is no number of days from 1 to 365")
    return int(text)


def window(text: str) -> int:
    """A window's number: 1 to 999."""
    if not (text.isdecimal() and len(text) <= len(str(_MOST_WINDOWS)) and int(text) >= 1):
        raise ArgumentTypeError(f"{text!r} is no window from 1 to {_MOST_WINDOWS}")
    return int(text)


def count(text: str) -> int:
    """How many: 0 to 10,000,000."""
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= _MOST_LINES and len(text) <= 9):
        raise ArgumentTypeError(f"{text!r} is no number from 0 to {_MOST_LINES}")
    return int(text)


def port(text: str) -> int:
    """A port to listen on: 0 to 65535."""
    if not (text.isdecimal() and len(text) <= len("65535") and int(text) <= 65535):
        raise ArgumentTypeError(f"{text!r} is no port from 0 to 65535")
    return int(text)


def target(text: str) -> int | str:
    """Where a visitor is sent: a window's number, or a letter."""
    return window(text) if text.strip("+-").isdecimal() else text.upper()


def asked(text: str) -> tuple[str, str]:
    """A material, or a heading, and what central wants about it."""
    name, _, about = (part.strip() for part in text.partition("="))
    if not name or not about:
        raise ArgumentTypeError(f"{text!r} is not like household=缺本人页")
    return name, about


def hour(text: str) -> time:
    """An hour as 09:05."""
    try:
        found = time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or f"{found:%H:%M}" != text:
        raise ArgumentTypeError(f"{text!r} is not an hour like 09:05")
    return found


def action(text: str) -> str:
    """An action's id: what a journal entry keeps of it is limited."""
    return _id(text, LONGEST_ACTION)


def prefix(text: str) -> str:
    """The beginning of many actions' ids."""
    return _id(text, LONGEST_ACTION - _ROOM_FOR_LINE_NUMBERS)


def name(text: str) -> str:
    """What somebody is called."""
    called = text.strip()
    if not called.isprintable() or not 1 <= len(called) <= _LONGEST_NAME:
        raise ArgumentTypeError(f"a name has 1 to {_LONGEST_NAME} visible characters")
    return called


def _id(text: str, longest: int) -> str:
    if not text.isprintable() or text != text.strip() or not 1 <= len(text) <= longest:
        raise ArgumentTypeError(f"an id has 1 to {longest} visible characters")
    return text


def _one_of(kind: type[Word], text: str) -> Word:
    try:
        return kind(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is none of {' '.join(kind)}") from None
