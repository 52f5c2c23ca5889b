"""四减 and 最多跑一次, counted: materials that nobody had to bring, and days on which the applicant had to come.

Pure: a case and its steps in, figures out, for `case show` and for whoever adds them up.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from app.cases.given import GivenMaterial
from app.cases.life import DeliveryMode
from app.cases.model import Case, CaseAct, Step
from app.catalogue.model import GivenForm, ServiceItem
from app.clock import local_date


class Spared(StrEnum):
    """Why a material had not to be brought (减材料)."""

    LICENCE = "licence"  # 电子证照
    SHARED = "shared"  # 数据共享
    PROMISED = "promised"  # 告知承诺
    OTHER = "other"  # 免交, with a reason


_PRESENT: Final = frozenset(
    {
        *(CaseAct.RECEIVE, CaseAct.ACCEPT, CaseAct.ACCEPT_LATE, CaseAct.ACCEPT_PROMISED, CaseAct.CONCLUDE),
        *(CaseAct.ADD_MATERIAL, CaseAct.WITHDRAW, CaseAct.HAND_BACK),
    }
)
"""Acts at a window for which somebody had come: an application, what was brought or taken back. What the clerk tells or
corrects may be done without."""
_FETCHED: Final = frozenset({DeliveryMode.COUNTER, DeliveryMode.ON_BEHALF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """`days` are those on which somebody came, in order; `visits_limit` what the item promises (到现场次数), None where
    its version is not known here."""

    spared: Mapping[Spared, int]
    days: tuple[date, ...]
    visits_limit: int | None

    @property
    def visits(self) -> int:
        return len(self.days)

    @property
    def beyond(self) -> bool:
        """Somebody had to come more often than the item promises."""
        return self.visits_limit is not None and self.visits > self.visits_limit


def savings(case: Case, steps: Iterable[Step], item: ServiceItem | None) -> Savings:
    """What the case spared its applicant, and what it cost them."""
    return Savings(
        spared=spared(case.materials),
        days=visit_days(case, steps),
        visits_limit=None if item is None else item.visits,
    )


def spared(materials: Iterable[GivenMaterial]) -> dict[Spared, int]:
    """How many materials nobody had to bring, by reason; none that nothing was spared by."""
    return dict(Counter(why for given in materials if (why := why_spared(given)) is not None))


def why_spared(given: GivenMaterial) -> Spared | None:
    """Why it had not to be brought; None for what was, or is to follow. An 电子证照 counts as one in whichever form."""
    if given.licence is not None:
        return Spared.LICENCE
    match given.form:
        case GivenForm.WAIVED:
            return Spared.OTHER if given.reason else Spared.LICENCE
        case GivenForm.SHARED:
            return Spared.SHARED
        case GivenForm.PROMISED:
            return Spared.PROMISED
    return None


def visit_days(case: Case, steps: Iterable[Step]) -> tuple[date, ...]:
    """The days in China on which somebody came about the case: several acts of a day are one visit."""
    days = set()
    for place, step in enumerate(steps):
        if step.window is not None and (place == 0 or step.act in _PRESENT or _is_fetched(case, step)):
            days.add(local_date(step.at))
    return tuple(sorted(days))


def _is_fetched(case: Case, step: Step) -> bool:
    delivered = case.life.delivered
    return step.act is CaseAct.DELIVER and delivered is not None and delivered.mode in _FETCHED


def savings_to_json(found: Savings) -> dict[str, Any]:
    """As `case show` says it: every reason, also those by which nothing was spared."""
    return {
        "spared": {why.value: found.spared.get(why, 0) for why in Spared},
        "visit_days": [day.isoformat() for day in found.days],
        "visits": found.visits,
        "visits_limit": found.visits_limit,
        "beyond": found.beyond,
    }
