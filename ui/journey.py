"""One visitor's whole way through the real screens, without a display: what `make run` shows on a server.

Number, call, case, paper, sync: typed as a clerk types, against a real desk and a real central beside it.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app import config
from app.cases.model import Case
from app.commands.embedded import Demo
from app.commands.opening import surroundings
from app.errors import Trouble
from app.receipts.pictures import png_pages
from ui.hands import press, write
from ui.main import Session, make_application
from ui.places import CASES, SYNC, TASKS, TICKETS, WORKBENCH
from ui.widgets.field import Field
from ui.widgets.inputs import ChoiceInput
from ui.window import DeskWindow
from ui.workbench.screen import WorkbenchScreen

_PATIENCE_MS, _LOOK_MS = 30_000, 20
_SIZE = 1366, 690
_ITEM = "gljt"  # 高龄津贴
_NAME, _NUMBER, _PHONE, _HOME = "王桂兰", "220521194403080024", "13843590001", "长安社区3组12号"
_SAMPLES = {"account": "6217000012345678", "phone": "13843590002", "date": "20240101"}

Key = Qt.Key


class Journey:
    """Drives the window; `pictures` are the files written so far."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._session: Session | None = None
        self.pictures: list[str] = []

    def run(self) -> dict[str, Any]:
        """Walks the way and says what came of it. Raises Trouble("journey_stuck") when a step doesn't happen."""
        config.draw_offscreen()
        shutil.rmtree(self._out / "demo", ignore_errors=True)
        self._out.mkdir(parents=True, exist_ok=True)
        demo = Demo.start(self._out / "demo")
        try:
            return self._walk(demo)
        finally:
            if self._session is not None:
                if self._session.window is not None:
                    self._session.window.close()
                self._session.end()
            demo.stop()

    def _walk(self, demo: Demo) -> dict[str, Any]:
        app = make_application(demo.folder)
        self._session = session = Session(app, demo.folder, surroundings())
        self._sign_in(session, demo.passphrase)
        window = session.window
        assert window is not None
        self._shoot(window.shell, "02-free-window")
        self._take_numbers(window)
        self._call(window)
        case = self._take_in(window)
        paper = self._paper(window, case)
        self._sync(window)
        self._look_around(window)
        progress = f"{demo.address}/p/{case.token}"
        return {
            "case_no": case.case_no,
            "state": case.state.value,
            "central_no": window.program.cases.get(case.case_no).central_no,
            "pictures": self.pictures,
            "pdf": paper,
            "progress": progress,
            "at_central": self._at_central(case, progress),
        }

    def _sign_in(self, session: Session, passphrase: str) -> None:
        session.begin()
        screen = session.sign_in
        assert screen is not None
        QApplication.setActiveWindow(screen)
        self._until(lambda: QApplication.focusWidget() is not None)
        write(passphrase)
        self._shoot(screen, "01-sign-in")
        press(Key.Key_F9)
        self._until(lambda: session.window is not None and session.window.shell.isVisible())
        assert session.window is not None
        QApplication.setActiveWindow(session.window.shell)
        self._settle()

    def _take_numbers(self, window: DeskWindow) -> None:
        ids = window.tools.ids
        for category in ("A", "B", "A"):
            window.program.tickets.take(category, ids.new())  # type: ignore[arg-type]
        self._settle()
        self._shoot(window.shell.go(TICKETS), "03-queue", window)
        window.shell.go(WORKBENCH)
        self._settle()

    def _call(self, window: DeskWindow) -> None:
        press(Key.Key_F2, widget=self._workbench(window))
        self._until(lambda: self._workbench(window).visits.current is not None)
        self._settle()

    def _take_in(self, window: DeskWindow) -> Case:
        bench = self._workbench(window)
        write(_ITEM)
        self._settle()
        self._shoot(window.shell, "04-item-search")
        press(Key.Key_Return)
        self._until(lambda: bench.form.view is not None)
        write(_NAME)
        press(Key.Key_Return, Key.Key_Return)
        write(_NUMBER)
        press(Key.Key_Return, Key.Key_Return, Key.Key_Space, Key.Key_Return)
        write(_PHONE)
        press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
        write(_HOME)
        press(Key.Key_Return)
        self._answer(bench)
        for row in bench.form.materials._rows.values():
            if row.isVisible() and not row.tick.isChecked():
                row.tick.setFocus()
                press(Key.Key_Space)
        self._settle()
        self._shoot(window.shell, "05-intake")
        before = len(window.program.lists.received_today())
        press(Key.Key_F9)
        self._until(lambda: len(window.program.lists.received_today()) > before)
        self._settle()
        self._shoot(window.shell, "06-accepted")
        return window.program.cases.get(window.program.lists.received_today()[0].case_no)

    def _answer(self, bench: WorkbenchScreen) -> None:
        """Every asked field of the item's own form; answers may call for further ones."""
        for _turn in range(3):
            for field in bench.form.answers.findChildren(Field):
                if field.isVisible() and not field.editor.value():  # type: ignore[attr-defined]
                    self._answer_one(field)
            self._settle()

    def _answer_one(self, field: Field) -> None:
        field.editor.setFocus()
        name = field.editor.objectName()
        if isinstance(field.editor, ChoiceInput):
            press(Key.Key_2 if field.editor.itemText(1) == "否" else Key.Key_1)
        else:
            write(next((sample for part, sample in _SAMPLES.items() if part in name), "无"))
        press(Key.Key_Return)

    def _paper(self, window: DeskWindow, case: Case) -> str:
        papers = self._out / "demo" / "papers"
        self._until(lambda: any(papers.glob("*.pdf")))
        newest = max(papers.glob("*.pdf"), key=lambda path: path.stat().st_mtime)
        self._until(lambda: newest.read_bytes().rstrip().endswith(b"%%EOF"))
        for place, page in enumerate(png_pages(newest.read_bytes(), 110), start=1):
            self._keep(f"07-paper-{place}", page)
        return str(newest)

    def _sync(self, window: DeskWindow) -> None:
        window.background.meet_now()
        self._until(lambda: window.program.sync.status().pending == 0)
        self._settle()
        self._shoot(window.shell.go(SYNC), "08-sync", window)

    def _look_around(self, window: DeskWindow) -> None:
        for name, place in (("09-cases", CASES), ("10-todo", TASKS)):
            window.shell.go(place)
            self._settle()
            self._shoot(window.shell, name)
        board = window.open_board()
        board.resize(1920, 1080)
        self._settle()
        self._shoot(board, "11-board")
        board.close()

    def _at_central(self, case: Case, progress: str) -> bool:
        """Whether central's public page knows the case by its token."""
        import httpx

        return httpx.get(progress, trust_env=False).status_code == httpx.codes.OK

    @staticmethod
    def _workbench(window: DeskWindow) -> WorkbenchScreen:
        screen = window.shell.go(WORKBENCH)
        assert isinstance(screen, WorkbenchScreen)
        return screen

    def _settle(self) -> None:
        session = self._session
        assert session is not None
        _rest(50)
        self._until(lambda: session.lanes.storage.idle and session.lanes.devices.idle)
        _rest(50)

    @staticmethod
    def _until(happened: Callable[[], bool]) -> None:
        for _turn in range(_PATIENCE_MS // _LOOK_MS):
            if happened():
                return
            _rest(_LOOK_MS)
        raise Trouble("journey_stuck")

    def _shoot(self, widget: QWidget, name: str, window: DeskWindow | None = None) -> None:
        if window is not None:
            self._settle()
            widget = window.shell
        path = self._out / f"{name}.png"
        widget.grab().save(str(path))
        self.pictures.append(str(path))

    def _keep(self, name: str, png: bytes) -> None:
        path = self._out / f"{name}.png"
        path.write_bytes(png)
        self.pictures.append(str(path))


def _rest(milliseconds: int) -> None:
    """Lets the program go on. QTest.qWait would keep the interpreter's lock, and the lanes wait for that."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
