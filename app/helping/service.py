"""交接: lists of cases whose papers go up a level, signed on paper by who gives and who takes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from app.applicants.characters import one_line
from app.cases.limits import Limit, limit
from app.cases.model import CaseState
from app.cases.numbers import check_character, plain_day
from app.catalogue.shelf import Shelf
from app.clock import local_date
from app.errors import NotFound, Refused
from app.helping import hand_over
from app.helping.acting import Counter, done_before, write
from app.helping.helping_json import batch_from_json, batch_to_json
from app.helping.model import (
    BATCH_CHANGED,
    BATCH_OPENED,
    HANDED_OVER,
    RECEIVED,
    SETTLED,
    TAKEN_IN,
    Arrival,
    Batch,
    BatchId,
    BatchState,
    Helper,
    Level,
    Settlement,
    Signature,
)
from app.helping.scans import NOT_HANDED_OVER, ReadCode, Scans
from app.ids import ActionId
from app.storage.cases import CaseRow
from app.storage.desk import Desk

_CANDIDATES_OF: Final = timedelta(days=60)
_MOST_CANDIDATES: Final = 500
_LONGEST_NAME: Final = 60
_LONGEST_WORDS: Final = 500

ReadBatch = Callable[[str], Batch]
"""The batch that the code of a list says. Raises Refused for one that is no such code, or not of ours."""


class HandOvers:
    """Opens batches, hands them over, receives them. Called on the storage lane.

    Every method raises Trouble when the store can't be used; then nothing has changed.
    """

    def __init__(self, counter: Counter, read_code: ReadCode, read_batch: ReadBatch) -> None:
        self._counter = counter
        self._scans = Scans(read_code)
        self._read_batch = read_batch
        self._shelf = Shelf(counter.point)

    def batches(self) -> list[Batch]:
        """The newest first; what still waits is among them however old it is."""
        with self._counter.store.reading() as desk:
            newest, waiting = desk.helping.batches(), desk.helping.waiting()
        known = {batch.id: batch for batch in (*newest, *waiting)}
        return sorted(known.values(), key=lambda batch: (batch.made_at, batch.id), reverse=True)

    def waiting(self) -> list[Batch]:
        """Those for which somebody still has to do something, by their last day."""
        with self._counter.store.reading() as desk:
            return desk.helping.waiting()

    def limits(self, batches: Iterable[Batch]) -> dict[str, Limit]:
        """How far it is to the last day of those that wait to be received, by batch id."""
        with self._counter.store.reading() as desk:
            calendar = self._shelf.renew(desk.catalogue).calendar
        today = local_date(self._counter.clock.now())
        return {
            batch.id: limit(calendar, today, batch.due_on)
            for batch in batches
            if batch.state is BatchState.HANDED_OVER and batch.due_on is not None
        }

    def get(self, number: str) -> Batch:
        """By its number or id. Raises NotFound("batch_unknown")."""
        with self._counter.store.reading() as desk:
            return _known(desk, number)

    def candidates(self, source: Level, of: Batch | None = None) -> list[CaseRow]:
        """The newer cases whose papers are on no list from this level, but for the list `of`; the newest first."""
        since = local_date(self._counter.clock.now() - _CANDIDATES_OF)
        states = tuple(state for state in CaseState if state not in NOT_HANDED_OVER)
        with self._counter.store.reading() as desk:
            rows = desk.cases.listed(states, since=since, limit=_MOST_CANDIDATES)
            listed = desk.helping.listed((row.case_no for row in rows), source)
        mine = {None, of.number} if of is not None else {None}
        return [row for row in rows if listed.get(row.case_no) in mine]

    def read(self, scan: str) -> str:
        """The case number of one scan: a paper's code, its link, or a number that was typed.

        Raises Refused: scan_unreadable, and what reading a damaged code raises.
        """
        with self._counter.store.reading() as desk:
            return self._scans.number(desk, scan)

    def open(
        self,
        cases: Sequence[str],
        *,
        source: Level,
        helper: str | None = None,
        from_place: str = "",
        to_place: str = "",
        action: ActionId | None = None,
    ) -> Batch:
        """A new list from `source` to the level above.

        Raises NotFound: case_unknown, helper_unknown; Refused: batch_target, case_not_to_hand_over,
        case_listed_already, batch_long, text_long.
        """
        counter, now = self._counter, self._counter.clock.now()
        target = source.next
        if target is None:
            raise Refused("batch_target", "source")
        with counter.store.writing() as desk:
            if done := done_before(desk, action, BATCH_OPENED):
                return batch_from_json(done["batch"])
            who = self._helper(desk, helper)
            day = local_date(now)
            serial = desk.next_serial(f"batch {plain_day(day)}")
            digits = f"{counter.point}{counter.device_number:02d}{plain_day(day)}{serial:03d}"
            batch = Batch(
                id=BatchId(counter.ids.new()),
                number=f"J{digits}{check_character(digits)}",
                point=counter.point,
                device=counter.device,
                source=source,
                target=target,
                from_place=_words(from_place, "from") or self._place(source, who),
                to_place=_words(to_place, "to") or self._place(target, who),
                to_point=None if to_place.strip() else target.point_over(counter.point),
                made_at=now,
                helper=None if who is None else who.id,
                helper_name=None if who is None else who.name,
            )
            opened = replace(hand_over.relisted(batch, self._scans.lines(desk, batch, cases)), revision=1)
            self._keep(desk, opened, BATCH_OPENED, action)
        counter.announce()
        return opened

    def relist(
        self, number: str, *, add: Sequence[str] = (), drop: Sequence[str] = (), action: ActionId | None = None
    ) -> Batch:
        """More or fewer cases on a list that is still open, each by its number or a code of its papers.

        Raises as `open` and `read`, batch_not_open, batch_elsewhere.
        """

        def change(desk: Desk, batch: Batch) -> Batch:
            self._must_be_ours(batch)
            gone = {self._scans.listed(desk, batch, number) for number in drop}
            kept = tuple(line for line in batch.lines if line.case_no not in gone)
            added = [self._scans.listed(desk, batch, number) for number in add]
            fresh = self._scans.lines(desk, batch, [number for number in added if number not in batch.case_nos])
            return hand_over.relisted(batch, kept + fresh)

        return self._act(number, BATCH_CHANGED, action, change)

    def hand_over(self, number: str, giver: str = "", *, action: ActionId | None = None) -> Batch:
        """The list is closed; its clock begins. `giver` signs on the paper: the 代办员 unless said, else the clerk.

        Raises NotFound("batch_unknown"), Refused: batch_not_open, batch_empty, batch_elsewhere.
        """
        now = self._counter.clock.now()

        def change(desk: Desk, batch: Batch) -> Batch:
            self._must_be_ours(batch)
            name = _words(giver, "giver") or batch.helper_name or self._counter.clerk.name
            calendar = self._shelf.renew(desk.catalogue).calendar
            due = calendar.add_working_days(local_date(now), hand_over.RECEIVED_WITHIN)
            return hand_over.handed_over(batch, Signature(name=name, at=now), due)

        return self._act(number, HANDED_OVER, action, change)

    def take_in(self, code: str, *, action: ActionId | None = None) -> Batch:
        """The batch whose list has this code: one of another point is known here from now on, with no network.

        Raises Refused: batch_code_missing, batch_code_damaged, batch_code_unknown.
        """
        told = self._read_batch(code)
        with self._counter.store.writing() as desk:
            known = desk.helping.batch(told.id)
            if done_before(desk, action, TAKEN_IN) is None and (known is None or known.state is BatchState.OPEN):
                known = told if known is None else hand_over.together(known, told)
                self._keep(desk, known, TAKEN_IN, action)
        self._counter.announce()
        return known or told

    def receive(
        self,
        number: str,
        scans: Iterable[str],
        *,
        lacking: Mapping[str, str] | None = None,
        receiver: str = "",
        action: ActionId | None = None,
    ) -> Batch:
        """These papers came; what is listed and not among them is missing by that. Again for what comes later.

        Raises NotFound("batch_unknown"), Refused as `read` and `app.helping.hand_over.received`.
        """
        now, lacked = self._counter.clock.now(), lacking or {}

        def change(desk: Desk, batch: Batch) -> Batch:
            number_of = partial(self._scans.number, desk)
            numbers = dict.fromkeys(map(number_of, scans))
            said = {number_of(case): _words(words, "lacking", _LONGEST_WORDS) for case, words in lacked.items()}
            name = _words(receiver, "receiver") or self._counter.clerk.name
            arrival = Arrival(name=name, at=now, scanned=tuple(numbers), lacking=tuple(sorted(said.items())))
            return hand_over.received(batch, arrival)

        return self._act(number, RECEIVED, action, change)

    def settle(self, number: str, words: str, *, action: ActionId | None = None) -> Batch:
        """What became of what was missing, lacking or foreign, in words.

        Raises NotFound("batch_unknown"), Refused as `app.helping.hand_over.settled`.
        """
        said = _words(words, "words", _LONGEST_WORDS)
        settlement = Settlement(words=said, by=self._counter.clerk.name, at=self._counter.clock.now())
        return self._act(number, SETTLED, action, lambda _, batch: hand_over.settled(batch, settlement))

    def _act(self, number: str, kind: str, action: ActionId | None, change: Callable[[Desk, Batch], Batch]) -> Batch:
        with self._counter.store.writing() as desk:
            if done := done_before(desk, action, kind):
                return batch_from_json(done["batch"])
            after = change(desk, _known(desk, number))
            self._keep(desk, after, kind, action)
        self._counter.announce()
        return after

    def _keep(self, desk: Desk, batch: Batch, kind: str, action: ActionId | None) -> None:
        desk.helping.keep_batch(batch)
        write(desk, self._counter, kind, batch.id, {"batch": batch_to_json(batch)}, action)

    def _helper(self, desk: Desk, number: str | None) -> Helper | None:
        if not number:
            return None
        helper = desk.helping.helper_by_number(number)
        if helper is None:
            raise NotFound("helper_unknown", "helper", given=number)
        return helper

    def _place(self, level: Level, helper: Helper | None) -> str:
        """What gives and takes at a level is called, as far as it can be known from the division's code."""
        point = self._counter.point
        if level is Level.VILLAGE:
            return helper.place if helper is not None else self._counter.place_name(point)
        return self._counter.place_name(f"{point[:9]}000" if level is Level.TOWN else point[:6])

    def _must_be_ours(self, batch: Batch) -> None:
        if batch.device != self._counter.device:
            raise Refused("batch_elsewhere", "batch", number=batch.number)


def _known(desk: Desk, number: str) -> Batch:
    wanted = number.strip()
    batch = desk.helping.batch_by_number(wanted.upper()) or desk.helping.batch(BatchId(wanted))
    if batch is None:
        raise NotFound("batch_unknown", "batch", given=number)
    return batch


def _words(text: str, field: str, longest: int = _LONGEST_NAME) -> str:
    line = one_line(text)
    if len(line) > longest:
        raise Refused("text_long", field, longest=longest)
    return line
