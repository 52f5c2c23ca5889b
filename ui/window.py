"""One signed-in desk as a window: its loops, places and shell, put together and taken apart."""

from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.devices.memory import give_back
from app.errors import Trouble
from app.program import Program
from ui.background import Background
from ui.bridge import Bridge
from ui.explain import explain
from ui.facts import status_facts
from ui.language import _, chosen
from ui.places import WORKBENCH, Places, Tools
from ui.shell import Shell
from ui.timekeeping.watch import ClockWatch
from ui.watch import Watch

_SOON_MS = 200
_AT_DEVICES = 30.0
"""Seconds for which the next clerk waits, at most, for what a device still does for the one before."""


class DeskWindow(QObject):
    """The shell of a program, with what runs beside it. `over(again)` when it was closed; `again` to sign in anew.

    `recover_wished(RecoverWish)` when a clerk wants a copied desk to become a new device; the window closes then.
    """

    over = Signal(bool)
    recover_wished = Signal(object)

    def __init__(self, program: Program, tools: Tools) -> None:
        super().__init__()
        self.program = program
        self.tools = tools
        self._again = False
        self._closed = False
        self._board: QWidget | None = None
        self.bridge = Bridge(program.announcer, self)
        self.background = Background(program, tools.failures, tools.clock)
        self.places = Places(program, tools, self.background)
        self.shell = self._make_shell()
        self.places.go, self.places.say = self.shell.go, self.shell.say
        self.places.complain, self.places.open_board = self.shell.complain, self.open_board
        self.places.recover = self._recover
        self.watch = Watch(
            tools.lanes.storage,
            program.announcer,
            program.store.version,
            program.queue.queue_store.version,
            self,
        )
        self.clock_watch = ClockWatch(program.time, tools.lanes.storage, self.shell, self._say_clock)
        self.shell.note_pressed.connect(self.clock_watch.ask)
        self.shell.left.connect(self.close)
        self.shell.sign_out_asked.connect(self._sign_out)

    def show(self) -> None:
        """Brings the workbench up; loops and late work begin once it is painted."""
        self.shell.go(WORKBENCH)
        self.shell.show()
        QTimer.singleShot(_SOON_MS, self._begin)

    def open_board(self) -> QWidget:
        """The public board, on the hall's screen where there is one."""
        from ui.board.screen import board_of

        board = board_of(self.program.queue, self.tools.lanes.storage, self.tools.clock)
        board.put_on(QGuiApplication.screens())
        self._board = board
        return board

    def close(self) -> None:
        """Ends the loops, lets the store go and then the window; the lanes stay for whoever signs in next."""
        if self._closed:
            return
        self._closed = True
        self.watch.stop()
        self.clock_watch.stop()
        self.background.stop()
        self.places.close()
        self.bridge.close()
        if self._board is not None:
            self._board.close()
        printed = Event()
        self.tools.lanes.devices.run(printed.set)
        self.tools.lanes.storage.run(lambda: self._release(printed), self._go)
        self.over.emit(self._again)

    def _release(self, printed: Event) -> None:
        """On the storage lane, behind whatever still needs the store there, on a stick or at a device."""
        self.places.wait()
        printed.wait(_AT_DEVICES)
        self.program.release()

    def _go(self, _nothing: object) -> None:
        """The window goes with its timers: the next clerk has another."""
        for one in (self._board, self.shell, self):
            if one is not None and isValid(one):
                one.deleteLater()
        vars(self.shell).clear()  # PySide keeps methods that were connected: they are not to keep a whole window

    def _begin(self) -> None:
        if not self._closed:
            self.clock_watch.begin()
            self.tools.lanes.storage.run(self.program.intake.make_up)
            self.tools.lanes.storage.run(self.program.cases.sweep_files)
            self.tools.lanes.storage.run(self.program.catalogue.missing_year, self._say_missing_year)
            self.tools.lanes.devices.run(self.program.papers.warm_up)
            self.tools.lanes.devices.run(give_back)
            self.tools.lanes.storage.run(self._copies_word, self._say_copies)
            self.background.start()

    def _say_missing_year(self, year: int | None) -> None:
        """From November on: due dates that reach into next year are provisional until its calendar has come."""
        if year is not None:
            self.shell.note(_("{year}年的放假安排还没有公布，跨年的承诺办结日期为暂定。").format(year=year))

    def _copies_word(self) -> str:
        """What to tell about copies: that this desk is one, or that there is a place for one and none is made."""
        with self.program.store.reading() as desk:
            self.places.is_copy = self.program.queue.is_copy or desk.sync.forked()
        if self.places.is_copy:
            return explain(Trouble("desk_copied"), chosen())
        from app.devices.drives import system_drives

        if self.program.config.copy_to or not (drives := system_drives().others(self.program.queue.folder)):
            return ""
        return _("发现另一个磁盘 {place}，可以用来备份：设置—备份。").format(place=drives[0])

    def _say_copies(self, sentence: str) -> None:
        if sentence:
            self.shell.note(sentence)

    def _recover(self, wish: object) -> None:
        self.recover_wished.emit(wish)
        self.shell.close()

    def _say_clock(self, sentence: str, asks: bool) -> None:
        self.shell.note(sentence, _("确认日期") if asks else "")

    def _sign_out(self) -> None:
        self._again = True
        self.shell.close()

    def _make_shell(self) -> Shell:
        program, settings = self.program, self.program.config
        return Shell(
            self.places.all(),
            bridge=self.bridge,
            lane=self.tools.lanes.storage,
            ask_status=lambda: status_facts(program, self.background.printer),
            failures=self.tools.failures,
            clock=self.tools.clock,
            clerk=program.clerk.name,
            where=_("{point} · {window}号窗口").format(point=settings.point_name, window=settings.window),
        )
