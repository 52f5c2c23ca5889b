"""The screens' composition root: opens the desk's folder, signs somebody in, and shows the window."""

import gc
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import ui.plain_imports  # noqa: F401 - for what it does, and before all others

# isort: split
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app import config
from app.commands.opening import RESOURCES, surroundings
from app.crash import write_crash
from app.desk_folder import SLOTS
from app.devices.memory import one_heap
from app.errors import SidaoError
from app.ids import ClerkId
from app.key_slots import Holder, KeySlots
from app.program import Program
from app.queue_program import QueueProgram, Surroundings
from app.receipts.font_files import font_files
from ui import language, theme
from ui.explain import explain
from ui.failures import Failures
from ui.fonts import ScreenFonts
from ui.manual.opener import Manual
from ui.places import Tools
from ui.tasks import start_lanes
from ui.window import DeskWindow

if TYPE_CHECKING:
    from ui.settings.services import RecoverWish
    from ui.sign_in.screen import SignIn

_SIZE = 1366, 690
Unlocking = Future[tuple[Holder, bytes]]


def main(given: Sequence[str] | None = None) -> int:
    """Runs until the last window is closed. Returns the process's exit code."""
    gc.disable()  # the collector of ui.tasks takes over; while modules load there is nothing to collect
    one_heap()
    args = _parser().parse_args(given)
    demo = None
    if args.demo:
        from app.commands.embedded import Demo

        demo = Demo.start(Path(args.data) if args.data else Path("run") / "demo")
    folder = demo.folder if demo else config.data_folder(args.data)
    try:
        return _run(args, folder, demo.passphrase if demo else config.passphrase())
    except SidaoError as error:
        sys.stderr.write(explain(error, config.language()) + "\n")
        return 5
    finally:
        if demo:
            demo.stop()


def _run(args: Namespace, folder: Path, passphrase: str | None) -> int:
    around = surroundings()
    if config.is_bare(folder) and config.has_display() and not args.painted:
        from ui.first_start.opening import first_desk

        passphrase = first_desk(make_application(folder), folder, around)
        if passphrase is None:
            return 0
    unlocking = None if passphrase is None else unlock(folder, around, passphrase)
    session = Session(make_application(folder), folder, around)
    if args.painted:
        from ui.painted import tell_and_leave

        tell_and_leave(lambda: session.window, session.lanes)
    session.begin(unlocking)
    code = QApplication.exec()
    session.end()
    return code


def unlock(folder: Path, around: Surroundings, passphrase: str) -> Unlocking:
    """Stretches the passphrase while Qt and the stores are loading: a tenth of a second that nobody waits for."""
    slots = KeySlots(folder / SLOTS, around.ids, around.cost)
    return ThreadPoolExecutor(1, "unlock").submit(slots.open, passphrase)


def make_application(folder: Path) -> QApplication:
    """The QApplication in our look, in the language that the desk is set to, or before there is one the computer's."""
    if not config.has_display():
        config.draw_offscreen()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    chosen = config.language() if config.is_bare(folder) else config.load(folder).language
    language.choose("en" if chosen == "en" else "zh", RESOURCES / "translations")
    theme.apply(app, RESOURCES)
    return app


def screen_fonts() -> ScreenFonts:
    """The bundled fonts, unpacked in the user's cache."""
    return ScreenFonts(font_files(RESOURCES / "fonts", config.cache_folder() / "fonts"))


class Session(QObject):
    """From sign-in to sign-out and round again, on one folder."""

    def __init__(self, app: QApplication, folder: Path, around: Surroundings) -> None:
        super().__init__()
        self._app = app
        self._around = around
        self._folder = folder
        self.failures = Failures(lambda error: write_crash(folder, error), self)
        self.lanes = start_lanes(self.failures.report, self, for_good=True)
        fonts = screen_fonts()
        fonts.install(app)
        self.queue = QueueProgram(folder, around)
        self.tools = Tools(
            clock=self.queue.clock,
            ids=around.ids,
            fonts=fonts,
            failures=self.failures,
            lanes=self.lanes,
            resources=RESOURCES,
        )
        self.manual = Manual(RESOURCES / "manual")
        self._wish: RecoverWish | None = None
        self.sign_in: SignIn | None = None
        self.window: DeskWindow | None = None

    def begin(self, unlocking: Unlocking | None = None) -> None:
        """Shows the sign-in, or with a passphrase from the environment, which `unlock` tries, goes straight on."""
        if unlocking is not None:
            opened = self.queue.open_desk
            self.lanes.storage.run(lambda: opened(*unlocking.result()), self._signed_in, self._ask_after)
        else:
            self._ask()

    def end(self) -> None:
        self.manual.close()
        self.lanes.stop()
        self.queue.close()

    def _ask(self) -> None:
        from ui.sign_in.screen import SignIn

        self.sign_in = SignIn(
            self.queue.slots.holders(),
            lambda passphrase, clerk: self.queue.sign_in(passphrase, ClerkId(clerk)),
            self.lanes.storage,
            point_name=self.queue.config.point_name,
        )
        self.sign_in.setWindowTitle("Sidao 四到")
        self.sign_in.resize(*_SIZE)
        self.sign_in.signed_in.connect(self._signed_in)
        self.sign_in.destroyed.connect(self._sign_in_gone)
        self.manual.serve(self.sign_in, lambda: "sign_in")
        self._app.setQuitOnLastWindowClosed(True)
        self.sign_in.show()

    def _ask_after(self, error: SidaoError) -> None:
        self.failures.report(error)
        self._ask()

    def _sign_in_gone(self) -> None:
        self.sign_in = None

    def _signed_in(self, program: Program) -> None:
        self._app.setQuitOnLastWindowClosed(False)
        self.window = DeskWindow(program, self.tools)
        self.window.over.connect(self._over)
        self.window.recover_wished.connect(self._recover)
        shell = self.window.shell
        self.manual.serve(shell, lambda: shell.current)
        self.window.shell.resize(*_SIZE)
        self.window.show()
        if self.sign_in is not None:
            self.sign_in.close()
            self.sign_in.deleteLater()

    def _recover(self, wish: "RecoverWish") -> None:
        """The window is closing; then, behind its last writes, the desk becomes a new device."""
        self._wish = wish

    def _remake(self, wish: "RecoverWish") -> None:
        from app.recovery import recover

        self.queue.close()
        recover(
            self._folder,
            wish.passphrase,
            device_number=wish.device_number,
            code=wish.code or None,
            around=self._around,
        )

    def _remade(self, _nothing: object = None) -> None:
        self.queue = QueueProgram(self._folder, self._around)
        self.tools = replace(self.tools, clock=self.queue.clock)
        self._ask()

    def _not_remade(self, error: SidaoError) -> None:
        self._remade()
        if self.sign_in is not None:
            self.sign_in.tell(explain(error, language.chosen()))

    def _over(self, again: bool) -> None:
        wish, self._wish = self._wish, None
        if wish is not None:
            self.lanes.storage.run(lambda: self._remake(wish), self._remade, self._not_remade)
        elif again:
            self._ask()
        else:
            self._app.quit()


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="sidao-desk", description="四到窗口程序 / the desk's screens")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹 / the desk's folder")
    parser.add_argument("--demo", action="store_true", help="演示窗口和市级平台 / a demo desk with a central beside it")
    parser.add_argument("--painted", action="store_true", help="画出工作台后报告并退出 / report once painted")
    return parser


if __name__ == "__main__":
    sys.exit(main())
