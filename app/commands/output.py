"""How the command line speaks: results on standard output, one JSON object a line; errors on standard error."""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import IO, Any

from app.errors import NotFound, Refused, SidaoError, Trouble
from ui.explain import explain

DONE, WRONG_USE, REFUSED, NO_SUCH, TROUBLE, BUG = 0, 2, 3, 4, 5, 70


def say(result: Mapping[str, Any]) -> None:
    """One result, on its way at once: whoever reads may act on it.

    Raises BrokenPipeError when nobody reads any more, Trouble("output_not_written") when the results' disk is full.
    """
    try:
        _write(sys.stdout, result)
    except OSError as error:
        _say_no_more()
        if isinstance(error, BrokenPipeError):
            raise
        raise Trouble("output_not_written", reason=error.strerror or "") from error


def complain(error: SidaoError, language: str) -> None:
    """The error's last line on standard error; where that can't be written, the exit code says enough."""
    with suppress(OSError):
        _write(sys.stderr, as_error(error, language))


def as_error(error: SidaoError, language: str) -> dict[str, object]:
    """An error as cli.md says it."""
    return {"error": error.code, "message": explain(error, language), "field": error.field}


def exit_code(error: SidaoError) -> int:
    """cli.md's table of exits."""
    if isinstance(error, Refused):
        return REFUSED
    return NO_SUCH if isinstance(error, NotFound) else TROUBLE


def _say_no_more() -> None:
    """What did not go out is not tried again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(stream: IO[str], value: Mapping[str, Any]) -> None:
    """Half a surrogate pair, which an argument or an input line may hold, is written as JSON's own escape."""
    line = json.dumps(value, ensure_ascii=False, default=_plain) + "\n"
    stream.write(line.encode("utf-8", "backslashreplace").decode("utf-8"))
    stream.flush()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
