"""Several cases chosen in the list: claimed at once, or approved after a page that names each."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from app.cases.model import CaseState
from app.central.http_list import Listing, as_list, listing_of
from app.central.http_staff import Staff
from app.central.pages import Pages
from app.central.program import CentralProgram
from app.central.sets import OfSet
from app.central.sign_in import SignedIn
from app.errors import Refused

CHOSEN = "case."
"""Before a case's number: the state in which the reviewer saw it."""
SET_FIELDS = ("csrf", "act", "text", "sure")


class SetPages:
    """Answers the one form of the list."""

    def __init__(self, program: CentralProgram, pages: Pages, staff: Staff) -> None:
        self._program = program
        self._pages = pages
        self._staff = staff

    async def chosen(self, request: Request) -> Response:
        async def answered(who: SignedIn, form: dict[str, str]) -> Response:
            return await run_in_threadpool(self._answer, request, who, form)

        return await self._staff.posted(request, answered)

    def _answer(self, request: Request, who: SignedIn, form: dict[str, str]) -> Response:
        listing = as_list(listing_of(request.query_params, who))
        act, sets = form.get("act", ""), self._program.sets
        try:
            chosen = _chosen(form)
            if act == "claim":
                return self._claimed(request, who, listing, sets.claim(chosen, who.reviewer))
            if act != "approve":
                raise Refused("form_old", "act")
            sure = form.get("sure") == "yes"
            found = sets.approve(chosen, who.reviewer, form.get("text")) if sure else sets.look(chosen, who.reviewer)
        except Refused as refused:
            values = {"text": refused.code, "filled": refused.values, "back": listing.link()}
            return self._pages.show(request, "message.html", values, status=422)
        return self._page(request, who, listing, found, done=sure, text=form.get("text", ""))

    def _claimed(self, request: Request, who: SignedIn, listing: Listing, found: list[OfSet]) -> Response:
        if all(one.done for one in found):
            return RedirectResponse(listing.link(done="claim_set", count=len(found)), 303)
        return self._page(request, who, listing, found, done=True, act="claim")

    def _page(
        self,
        request: Request,
        who: SignedIn,
        listing: Listing,
        found: list[OfSet],
        *,
        done: bool,
        act: str = "approve",
        text: str = "",
    ) -> Response:
        values = {
            "who": who,
            "listing": listing,
            "act": act,
            "done": done,
            "opinion": text,
            "ready": [one for one in found if (one.done if done else one.against is None and not one.done)],
            "kept": [one for one in found if one.against is not None or (one.done and not done)],
        }
        return self._pages.show(request, "set.html", values)


def _chosen(form: dict[str, str]) -> dict[str, CaseState]:
    """The chosen cases with their states, in the list's order. Raises Refused("form_old")."""
    try:
        return {name.removeprefix(CHOSEN): CaseState(value) for name, value in form.items() if name.startswith(CHOSEN)}
    except ValueError:
        raise Refused("form_old", "case") from None
