"""A batch of papers has two sides: what one point tells of it becomes known at the other.

Behind the answers, one point's lock at a time: intake notes in its own transaction which batches are due, so that
neither a crash nor another point's work loses one. What is told follows from how the batch stands at each point when
its turn comes, so that order and repetition don't matter.

Who has to do with a batch: the point that made it; the point that it names as receiver, from the hand-over on; and
whoever received it by the code on its paper. The maker's list goes to the others as the paper shows it; to the maker
goes what became of it, and nothing else.
"""

import logging
from collections.abc import Mapping

from app.central.failures import told_of
from app.central.helping_model import BatchesDue
from app.central.model import Alarm, Announcement
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import SidaoError
from app.helping.hand_over import as_on_paper, heard, same_list, together
from app.helping.model import Batch, BatchId, BatchState
from app.helping.told import said

_LOG = logging.getLogger("sidao.central")


class Sides:
    """Any number of threads and processes may have one."""

    def __init__(self, store: CentralStore, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def tell_all(self) -> int:
        """Until nothing is due any more; the number of times that a point was told of a batch."""
        count = 0
        while (told := self.tell_some()) is not None:
            count += told
        return count

    def tell_some(self) -> int | None:
        """What came in one transaction of a point, told to the others; None when nothing is due.

        If central fails on it, it is put aside with an alarm. Raises Trouble.
        """
        with self._store.reading() as central:
            due = central.helping.due()
        if due is None:
            return None
        try:
            told = sum(self._tell(batch) for batch in due.batches)
        except SidaoError:
            raise
        except Exception as failure:
            _LOG.error("central failed to tell of %d batches: %s", len(due.batches), told_of(failure))
            self._put_aside(due, failure)
            return 0
        with self._store.writing() as central:
            central.helping.done(due)
            central.alarms.clear(due.point, _about(due), self._clock.now())
        return told

    def take_up(self) -> int:
        """What was put aside is due once more, at a start: it may have been mended. The number of them."""
        with self._store.writing() as central:
            return central.helping.take_up()

    def _tell(self, batch: BatchId) -> int:
        """The maker first: what it has heard, the others hear from it."""
        with self._store.reading() as central:
            found = central.helping.at_points(batch)
            maker = _maker(found)
            if maker is None:
                return 0
            others = [point for point in sorted({*found, *_named(central, maker)}) if point != maker.point]
        return sum(self._tell_point(point, batch) for point in (maker.point, *others))

    def _tell_point(self, point: str, batch: BatchId) -> bool:
        with self._store.writing() as central:
            central.registry.lock_point(point)
            found = central.helping.at_points(batch)
            after = known_at(point, found)
            if after is None or after == found.get(point):
                return False
            central.helping.keep(point, [after])
            kind, body = said(after)
            news = Announcement(kind=kind, subject=batch, body={"body": body})
            central.feed.publish(point, [news], self._clock.now())
        return True

    def _put_aside(self, due: BatchesDue, failure: Exception) -> None:
        name, now = type(failure).__name__, self._clock.now()
        with self._store.writing() as central:
            central.helping.put_aside(due)
            alarm = Alarm(point=due.point, about=_about(due), code="telling_failed", detail=name, at=now)
            central.alarms.raise_alarm(alarm)


def known_at(point: str, found: Mapping[str, Batch]) -> Batch | None:
    """The batch as this point is to know it, by what each point has told; None while there is nothing to tell."""
    maker, here = _maker(found), found.get(point)
    if maker is None:
        return None
    if maker.point == point:
        for other in found.values():
            maker = heard(maker, other)
        return maker
    if here is None:
        return as_on_paper(maker)
    return together(here, as_on_paper(maker)) if same_list(here, maker) else None


def _maker(found: Mapping[str, Batch]) -> Batch | None:
    """As the point that made it tells it, once it is handed over. Where two say that they made it, somebody writes
    another's id: nothing is told."""
    makers = [batch for point, batch in found.items() if batch.point == point]
    return makers[0] if len(makers) == 1 and makers[0].state is not BatchState.OPEN else None


def _named(central: Central, batch: Batch) -> set[str]:
    """The receiver, if the city knows such a point."""
    point = batch.to_point
    if point is None or not (central.registry.profile(point) or central.registry.devices(point)):
        return set()
    return {point}


def _about(due: BatchesDue) -> str:
    return f"batches {due.id}"
