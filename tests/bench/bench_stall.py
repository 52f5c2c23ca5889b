"""How long the screens stand still while 10,000 cases are synced beside them."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from app.commands.opening import surroundings
from app.program import Program
from app.sync.model import CentralAddress
from tests.bench.row import Row
from tests.end_to_end.programs import central
from tests.sync.real_central import PASSPHRASE, record, whole_desk
from ui.main import Session, make_application, unlock

CASES = 10_000
_BEAT_MS = 5
_IDLE_MS = 5_000
_NOBODY = "http://127.0.0.1:9"


class Heartbeat(QObject):
    """Beats in the GUI thread every 5 ms. `gaps`: seconds between two beats, and this program's processor time in
    them: what of a stall is our own doing and not that of whatever else runs on the machine."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float]] = []
        self._last = (perf_counter(), process_time())
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def longest(self, ends: Callable[[], bool]) -> tuple[float, float]:
        """The longest gap until `ends()` and the most processor time in one, milliseconds. Meanwhile the event loop
        runs as in the program."""
        self.gaps, self._last = [], (perf_counter(), process_time())
        loop = QEventLoop()
        self._ends, self._loop = ends, loop
        self._timer.start(_BEAT_MS)
        loop.exec()
        self._timer.stop()
        return max(gap for gap, _ in self.gaps) * 1000, max(min(own, gap) for gap, own in self.gaps) * 1000

    def _beat(self) -> None:
        now = (perf_counter(), process_time())
        self.gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now
        if self._ends():
            self._loop.quit()


def main() -> list[Row]:
    """The whole program with the workbench in front; central is a process of its own."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory() as folder:
        data = Path(folder) / "desk"
        with whole_desk(data, _NOBODY) as desk:
            record(desk, CASES)
        with central(f"sqlite:///{folder}/city.db", "--demo") as serving:
            idle, busy, own, took = _stalls(data, serving["listening"])
    return [
        Row(work="GUI thread, longest stall while 10,000 cases are synced", ours=busy, at_most=50),
        Row(work="the same, our own processor time in a stall, at most", ours=own),
        Row(work="the same with nothing to sync", ours=idle),
        Row(work="that sync beside the screens, SQLite at central", ours=took, unit="s"),
    ]


def _stalls(data: Path, url: str) -> tuple[float, float, float, float]:
    """The longest stall without and with a sync, our own part in one, all in milliseconds, and the sync's seconds."""
    app = make_application(data)
    around = surroundings()
    session = Session(app, data, around)
    session.begin(unlock(data, around, PASSPHRASE))
    heart, since = Heartbeat(), perf_counter()
    heart.longest(lambda: session.window is not None and perf_counter() - since > _IDLE_MS / 1000)
    window = session.window
    assert window is not None
    quiet_from = perf_counter()
    idle, _ = heart.longest(lambda: perf_counter() - quiet_from > _IDLE_MS / 1000)
    with window.program.store.writing() as desk:
        desk.sync.keep_address(CentralAddress(url=url))
    window.background.meet_now()
    began = perf_counter()
    busy, own = heart.longest(lambda: _is_over(window.program))
    took = perf_counter() - began
    window.close()
    session.end()
    return idle, busy, own, took


def _is_over(program: Program) -> bool:
    """Whether a meeting has ended after which central has everything."""
    last = program.sync._last
    return last is not None and last.trouble is None and last.pending == 0
