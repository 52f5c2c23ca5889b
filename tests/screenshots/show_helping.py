"""帮代办: its three lists, empty and filled, and its dialogs."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.helping.model import Level
from tests.screenshots.shot import Shot, Stage
from tests.ui import helping_week, screens, week
from ui.cases.screen import CasesScreen
from ui.helping.receive_dialog import ReceiveDialog
from ui.helping.rows import HELPERS, VISITS
from ui.helping.screen import HelpingScreen
from ui.widgets.inputs import TextInput

Act = Callable[[Stage, QWidget], None]
_STATES = ("open", "under_way", "in_part", "settled")


def filled(stage: Stage) -> None:
    cases = [case.case_no for case in week.record_week(stage.desk)]
    helping_week.fill(
        stage.desk, [number for number in cases if stage.desk.program.cases.get(number).state != "declined"]
    )


def screen(stage: Stage) -> QWidget:
    return screens.helping_screen(stage.desk, stage.fonts.ensure)


def part(name: str) -> Act:
    def show(stage: Stage, shown: QWidget) -> None:
        assert isinstance(shown, HelpingScreen)
        shown.tabs.choose(name)

    return show


def _choose(stage: Stage, shown: QWidget, state: str) -> None:
    over = stage.desk.program.hand_overs
    batches = list(reversed(over.batches()))
    assert isinstance(shown, HelpingScreen)
    shown.open_batch(batches[_STATES.index(state)].id)
    stage.settle()


def _press(stage: Stage, shown: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(shown.focusWidget() or shown, key)
    stage.settle()


def receiving(stage: Stage, shown: QWidget) -> None:
    """One scanned, something lacking in it, one missing, one that is not on the list."""
    _choose(stage, shown, "under_way")
    _press(stage, shown, Qt.Key.Key_F9)
    dialog = shown.findChild(ReceiveDialog)
    assert dialog is not None
    numbers = stage.desk.program.hand_overs.batches()[2].case_nos
    other = stage.desk.program.hand_overs.batches()[0].case_nos[0]
    for number in (other, numbers[0]):
        field = dialog.findChild(TextInput, "helping_scans")
        assert field is not None
        field.setText(number)
        _press_in(stage, field)
    lacking = dialog.findChild(TextInput, "helping_lacking")
    assert lacking is not None
    QTest.keyClicks(lacking, "x")
    lacking.setText("户口簿复印件少一页")
    lacking.edited.emit()
    stage.settle()


def _press_in(stage: Stage, field: QWidget) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()


def opened(state: str, key: Qt.Key) -> Act:
    def show(stage: Stage, shown: QWidget) -> None:
        _choose(stage, shown, state)
        _press(stage, shown, key)

    return show


def across(stage: Stage) -> None:
    """A list that the county received in part, one on its way there, and one that a village sends."""
    numbers = [case.case_no for case in week.record_week(stage.desk) if case.state != "declined"]
    over = stage.desk.program.hand_overs
    made = [over.open(numbers[begin : begin + 3], source=Level.TOWN) for begin in (0, 3)]
    sent = [over.hand_over(batch.id, "王敏") for batch in made]
    stage.desk.clock.move(3600)
    listed = sent[0].case_nos
    helping_week.received_above(stage.desk, sent[0], *listed[:2], **{f"no{listed[0]}": "户口簿复印件少一页"})
    helping_week.from_a_village(stage.desk, sent[1])


def _of_county(stage: Stage, shown: QWidget) -> None:
    assert isinstance(shown, HelpingScreen)
    first = next(one for one in stage.desk.program.hand_overs.batches() if one.taken)
    shown.open_batch(first.id)
    stage.settle()


def _of_papers(stage: Stage) -> QWidget:
    return screens.cases_screen(stage.desk, stage.fonts.ensure)


def _where_they_are(stage: Stage, shown: QWidget) -> None:
    assert isinstance(shown, CasesScreen)
    first = next(one for one in stage.desk.program.hand_overs.batches() if one.taken)
    shown.open_case(first.case_nos[0])
    stage.settle()


def _shot(name: str, act: Act) -> Shot:
    return Shot(name=f"helping-{name}", place="helping", arrange=filled, make=screen, act=act)


def _first_page(stage: Stage, shown: QWidget) -> None:
    _choose(stage, shown, "in_part")


SHOTS = (
    Shot(name="helping-empty", place="helping", make=screen),
    _shot("batches", _first_page),
    _shot("visits", part(VISITS)),
    _shot("helpers", part(HELPERS)),
    _shot("receive", receiving),
    _shot("list", opened("open", Qt.Key.Key_F7)),
    _shot("hand-over", opened("open", Qt.Key.Key_F9)),
    _shot("settle", opened("in_part", Qt.Key.Key_F8)),
    Shot(name="helping-across", place="helping", arrange=across, make=screen, act=_of_county),
    Shot(name="helping-case", place="cases", arrange=across, make=_of_papers, act=_where_they_are),
    _shot("look", opened("settled", Qt.Key.Key_F9)),
)
