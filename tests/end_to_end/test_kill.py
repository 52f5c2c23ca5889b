"""`kill -9` at random moments, recording and syncing: what was said to the caller is so, once and for ever.

20 kills here; `make soak` has 200 (tests/soak).
"""

from pathlib import Path
from random import Random

from tests import make
from tests.end_to_end.command import Folder
from tests.end_to_end.killing import Recorder, Syncer
from tests.end_to_end.programs import central


def test_every_case_that_was_said_survives_12_kills(desk: Folder) -> None:
    recorder = Recorder(desk.path, Random(20261123))
    for _ in range(12):
        recorder.record_until_killed()
        recorder.assert_all_said_is_there_once()
    recorder.record_to_the_end()
    recorder.assert_all_said_is_there_once()
    recorder.assert_nothing_is_there_that_was_not_asked_for()
    assert recorder.killed


def test_every_case_reaches_central_once_whatever_is_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'central.db'}"
    with central(url, "--demo") as listening:
        make.new_desk(tmp_path / "desk", central=listening["listening"])
        syncer = Syncer(tmp_path / "desk", url, Random(7))
        syncer.begin()
        for _ in range(8):
            syncer.sync_until_killed()
        syncer.assert_central_has_all_once()
    assert syncer.killed
