"""`sidao` in this process: what it says, and how it ends. Faster than a program of its own by a factor of four."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.__main__ import main
from tests import make

ENVIRONMENT = {"SIDAO_PASSPHRASE": make.PASSPHRASE, "LANG": "zh_CN.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a command ended: its exit code, its results, and the last line of its complaints."""

    code: int
    results: list[dict[str, Any]]
    error: dict[str, Any] | None
    complaints: str

    @property
    def result(self) -> dict[str, Any]:
        """The only result."""
        (only,) = self.results
        return only


def sidao(*given: str, stdin: bytes = b"", **environment: str) -> Said:
    """One command to its end."""
    out, complaints = Captured(), Captured()
    streams = {"stdin": io.TextIOWrapper(io.BytesIO(stdin)), "stdout": out, "stderr": complaints}
    with patch.multiple(sys, **streams), patch.dict("os.environ", {**ENVIRONMENT, **environment}):
        try:
            code = main(given)
        except SystemExit as wrong_use:
            code = int(wrong_use.code or 0)
    last = complaints.text.splitlines()[-1:]
    return Said(
        code=code,
        results=[json.loads(line) for line in out.text.splitlines()],
        error=json.loads(last[0]) if last and last[0].startswith("{") else None,
        complaints=complaints.text,
    )


class Captured(io.TextIOWrapper):
    """A stream that remembers."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="ascii")

    @property
    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined, no-any-return]


def jsonl(*lines: object) -> bytes:
    """Input lines."""
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


class Folder:
    """A desk's folder and commands on it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def do(self, *given: str, stdin: bytes = b"", **environment: str) -> Said:
        return sidao("--data", str(self.path), *given, stdin=stdin, **environment)

    def record(self, *lines: object, options: tuple[str, ...] = ()) -> Said:
        return self.do("case", "record", "-", *options, stdin=jsonl(*lines))

    def recorded(self, line: object) -> dict[str, Any]:
        """One case that must be recorded."""
        said = self.record(line)
        assert said.code == 0, said.results
        return said.result

    def cases(self) -> list[dict[str, Any]]:
        return self.do("case", "list").results

    def holds(self) -> bool:
        """Whether the chains and rows hold."""
        said = self.do("verify")
        return said.code == 0 and said.result["ok"] is True


@contextmanager
def held_open(folder: Folder) -> Iterator[make.Desk]:
    """The desk behind the folder, for what no command does."""
    with make.signed_in(folder.path) as desk:
        yield desk
