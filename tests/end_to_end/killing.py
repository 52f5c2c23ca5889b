"""Programs that are killed at random moments, and what must hold afterwards."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Timer
from time import monotonic
from typing import Any

from app.verify import verify_desk
from tests import make
from tests.end_to_end.command import ENVIRONMENT, Folder, jsonl, sidao
from tests.end_to_end.programs import TOP, environment

LINES_A_ROUND = 40
_LONGEST_LIFE = 0.15
"""Seconds after the first answer; some rounds end before, while the program still starts or opens."""


@contextmanager
def program(folder: Path, *given: str) -> Iterator["subprocess.Popen[bytes]"]:
    """`sidao` on its own, with both ends of its pipes here."""
    command = [sys.executable, "-m", "app", "--data", str(folder), *given]
    pipe = subprocess.PIPE
    around = environment(**ENVIRONMENT)
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=TOP, env=around) as started:
        yield started


class Recorder:
    """Records rounds of lines, each round under a prefix of its own, and remembers every answer that came."""

    def __init__(self, folder: Path, dice: Random) -> None:
        self._folder = folder
        self._dice = dice
        self._round = 0
        self.said: dict[tuple[int, int], str] = {}
        """The case number that was said for a line of a round."""
        self.killed = 0
        """How many programs were killed while they lived."""

    def record_until_killed(self) -> None:
        """One round that ends by SIGKILL at a random moment after the first answer; sometimes an earlier round's
        lines come again."""
        if self._round == 0 or self._dice.random() < 0.7:
            self._round += 1
        life = self._dice.uniform(0, _LONGEST_LIFE)
        with program(self._folder, "case", "record", "-", "--action-prefix", f"r{self._round}-") as recording:
            assert recording.stdin is not None
            assert recording.stdout is not None
            recording.stdin.write(jsonl(*self._lines(self._round)))
            recording.stdin.close()
            first = recording.stdout.readline()
            killer = Timer(life, recording.send_signal, [signal.SIGKILL])
            killer.start()
            rest = recording.stdout.read()
            killer.join()
            recording.wait()
        self.killed += recording.returncode == -signal.SIGKILL
        self._hear(self._round, first + rest)

    def record_to_the_end(self) -> None:
        """All rounds again, to the end: what was said before is said again, and nothing happens twice."""
        rounds = range(1, self._round + 1)
        again = [
            {**line, "action_id": f"r{number}-{place}"}
            for number in rounds
            for place, line in enumerate(self._lines(number), start=1)
        ]
        with program(self._folder, "case", "record", "-") as recording:
            out, errors = recording.communicate(jsonl(*again))
        assert recording.returncode == 0, errors.decode()
        answers = out.splitlines(keepends=True)
        for number in rounds:
            self._hear(number, b"".join(answers[(number - 1) * LINES_A_ROUND : number * LINES_A_ROUND]))

    def assert_all_said_is_there_once(self) -> None:
        """Every number that was said is in the store exactly once, no number twice, and every chain holds."""
        with make.signed_in(self._folder) as desk:
            with desk.program.store.reading() as rows:
                there = Counter(case.case_no for case in rows.cases.whole())
            assert verify_desk(desk.program)["ok"]
        assert [number for number, times in there.items() if times != 1] == []
        assert [number for number in self.said.values() if number not in there] == []

    def assert_nothing_is_there_that_was_not_asked_for(self) -> None:
        """After all rounds came to their end there are as many cases as lines."""
        with make.signed_in(self._folder) as desk, desk.program.store.reading() as rows:
            assert sum(rows.cases.counts().values()) == self._round * LINES_A_ROUND == len(self.said)

    def _lines(self, number: int) -> list[dict[str, Any]]:
        return make.lines(LINES_A_ROUND, seed=number)

    def _hear(self, number: int, output: bytes) -> None:
        """A line that was cut short was not said; one that was said before must say the same."""
        for text in output.decode("utf-8", "replace").splitlines(keepends=True):
            if not text.endswith("\n"):
                continue
            answer = json.loads(text)
            place = (number, (answer["line"] - 1) % LINES_A_ROUND + 1)
            assert self.said.setdefault(place, answer["case_no"]) == answer["case_no"]


class Syncer:
    """Records a few cases at a time and kills the program that brings them to central."""

    def __init__(self, folder: Path, url: str, dice: Random) -> None:
        self._folder = folder
        self._url = url
        self._dice = dice
        self._round = 0
        self._usual = 0.0
        self.killed = 0
        self.recorded: list[str] = []

    def begin(self) -> None:
        """The first meeting goes through: the desk is enrolled, and it is known how long a meeting takes."""
        self._record()
        began = monotonic()
        assert self._sync(None) == 0
        self._usual = monotonic() - began

    def sync_until_killed(self) -> None:
        """Some cases, and a meeting that ends by SIGKILL at a random moment, most often in its later half."""
        self._record()
        life = self._usual * self._dice.uniform(0.4, 1.1)
        self.killed += self._sync(life) == -signal.SIGKILL

    def assert_central_has_all_once(self) -> None:
        """A last meeting goes through; then central holds exactly the recorded cases, and the chains hold."""
        assert self._sync(None) == 0
        there = sidao("central", "cases", "--db", self._url).results
        assert sorted(case["case_no"] for case in there) == sorted(self.recorded)
        with make.signed_in(self._folder) as desk:
            found = verify_desk(desk.program)
            assert found["ok"], found["findings"]
            assert desk.program.status()["pending"] == 0
        here = {case["case_no"]: case for case in Folder(self._folder).cases()}
        for case in there:
            ours = here[case["case_no"]]
            assert {name: case[name] for name in _EQUAL} == {name: ours[name] for name in _EQUAL}

    def _record(self) -> None:
        self._round += 1
        with make.signed_in(self._folder) as desk:
            lines = make.lines(_CASES_A_MEETING, seed=1000 + self._round)
            self.recorded += [desk.program.cases.record(line).case_no or "" for line in lines]

    def _sync(self, life: float | None) -> int:
        with program(self._folder, "sync", "--once") as syncing:
            if life is not None:
                killer = Timer(life, syncing.send_signal, [signal.SIGKILL])
                killer.start()
            syncing.communicate()
            if life is not None:
                killer.cancel()
        return int(syncing.returncode)


_CASES_A_MEETING = 15
_EQUAL = (
    "id",
    "item",
    "item_version",
    "applicant",
    "agent",
    "answers",
    "materials",
    "token",
    "documents",
    "received_at",
)
