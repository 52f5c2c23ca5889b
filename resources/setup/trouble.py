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


def run(command: Sequence[str | Path], *, failure: str, talkative: bool = True) -> None:
    """Run `command` in the repository, with no standard input; `failure` is the sentence when it fails.

    What a silent one has to say is shown only then.
    """
    words = [str(word) for word in command]
    output = sys.stderr if talkative else subprocess.PIPE
    try:
        done = subprocess.run(
            words, cwd=TOP, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, text=True
        )
    except FileNotFoundError:
        raise SetupTrouble(f"{failure}（没有 {words[0]}）") from None
    if done.returncode != 0:
        say(done.stdout or "")
        raise SetupTrouble(f"{failure}（{' '.join(words)} 以 {done.returncode} 结束）")
