"""The acts of the bar that ask something first, by their keys: 一次性告知, 不予受理, 预览."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.cases.model import Case, CaseState
from app.receipts.model import DocumentKind
from tests.ui.typing import press, write
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_intake import answer_all, pick_item, tick_all, type_person
from tests.ui.workbench.test_queue import dialog
from ui import shortcuts
from ui.intake.dialogs import DeclineDialog, PreviewDialog, SupplementDialog

Key = Qt.Key


@pytest.fixture
def filled(bench: Bench) -> Bench:
    """A visitor's whole case, typed and not yet decided."""
    bench.desk.take()
    press(Key.Key_F2, widget=bench.screen)
    bench.settle()
    pick_item(bench, "gljt")
    type_person(bench)
    answer_all(bench)
    return bench


def asked(bench: Bench, kind: type[QWidget], keys: str) -> QWidget:
    """What the keys bring up."""
    QTest.keySequence(bench.screen, QKeySequence(keys))
    found = dialog(bench)
    assert isinstance(found, kind)
    return found


def decided(bench: Bench) -> Case:
    bench.settle()
    assert bench.complained == []
    (printed,) = bench.desk.printed
    return bench.desk.program.cases.get(printed)


def test_f10_tells_once_what_is_missing_and_prints_it(filled: Bench) -> None:
    press(Key.Key_F9, widget=asked(filled, SupplementDialog, shortcuts.SUPPLEMENT))
    case = decided(filled)
    assert case.state is CaseState.SUPPLEMENT
    assert [paper.kind for paper in case.documents] == [DocumentKind.SUPPLEMENT]
    assert set(case.wanted.values()) == {"未提交，请补交"}


def test_f11_declines_with_the_reason_that_was_written(filled: Bench) -> None:
    tick_all(filled)
    asking = asked(filled, DeclineDialog, shortcuts.DECLINE)
    write("不符合年龄条件")
    press(Key.Key_F9, widget=asking)
    case = decided(filled)
    assert case.state is CaseState.DECLINED
    assert (case.reason, case.life.competent_body) == ("不符合年龄条件", None)


def test_the_body_to_turn_to_is_kept_beside_the_reason(filled: Bench) -> None:
    tick_all(filled)
    asking = asked(filled, DeclineDialog, shortcuts.DECLINE)
    write("户籍不在本县")
    press(Key.Key_Tab)
    write("梅河口市民政局")
    press(Key.Key_F9, widget=asking)
    case = decided(filled)
    assert (case.reason, case.life.competent_body) == ("户籍不在本县", "梅河口市民政局")


def test_ctrl_p_shows_the_paper_and_records_nothing(filled: Bench) -> None:
    tick_all(filled)
    asked(filled, PreviewDialog, shortcuts.PREVIEW)
    filled.settle()
    assert filled.desk.printed == []
    assert filled.desk.program.lists.today().received == 0
