"""Who is next: a pure choice among the first ones of each line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.tickets.model import Candidate, Line
from app.tickets.rules import Fairness, QueueRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A window about to call: the point's rules, its count of normal visitors, and the number still at it."""

    rules: QueueRules
    normals: int
    current: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The one to call, whom it goes before though that one came earlier, and the window's next count.

    `normals` is how many normal visitors the window has called since the last jump, counted up to the rule's number.
    """

    chosen: Candidate
    over: Candidate | None
    normals: int


def choose(rules: QueueRules, window: int, normals: int, heads: Iterable[Candidate]) -> Choice | None:
    """The next visitor for `window`, or None when nobody waits for it.

    Each line goes by its visitors' places. A priority visitor who came first simply has their turn; one who came
    later jumps always (STRICT), or after `normals_per_priority` normal calls since the last jump (RATIO). So nobody
    with priority ever waits longer than without it, and the same heads and count always give the same choice.
    """
    eligible = [head for head in heads if _may_call(rules, window, head)]
    priority = min((head for head in eligible if head.line is Line.PRIORITY), key=_order, default=None)
    normal = min((head for head in eligible if head.line is Line.NORMAL), key=_order, default=None)
    if priority is None or normal is None:
        chosen = priority or normal
        if chosen is None:
            return None
        return Choice(chosen=chosen, over=None, normals=_counted(rules, normals, chosen))
    if _order(priority) < _order(normal):
        return Choice(chosen=priority, over=None, normals=normals)
    if rules.fairness is Fairness.STRICT or normals >= rules.normals_per_priority:
        return Choice(chosen=priority, over=normal, normals=0)
    return Choice(chosen=normal, over=None, normals=_counted(rules, normals, normal))


def _may_call(rules: QueueRules, window: int, head: Candidate) -> bool:
    if head.target_window is not None:
        return head.target_window == window
    return rules.serves(window, head.category)


def _counted(rules: QueueRules, normals: int, chosen: Candidate) -> int:
    return min(normals + 1, rules.normals_per_priority) if chosen.line is Line.NORMAL else normals


def _order(head: Candidate) -> tuple[int, datetime]:
    return head.place, head.queued_at
