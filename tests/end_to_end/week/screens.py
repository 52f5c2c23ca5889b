"""A window's visits through the real screens, by keys: one of each kind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.cases.life import PromiseKind
from app.cases.model import Case, CaseAct, CaseState
from app.receipts.font_files import font_files
from app.receipts.model import DocumentKind
from app.tickets.model import Outcome
from tests import make
from tests.end_to_end.week.visits import Clerk
from tests.ui.cases.test_acts import Screen, choose, corrected_page, write
from tests.ui.desk import ScreenDesk
from tests.ui.screens import cases_screen
from tests.ui.shown import Shown
from tests.ui.typing import press
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_intake import answer_all, errors, pick_item, tick_all, type_person
from tests.ui.workbench.test_promising import EMPLOYMENT, tick
from tests.ui.workbench.test_promising import choose as choose_form
from tests.ui.workbench.test_queue import call, dialog
from ui import language, shortcuts, theme
from ui.bridge import Bridge
from ui.failures import Failures
from ui.fonts import ScreenFonts
from ui.intake.material_row import MaterialRow
from ui.tasks import start_lanes
from ui.workbench.rows import outcomes

Key = Qt.Key
FLEXIBLE = "07"
"""The item that EMPLOYMENT finds."""
CLAIM = "城乡居民基本养老保险待遇申领"


@contextmanager
def open_screens(clerk: Clerk, qtbot: QtBot, folder: Path) -> Iterator["Screens"]:
    """The workbench of the clerk's window, for the whole week."""
    made = Screens(clerk, qtbot, folder)
    try:
        yield made
        made.settle()
    finally:
        made.close()


class Screens:
    """The screens of the first window. Each visit is called by F2 and ended by F8 and a digit, or by the act itself."""

    def __init__(self, clerk: Clerk, qtbot: QtBot, folder: Path) -> None:
        language.choose(language.SOURCE, make.RESOURCES / "translations")
        fonts = ScreenFonts(font_files(make.RESOURCES / "fonts", folder))
        app = cast(QApplication, QApplication.instance())
        fonts.install(app)
        theme.apply(app, make.RESOURCES)
        self.clerk, self.qtbot = clerk, qtbot
        self.crashed: list[BaseException] = []
        failures = Failures(self.crashed.append)
        self.desk = ScreenDesk(
            program=clerk.program,
            clock=cast(Any, clerk.clock),
            lanes=start_lanes(failures.report),
            failures=failures,
            bridge=Bridge(clerk.program.announcer),
            crashed=self.crashed,
        )
        self.bench = Bench(self.desk, fonts, qtbot)

    def settle(self) -> None:
        """Nothing is under way any more, and nothing has crashed or was complained of."""
        self.bench.settle()
        assert self.crashed == []
        assert self.bench.complained == []

    def close(self) -> None:
        self.desk.bridge.close()
        self.desk.lanes.stop()

    def take_in(self) -> list[Case]:
        """Six visitors at the workbench; their cases."""
        plain = self._visit(Outcome.CASE, self._typed)
        late = self._visit(Outcome.CASE, self._late)
        promised = self._visit(Outcome.CASE, self._promised)
        theme = self._visit(Outcome.CASE, self._theme)
        kinds = [[one.kind for one in case.life.promises] for case in (*plain, *late, *promised)]
        assert kinds == [[], [PromiseKind.LATE], [PromiseKind.INFORMED]]
        assert len(theme) > 1
        assert len({case.life.joint for case in theme}) == 1
        self._enquiry()
        return [*plain, *late, *promised, *theme]

    def tell_once(self) -> Case:
        """F10: what is missing is told once, and printed."""
        (case,) = self._visit(Outcome.SUPPLEMENT, self._lacking)
        assert (case.state, case.documents[-1].kind) == (CaseState.SUPPLEMENT, DocumentKind.SUPPLEMENT)
        return case

    def deliver(self, case: Case) -> Case:
        """F9 on a result that is there, and who took it."""

        def serve(shown: Screen) -> None:
            shown.press(Key.Key_F9)
            write(shown.dialog(), receiver_checked="核对居民身份证原件", receiver_signed="signature")
            shown.confirm()

        return self._about(case, Outcome.COLLECT, serve)

    def add(self, case: Case) -> Case:
        """F9 on a case with a material to follow, which is here now."""

        def serve(shown: Screen) -> None:
            shown.press(Key.Key_F9)
            form = shown.screen.mend.form
            self.qtbot.waitUntil(lambda: form.view is not None)
            shown.settle()
            row = next(row for row in form.findChildren(MaterialRow) if row.material.code == make.LATE)
            row.show_value({"code": make.LATE, "form": "original", "count": 1, "file": None})
            shown.click("mend_submit")

        return self._about(case, Outcome.SUPPLEMENT, serve)

    def correct(self, case: Case) -> Case:
        """F12 and 更正: another phone number, the old paper given back."""

        def serve(shown: Screen) -> None:
            corrected_page(shown)
            mend: Any = shown.screen.mend
            mend.reason.editor.set_value("电话录错")
            phone: Any = mend.form.findChild(QWidget, "applicant.phone")
            phone.set_value("13900000000")
            mend.taken_back.set_value(True)
            shown.click("mend_submit")

        return self._about(case, Outcome.CASE, serve)

    def void(self, case: Case) -> Case:
        """F12 and 作废, with all papers given back."""

        def serve(shown: Screen) -> None:
            choose(shown, CaseAct.VOID)
            write(shown.dialog(), act_reason="重复登记", act_taken_back=True)
            shown.confirm()

        return self._about(case, Outcome.CASE, serve)

    def _visit(self, outcome: Outcome, serve: Callable[[], None]) -> list[Case]:
        """A visitor at the workbench; the cases that came of it."""
        before = len(self.desk.printed)
        self.called()
        serve()
        self.bench.settle()
        assert errors(self.bench) == []
        self._finished(outcome)
        return [self.clerk.program.cases.get(number) for number in self.desk.printed[before:]]

    def _about(self, case: Case, outcome: Outcome, serve: Callable[[Screen], None]) -> Case:
        """A visitor about a case, which is opened on the cases' screen."""
        self.called()
        shown = Shown(cases_screen(self.desk), self.desk, self.qtbot)
        shown.screen.open_case(case.case_no)
        shown.settle()
        serve(shown)
        shown.settle()
        assert shown.complained == []
        self.desk.bridge.changed.disconnect(shown.screen.refresh)
        shown.screen.close()
        self._finished(outcome)
        return self.clerk.program.cases.get(case.case_no)

    def called(self) -> None:
        """A visitor takes a number and is called by F2."""
        self.clerk.clock.move(30)
        self.desk.take()
        self.clerk.clock.move(60)
        call(self.bench)

    def _finished(self, outcome: Outcome) -> None:
        self.ended(outcome)
        self.clerk.count(outcome)

    def ended(self, outcome: Outcome) -> None:
        """F8 and the outcome's digit."""
        self.clerk.clock.move(90)
        self.bench.screen.activateWindow()
        self.qtbot.waitUntil(self.bench.screen.isActiveWindow)
        press(Key.Key_F8, widget=self.bench.screen)
        digit = [one for one, _ in outcomes()].index(outcome)
        press(Key(Key.Key_1 + digit), widget=dialog(self.bench))
        self.bench.settle()

    def _typed(self) -> None:
        pick_item(self.bench, "gljt")
        type_person(self.bench)
        answer_all(self.bench)
        tick_all(self.bench)
        press(Key.Key_F9)

    def _filled(self, found: str, line: dict[str, Any]) -> None:
        """The item by its name, the rest as from a draft."""
        pick_item(self.bench, found)
        self.bench.screen.form.show_body({**line, "applicant": self.clerk.person(), "agent": None})
        self.bench.settle()

    def _late(self) -> None:
        self._filled(EMPLOYMENT, make.line(FLEXIBLE))
        choose_form(self.bench, "application_form", "later")
        press(Key.Key_F9)

    def _promised(self) -> None:
        self._filled(EMPLOYMENT, make.line(FLEXIBLE))
        tick(self.bench, 0)
        tick(self.bench, 1)
        press(Key.Key_F9)

    def _theme(self) -> None:
        pick_item(self.bench, "身后事")
        self.bench.screen.form.show_body(make.theme_line("bereavement"))
        self.bench.screen.session._edited()
        press(Key.Key_F9)

    def _lacking(self) -> None:
        self._filled(CLAIM, {**make.line(make.CLAIM), "materials": []})
        QTest.keySequence(self.bench.screen, QKeySequence(shortcuts.SUPPLEMENT))
        press(Key.Key_F9, widget=dialog(self.bench))

    def _enquiry(self) -> None:
        self.called()
        pick_item(self.bench, "gljt")
        self.clerk.clock.move(60)
        press(Key.Key_F12)
        self.bench.settle()
        self.clerk.count(Outcome.ENQUIRY, make.items()["17"].code)
