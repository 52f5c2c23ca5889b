"""The reckoning as texts: each case that one side lacks. No Qt."""

from collections.abc import Callable, Iterable

from app.applicants.names import mask_name
from app.cases.model import Case
from app.sync.differences import Difference
from ui.cases.rows import short_number
from ui.language import _
from ui.widgets.rows import Cell, Column, Mark, Row


def counted_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("日期"), width=84),
        Column(title=_("本地/市里"), width=96),
        Column(title=_("申请人"), width=96),
        Column(title=_("事项")),
        Column(title=_("办件编号"), width=156),
        Column(title=_("差在哪里"), width=148),
        Column(title="", width=72),
    )


def counted_rows(differences: Iterable[Difference]) -> list[Row]:
    """Each case that one side lacks."""
    return [row for one in differences for row in (*map(_missing(one), one.missing), *map(_strange(one), one.strange))]


def _missing(one: Difference) -> Callable[[Case], Row]:
    def row(case: Case) -> Row:
        name = mask_name(case.applicant.name)
        what = Mark(_("市里没有"), "bad")
        return _counted(one, case.id, name, case.item_name, Cell(short_number(case.case_no), hint=case.case_no), what)

    return row


def _strange(one: Difference) -> Callable[[str], Row]:
    def row(case: str) -> Row:
        return _counted(one, case, "\u2013", case, Cell("\u2013"), Mark(_("本机没有"), "attention"))

    return row


def _counted(one: Difference, key: str, name: str, item: str, number: Cell, what: Mark) -> Row:
    day, counts = _("{month}月{day}日").format(month=one.day.month, day=one.day.day), f"{one.here} / {one.there}"
    known = what.kind == "bad"
    return Row(
        key=key,
        cells=(
            Cell(day, order=one.day.toordinal()),
            Cell(counts),
            Cell(name),
            Cell(item, hint=item),
            number,
            Cell(what.text, what.kind),
            Cell(_("看办件") if known else ""),
        ),
        said=" ".join((day, counts, name, item, what.text)),
    )
