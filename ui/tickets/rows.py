"""The day's queue as the texts of its screen. No Qt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from app.catalogue.model import ItemCode
from app.clock import CHINA
from app.tickets.board import Enquiries, Figures
from app.tickets.model import PriorityGroup, Ticket, TicketState
from app.tickets.rules import QueueRules
from ui.language import _
from ui.tickets.asked_rows import asked_count, outcome_words
from ui.widgets.rows import Cell, Column, Kind, Mark, Row
from ui.widgets.tally import Figure
from ui.workbench.rows import category_text, group_mark, group_text, mean_text

WAITING: Final = "waiting"
SKIPPED: Final = "skipped"
PARKED: Final = "parked"
ALL: Final = "all"
ASKED: Final = "asked"
"""The tab that lists no numbers: what came of the visits, and what was asked about."""
_LONG_WAIT: Final = 20 * 60
"""Seconds after which a wait is shown as long [K]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFacts:
    """One look at today's queue."""

    waiting: tuple[Ticket, ...]
    tickets: tuple[Ticket, ...]
    rules: QueueRules
    figures: Figures
    asked: tuple[Enquiries, ...] = ()
    names: Mapping[ItemCode, str] = field(default_factory=dict)
    """Of the items that were asked about."""


def parts() -> tuple[tuple[str, str], ...]:
    """The tabs."""
    return ((WAITING, _("等候")), (SKIPPED, _("过号")), (PARKED, _("暂挂")), (ALL, _("今日全部")), (ASKED, _("咨询")))


def counts(facts: QueueFacts) -> dict[str, int]:
    """How many each tab holds."""
    numbers = {part: len(of_part(facts, part)) for part, _word in parts()}
    return {**numbers, ASKED: asked_count(facts.asked)}


def of_part(facts: QueueFacts, part: str) -> tuple[Ticket, ...]:
    """The tickets of one tab: the waiting by place, the others as they were taken."""
    if part == WAITING:
        return facts.waiting
    if part == ALL:
        return tuple(reversed(facts.tickets))
    return tuple(ticket for ticket in facts.tickets if ticket.state.value == part)


def columns() -> tuple[Column, ...]:
    """The head row."""
    return (
        Column(title=_("号码"), width=88),
        Column(title=_("状态"), width=104),
        Column(title=_("业务")),
        Column(title=_("优先"), width=172),
        Column(title=_("窗口"), width=104),
        Column(title=_("取号"), width=72),
        Column(title=_("等候"), width=92),
        Column(title=_("备注")),
        Column(title="", width=96),
    )


NARROW_HIDES: Final = (5, 7)


def ticket_rows(tickets: Iterable[Ticket], rules: QueueRules, now: datetime) -> list[Row]:
    """The list of one tab."""
    return [ticket_row(ticket, rules, now) for ticket in tickets]


def ticket_row(ticket: Ticket, rules: QueueRules, now: datetime) -> Row:
    """One number."""
    state, group, waited = state_mark(ticket), group_mark(ticket), wait_seconds(ticket, now)
    minutes = _("{minutes} 分钟").format(minutes=waited // 60)
    long = ticket.state is TicketState.WAITING and waited >= _LONG_WAIT
    business, note = category_text(rules, ticket.category), note_text(ticket)
    return Row(
        key=ticket.id,
        cells=(
            Cell(ticket.number),
            Cell(state.text, state.kind),
            Cell(business),
            Cell(group.text if group else "", group.kind if group else None),
            Cell(window_text(ticket)),
            Cell(f"{ticket.taken_at.astimezone(CHINA):%H:%M}", order=ticket.taken_at.timestamp()),
            Cell(minutes, "attention" if long else None, waited),
            Cell(note, hint=note),
            Cell(act_word(ticket.state)),
        ),
        said=" ".join((ticket.number, state.text, business, group.text if group else "", minutes)),
    )


def state_mark(ticket: Ticket) -> Mark:
    """Where the visitor is."""
    words: dict[TicketState, tuple[str, Kind]] = {
        TicketState.WAITING: (_("等候"), "neutral"),
        TicketState.CALLED: (_("已叫号"), "good"),
        TicketState.SERVING: (_("办理中"), "good"),
        TicketState.SKIPPED: (_("过号"), "attention"),
        TicketState.PARKED: (_("暂挂"), "attention"),
        TicketState.FINISHED: (_("已结束"), "neutral"),
    }
    return Mark(*words[ticket.state])


def window_text(ticket: Ticket) -> str:
    """The window that has the visitor, or the one that the visitor was sent to."""
    if ticket.target_window is not None and ticket.state is TicketState.WAITING:
        return _("转{window}号窗口").format(window=ticket.target_window)
    return _("{window}号窗口").format(window=ticket.window) if ticket.window is not None else ""


def wait_seconds(ticket: Ticket, now: datetime) -> int:
    """From taking the number to the first call, or to now."""
    if ticket.waited is not None and ticket.state is not TicketState.WAITING:
        return ticket.waited
    return max(int((now - ticket.taken_at).total_seconds()), 0)


def note_text(ticket: Ticket) -> str:
    """What came of it, the reason of a call out of turn, how often it was skipped."""
    parts_ = [outcome_words()[ticket.outcome]] if ticket.outcome else []
    if ticket.skips:
        parts_.append(_("过号 {count} 次").format(count=ticket.skips))
    if ticket.reason:
        parts_.append(ticket.reason)
    return " · ".join(parts_)


def act_word(state: TicketState) -> str:
    """What Enter does with it; nothing for a visitor who is at a window or gone."""
    return {
        TicketState.WAITING: _("叫此号"),
        TicketState.SKIPPED: _("恢复排队"),
        TicketState.PARKED: _("继续办理"),
    }.get(state, "")


def figure_texts(figures: Figures) -> list[Figure]:
    """Today's own numbers."""
    longest = _("{minutes} 分钟").format(minutes=figures.longest_wait // 60) if figures.waiting else "\u2013"
    return [
        Figure(number=str(figures.waiting), word=_("正在等候")),
        Figure(
            number=longest,
            word=_("最长等候"),
            kind="attention" if figures.longest_wait >= _LONG_WAIT else "neutral",
        ),
        Figure(number=mean_text(figures), word=_("平均等候")),
        Figure(number=str(figures.taken), word=_("今日取号")),
        Figure(number=str(figures.served), word=_("已接待")),
        Figure(number=str(figures.skipped), word=_("过号")),
        Figure(number=str(figures.parked), word=_("暂挂")),
        Figure(number=str(figures.left), word=_("离开")),
    ]


def category_choices(rules: QueueRules) -> list[tuple[str, str]]:
    """Letter and name, for taking a number."""
    return [(one.letter, f"{one.letter}  {category_text(rules, one.letter)}") for one in rules.categories]


def group_choices() -> list[tuple[str, str]]:
    """Who may go first; the empty code is nobody."""
    return [("", _("不优先")), *((group.value, group_text(group)) for group in PriorityGroup)]


def taken_text(ticket: Ticket, ahead: int) -> str:
    """The line of success."""
    return _("已取号 {number}，前面还有 {count} 人").format(number=ticket.number, count=ahead)


def done_text(ticket: Ticket) -> str:
    """What became of the number, as one line."""
    words = {
        TicketState.CALLED: _("已叫 {number}，请回工作台接待"),
        TicketState.WAITING: _("{number} 已恢复排队"),
        TicketState.SERVING: _("{number} 继续办理，请回工作台"),
    }
    return words.get(ticket.state, "{number}").format(number=ticket.number)


def empty_words(part: str) -> tuple[str, str]:
    """What stands where there is no number."""
    words = {
        WAITING: (_("无人等候"), _("有人来时按 F6 替他取号。")),
        SKIPPED: (_("没有过号的"), _("叫到没来的号会列在这里，人来了可以恢复排队。")),
        PARKED: (_("没有暂挂的"), _("离开去补材料的号会列在这里，回来了继续办理。")),
        ALL: (_("今天还没有取号"), _("号码每天从 001 开始。")),
        ASKED: (_("今天还没有咨询"), _("结束时选“咨询”“材料不齐”的，按工作台里选着的事项记在这里，不算办件量。")),
    }
    return words[part]


def tickets_of(rows: Sequence[Ticket]) -> dict[str, Ticket]:
    """By id."""
    return {ticket.id: ticket for ticket in rows}
