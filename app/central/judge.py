"""The verdict on each entry, in order, and what the entry does (app/sync/README.md, 4).

One bad entry holds back its own case and nothing else; what central can't take yet it holds and looks at again
by itself. Whatever central fails on is its own fault: held, with an alarm.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.cases.model import ACTED, BEGINNING, RECORDED, RERECORDED, Case, CaseAct, case_to_json, changed
from app.cases.settling import settles
from app.central.arrivals import alarm_about, held_back, news_of, passed_on, stands, triple
from app.central.batches import Reading, read_again
from app.central.case_rules import (
    act_of,
    acted,
    again,
    check_replaced,
    gives_way,
    new_case,
    of_of,
    seen_of,
    step_of,
)
from app.central.docket import Docket
from app.central.failures import told_of
from app.central.hand_overs import help_on
from app.central.mending import Mending, begun_by
from app.central.model import Announcement, Arrived, CaseFile
from app.central.rulings import HeldBack, Returned, Ruled
from app.central.shelf import Shelf
from app.central.storage import Central
from app.central.visits import visit_of
from app.errors import SidaoError
from app.helping.model import OF_HELPING
from app.ids import CaseId, DeviceId
from app.journal import Entry, EntryName, Stream
from app.sync.model import Reason, VerdictKind

_LOG = logging.getLogger("sidao.central")
_BLOCKING = frozenset({Reason.CENTRAL_FAILED.value, Reason.KIND_UNKNOWN.value})
_OF_CASES = BEGINNING | {ACTED}
_FOR_THE_CITY = Reason.DEVICE_REVOKED.value


class Judge:
    """Takes entries in, one after the other, into the docket of their point."""

    def __init__(self, central: Central, docket: Docket, shelf: Shelf) -> None:
        self._central = central
        self._docket = docket
        self._shelf = shelf
        shelf.renew(central)
        self._numbers: dict[DeviceId, int] = {}
        self._mending = Mending(docket, self._keep)
        self.fresh: dict[EntryName, Arrived] = {}
        """The entries taken in here, with their verdicts as they stand at the end."""

    def take(self, reading: Reading) -> None:
        """The verdict on a fresh entry, and on what had waited for it."""
        subject = reading.entry.subject
        arrived = self._judged(reading, self._docket.open.get(subject, []))
        self._add(arrived)
        if arrived.verdict is VerdictKind.ACCEPTED and reading.entry.kind in _OF_CASES:
            self.release(subject)

    def put_aside(self, reading: Reading) -> None:
        """Holds an entry of a revoked device for the city to confirm."""
        self._add(held_back(self._docket.point, reading.entry, Reason.DEVICE_REVOKED))

    def confirm(self, held: Arrived, refusal: str | None) -> None:
        """What was put aside takes effect as any other entry, or is returned in the city's words."""
        subject = held.entry.subject
        waiting = self._docket.open.setdefault(subject, [])
        place = next(at for at, one in enumerate(waiting) if one.entry.name == held.entry.name)
        if refusal is None:
            after = self._judged(read_again(held.entry), waiting[:place])
        else:
            of_case = held.entry.kind in _OF_CASES
            returned, why = VerdictKind.RETURNED, Reason.BY_REVIEWER.value
            after = replace(held, verdict=returned, reason=why, text=refusal, open=of_case)
        at = next(at for at, one in enumerate(waiting) if one.entry.name == held.entry.name)
        waiting[at : at + 1] = [after] if after.open else []
        self._keep(after)
        if after.verdict is VerdictKind.ACCEPTED and held.entry.kind in _OF_CASES:
            self.release(subject)

    def release(self, subject: str) -> None:
        """Looks at the held entries of a case again, in the order of their arrival, until nothing moves."""
        moved = True
        while moved:
            moved = False
            waiting = self._docket.open.get(subject, [])
            for place, held in enumerate(waiting):
                if held.verdict is not VerdictKind.HELD or held.reason == _FOR_THE_CITY:
                    continue
                again = self._judged(read_again(held.entry), waiting[:place])
                if again.verdict is not VerdictKind.HELD:
                    at = waiting.index(held)  # a correction takes away what was returned before it
                    waiting[at : at + 1] = [again] if again.open else []
                    self._keep(again)
                    moved = True
                    break

    def _judged(self, reading: Reading, before: list[Arrived]) -> Arrived:
        """The verdict, with its effect done. `before`: the open entries of the case that came earlier."""
        entry, point = reading.entry, self._docket.point
        try:
            reason = self._effect(reading, before)
        except Ruled as ruled:
            of_case = entry.kind in _OF_CASES and entry.subject != ""
            still_open = ruled.verdict is VerdictKind.HELD or of_case
            return Arrived(
                point=point,
                entry=entry,
                verdict=ruled.verdict,
                reason=ruled.reason.value,
                text=ruled.text,
                open=still_open,
            )
        except SidaoError:
            raise
        except Exception as failure:  # a bug of ours: it must not cost the other cases their way
            _LOG.error("central failed on entry %s: %s", entry.name, told_of(failure))
            return self._failed(entry, failure)
        return Arrived(point=point, entry=entry, verdict=VerdictKind.ACCEPTED, reason=reason and reason.value)

    def _failed(self, entry: Entry, failure: Exception) -> Arrived:
        self._docket.alarms.append(alarm_about(self._docket, entry.name, failure))
        return held_back(self._docket.point, entry, Reason.CENTRAL_FAILED)

    def _effect(self, reading: Reading, before: list[Arrived]) -> Reason | None:
        """Does what the entry says; gives the reason of a marked acceptance. Raises Ruled."""
        entry, body = reading.entry, reading.body
        if entry.name.stream is Stream.QUEUE and not entry.kind.startswith(("ticket.", "queue.")):
            raise Returned(Reason.STREAM_MISMATCH, "排队日志里只能有排队记录")
        if body is None:
            raise Returned(Reason.BAD_PAYLOAD, "内容不是约定的格式")
        if entry.kind.startswith("ticket."):
            self._visit(body)
        elif entry.kind.startswith("case."):
            return self._case(entry, body, before)
        elif entry.kind in OF_HELPING:
            help_on(self._docket, entry, body)
        return None

    def _case(self, entry: Entry, body: Mapping[str, Any], before: list[Arrived]) -> Reason | None:
        if entry.kind not in _OF_CASES:
            raise HeldBack(Reason.KIND_UNKNOWN)
        if self._is_known(body):
            return None
        if any(one.reason in _BLOCKING for one in before):
            raise HeldBack(Reason.PREDECESSOR_MISSING)
        returned = [one for one in before if one.verdict is VerdictKind.RETURNED]
        mending = bool(returned) and entry.kind == ACTED and settles(act_of(body), body.get("change"))
        if returned and not mending:
            raise HeldBack(Reason.CASE_RETURNED)
        if entry.kind == RERECORDED and CaseId(entry.subject) in self._docket.files:
            return None  # central had it from its first desk, or from another road
        known = self._docket.files.get(CaseId(entry.subject))
        reason = self._begins(entry, body) if entry.kind in BEGINNING else self._act(entry, body, returned)
        if mending:
            self._mending.settle(returned, self.fresh)
            over = known is not None and gives_way(known.case.state, body)
            self._mending.take_in(entry, returned, falls_away=over)
        if entry.kind == ACTED and act_of(body) is CaseAct.VOID:
            self._mending.end(entry.subject)
        self._docket.news.append(self._news(entry, body, known, returned if mending else []))
        return reason

    def _news(
        self, entry: Entry, body: Mapping[str, Any], before: CaseFile | None, mended: list[Arrived]
    ) -> Announcement:
        """What the point's windows are told of an entry that took effect, and settled what had come back."""
        after = self._docket.files.get(CaseId(entry.subject))
        if mended and before is None and after is not None:
            return self._whole(entry, body)
        if before is not None and after is not None and entry.kind == ACTED:
            act = act_of(body)
            over = mended and (act is CaseAct.VOID or gives_way(before.case.state, body))
            if over or act is CaseAct.GIVE_WAY:
                return stands(before.case, after.case, self._mending.settled if mended else ())
        return passed_on(entry, body, before)

    def _whole(self, entry: Entry, body: Mapping[str, Any]) -> Announcement:
        """A case that its correction begins: the other devices were never told what the correction changes."""
        case = {**case_to_json(self._docket.files[CaseId(entry.subject)].case), "central_no": None}
        inside = {**{name: value for name, value in body.items() if name != "change"}, "case": case}
        told = {"entry": triple(entry.name), "body": inside}
        return Announcement(kind=RECORDED, subject=entry.subject, body=told, entry=entry.name)

    def _is_known(self, body: Mapping[str, Any]) -> bool:
        """Whether the entry that is recorded once more here was accepted under its old name: nothing is done twice."""
        old, hashed = of_of(body), body.get("of_hash")
        if old is None or not isinstance(hashed, str):
            return False
        held = self._central.journal.between(self._docket.point, old.device, old.stream, old.number, old.number)
        return any(one.entry.hash.hex() == hashed and one.verdict is VerdictKind.ACCEPTED for one in held)

    def _begins(self, entry: Entry, body: Mapping[str, Any]) -> Reason | None:
        if entry.kind == RECORDED:
            return self._record(entry, body)
        return self._begin(again(entry, body, self._docket.point, self._number_of), entry, body)

    def _new_case(self, entry: Entry, body: Mapping[str, Any]) -> Case:
        docket = self._docket
        return new_case(entry, body, docket.point, self._number_of(entry.name.device), docket.next_number())

    def _record(self, entry: Entry, body: Mapping[str, Any]) -> Reason | None:
        case = self._new_case(entry, body)
        if case.life.replaces is not None:
            check_replaced(case, self._docket.known(self._central, case.life.replaces))
        return self._begin(case, entry, body, body["case"])

    def _begin(
        self, case: Case, entry: Entry, body: Mapping[str, Any], written: Mapping[str, Any] | None = None
    ) -> Reason | None:
        if case.id in self._docket.files:
            raise Returned(Reason.BAD_PAYLOAD, "该办件已经登记过")
        if self._docket.owner(self._central, case.case_no) not in (None, case.id):
            raise Returned(Reason.CASE_NUMBER_TAKEN, f"办件编号{case.case_no}已属于另一个办件")
        reason = Reason.CATALOGUE_UNKNOWN if self._shelf.doubt_about(self._central, case) else None
        department = self._shelf.department(self._central, case.item, case.item_version)
        self._docket.begin(case, department, reason and reason.value, step_of(case, entry, body), written)
        return reason

    def _act(self, entry: Entry, body: Mapping[str, Any], returned: list[Arrived]) -> Reason | None:
        seen = seen_of(body)
        file = self._docket.files.get(CaseId(entry.subject))
        if file is None and returned and act_of(body) is CaseAct.VOID:
            return None  # there never was a case here
        if file is None and returned:
            return self._correct_recording(entry, body, seen, returned)
        waits_here = bool(returned) and any(one.entry.name == seen for one in self._docket.open[entry.subject])
        if seen is not None and not waits_here and (file is None or seen != file.case.last):
            self._await(seen)  # what waits behind the returned entry waits for this very act
        if file is None:
            raise Returned(Reason.CASE_MISSING, "市级平台没有该办件的登记记录")
        went_on_to = self._mending.went_on_to(entry) if returned else None
        case = acted(file.case, entry, body, seen, mending=bool(returned), went_on_to=went_on_to)
        self._docket.go_on(case, step_of(case, entry, body))
        return None

    def _correct_recording(
        self, entry: Entry, body: Mapping[str, Any], seen: EntryName | None, returned: list[Arrived]
    ) -> Reason | None:
        """A case whose first entry was returned begins with its correction."""
        first, whole, mended = begun_by(entry, body, seen, returned, self._mending.went_on_to(entry))
        case = self._new_case(first, whole)
        reason = self._begin(replace(case, last=entry.name), entry, body, whole["case"])
        if mended.state is not case.state:
            self._docket.files[case.id] = replace(
                self._docket.files[case.id],
                case=changed(self._docket.files[case.id].case, {"state": mended.state.value}),
                written=None,
            )
        return reason

    def _await(self, seen: EntryName) -> None:
        """Raises HeldBack unless the entry that the author had seen has arrived and stands."""
        here = self.fresh.get(seen) or self._docket.settled.get(seen)
        stored = self._central.journal.verdicts(self._docket.point, [seen]) if here is None else {}
        verdict = stored.get(seen) if here is None else here.verdict
        if verdict is None or verdict is VerdictKind.HELD:
            raise HeldBack(Reason.PREDECESSOR_MISSING)

    def _visit(self, body: Mapping[str, Any]) -> None:
        visit = visit_of(body)
        known = self._docket.visits.get(visit.id)
        if known is None or known.revision < visit.revision:
            self._docket.visits[visit.id] = visit

    def _add(self, arrived: Arrived) -> None:
        self.fresh[arrived.entry.name] = arrived
        if arrived.open:
            self._docket.open.setdefault(arrived.entry.subject, []).append(arrived)

    def _keep(self, arrived: Arrived) -> None:
        """A verdict that became another: told by the feed, unless its entry is only now being answered."""
        if arrived.entry.name in self.fresh:
            self.fresh[arrived.entry.name] = arrived
        else:
            self._docket.settled[arrived.entry.name] = arrived
            self._docket.news.append(news_of(arrived))

    def _number_of(self, device: DeviceId) -> int:
        if device not in self._numbers:
            key = self._central.registry.device(device, Stream.DESK)
            self._numbers[device] = 0 if key is None else key.device_number
        return self._numbers[device]
