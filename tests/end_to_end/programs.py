"""Real programs for end-to-end tests: `sidao` as a subprocess, and a central that serves."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from app.__main__ import main

TOP = Path(__file__).resolve().parents[2]
PASSPHRASE = "kuaidamao-e2e"


def environment(**more: str) -> dict[str, str]:
    """What the programs see: the tests' own, with a passphrase and Chinese."""
    return {**os.environ, "SIDAO_PASSPHRASE": PASSPHRASE, "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1", **more}


def sidao(*given: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """One command, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app", *given],
        input=stdin,
        capture_output=True,
        cwd=TOP,
        env=environment(**more),
        timeout=120,
        check=False,
    )


def here(*given: str) -> list[dict[str, Any]]:
    """One command in this process, which must succeed; what it said. Faster where only its answer matters."""
    said = io.StringIO()
    said.reconfigure = lambda **_: None  # type: ignore[attr-defined]
    before = os.environ.get("SIDAO_PASSPHRASE")
    os.environ["SIDAO_PASSPHRASE"] = PASSPHRASE
    try:
        with redirect_stdout(said):
            code = main(given)
    finally:
        os.environ.pop("SIDAO_PASSPHRASE") if before is None else os.environ.update(SIDAO_PASSPHRASE=before)
    assert code == 0, said.getvalue()
    return lines(said.getvalue().encode())


def lines(output: bytes) -> list[dict[str, Any]]:
    """JSON Lines as objects."""
    return [json.loads(line) for line in output.decode().splitlines()]


def done(*given: str, stdin: bytes = b"", **more: str) -> list[dict[str, Any]]:
    """One command that must succeed; what it said."""
    finished = sidao(*given, stdin=stdin, **more)
    assert finished.returncode == 0, finished.stderr.decode()
    return lines(finished.stdout)


@contextmanager
def central(url: str, *options: str, port: int = 0) -> Iterator[dict[str, Any]]:
    """`sidao central serve` on a free port until the block is left; gives the line that it says."""
    command = [sys.executable, "-m", "app", "central", "serve", "--db", url, "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=TOP, env=environment()) as serving:
        assert serving.stdout is not None
        try:
            yield json.loads(serving.stdout.readline())
        finally:
            serving.terminate()
            serving.wait(20)
