"""The register of 代办员 and the log of their visits. Each change is one transaction and one journal entry."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.applicants.characters import one_line
from app.applicants.names import check_name
from app.applicants.phone import check_phone
from app.clock import local_date
from app.errors import NotFound, Refused
from app.helping.acting import Counter, done_before, write
from app.helping.helping_json import helper_from_json, helper_to_json, visit_from_json, visit_to_json
from app.helping.model import HELPER_KEPT, VISITED, Helper, HelperId, Visit, VisitId
from app.ids import ActionId
from app.storage.desk import Desk

_VILLAGE: Final = 12
_LONGEST: Final = {"number": 20, "place": 60, "purpose": 200, "result": 200, "item": 64, "id_no": 40}


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperFigures:
    """A 代办员 with what they have done: visits noted here, cases that name them."""

    helper: Helper
    visits: int
    cases: int


class Register:
    """Who the 代办员 are, and where they were. Called on the storage lane."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def helpers(self) -> list[Helper]:
        """All that ever served, by village and number."""
        with self._counter.store.reading() as desk:
            return desk.helping.helpers()

    def serving(self) -> list[Helper]:
        """Those whose term covers today."""
        today = self._today()
        return [helper for helper in self.helpers() if helper.serves(today)]

    def figures(self) -> list[HelperFigures]:
        """All, with their visits and cases."""
        with self._counter.store.reading() as desk:
            visits, cases = desk.helping.visit_counts(), desk.helping.case_counts()
            return [
                HelperFigures(helper=helper, visits=visits.get(helper.id, 0), cases=cases.get(helper.id, 0))
                for helper in desk.helping.helpers()
            ]

    def visits(self, number: str | None = None) -> list[Visit]:
        """The newest first, of one 代办员 or of all. Raises NotFound("helper_unknown")."""
        with self._counter.store.reading() as desk:
            return desk.helping.visits(_known(desk, number).id if number else None)

    def add(
        self,
        name: str,
        village: str,
        *,
        place: str = "",
        phone: str | None = None,
        number: str | None = None,
        since: date | None = None,
        until: date | None = None,
        action: ActionId | None = None,
    ) -> Helper:
        """A new 代办员; without a number of their own they get one with the device's inside.

        Raises Refused: name_… and phone_… of the applicants' checks, village_code, helper_number_taken,
        helper_term, text_long.
        """
        counter = self._counter
        with counter.store.writing() as desk:
            if done := done_before(desk, action, HELPER_KEPT):
                return helper_from_json(done["helper"])
            first = since or self._today()
            helper = Helper(
                id=HelperId(counter.ids.new()),
                number=_line(number, "number") or _new_number(desk, counter.device_number),
                name=check_name(name, "name")[0],
                village=_village(village),
                place=_line(place, "place") or counter.place_name(village),
                phone=check_phone(phone, "phone") if phone and phone.strip() else None,
                since=first,
                until=_term(first, until),
            )
            known = desk.helping.helper_by_number(helper.number)
            if known is not None and (known.until is None or known.until >= helper.since):
                raise Refused("helper_number_taken", "number", number=helper.number)
            self._keep(desk, helper, action)
        counter.announce()
        return helper

    def retire(self, number: str, on: date | None = None, *, action: ActionId | None = None) -> Helper:
        """Their term ends on that day, today unless said. Raises NotFound("helper_unknown"), Refused("helper_term")."""
        with self._counter.store.writing() as desk:
            if done := done_before(desk, action, HELPER_KEPT):
                return helper_from_json(done["helper"])
            helper = _known(desk, number)
            ended = replace(helper, until=_term(helper.since, on or self._today()), revision=helper.revision + 1)
            self._keep(desk, ended, action)
        self._counter.announce()
        return ended

    def visit(
        self,
        number: str,
        name: str,
        purpose: str,
        *,
        on: date | None = None,
        id_no: str | None = None,
        item: str | None = None,
        result: str | None = None,
        action: ActionId | None = None,
    ) -> Visit:
        """A 代办员 was with somebody. Raises NotFound("helper_unknown"), Refused: helper_not_serving, visit_in_future,
        visit_purpose_missing, name_… and text_long."""
        counter = self._counter
        with counter.store.writing() as desk:
            if done := done_before(desk, action, VISITED):
                return visit_from_json(done["visit"])
            helper, day = _known(desk, number), on or self._today()
            if day > self._today():
                raise Refused("visit_in_future", "on")
            if not helper.serves(day):
                raise Refused("helper_not_serving", "helper", name=helper.name)
            what = _line(purpose, "purpose")
            if what is None:
                raise Refused("visit_purpose_missing", "purpose")
            visit = Visit(
                id=VisitId(counter.ids.new()),
                helper=helper.id,
                on=day,
                name=check_name(name, "name")[0],
                id_no=_line(id_no, "id_no"),
                item=_line(item, "item"),
                purpose=what,
                result=_line(result, "result"),
            )
            desk.helping.keep_visit(visit)
            write(desk, counter, VISITED, visit.id, {"visit": visit_to_json(visit)}, action)
        counter.announce()
        return visit

    def _keep(self, desk: Desk, helper: Helper, action: ActionId | None) -> None:
        desk.helping.keep_helper(helper)
        write(desk, self._counter, HELPER_KEPT, helper.id, {"helper": helper_to_json(helper)}, action)

    def _today(self) -> date:
        return local_date(self._counter.clock.now())


def _known(desk: Desk, number: str) -> Helper:
    helper = desk.helping.helper_by_number(number)
    if helper is None:
        raise NotFound("helper_unknown", "helper", given=number)
    return helper


def _new_number(desk: Desk, device: int) -> str:
    """D01003: the third that this device gave a number."""
    while True:
        number = f"D{device:02d}{desk.next_serial('helper'):03d}"
        if desk.helping.helper_by_number(number) is None:
            return number


def _village(code: str) -> str:
    digits = "".join(code.split())
    if len(digits) != _VILLAGE or not (digits.isascii() and digits.isdigit()):
        raise Refused("village_code", "village", given=code)
    return digits


def _term(since: date, until: date | None) -> date | None:
    if until is not None and until < since:
        raise Refused("helper_term", "until", since=since.isoformat())
    return until


def _line(text: str | None, field: str) -> str | None:
    line = one_line(text or "")
    if len(line) > _LONGEST[field]:
        raise Refused("text_long", field, longest=_LONGEST[field])
    return line or None
