"""The public board as texts: numbers and windows only, never a name. No Qt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.clock import CHINA
from app.tickets.board import Board, Call
from app.tickets.estimate import Wait
from app.tickets.rules import Category, QueueRules
from ui.language import _, chosen

RECENT: Final = 6
_STEP: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFacts:
    """What is read of the queue's own store; nobody needs to sign in for it."""

    point: str
    phone: str
    board: Board
    rules: QueueRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One letter's line."""

    name: str
    count: str
    wait: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTexts:
    """Everything that stands on the board; `call` is "" before the day's first call."""

    point: str
    time: str
    call: str
    to: str
    recent: tuple[tuple[str, str], ...]
    waiting: tuple[Waiting, ...]
    foot: str

    @property
    def said(self) -> str:
        """For a screen reader: the call first."""
        return " ".join(filter(None, (self.call, self.to, self.foot)))


def board_texts(facts: BoardFacts, now: datetime) -> BoardTexts:
    """The board at this moment."""
    calls = sorted(facts.board.calls, key=lambda call: call.announced_at, reverse=True)
    first = calls[0] if calls else None
    return BoardTexts(
        point=facts.point,
        time=time_text(now),
        call=first.number if first else "",
        to=_("请到 {window} 号窗口").format(window=first.window) if first else _("请先取号，听到叫号后到窗口办理"),
        recent=tuple(_recent(call) for call in calls[1 : RECENT + 1]),
        waiting=tuple(_waiting(category, facts.board) for category in facts.rules.categories),
        foot=foot_text(facts),
    )


def announced(facts: BoardFacts) -> datetime | None:
    """When a number was last spoken: the board flashes when this moves."""
    return max((call.announced_at for call in facts.board.calls), default=None)


def time_text(now: datetime) -> str:
    """11月23日 周一 10:32."""
    local = now.astimezone(CHINA)
    day = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))[local.weekday()]
    return _("{month}月{day}日 {weekday}  {time}").format(
        month=local.month, day=local.day, weekday=day, time=f"{local:%H:%M}"
    )


def wait_text(count: int, wait: Wait | None) -> str:
    """An honest range in steps of five minutes, or a dash when nothing can be said."""
    if wait is None or not count:
        return "\u2013"
    least = wait.least // 60 // _STEP * _STEP
    most = max(-(-wait.most // 60 // _STEP) * _STEP, _STEP)
    most = max(most, least + _STEP)
    if not least:
        return _("约 {most} 分钟内").format(most=most)
    return _("约 {least}–{most} 分钟").format(least=least, most=most)


def foot_text(facts: BoardFacts) -> str:
    """What to do when one's number has passed, and whom to ask."""
    behind = facts.rules.return_behind
    said = _("过号后请到任一窗口出示号票，排在后面第 {count} 位。服务热线 12345。").format(count=behind + 1)
    phone = facts.phone if facts.phone and facts.phone != "12345" else ""
    return said + (_("本中心电话 {phone}。").format(phone=phone) if phone else "")


def headings() -> tuple[str, str]:
    """Over the two columns."""
    return _("刚才叫过"), _("正在等候")


def _recent(call: Call) -> tuple[str, str]:
    return call.number, _("{window} 号窗口").format(window=call.window)


def _waiting(category: Category, board: Board) -> Waiting:
    count = board.waiting.get(category.letter, 0)
    name = category.name_en if chosen() == "en" else category.name
    return Waiting(
        name=f"{category.letter}  {name}",
        count=_("{count} 人").format(count=count),
        wait=wait_text(count, board.waits.get(category.letter)),
    )
