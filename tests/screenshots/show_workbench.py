"""The workbench: free and empty, free with people waiting, a whole intake, a long form, errors, decisions."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.catalogue.model import Material, RequiredForm
from app.themes.split import split
from app.tickets.model import PriorityGroup
from tests.make import form, theme_line
from tests.screenshots.shot import Shot, Stage
from tests.ui.desk import PERSON
from tests.ui.typing import press
from ui.intake.rows import helper_choices
from ui.widgets.inputs import ChoiceInput
from ui.workbench.screen import WorkbenchScreen

Key = Qt.Key


def workbench(stage: Stage) -> QWidget:
    """As main makes it."""
    desk = stage.desk
    screen = WorkbenchScreen(
        desk.intake_services(stage.fonts.ensure),
        desk.program.tickets,
        windows=(1, 2, 3, 4),
        count_recorded=lambda: 6,
        count_todo=lambda: 3,
    )
    desk.bridge.changed.connect(screen.refresh)
    return screen


def people_wait(stage: Stage) -> None:
    """Seven visitors, two of them with priority."""
    groups = (None, PriorityGroup.ELDERLY, None, None, PriorityGroup.DISABLED, None, None)
    for category, group in zip("AABABCA", groups, strict=True):
        stage.desk.take(category, group)
        stage.desk.clock.move(95)


def visitor_here(stage: Stage) -> None:
    """People wait, and one has been called."""
    stage.desk.take("A", PriorityGroup.ELDERLY)
    stage.desk.clock.move(372)
    stage.desk.call()
    people_wait(stage)


def fill(stage: Stage, screen: QWidget, item: str = "ybcb") -> WorkbenchScreen:
    """An item chosen and the applicant filled in."""
    assert isinstance(screen, WorkbenchScreen)
    _field(screen, "item").setFocus()
    for character in item:
        QTest.keyClick(screen.form.search, character)
    stage.settle()
    press(Key.Key_Return, widget=screen.form.search)
    stage.settle()
    body = {**screen.session.body(), "applicant": PERSON, "answers": {}}
    screen.form.show_body(body)
    stage.settle()
    return screen


def whole_intake(stage: Stage, screen: QWidget) -> None:
    """Everything filled, one material to follow, one file attached, the phone wrong."""
    bench = fill(stage, screen)
    scan = stage.folder / "户口簿-1.jpg"
    picture = QImage(2480, 3508, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    assert picture.save(str(scan), "JPG", 100)
    rows = list(bench.form.materials._rows.values())
    rows[0].tick.click()
    bench.session.attach(rows[1].material.code, str(scan))
    rows[-1].form.set_value("later")
    rows[-1].form.edited.emit()
    for choice in bench.form.answers.findChildren(ChoiceInput):
        choice.setCurrentIndex(0)
        choice.edited.emit()
    phone = _field(bench, "applicant.phone")
    phone.set_value("1384359")  # type: ignore[attr-defined]
    phone.left.emit()  # type: ignore[attr-defined]
    bench.form.side.show_ticked([0, 1])
    stage.desk.clock.move(160)
    bench.strip._tick()
    bench.form.search.setFocus()


def long_form(stage: Stage, screen: QWidget) -> None:
    """A table among many fields."""
    fill(stage, screen, "zdshbz")


def agent(stage: Stage, screen: QWidget) -> None:
    """By an agent, without a phone."""
    bench = fill(stage, screen, "gljt")
    _field(bench, "side_agent").click()  # type: ignore[attr-defined]
    _field(bench, "applicant.no_phone").click()  # type: ignore[attr-defined]


def authority(stage: Stage, screen: QWidget) -> None:
    """By a 代办员 with a letter that has expired."""
    helper = stage.desk.program.helpers.add("孙德福", "220521100001", place="长安社区")
    bench = fill(stage, screen, "gljt")
    bench.form.people.show_helpers(helper_choices([helper]))
    body = bench.form.body()
    letter = {"kind": "letter", "scope": "代办高龄津贴申领并领取结果", "valid_until": "2026-12-31"}
    agent = {"name": "孙德福", "id_type": "111", "id_no": "220502196706159995", "phone": "13843590002"}
    acting = {**agent, "relation": "代办员", "authority": letter}
    bench.form.show_body({**body, "agent": acting, "details": {"helper": helper.number}, "screen": {"side": "agent"}})
    stage.settle()
    _field(bench, "details.helper").setFocus()
    bench.form.columns.show_field(_field(bench, "details.helper"))
    stage.settle()


def everything_missing(stage: Stage, screen: QWidget) -> None:
    """F9 with half of it missing."""
    bench = fill(stage, screen)
    bench.form.bar.submit.click()


def searching(stage: Stage, screen: QWidget) -> None:
    """The list under the search field."""
    assert isinstance(screen, WorkbenchScreen)
    screen.form.search.setFocus()
    for character in "yl":
        QTest.keyClick(screen.form.search, character)


def served(stage: Stage, screen: QWidget) -> None:
    """A case recorded, its visitor still here."""
    bench = fill(stage, screen)
    for choice in bench.form.answers.findChildren(ChoiceInput):
        choice.setCurrentIndex(0)
        choice.edited.emit()
    _field(bench, "answers.account").set_value("6217000012348823")  # type: ignore[attr-defined]
    for row in bench.form.materials._rows.values():
        if row.isVisible():
            row.tick.click()
    bench.form.bar.submit.click()
    stage.settle()


def supplement(stage: Stage, screen: QWidget) -> None:
    """一次性告知."""
    fill(stage, screen).form.bar.supplement.click()


def decline(stage: Stage, screen: QWidget) -> None:
    """不予受理."""
    fill(stage, screen).form.bar.decline.click()


def outcome(stage: Stage, screen: QWidget) -> None:
    """F2 with a visitor still here."""
    assert isinstance(screen, WorkbenchScreen)
    screen.strip.call.click()


def skipped(stage: Stage, screen: QWidget) -> None:
    """过号, with ten seconds to take it back."""
    assert isinstance(screen, WorkbenchScreen)
    screen.strip.skip.click()


def preview(stage: Stage, screen: QWidget) -> None:
    """The paper before it is made."""
    bench = fill(stage, screen)
    for choice in bench.form.answers.findChildren(ChoiceInput):
        choice.setCurrentIndex(0)
        choice.edited.emit()
    _field(bench, "answers.account").set_value("6217000012348823")  # type: ignore[attr-defined]
    for row in bench.form.materials._rows.values():
        if row.isVisible():
            row.tick.click()
    bench.form.bar.preview.click()
    stage.settle()


def check(stage: Stage, screen: QWidget) -> None:
    """F6: conditions met, one material here, one missing that may follow."""
    bench = fill(stage, screen, "sydj")
    bench.form.check.click()
    stage.settle()
    for key in (Key.Key_1, Key.Key_1, Key.Key_2, Key.Key_1, Key.Key_2):
        press(key)
        stage.settle()


def outcome_of_an_enquiry(stage: Stage, screen: QWidget) -> None:
    """F8 with an item chosen."""
    fill(stage, screen, "sydj").strip.finish.click()
    stage.settle()


def promise(stage: Stage, screen: QWidget) -> None:
    """An item on 告知承诺, one of its conditions not ticked yet."""
    bench = fill(stage, screen, "sydj")
    _field(bench, "condition_0").click()  # type: ignore[attr-defined]
    bench.form.columns.show_field(_field(bench, "condition_1"))
    stage.settle()


def scan_list(stage: Stage, screen: QWidget) -> None:
    """Ctrl+B with a code that is another's."""
    bench = fill(stage, screen)
    bench.form.scan.click()
    stage.settle()
    press(*(Key.Key_A, Key.Key_1, Key.Key_Return))
    stage.settle()


def _field(screen: WorkbenchScreen, name: str) -> QWidget:
    found = screen.findChild(QWidget, name)
    assert found is not None, name
    return found


def _shot(name: str, arrange: object = None, act: object = None) -> Shot:
    given = {"arrange": arrange, "act": act}
    return Shot(
        name=name,
        place="workbench",
        make=workbench,
        **{key: value for key, value in given.items() if value},  # type: ignore[arg-type]
    )


def theme_found(stage: Stage, screen: QWidget) -> None:
    """A theme among the items, not yet chosen."""
    assert isinstance(screen, WorkbenchScreen)
    _field(screen, "item").setFocus()
    screen.form.search.setText("退休")
    screen.form.search.edited.emit()
    stage.settle()


def theme(stage: Stage, screen: QWidget) -> None:
    """The one form of a theme, filled, with what one of its items refuses, and what was done of it before."""
    given = theme_line("bereavement")
    before = next(child for child in split(form("bereavement"), given) if child.part.key == "pension")
    stage.desk.program.cases.record({**before.line, "act": "receive"}, action=stage.desk.action())
    bench = fill(stage, screen, "gmsh")
    given["answers"].update(died_on="2099-01-01")
    given["materials"].pop(0)
    bench.session.fill({**given, "applicant": PERSON})
    press(Key.Key_F9, widget=bench)
    stage.settle()


def renewed(stage: Stage, screen: QWidget) -> None:
    """The city changes the item while its case is being typed."""
    bench = fill(stage, screen, "sydj")
    assert bench.form.view is not None
    item = bench.form.view.item
    added = Material(code="photo", name="近期一寸照片", required=True, form=RequiredForm.ORIGINAL)
    stage.desk.program.catalogue.import_items(
        [
            replace(
                item,
                version=item.version + 1,
                materials=(*item.materials[:-1], replace(item.materials[-1], may_be_late=True), added),
                phone="0435-5229000",
                conditions=(*item.conditions, "本县常住人口"),
            )
        ]
    )
    bench.session.renewal.look()
    stage.settle()


def differences(stage: Stage, screen: QWidget) -> None:
    """All of what has changed."""
    renewed(stage, screen)
    assert isinstance(screen, WorkbenchScreen)
    screen.form.renewed.action.click()
    stage.settle()


def cancelled(stage: Stage, screen: QWidget) -> None:
    """The city cancels the item while its case is being typed, and F9 is pressed all the same."""
    bench = fill(stage, screen, "sydj")
    assert bench.form.view is not None
    stage.desk.program.catalogue.import_items([replace(bench.form.view.item, cancelled_on=date(2026, 11, 20))])
    bench.session.renewal.look()
    stage.settle()
    bench.form.bar.submit.click()
    stage.settle()


SHOTS = (
    _shot("workbench-renewed", visitor_here, renewed),
    _shot("workbench-renewed-all", visitor_here, differences),
    _shot("workbench-renewed-cancelled", visitor_here, cancelled),
    _shot("workbench-empty"),
    _shot("workbench-check", visitor_here, check),
    _shot("workbench-promise", visitor_here, promise),
    _shot("workbench-scan-list", visitor_here, scan_list),
    _shot("workbench-free", people_wait),
    _shot("workbench-called", visitor_here),
    _shot("workbench-search", visitor_here, searching),
    _shot("workbench-filled", visitor_here, whole_intake),
    _shot("workbench-agent", visitor_here, agent),
    _shot("workbench-authority", visitor_here, authority),
    _shot("workbench-theme-found", visitor_here, theme_found),
    _shot("workbench-theme", visitor_here, theme),
    _shot("workbench-long", visitor_here, long_form),
    _shot("workbench-errors", visitor_here, everything_missing),
    _shot("workbench-served", visitor_here, served),
    _shot("workbench-skipped", visitor_here, skipped),
    _shot("workbench-outcome", visitor_here, outcome),
    _shot("workbench-outcome-enquiry", visitor_here, outcome_of_an_enquiry),
    _shot("workbench-supplement", visitor_here, supplement),
    _shot("workbench-decline", visitor_here, decline),
    _shot("workbench-preview", visitor_here, preview),
)
