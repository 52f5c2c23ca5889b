"""原件留存: a case that keeps originals, handing them back, and the list of those whose case is over."""

from PySide6.QtWidgets import QWidget

from app.cases.model import CaseAct, CaseState
from tests.screenshots.shot import Shot, Stage
from tests.screenshots.show_lists import a_week, asked, case_in, cases, part, todo
from tests.ui import week
from tests.ui.desk import WINDOW
from ui.cases.hand_back_dialog import HandBackDialog


def originals_kept(stage: Stage) -> None:
    """A case that is over and still keeps one, and one that keeps two."""
    a_week(stage)
    for over, count in ((True, 1), (False, 2)):
        line = week.line_of(week.record_one(stage.desk))
        for material in line["materials"][:count]:
            material |= {"form": "original", "kept": True, "valid_until": "2028-05-01"}
        done = stage.desk.program.cases.record({**line, "act": "receive"}, window=WINDOW).case
        assert done is not None
        if over:
            stage.desk.program.cases.act(done.case_no, CaseAct.WITHDRAW, reason="家人已在网上办理")


def handing_back(stage: Stage, screen: QWidget) -> None:
    """Which originals go back, and to whom."""
    asked(CaseState.RECEIVED, CaseAct.HAND_BACK)(stage, screen)
    dialog = screen.findChild(HandBackDialog)
    assert dialog is not None
    relation = dialog._fields["relation"].editor
    relation.set_value("子女")  # type: ignore[attr-defined]
    relation.edited.emit()  # type: ignore[attr-defined]
    dialog._fields["receiver"].editor.set_value("张小北")  # type: ignore[attr-defined]


SHOTS = (
    Shot(
        name="case-originals",
        place="cases",
        make=cases,
        arrange=originals_kept,
        act=case_in(CaseState.RECEIVED),
    ),
    Shot(name="case-hand-back", place="cases", make=cases, arrange=originals_kept, act=handing_back),
    Shot(
        name="case-withdraw-reminds",
        place="cases",
        make=cases,
        arrange=originals_kept,
        act=asked(CaseState.RECEIVED, CaseAct.WITHDRAW),
    ),
    Shot(name="todo-originals", place="todo", make=todo, arrange=originals_kept, act=part("originals")),
)
