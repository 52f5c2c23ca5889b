"""The cases of one theme as texts of an open case. No Qt."""

from collections.abc import Sequence

from app.cases.model import Case
from app.themes.standing import Standing, standing
from ui.cases.rows import state_mark
from ui.language import _
from ui.widgets.rows import Cell, Column, Row


def joint_facts(case: Case, siblings: Sequence[Case]) -> list[tuple[str, str]]:
    """Which theme the case belongs to, its joint number, and how far all of it has come."""
    joint = case.life.joint
    if joint is None:
        return []
    come = {
        Standing.OPEN: _("在办"),
        Standing.ENDED: _("全部办结"),
        Standing.VOID: _("全部作废"),
    }[standing(one.state for one in siblings or (case,))]
    return [(_("一件事"), f"{joint.name}（{come}）"), (_("联办编号"), joint.no)]


def sibling_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("同一件事的办件")),
        Column(title=_("状态"), width=112),
        Column(title="", width=60),
    )


def sibling_rows(case: Case, siblings: Sequence[Case]) -> list[Row]:
    """All of them, the open one marked."""
    return [_sibling(one, here=one.id == case.id) for one in siblings]


def _sibling(case: Case, *, here: bool) -> Row:
    mark = state_mark(case.state, pending_online=case.pending_online)
    return Row(
        key=case.case_no,
        cells=(
            Cell(case.item_name, hint=f"{case.item_name} {case.case_no}"),
            Cell(mark.text, mark.kind),
            Cell(_("本件") if here else _("打开")),
        ),
        said=" ".join((case.item_name, mark.text, case.case_no)),
    )
