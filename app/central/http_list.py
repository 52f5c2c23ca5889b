"""The reviewers' list: what an address of it asks for, and the addresses of what lies beside."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from app.cases.model import CaseState
from app.central.http_staff import page_number
from app.central.model import CaseQuery, Order, Tally
from app.central.sign_in import SignedIn

A_PAGE = 50
LIST = "/review"
SET = "/review/set"

TO_DECIDE = (CaseState.ACCEPTED, CaseState.FORWARDED, CaseState.SUSPENDED)
FIRST = "to_decide"
CHECKS = "to_check"
GROUPS: dict[str, tuple[CaseState, ...]] = {
    FIRST: TO_DECIDE,
    "mine": TO_DECIDE,
    "free": TO_DECIDE,
    "asked_ones": TO_DECIDE,
    "suspended_ones": (CaseState.SUSPENDED,),
    CHECKS: (),
    "decided_ones": (CaseState.APPROVED, CaseState.REJECTED, CaseState.DELIVERED),
    "returned_ones": (CaseState.RETURNED,),
    "other_ones": (
        *(CaseState.RECEIVED, CaseState.SUPPLEMENT, CaseState.DECLINED, CaseState.CONCLUDED),
        *(CaseState.WITHDRAWN, CaseState.LAPSED),
    ),
    "all": (),
}
"""The tabs over the list, and the states behind each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list as its address asks for it. `named` is false for a case opened without a list; `department`
    is the one that was chosen among several."""

    group: str
    query: CaseQuery
    page: int
    named: bool
    department: str

    def link(self, **changes: object) -> str:
        """The list's address with what is said changed."""
        return f"{LIST}?{self._asked(**changes)}"

    @property
    def whole(self) -> CaseQuery:
        """Everything that waits for the department, whichever tab is open."""
        return CaseQuery(states=TO_DECIDE, department=self.query.department)

    def counted(self, tally: Tally) -> dict[str, int]:
        """How many cases the tabs have that a reviewer works by."""
        return {
            FIRST: tally.all,
            "mine": tally.mine,
            "free": tally.free,
            "asked_ones": tally.asked,
            "suspended_ones": tally.suspended,
        }

    def case(self, number: str, **more: object) -> str:
        """A case's address; it knows from which list it was opened."""
        here = self._asked(page="", **more) if self.named else urlencode(more)
        return f"{LIST}/cases/{quote(number, safe='')}{'?' if here else ''}{here}"

    @property
    def set_address(self) -> str:
        """Where chosen cases of this list are sent to."""
        return f"{SET}?{self._asked()}"

    def _asked(self, **changes: object) -> str:
        query = self.query
        here: Mapping[str, object] = {
            "group": self.group,
            "department": self.department,
            "text": query.text,
            "order": query.order.value if query.order is Order.NEWEST else "",
            "page": self.page if self.page > 1 else "",
        }
        return urlencode({name: str(value) for name, value in {**here, **changes}.items() if value})


def listing_of(asked: Any, who: SignedIn) -> Listing:
    """What the address asks for. A reviewer of one department sees that one only, by due date unless said."""
    group = asked.get("group", "")
    named, group = group in GROUPS, group if group in GROUPS else FIRST
    page = page_number(asked.get("page", "1"))
    chosen = "" if who.reviewer.department else asked.get("department", "").replace("\x00", "")[:200]
    by = Order.CHECK if group == CHECKS else Order.DUE
    query = CaseQuery(
        states=GROUPS[group],
        department=who.reviewer.department or chosen,
        text=asked.get("text", "").replace("\x00", "").strip()[:100],
        holder=who.reviewer.login if group == "mine" else "",
        free=group == "free",
        asked=group == "asked_ones",
        checks=group == CHECKS,
        order=Order.NEWEST if asked.get("order") == Order.NEWEST.value else by,
        offset=(page - 1) * A_PAGE,
        limit=A_PAGE,
    )
    return Listing(group=group, query=query, page=page, named=named, department=chosen)


def as_list(listing: Listing) -> Listing:
    """The same, as a list's own page: the cases in it know where they were opened from."""
    return replace(listing, named=True)
