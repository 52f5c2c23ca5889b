"""准予 in one go: simple cases of one item, each decided by itself, with its own line in the story and its own news.

What stands against one case never holds back another, and the same set sent twice decides nothing twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.cases.acts import By, lawful
from app.cases.model import CaseAct, CaseState
from app.catalogue.model import ItemCode
from app.central.claims import Claims
from app.central.model import CaseFile, Materials, Reviewer
from app.central.review import OpenCase, Review
from app.errors import NotFound, Refused

MOST = 50
"""Cases of one set: a page of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSet:
    """One case of a set. `against` is the code of what stands against it, with the values of its sentence; `done`: it
    is approved by this reviewer."""

    number: str
    file: CaseFile | None
    against: str | None = None
    values: Mapping[str, Any]
    done: bool = False


class Sets:
    """Several cases at once."""

    def __init__(self, review: Review, claims: Claims) -> None:
        self._review = review
        self._claims = claims

    def look(self, chosen: Mapping[str, CaseState], reviewer: Reviewer) -> list[OfSet]:
        """Each chosen case (by number, with the state that the reviewer saw) and what stands against it, if anything.

        The item is the first approvable case's. Raises Refused: set_empty, set_large.
        """
        _check(chosen)
        found: list[OfSet] = []
        item: ItemCode | None = None
        for number, seen in chosen.items():
            one = self._look(number, seen, reviewer, item)
            if one.against is None and one.file is not None:
                item = item or one.file.case.item
            found.append(one)
        return found

    def approve(self, chosen: Mapping[str, CaseState], reviewer: Reviewer, text: str | None = None) -> list[OfSet]:
        """As `look`, and those that nothing stands against are approved, one after the other.

        Each is claimed before it is looked at again, so that nobody asks or decides in between; what could not be
        approved is released, unless it was the reviewer's before.
        """
        _check(chosen)
        found: list[OfSet] = []
        item: ItemCode | None = None
        for number, seen in chosen.items():
            one = self._approve(number, seen, reviewer, item, text)
            if one.done and one.file is not None:
                item = item or one.file.case.item
            found.append(one)
        return found

    def claim(self, numbers: Iterable[str], reviewer: Reviewer) -> list[OfSet]:
        """签收 of several: each that nobody else has is the reviewer's. Raises as `look`."""
        numbers = list(numbers)
        _check(numbers)
        return [self._claim(number, reviewer) for number in numbers]

    def _claim(self, number: str, reviewer: Reviewer) -> OfSet:
        try:
            self._claims.claim(number, reviewer)
            return OfSet(number=number, file=None, values={}, done=True)
        except NotFound as unknown:
            return OfSet(number=number, file=None, against=unknown.code, values=unknown.values)
        except Refused as refused:
            file = self._review.open(number, reviewer.department).file
            return OfSet(number=number, file=file, against=refused.code, values=refused.values)

    def _look(self, number: str, seen: CaseState, reviewer: Reviewer, item: ItemCode | None) -> OfSet:
        try:
            opened = self._review.open(number, reviewer.department)
        except NotFound as unknown:
            return OfSet(number=number, file=None, against=unknown.code, values=unknown.values)
        if _approved_by(opened, reviewer):
            return OfSet(number=number, file=opened.file, values={}, done=True)
        against, values = _against(opened, seen, reviewer, item)
        return OfSet(number=number, file=opened.file, against=against, values=values)

    def _approve(
        self, number: str, seen: CaseState, reviewer: Reviewer, item: ItemCode | None, text: str | None
    ) -> OfSet:
        before = self._look(number, seen, reviewer, item)
        if before.done or before.against is not None or before.file is None:
            return before
        mine = self._review.open(number, reviewer.department).claim is not None
        try:
            self._claims.claim(number, reviewer)
        except Refused as refused:
            again = self._look(number, seen, reviewer, item)
            return again if again.done else replace(before, against=refused.code, values=refused.values)
        one = self._decide(self._look(number, seen, reviewer, item), seen, reviewer, text)
        if not one.done and not mine:
            self._claims.release(number, reviewer)
        return one

    def _decide(self, one: OfSet, seen: CaseState, reviewer: Reviewer, text: str | None) -> OfSet:
        if one.done or one.against is not None:
            return one
        try:
            file = self._review.decide(
                one.number,
                CaseAct.APPROVE,
                text,
                reviewer.name,
                expected=seen,
                department=reviewer.department,
                login=reviewer.login,
            )
            return replace(one, file=file, done=True)
        except Refused as refused:
            again = self._look(one.number, seen, reviewer, None)  # the same form, sent twice at once, is done once
            return again if again.done else replace(one, against=refused.code, values=refused.values)


def _check(chosen: Mapping[str, CaseState] | list[str]) -> None:
    if not chosen:
        raise Refused("set_empty", "case")
    if len(chosen) > MOST:
        raise Refused("set_large", "case", most=MOST)


def _approved_by(opened: OpenCase, reviewer: Reviewer) -> bool:
    last = opened.steps[-1]
    return opened.file.case.state is CaseState.APPROVED and (last.act, last.by) == (CaseAct.APPROVE, reviewer.name)


def _against(
    opened: OpenCase, seen: CaseState, reviewer: Reviewer, item: ItemCode | None
) -> tuple[str | None, Mapping[str, Any]]:
    """The first thing that stands against approving the case unread, with its sentence's values."""
    case, claim = opened.file.case, opened.claim
    if case.state is not seen:
        return "case_moved_on", {"state": case.state.value}
    if CaseAct.APPROVE not in lawful(case.state, By.REVIEWER):
        return "case_act_unlawful", {}
    if claim is not None and claim.login != reviewer.login:
        return "case_claimed", {"by": claim.name}
    if case.life.asked:
        return "set_asked", {}
    if opened.file.mark is not None:
        return "set_marked", {}
    if opened.standing.materials is not Materials.HERE:
        return f"set_{opened.standing.materials.value}", {"count": opened.standing.waiting}
    if item not in (None, case.item):
        return "set_other_item", {}
    return None, {}
