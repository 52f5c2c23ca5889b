"""How the command line speaks: results on standard output, one JSON object a line; errors on standard error."""

import json
import sys
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.errors import NotFound, Refused, SidaoError
from ui.explain import explain

DONE, WRONG_USE, REFUSED, NO_SUCH, TROUBLE, BUG = 0, 2, 3, 4, 5, 70


def say(result: Mapping[str, Any]) -> None:
    """One result, on its way at once: whoever reads may act on it."""
    sys.stdout.write(json.dumps(result, ensure_ascii=False, default=_plain) + "\n")
    sys.stdout.flush()


def complain(error: SidaoError, language: str) -> None:
    """The error's last line on standard error."""
    message = {"error": error.code, "message": explain(error, language), "field": error.field}
    sys.stderr.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stderr.flush()


def exit_code(error: SidaoError) -> int:
    """cli.md's table of exits."""
    if isinstance(error, Refused):
        return REFUSED
    return NO_SUCH if isinstance(error, NotFound) else TROUBLE


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
