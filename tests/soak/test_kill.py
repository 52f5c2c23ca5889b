"""The kills of tests/end_to_end/test_kill.py, 200 kills."""

from pathlib import Path
from random import Random

from tests import make
from tests.end_to_end.killing import Recorder, Syncer
from tests.end_to_end.programs import central

WHILE_RECORDING, WHILE_SYNCING = 120, 80


def test_every_case_that_was_said_survives_120_kills(tmp_path: Path) -> None:
    make.new_desk(tmp_path / "desk")
    recorder = Recorder(tmp_path / "desk", Random(1))
    for turn in range(WHILE_RECORDING):
        recorder.record_until_killed()
        if turn % 10 == 9:
            recorder.assert_all_said_is_there_once()
    recorder.record_to_the_end()
    recorder.assert_all_said_is_there_once()
    recorder.assert_nothing_is_there_that_was_not_asked_for()
    assert recorder.killed


def test_every_case_reaches_central_once_after_80_kills(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'central.db'}"
    with central(url, "--demo") as listening:
        make.new_desk(tmp_path / "desk", central=listening["listening"])
        syncer = Syncer(tmp_path / "desk", url, Random(2))
        syncer.begin()
        for _ in range(WHILE_SYNCING):
            syncer.sync_until_killed()
        syncer.assert_central_has_all_once()
    assert syncer.killed
