"""One export to a stick, or one answer read from it, beside other work: watched, stopped, and told at its end."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.devices.drives import Drives, Stick
from app.errors import Refused, SidaoError, Trouble
from app.sync.courier import Exported
from app.sync.courier_return import BroughtBack
from ui.explain import explain
from ui.language import _, chosen
from ui.sync_centre.courier_rows import exported_text, taken_text, untaken_text, writing_text
from ui.sync_centre.services import CourierServices

_PATIENCE = 5.0
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which stick, and for an export who carries it."""

    stick: Stick
    carrier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What goes on now; `of` 0 when nobody knows how long it takes."""

    text: str
    done: int = 0
    of: int = 0
    can_stop: bool = False


class Carrying(QObject):
    """`went_on` while it goes on and once at its end, then `done(sentence)` or `failed(sentence)`.

    One at a time. It belongs to the window, not to a screen: a clerk may leave the sync centre meanwhile.
    """

    went_on = Signal()
    done = Signal(str)
    failed = Signal(str)
    _moved = Signal(int, int)

    def __init__(self, services: CourierServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.progress: Progress | None = None
        self._stick = ""
        self._stop = Event()
        self._idle = Event()
        self._idle.set()
        self._moved.connect(self._show)

    def export(self, wish: Wish) -> None:
        """Writes what central has not acknowledged to the stick that was chosen, and to no other."""
        if self.progress is None:
            self._stick = wish.stick.name
            self._begin(Progress(text=_("正在准备……"), can_stop=True))
            written = partial(self._exported, wish)
            self.services.lane.run(lambda: self._doing(lambda: self._write(wish)), written, self._troubled)

    def take(self, wish: Wish) -> None:
        """Takes in what central answered."""
        if self.progress is None:
            self._begin(Progress(text=_("正在读入回执……")))
            self.services.lane.run(lambda: self._doing(lambda: self._read(wish)), self._taken, self._troubled)

    def stop(self) -> None:
        """What is being written ends soon, and the stick is as it was before."""
        self._stop.set()

    def wait(self) -> None:
        """A moment, until nothing goes on any more: for the lane on which the desk's store is about to close."""
        self._idle.wait(_PATIENCE)

    def _begin(self, progress: Progress) -> None:
        self._stop.clear()
        self._idle.clear()
        self.progress = progress
        self.went_on.emit()

    def _doing(self, work: Callable[[], Result]) -> Result:
        """On the lane."""
        try:
            return work()
        finally:
            self._idle.set()

    def _write(self, wish: Wish) -> Exported:
        _same(self.services.drives, wish.stick)
        courier = self.services.out()
        return courier.export(wish.stick.place, self._watch(), stick=wish.stick.name, carrier=wish.carrier)

    def _read(self, wish: Wish) -> BroughtBack:
        _same(self.services.drives, wish.stick)
        return self.services.back().take(wish.stick.place)

    def _watch(self) -> Callable[[int, int], None]:
        """Tells the screen a hundred times at most, and ends the writing when it is to stop."""
        told = -1

        def watch(done: int, of: int) -> None:
            nonlocal told
            if self._stop.is_set():
                raise Refused("courier_stopped")
            if (part := done * 100 // max(of, 1)) != told:
                told = part
                self._moved.emit(done, of)

        return watch

    def _show(self, done: int, of: int) -> None:
        if self.progress is not None:
            text = writing_text(self._stick, done, of)
            self.progress = Progress(text=text, done=done, of=of, can_stop=True)
            self.went_on.emit()

    def _exported(self, wish: Wish, made: Exported) -> None:
        self._ended()
        self.done.emit(exported_text(made, wish.stick.name, wish.carrier))

    def _taken(self, back: BroughtBack) -> None:
        self._ended()
        self.done.emit(taken_text(back))
        if back.troubles:
            self.failed.emit(untaken_text(back, chosen()))

    def _troubled(self, error: SidaoError) -> None:
        self._ended()
        said = explain(error, chosen())
        (self.done if error.code == "courier_stopped" else self.failed).emit(said)

    def _ended(self) -> None:
        self.progress = None
        self.went_on.emit()


def _same(drives: Drives, chosen_one: Stick) -> None:
    """The stick that was chosen is still in its place."""
    if drives.at(chosen_one.place).mark != chosen_one.mark:
        raise Trouble("courier_swapped", path=str(chosen_one.place))
