"""代办员 and their visits as the texts of their lists. No Qt."""

from collections.abc import Iterable, Mapping
from datetime import date

from app.applicants.names import mask_name, mask_number_on_screen
from app.helping.model import Helper, Visit
from app.helping.register import HelperFigures
from ui.language import _
from ui.widgets.rows import Cell, Column, Row


def helper_columns() -> tuple[Column, ...]:
    """The head row of the register."""
    return (
        Column(title=_("编号"), width=92),
        Column(title=_("姓名"), width=104),
        Column(title=_("村（社区）")),
        Column(title=_("电话"), width=128),
        Column(title=_("任期"), width=196),
        Column(title=_("上门"), width=64, align="right"),
        Column(title=_("带件"), width=64, align="right"),
    )


def helper_rows(figures: Iterable[HelperFigures], today: date) -> list[Row]:
    """By village and number, as given. Their names and phones are for everybody's use and stand in full."""
    return [helper_row(one, today) for one in figures]


def helper_row(one: HelperFigures, today: date) -> Row:
    """One 代办员."""
    helper = one.helper
    return Row(
        key=helper.id,
        cells=(
            Cell(helper.number),
            Cell(helper.name),
            Cell(helper.place, hint=f"{helper.place} {helper.village}"),
            Cell(helper.phone or ""),
            Cell(term_text(helper, today), None if helper.serves(today) else "stopped"),
            Cell(str(one.visits), order=one.visits),
            Cell(str(one.cases), order=one.cases),
        ),
    )


def term_text(helper: Helper, today: date) -> str:
    """2026-01-01 起, or that it is over."""
    if helper.until is None:
        return _("{since} 起").format(since=helper.since.isoformat())
    if helper.until < today:
        return _("已于 {until} 结束").format(until=helper.until.isoformat())
    return _("{since} 至 {until}").format(since=helper.since.isoformat(), until=helper.until.isoformat())


def visit_columns() -> tuple[Column, ...]:
    """The head row of the visits."""
    return (
        Column(title=_("日期"), width=104),
        Column(title=_("代办员"), width=104),
        Column(title=_("群众"), width=92),
        Column(title=_("证件号码"), width=156),
        Column(title=_("为了什么事")),
        Column(title=_("结果")),
    )


def visit_rows(visits: Iterable[Visit], helpers: Mapping[str, Helper]) -> list[Row]:
    """The newest first, as given. Lists mask."""
    return [
        Row(
            key=visit.id,
            cells=(
                Cell(visit.on.isoformat()),
                Cell(helpers[visit.helper].name if visit.helper in helpers else "—"),
                Cell(mask_name(visit.name)),
                Cell(mask_number_on_screen(visit.id_no) if visit.id_no else ""),
                Cell(visit.purpose, hint=visit.purpose),
                Cell(visit.result or "", hint=visit.result or ""),
            ),
        )
        for visit in visits
    ]
