"""What stops a set-up, and how it runs other programs."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
"""The repository's top folder."""


class SetupTrouble(Exception):
    """A sentence for the person at the keyboard: what to do by hand."""


def say(text: str) -> None:
    """Progress, on standard error and at once."""
    print(text, file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], *, failure: str, environment: dict[str, str] | None = None) -> None:
    """Run `command` in the repository, with no standard input; `failure` is the sentence when it fails."""
    words = [str(word) for word in command]
    try:
        finished = subprocess.run(words, cwd=TOP, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment)
    except FileNotFoundError:
        raise SetupTrouble(f"{failure}（没有 {words[0]}）") from None
    if finished.returncode != 0:
        raise SetupTrouble(f"{failure}（{' '.join(words)} 以 {finished.returncode} 结束）")
