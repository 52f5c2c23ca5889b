"""Background work: two lanes of one thread each, so that the GUI thread never waits.

What runs on a lane is a plain function without Qt. Its result comes back to `done` on the GUI thread; a
`SidaoError` goes to `failed` when the caller has one, and everything else to the one place for failures.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from app.errors import SidaoError, Trouble
from ui.collector import Collector

Result = TypeVar("Result")
Done = Callable[[Any], object]
Failed = Callable[[SidaoError], object]


class _Task:
    """What is asked for and what came of it.

    It refers to widgets (by `done`, by what `function` closes over, by an error's frames), and those may only end on
    the GUI thread. So the lane's thread borrows a task, and lets go of it before it says that it is done.
    """

    def __init__(self, function: Callable[[], object], done: Done | None, failed: Failed | None) -> None:
        self.function, self.done, self.failed = function, done, failed
        self.result: object = None
        self.error: BaseException | None = None

    def work(self) -> None:
        """On the lane's thread."""
        try:
            self.result = self.function()
        except BaseException as error:
            self.error = error


class Lane(QObject):
    """One thread that does one thing after another, in the order asked.

    `came` is emitted on the lane's thread and received on the GUI's. Make it on the GUI thread.
    """

    came = Signal()

    def __init__(self, name: str, report: Callable[[BaseException], object], parent: QObject | None = None) -> None:
        """`report` takes, on the GUI thread, every error that no caller has taken."""
        super().__init__(parent)
        self._report = report
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._under_way: deque[_Task] = deque()
        self.came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    @property
    def idle(self) -> bool:
        """Nothing is waiting, running or to be delivered."""
        return not self._under_way

    def run(
        self,
        function: Callable[[], Result],
        done: Callable[[Result], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run `function` on the lane; `done(result)` or `failed(error)` follows on the GUI thread.

        Neither is called when it is a method of a widget that has been deleted meanwhile, nor when the clerk who
        asked has signed out before the lane came to it.
        """
        task = _Task(function, done, failed)
        self._under_way.append(task)
        self._tasks.put(task)

    def stop(self, seconds: float = 5.0) -> None:
        """Finish what was asked for, then end the thread; results no longer come."""
        self._tasks.put(None)
        self._thread.join(seconds)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task.work()
            task = None
            if not isValid(self):
                return
            self.came.emit()

    @Slot()
    def _deliver(self) -> None:
        """The task that was asked for first: they are done in their order."""
        task = self._under_way.popleft()
        if task.error is None:
            if task.done is not None and _reachable(task.done):
                task.done(task.result)
        elif isinstance(task.error, Trouble) and task.error.code == "store_closed":
            return  # who asked has signed out
        elif isinstance(task.error, SidaoError) and task.failed is not None:
            if _reachable(task.failed):
                task.failed(task.error)
        else:
            self._report(task.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The lanes: what waits for a disk never waits for a printer, and neither for a slow stick."""

    storage: Lane
    devices: Lane
    courier: Lane
    collector: Collector

    def stop(self) -> None:
        """End them; the storage lane first writes what it was given."""
        self.storage.stop()
        self.devices.stop()
        self.courier.stop()
        self.collector.stop()


def start_lanes(
    report: Callable[[BaseException], object], parent: QObject | None = None, *, for_good: bool = False
) -> Lanes:
    """All lanes, running. From here on garbage is collected on the calling thread only; `for_good` is Collector's."""
    return Lanes(
        storage=Lane("storage", report, parent),
        devices=Lane("devices", report, parent),
        courier=Lane("courier", report, parent),
        collector=Collector(parent, for_good=for_good),
    )


def _reachable(callback: Callable[..., object]) -> bool:
    """False for a bound method of a deleted widget."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
