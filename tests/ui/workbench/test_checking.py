"""受理前核对 by keys alone: the questions, what follows from them, the papers, and a list that comes back."""

import io
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.cases.completeness import Checklist, assess
from app.receipts.guide_desk import text_in
from app.receipts.guide_model import PaperSize
from app.tickets.model import Outcome, TicketState
from tests import make
from tests.app.cases.test_completeness import calendar
from tests.app.receipts.pages import pictures_of, text_of
from tests.ui.desk import PERSON, RESOURCES
from tests.ui.fit import LANGUAGES, LARGE, clipped
from tests.ui.typing import press, write
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_intake import pick_item
from tests.ui.workbench.test_queue import dialog
from ui import language, shortcuts
from ui.intake.check_dialog import CheckDialog
from ui.intake.scan_dialog import ScanDialog
from ui.workbench.dialogs import OutcomeDialog

Key = Qt.Key
CODE = make.items()[make.UNEMPLOYED].code
"""失业登记: two conditions, the reason decides over a second material."""
BEGUN = Checklist().with_condition(0, True)
CARD = "id_or_social_card"


@pytest.fixture
def visitor(bench: Bench) -> Bench:
    """A visitor who asks about 失业登记."""
    bench.desk.take()
    press(Key.Key_F2, widget=bench.screen)
    bench.settle()
    pick_item(bench, "失业登记")
    return bench


def keys(bench: Bench, sequence: str) -> None:
    """On the workbench, whatever dialog was in front before."""
    bench.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    bench.screen.activateWindow()
    bench.qtbot.waitUntil(bench.screen.isActiveWindow)
    QTest.keySequence(bench.screen, QKeySequence(sequence))
    bench.settle()


def opened(bench: Bench) -> CheckDialog:
    """F6."""
    keys(bench, shortcuts.CHECK)
    found = dialog(bench)
    assert isinstance(found, CheckDialog)
    return found


def answered(bench: Bench, *, last: Qt.Key = Key.Key_2) -> CheckDialog:
    """Conditions by Space and by a digit, the contract has ended, the card is here, the proof as `last` says."""
    asking = opened(bench)
    press(Key.Key_Space, Key.Key_Return, Key.Key_1)
    press(Key.Key_2, Key.Key_1, last)
    bench.settle()
    return asking


def verdict(asking: CheckDialog) -> str:
    return asking._verdict.text()


def finished(bench: Bench) -> list[tuple[Outcome | None, str | None]]:
    tickets = bench.desk.program.tickets.tickets(TicketState.FINISHED)
    return [(ticket.outcome, ticket.item) for ticket in tickets]


def test_the_answer_stands_beside_the_questions_and_no_case_is_made(visitor: Bench) -> None:
    asking = answered(visitor)
    assert verdict(asking) == "! 缺 1 项"
    assert asking.end.caption == "结束：材料不齐"
    press(Key.Key_F12, widget=asking)
    visitor.settle()
    assert finished(visitor) == [(Outcome.INCOMPLETE, CODE)]
    assert visitor.said[-1] == "已记为材料不齐"
    assert visitor.desk.program.cases.drafts() == []
    assert visitor.desk.program.lists.today().received == 0


def test_the_questions_follow_the_answers(visitor: Bench) -> None:
    asking = opened(visitor)
    assert [key for key in asking._questions if key.startswith("material")] == [f"material_{CARD}"]
    press(Key.Key_Escape, widget=asking)
    asking = answered(visitor)
    assert "material_leaving_proof" in asking._questions


def test_what_may_follow_is_said_with_its_day(visitor: Bench) -> None:
    asking = answered(visitor, last=Key.Key_3)
    assert verdict(asking) == "可容缺受理"
    assert "最迟11月26日补交" in "".join(label.text() for label in asking.findChildren(type(asking.sentence)))


def test_it_becomes_a_case_with_the_forms_of_its_materials(visitor: Bench) -> None:
    press(Key.Key_F9, widget=answered(visitor, last=Key.Key_4))
    visitor.settle()
    body = visitor.screen.session.body()
    given = {one["code"]: one["form"] for one in body["materials"]}
    assert given == {CARD: "original", "leaving_proof": "promised"}
    assert body["answers"]["reason"] == "ended"
    assert body["screen"]["conditions"] == [], "a tick of an item on 告知承诺 is the applicant's own promise"
    assert visitor.desk.program.cases.drafts() != []


def test_escape_leaves_and_forgets_nothing(visitor: Bench) -> None:
    press(Key.Key_Escape, widget=answered(visitor))
    visitor.settle()
    assert verdict(opened(visitor)) == "! 缺 1 项"


def test_the_list_is_printed_noted_in_the_visit_and_scanned_at_another_window(visitor: Bench) -> None:
    asking = answered(visitor)
    asking.name.setFocus()
    write("王女士")
    QTest.keySequence(asking, QKeySequence(shortcuts.PREVIEW))
    visitor.settle()
    ((title, pdf),) = visitor.desk.pages
    assert title == "材料清单 失业登记"
    assert "王女士" in text_of(pdf)
    assert "王桂兰" not in text_of(pdf)
    assert visitor.said[-1] == "材料清单 失业登记 已送打印"
    press(Key.Key_F12, widget=asking)
    visitor.settle()
    scan_in(visitor, text_in(pdf))
    assert visitor.screen.form.view is not None
    assert visitor.screen.form.view.item.code == CODE
    assert verdict(opened(visitor)) == "! 缺 1 项"


def scan_in(bench: Bench, text: str) -> None:
    """The next visitor hands the list over; the scanner types it and Enter."""
    bench.screen.free.without_number.emit()
    bench.settle()
    keys(bench, shortcuts.SCAN_LIST)
    dialog(bench)
    write(text)
    press(Key.Key_Return)
    bench.settle()


def test_at_the_same_desk_the_whole_draft_comes_back(visitor: Bench) -> None:
    form = visitor.screen.form
    form.show_body({**visitor.screen.session.body(), "applicant": PERSON})
    asking = answered(visitor)
    QTest.keySequence(asking, QKeySequence(shortcuts.PREVIEW))
    visitor.settle()
    press(Key.Key_F12, widget=asking)
    visitor.settle()
    assert finished(visitor) == [(Outcome.INCOMPLETE, CODE)]
    (draft,) = visitor.desk.program.cases.drafts()
    scan_in(visitor, text_in(visitor.desk.pages[0][1]))
    body = visitor.screen.session.body()
    assert visitor.screen.session.draft == draft.id
    assert body["applicant"]["name"] == PERSON["name"]
    assert [one["code"] for one in body["materials"]] == [CARD]
    assert form.notice.text.text().startswith("✓ 已从清单带出")


def test_a_code_that_is_none_of_ours_is_told_so_and_the_next_scan_is_taken(visitor: Bench) -> None:
    keys(visitor, shortcuts.SCAN_LIST)
    scanning = dialog(visitor)
    assert isinstance(scanning, ScanDialog)
    press(Key.Key_Return)
    assert scanning._field.error != ""
    write("A017")
    press(Key.Key_Return)
    visitor.settle()
    assert scanning._field.error == "这不是材料清单上的码。请扫清单上写着“窗口扫码接着办”的那一个。"
    write(visitor.desk.program.guides.code(CODE, BEGUN))
    press(Key.Key_Return)
    visitor.settle()
    assert visitor.complained == []
    assert QApplication.activeModalWidget() is None


def test_a_photo_of_the_list_does_as_well(visitor: Bench, tmp_path: Path) -> None:
    sheet = visitor.desk.program.guides.checklist(CODE, BEGUN, size=PaperSize.ROLL)
    photo = tmp_path / "清单.png"
    picture = io.BytesIO()
    pictures_of(sheet.pdf, 203)[0].save(picture, "PNG")
    photo.write_bytes(picture.getvalue())
    keys(visitor, shortcuts.SCAN_LIST)
    scanning = dialog(visitor)
    assert isinstance(scanning, ScanDialog)
    scanning.picture_chosen.emit(str(tmp_path / "gone.png"))
    visitor.settle()
    assert "gone" not in scanning._field.error != ""
    scanning.picture_chosen.emit(str(photo))
    visitor.settle()
    assert QApplication.activeModalWidget() is None


def test_the_guide_is_noted_in_the_visit(visitor: Bench) -> None:
    asking = opened(visitor)
    asking.paper.set_value(PaperSize.ROLL)
    QTest.keySequence(asking, QKeySequence(shortcuts.PRINT_GUIDE))
    visitor.settle()
    assert [title for title, _pdf in visitor.desk.pages] == ["办事指南 失业登记"]
    ticket = visitor.desk.program.tickets.current(3)
    assert ticket is not None
    with visitor.desk.program.tickets._open(writes=False) as queue:
        last = queue.entries(queue.devices()[0], queue.journal.head().number - 1, 1)[0]
    assert (last.kind, last.body()["paper"], last.body()["item"]) == ("ticket.paper_given", "guide", CODE)
    press(Key.Key_F12, widget=asking)
    visitor.settle()
    assert finished(visitor) == [(Outcome.ENQUIRY, CODE)]


def test_a_printer_in_trouble_is_said_and_notes_nothing(visitor: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor.desk, "jammed", True)
    asking = opened(visitor)
    QTest.keySequence(asking, QKeySequence(shortcuts.PRINT_GUIDE))
    visitor.settle()
    assert visitor.complained != []
    assert asking.isVisible()


def test_where_the_point_only_advises_f9_answers_and_no_case_may_follow(bench: Bench) -> None:
    item = make.items()[make.FACILITY]
    bench.desk.take()
    press(Key.Key_F2, widget=bench.screen)
    bench.settle()
    pick_item(bench, item.name[:4])
    assert bench.screen.form.view is not None
    assert bench.screen.form.view.item.code == item.code
    press(Key.Key_F9)
    bench.settle()
    asking = dialog(bench)
    assert isinstance(asking, CheckDialog)
    assert not asking.begin.isEnabled()
    press(Key.Key_F12, widget=asking)
    bench.settle()
    assert finished(bench) == [(Outcome.ENQUIRY, item.code)]


def test_f12_names_the_item_that_stands_in_the_intake(visitor: Bench) -> None:
    press(Key.Key_F12)
    visitor.settle()
    assert finished(visitor) == [(Outcome.ENQUIRY, CODE)]


@pytest.mark.parametrize(("digit", "outcome"), [(Key.Key_2, Outcome.ENQUIRY), (Key.Key_5, Outcome.INCOMPLETE)])
def test_the_outcome_names_it_unless_its_tick_is_taken_away(visitor: Bench, digit: Qt.Key, outcome: Outcome) -> None:
    keys(visitor, shortcuts.FINISH)
    asking = dialog(visitor)
    assert isinstance(asking, OutcomeDialog)
    press(digit, widget=asking)
    visitor.settle()
    assert finished(visitor) == [(outcome, CODE)]


def test_another_outcome_names_none(visitor: Bench) -> None:
    keys(visitor, shortcuts.FINISH)
    press(Key.Key_4, widget=dialog(visitor))
    visitor.settle()
    assert finished(visitor) == [(Outcome.COLLECT, None)]


def test_without_an_item_the_check_asks_for_one(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    keys(bench, shortcuts.CHECK)
    assert bench.complained == ["请先选事项，再核对条件和材料。"]


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_no_item_asks_wider_than_there_is_room_at_150_percent(bench: Bench, chosen: language.Language) -> None:
    language.choose(chosen, RESOURCES / "translations")
    for item in make.items().values():
        asking = CheckDialog(
            item,
            BEGUN,
            lambda checklist, item=item: assess(item, checklist, date(2026, 11, 23), calendar()),
            size=PaperSize.A4,
            may_begin=True,
            parent=bench.screen,
        )
        asking.resize(LARGE[0] - 16, LARGE[1] - 16)
        asking.open()
        assert asking._area.widget().width() <= asking._area.viewport().width(), item.name
        assert clipped(asking) == []
        asking.done(0)
