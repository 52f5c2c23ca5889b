"""The reckoning's stage of a meeting: desk and central compare, day by day, which cases both have (README.md, 9).

It comes when nothing waits to be sent any more: after what was sent, and once on each day. A case that is only on one
side is named and kept for the sync centre; nothing is changed because of it.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from app.clock import local_date
from app.errors import Trouble
from app.events import Changes
from app.journal import Stream
from app.storage.desk import Desk, DeskStore
from app.sync import messages as wire
from app.sync.client import CentralClient
from app.sync.enrol import Surroundings, ThisDevice
from app.sync.model import ReckonedDay
from app.sync.packing import Purpose, pack, sign
from app.sync.pull import Moved
from app.sync.reckoning import MAX_DAYS, DayCount, Reckon, Reckoned, digest_of_cases

DAILY = 31
"""Days that the first reckoning of a day goes back."""
_NOT_THERE = 404


class Comparing:
    """The stage that ends a meeting. Days are China's, by the desk's clock."""

    def __init__(self, desk: DeskStore, this: ThisDevice, around: Surroundings) -> None:
        self._desk = desk
        self._this = this
        self._around = around

    def meet(self, client: CentralClient, find_key: Callable[[bytes], bytes | None], done: Moved) -> None:
        """Compares what is due, if anything is. Raises Trouble; what was compared before it is kept."""
        with self._desk.reading() as desk:
            days = self._due(desk)
        try:
            for begin in range(0, len(days), MAX_DAYS):
                self._compare(client, find_key, days[begin : begin + MAX_DAYS])
                done.changes |= Changes(sync=True)
        except Trouble as error:
            if error.code != "sync_http" or error.values.get("status") != _NOT_THERE:  # else an older central
                raise

    def _due(self, desk: Desk) -> list[date]:
        """The days to compare, the newest first; none when that has been done."""
        today = local_date(self._around.clock.now())
        mark, last = self._mark(desk), desk.reckoning.newest()
        is_daily = last is None or local_date(last.at) != today
        through = 0 if last is None else last.through
        if not is_daily and mark == through:
            return []
        days = {today, *desk.reckoning.days_between(min(through, mark), mark)}
        days |= {one.day for one in desk.reckoning.differing()}
        if is_daily:
            days |= {today - timedelta(days=back) for back in range(1, DAILY + 1)}
        return sorted(days, reverse=True)

    def _compare(self, client: CentralClient, find_key: Callable[[bytes], bytes | None], days: Sequence[date]) -> None:
        with self._desk.reading() as desk:
            mark = self._mark(desk)
        found: dict[date, set[str]] = {}

        def count_here() -> None:  # while central counts there
            with self._desk.reading() as desk:
                found.update(desk.reckoning.recorded(min(days), max(days), mark))

        answer = self._ask(client, find_key, days=days, meanwhile=count_here)
        if [count.day for count in answer.days] != [day.isoformat() for day in days]:
            raise Trouble("sync_answer_malformed")
        compared = []
        for day, there in zip(days, answer.days, strict=True):
            here = found.get(day, set())
            known = here if _equal(here, there) else self._named(client, find_key, day, there)
            compared.append(self._reckoned(day, here, known, there, mark))
        with self._desk.writing() as desk:
            desk.reckoning.keep(compared)

    def _named(
        self, client: CentralClient, find_key: Callable[[bytes], bytes | None], day: date, there: DayCount
    ) -> set[str]:
        if not there.count:
            return set()
        return set(self._ask(client, find_key, named=day).named)

    def _reckoned(self, day: date, here: set[str], known: set[str], there: DayCount, mark: int) -> ReckonedDay:
        return ReckonedDay(
            day=day,
            here=len(here),
            there=there.count,
            only_here=tuple(sorted(here - known)),
            only_there=tuple(sorted(known - here)),
            at=self._around.clock.now(),
            through=mark,
        )

    def _ask(
        self,
        client: CentralClient,
        find_key: Callable[[bytes], bytes | None],
        *,
        days: Sequence[date] = (),
        named: date | None = None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Reckoned:
        request = Reckon(
            oldest=wire.OLDEST,
            newest=wire.NEWEST,
            device=self._this.id,
            nonce=self._around.ids.bytes(16),
            days=tuple(day.isoformat() for day in days),
            named=None if named is None else named.isoformat(),
        )
        body = pack(request)
        signature = sign(self._this.desk_signer, Purpose.RECKON, body)
        return client.reckon(self._this.id, body, signature, request.nonce, find_key, meanwhile)

    def _mark(self, desk: Desk) -> int:
        return desk.sync.acknowledged(self._this.id, Stream.DESK)


def _equal(here: set[str], there: DayCount) -> bool:
    return len(here) == there.count and digest_of_cases(here) == there.digest
