"""All that the first window's clerk does at the screens: the intake filled and recorded, the open case acted on."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.cases.model import Case, CaseAct
from app.catalogue.model import ItemCode
from app.errors import Refused
from app.tickets.model import Outcome
from tests import make
from tests.end_to_end.week.screens import Screens
from tests.end_to_end.week.visits import Serve
from tests.ui.cases.test_acts import Screen, choose, write
from tests.ui.screens import cases_screen
from tests.ui.shown import Shown
from tests.ui.typing import press
from tests.ui.workbench.test_intake import errors, pick_item
from tests.ui.workbench.test_queue import dialog
from ui import shortcuts
from ui.cases.act_rows import main_act, possible, side_acts
from ui.intake.material_row import MaterialRow
from ui.intake.people_form import BY_AGENT, COMPANY, SELF
from ui.intake.rows import submit_act
from ui.widgets.field import Field

Key = Qt.Key
REASON: Final = "按窗口核对情况办理"
_MENDED: Final = frozenset({CaseAct.CORRECT, CaseAct.ADD_MATERIAL, CaseAct.ACCEPT})
"""On the form of the intake."""
_TAKEN: Final = frozenset({"accept", "receive", "supplement", "decline"})
_SIDE_KEYS: Final = {CaseAct.DECLINE: "decline_case", CaseAct.VOID: "void_case", CaseAct.NOTIFY: "notify_case"}


class AtScreens:
    """See tests.end_to_end.week.visits.Hands."""

    def __init__(self, screens: Screens) -> None:
        self._screens, self._bench, self._desk = screens, screens.bench, screens.desk
        self._clerk = screens.clerk
        self._cases: Screen = Shown(cases_screen(self._desk), self._desk, screens.qtbot)

    def visit(self, outcome: Outcome, serve: Serve | None, item: ItemCode | None) -> None:
        self._screens.called()
        ticket = self._bench.screen.visits.current
        assert ticket is not None
        if item is not None:
            self._pick(item)
        if serve is not None:
            serve(ticket.number)
        self._screens.ended(outcome)

    def takes(self, line: Mapping[str, Any]) -> bool:
        return line["act"] in _TAKEN and not line.get("details") and not line.get("action_id")

    def record(self, line: Mapping[str, Any]) -> list[Case]:
        before = len(self._desk.printed)
        self._front(self._bench.screen)
        if "theme" in line:
            pick_item(self._bench, make.form(line["theme"]).item.name)
        else:
            self._pick(line["item"])
        form = self._bench.screen.form
        form.show_body({**line, "screen": {"side": _side(line)}})
        self._bench.screen.session._edited()
        self._bench.settle()
        assert form.view is not None
        if line["act"] == "supplement":
            self._by_dialog(shortcuts.SUPPLEMENT, _wanted(line))
        elif line["act"] == "decline":
            self._by_dialog(shortcuts.DECLINE, {"decline_reason": line["reason"]})
        elif submit_act(form.view.scope).value == line["act"]:
            press(Key.Key_F9, widget=self._bench.screen)
        else:
            QTest.keySequence(self._bench.screen, QKeySequence(shortcuts.RECEIVE))
        self._bench.settle()
        assert errors(self._bench) == []
        assert self._bench.complained == []
        cases = [self._clerk.program.cases.get(number) for number in self._desk.printed[before:]]
        assert cases
        self._clerk.clock.move(5)
        return cases

    def does(self, act: CaseAct, body: Mapping[str, Any]) -> bool:
        return act is not CaseAct.CONCLUDE

    def act(self, case: Case, act: CaseAct, body: Mapping[str, Any]) -> Case:
        shown = self._cases
        self._front(shown.screen)
        shown.screen.open_case(case.case_no)
        shown.settle()
        if act in _MENDED:
            self._mend(shown, act, body)
        else:
            self._decide(shown, act, body.get("details") or {})
        after = self._clerk.program.cases.get(case.case_no)
        assert after.last != case.last, (act, shown.complained, [one.error for one in shown.screen.findChildren(Field)])
        self._clerk.clock.move(5)
        return after

    def close(self) -> None:
        self._desk.bridge.changed.disconnect(self._cases.screen.refresh)
        self._cases.screen.close()

    def _pick(self, item: ItemCode) -> None:
        name = next(one.name for one in make.items().values() if one.code == item)
        pick_item(self._bench, name)
        view = self._bench.screen.form.view
        assert view is not None
        assert view.item.code == item

    def _by_dialog(self, key: str, values: Mapping[str, str]) -> None:
        QTest.keySequence(self._bench.screen, QKeySequence(key))
        asked = dialog(self._bench)
        write(asked, **values)
        press(Key.Key_F9, widget=asked)

    def _mend(self, shown: Screen, act: CaseAct, body: Mapping[str, Any]) -> None:
        self._open(shown, act)
        mend: Any = shown.screen.mend
        shown.qtbot.waitUntil(lambda: mend.form.view is not None)
        shown.settle()
        if act is CaseAct.CORRECT:
            mend.reason.editor.set_value(REASON)
            mend.taken_back.set_value(bool((body.get("details") or {}).get("taken_back")))
        if "applicant" in body:
            for name, value in (("no_phone", False), ("phone", body["applicant"]["phone"])):
                field: Any = mend.form.findChild(QWidget, f"applicant.{name}")
                field.set_value(value)
                field.edited.emit()
        rows = {row.material.code: row for row in mend.form.findChildren(MaterialRow)}
        for given in body.get("materials") or ():
            rows[given["code"]].show_value(given)
        shown.click("mend_submit")

    def _decide(self, shown: Screen, act: CaseAct, details: Mapping[str, Any]) -> None:
        self._open(shown, act)
        if act is CaseAct.NOTIFY:
            return
        asked: Any = shown.dialog()
        fields = {
            "act_reason": REASON,
            "act_to": details.get("to"),
            "act_days": str(details["days"]) if "days" in details else None,
            "act_taken_back": details.get("taken_back"),
            "decline_reason": REASON,
        }
        if (check := details.get("check")) is not None:
            fields |= {"act_check_kept": "yes" if check["kept"] else "no", "act_check_by": check["by"]}
        if act is CaseAct.DELIVER:
            given = details["delivery"]
            fields |= {"receiver_checked": given["checked"], "receiver_signed": given["signed"]}
        if "procedure" in details:
            if (listed := asked.findChild(QWidget, "act_listed")) is not None:
                write(asked, act_listed="")
                assert listed.isVisible()
            fields["act_procedure"] = details["procedure"]
        known = {name: value for name, value in fields.items() if value and asked.findChild(QWidget, name)}
        write(asked, **known)
        shown.confirm()
        if QApplication.activeModalWidget() is asked:
            asked.reject()
            shown.settle()
            raise Refused("act_refused", "act", act=act.value)

    def _open(self, shown: Screen, act: CaseAct) -> None:
        view = shown.screen.detail.view
        assert view is not None
        acts = possible(view.case, view.item)
        if act is main_act(view.case, acts):
            shown.press(Key.Key_F9)
        elif act in side_acts(view.case, acts):
            button = shown.screen.findChild(QPushButton, _SIDE_KEYS[act])
            assert button is not None
            button.click()
            shown.settle()
        else:
            choose(shown, act)

    def _front(self, screen: QWidget) -> None:
        screen.activateWindow()
        self._screens.qtbot.waitUntil(screen.isActiveWindow)


def _side(line: Mapping[str, Any]) -> str:
    if line["applicant"]["kind"] == "company":
        return COMPANY
    return BY_AGENT if line.get("agent") else SELF


def _wanted(line: Mapping[str, Any]) -> dict[str, str]:
    said = {f"wanted_{code}": words for code, words in line.get("wanted", {}).items()}
    return {**said, **({"supplement_reason": line["reason"]} if line.get("reason") else {})}
