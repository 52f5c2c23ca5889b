"""Values of the queue as the workbench's texts. No Qt."""

from collections.abc import Sequence
from datetime import datetime

from app.tickets.board import Figures
from app.tickets.model import Outcome, PriorityGroup, Ticket, TicketState
from app.tickets.rules import QueueRules
from ui.language import _, chosen
from ui.widgets.rows import Cell, Mark, Row


def group_text(group: PriorityGroup) -> str:
    """优先对象 in words."""
    return {
        PriorityGroup.ELDERLY: _("老年人"),
        PriorityGroup.DISABLED: _("残疾人"),
        PriorityGroup.PREGNANT: _("孕妇、带婴幼儿"),
        PriorityGroup.MILITARY: _("军人、退役军人"),
        PriorityGroup.RESCUE: _("消防救援人员"),
        PriorityGroup.APPOINTMENT: _("预约"),
        PriorityGroup.OTHER: _("优先"),
    }[group]


def group_mark(ticket: Ticket) -> Mark | None:
    """优先 · 老年人; none for everybody else."""
    group = ticket.priority
    if group is None:
        return None
    if group in (PriorityGroup.OTHER, PriorityGroup.APPOINTMENT):
        return Mark(group_text(group), "attention")
    return Mark(_("优先 · {group}").format(group=group_text(group)), "attention")


def category_text(rules: QueueRules | None, letter: str) -> str:
    """The business group of a letter."""
    for category in rules.categories if rules else ():
        if category.letter == letter:
            return category.name_en if chosen() == "en" else _("{name}业务").format(name=category.name)
    return letter


def clocks(ticket: Ticket, now: datetime) -> str:
    """已等 06:12 · 办理 02:40: the wait until the call, and how long the visitor has been here since."""
    called = ticket.called_at or now
    waited = ticket.waited if ticket.waited is not None else _seconds(ticket.taken_at, called)
    text = _("已等 {time}").format(time=minutes(waited))
    if ticket.state is TicketState.CALLED:
        return _("{waited} · 已叫 {time}").format(waited=text, time=minutes(_seconds(called, now)))
    return _("{waited} · 办理 {time}").format(waited=text, time=minutes(_seconds(ticket.started_at or called, now)))


def minutes(seconds: int) -> str:
    """06:12, or 1:06:12."""
    whole = max(seconds, 0)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"


def waiting_rows(tickets: Sequence[Ticket], rules: QueueRules | None, now: datetime) -> tuple[Row, ...]:
    """Who waits and who is parked: number, group, business, how long."""
    return tuple(_waiting_row(ticket, rules, now) for ticket in tickets)


def _waiting_row(ticket: Ticket, rules: QueueRules | None, now: datetime) -> Row:
    waited = _seconds(ticket.taken_at, now)
    mark = Mark(_("暂挂"), "neutral") if ticket.state is TicketState.PARKED else group_mark(ticket)
    target = _("转{window}号窗口").format(window=ticket.target_window) if ticket.target_window else ""
    return Row(
        key=ticket.id,
        cells=(
            Cell(ticket.number),
            Cell(mark.text if mark else "", mark.kind if mark else None),
            Cell(" ".join(filter(None, (category_text(rules, ticket.category), target)))),
            Cell(_("{minutes} 分钟").format(minutes=waited // 60), order=waited),
        ),
    )


def longest_text(tickets: Sequence[Ticket], now: datetime) -> str:
    """The longest wait now."""
    waits = [_seconds(ticket.taken_at, now) for ticket in tickets if ticket.state is TicketState.WAITING]
    return _("{minutes} 分钟").format(minutes=max(waits) // 60) if waits else "\u2013"


def mean_text(figures: Figures) -> str:
    """The mean wait of today's visitors; a dash before the first has taken a number."""
    return _("{minutes} 分钟").format(minutes=figures.mean_wait // 60) if figures.taken else "\u2013"


def figures_texts(figures: Figures, recorded: int) -> tuple[tuple[str, str], ...]:
    """Today's own numbers: (figure, what it counts)."""
    return (
        (str(recorded), _("办件")),
        (str(figures.served), _("接待")),
        (str(figures.skipped), _("过号")),
        (mean_text(figures), _("平均等候")),
    )


def outcomes() -> tuple[tuple[Outcome, str], ...]:
    """What may come of a visit, always in the same order: each has its digit."""
    return (
        (Outcome.CASE, _("办件")),
        (Outcome.ENQUIRY, _("咨询")),
        (Outcome.SUPPLEMENT, _("补正")),
        (Outcome.COLLECT, _("领取")),
        (Outcome.INCOMPLETE, _("材料不齐")),
        (Outcome.LEFT, _("离开")),
    )


def likely_outcome(ticket: Ticket) -> Outcome:
    """A case when one was recorded; left when nobody came; else an enquiry."""
    if ticket.cases:
        return Outcome.CASE
    return Outcome.LEFT if ticket.state is TicketState.CALLED else Outcome.ENQUIRY


def _seconds(start: datetime, end: datetime) -> int:
    return max(int((end - start).total_seconds()), 0)
