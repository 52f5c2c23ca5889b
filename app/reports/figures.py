"""办件量 and what the city measures beside it (domain.md §A 4, 10 to 14): of cases accepted in a period, void ones left
out. Pure.

A case counts on the day of its acceptance, at the point that accepted it; what was only received, forwarded or asked
about (咨询) is no 办件量. Limits are compared where both are promised in working days.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from app.cases.model import Case, CaseState
from app.catalogue.model import GivenForm, ItemCode, ItemKind, ServiceItem, TimeUnit
from app.clock import local_date

SPARED: Final = (GivenForm.WAIVED, GivenForm.SHARED, GivenForm.PROMISED)
"""减材料: by 电子证照 or another reason, by 数据共享, by 告知承诺."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Accepted cases that count alike: one item in one version, one state; `materials` by the form they came in."""

    item: ItemCode
    version: int
    state: CaseState
    cases: int
    materials: Mapping[GivenForm, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A period's figures. Rates are shares from 0 to 1, None where there is nothing to share.

    `on_the_spot` are cases of 即办件; `limit_cut` is Σ(legal − promised) / Σ legal over the `limits` cases that have
    both (时限压缩). `materials` counts all that came in any form, `spared` those of them that nobody had to bring.
    """

    first: date
    last: date
    cases: int
    concluded: int
    on_the_spot: int
    limits: int
    legal_days: int
    promised_days: int
    materials: int
    spared: Mapping[GivenForm, int]

    @property
    def on_the_spot_rate(self) -> float | None:
        """即办件占比, by cases."""
        return _share(self.on_the_spot, self.cases)

    @property
    def limit_cut(self) -> float | None:
        """时限压缩."""
        return _share(self.legal_days - self.promised_days, self.legal_days)

    @property
    def spared_rate(self) -> float | None:
        """减材料, by materials."""
        return _share(sum(self.spared.values()), self.materials)


ItemOf = Callable[[ItemCode, int], ServiceItem | None]
"""An item in the version that a case pins; None for one that this desk does not have."""


def figures(first: date, last: date, counted: Iterable[Counted], item_of: ItemOf) -> Figures:
    """The figures of what counts in the period, both days included."""
    total: Counter[str] = Counter()
    materials: Counter[GivenForm] = Counter()
    for one in counted:
        item = item_of(one.item, one.version)
        total["cases"] += one.cases
        total["concluded"] += one.cases if one.state in _CONCLUDED else 0
        total["on_the_spot"] += one.cases if item is not None and item.kind is ItemKind.IMMEDIATE else 0
        legal, promised = _days(item)
        if legal and promised is not None:
            total["limits"] += one.cases
            total["legal"] += legal * one.cases
            total["promised"] += promised * one.cases
        materials.update(one.materials)
    return Figures(
        first=first,
        last=last,
        cases=total["cases"],
        concluded=total["concluded"],
        on_the_spot=total["on_the_spot"],
        limits=total["limits"],
        legal_days=total["legal"],
        promised_days=total["promised"],
        materials=materials.total(),
        spared={form: materials[form] for form in SPARED},
    )


def counted(cases: Iterable[Case], point: str, first: date, last: date) -> list[Counted]:
    """The cases that count among these, one by one: the way that needs no database."""
    return [
        Counted(
            item=case.item,
            version=case.item_version,
            state=case.state,
            cases=1,
            materials=Counter(given.form for given in case.materials),
        )
        for case in cases
        if case.accepted_at is not None
        and first <= local_date(case.accepted_at) <= last
        and case.state is not CaseState.VOID
        and case.point == point
    ]


_CONCLUDED: Final = frozenset({CaseState.CONCLUDED, CaseState.APPROVED, CaseState.REJECTED, CaseState.DELIVERED})
"""The result is there (办结)."""


def as_json(told: Figures) -> dict[str, Any]:
    """The figures as the command line says them."""
    return {
        "since": told.first,
        "until": told.last,
        "cases": told.cases,
        "concluded": told.concluded,
        "on_the_spot": told.on_the_spot,
        "on_the_spot_rate": _rounded(told.on_the_spot_rate),
        "legal_days": told.legal_days,
        "promised_days": told.promised_days,
        "limit_cut": _rounded(told.limit_cut),
        "materials": told.materials,
        "spared": {form.value: count for form, count in told.spared.items()},
        "spared_rate": _rounded(told.spared_rate),
    }


def _days(item: ServiceItem | None) -> tuple[int | None, int | None]:
    if item is None or item.legal_limit is None or item.promised_limit is None:
        return None, None
    units = {item.legal_limit.unit, item.promised_limit.unit if item.promised_limit.amount else TimeUnit.WORKING_DAY}
    return (item.legal_limit.amount, item.promised_limit.amount) if units == {TimeUnit.WORKING_DAY} else (None, None)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)
