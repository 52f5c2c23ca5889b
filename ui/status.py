"""What the status line says, as values and words. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from app.clock import CHINA
from ui.language import _
from ui.timekeeping.rows import span
from ui.widgets.rows import Kind, Mark

Link = Literal["online", "offline", "resting", "trouble"]
Printer = Literal["ready", "waiting", "failed", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFacts:
    """What the composition root gathers on the storage lane. Counts of the rail are by place ("todo": 3).

    `clock_differs`: central's clock minus this desk's, in seconds, when that is worth a word.
    """

    link: Link
    pending: int
    last_success: datetime | None
    printer: Printer
    waiting: int
    longest: timedelta | None
    returned: int = 0
    clock_trusted: bool = True
    clock_differs: float | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def link_mark(facts: StatusFacts) -> Mark:
    """The link in one word; 退回 needs somebody's eyes, so it counts as trouble."""
    words: dict[Link, tuple[str, Kind]] = {
        "online": (_("● 已联网"), "good"),
        "offline": (_("○ 离线"), "attention"),
        "resting": (_("◌ 暂停传输"), "neutral"),
        "trouble": (_("▲ 同步有问题"), "bad"),
    }
    return Mark(*words[facts.link])


def status_texts(facts: StatusFacts, now: datetime) -> tuple[str, ...]:
    """The line's other words, from left to right."""
    texts = [
        _("待上传 {count} 条").format(count=facts.pending),
        _("上次同步 {time}").format(time=moment(facts.last_success, now)),
        _printer(facts.printer),
        _waiting(facts.waiting, facts.longest),
    ]
    if not facts.clock_trusted:
        texts.insert(0, _("时间未校准"))
    elif facts.clock_differs is not None:
        texts.insert(0, _("本机时间差 {span}").format(span=span(facts.clock_differs)))
    return tuple(texts)


def moment(at: datetime | None, now: datetime) -> str:
    """A time of today as 09:41, an earlier one with its day, none as 从未."""
    if at is None:
        return _("从未")
    local, today = at.astimezone(CHINA), now.astimezone(CHINA)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return _("{month}月{day}日 {time}").format(month=local.month, day=local.day, time=f"{local:%H:%M}")


def _printer(printer: Printer) -> str:
    return {
        "ready": _("打印机就绪"),
        "waiting": _("打印机忙"),
        "failed": _("打印机故障"),
        "none": _("未设打印机"),
    }[printer]


def _waiting(count: int, longest: timedelta | None) -> str:
    if not count or longest is None:
        return _("无人等候")
    return _("等候 {count} 人 · 最长 {minutes} 分钟").format(count=count, minutes=int(longest.total_seconds() // 60))
