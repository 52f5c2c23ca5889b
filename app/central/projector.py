"""Writes the national tables behind the answers: what intake and review noted as due, some hundred cases at a time.

A case's rows are made from how it stands when its turn comes, so that nothing has to come in order: whatever
changes it later notes it as due again. One transaction at a time does this in the whole city.
"""

import logging
from collections import defaultdict
from datetime import datetime

from app.central.failures import told_of
from app.central.model import Alarm, Due, NewStep
from app.central.projection import Standing, project
from app.central.shelf import Shelf
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import SidaoError
from app.ids import CaseId, Ids

_LOG = logging.getLogger("sidao.central")


class Projector:
    """Any number of threads and processes may have one; they take turns."""

    def __init__(self, store: CentralStore, shelf: Shelf, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._ids = ids

    def project_all(self) -> int:
        """Until nothing is due any more; the number of cases written."""
        count = 0
        while (written := self.project_some()) is not None:
            count += written
        return count

    def project_some(self) -> int | None:
        """One transaction's worth: the number of cases written, None when nothing is due or another has its turn.

        A case on which central fails is put aside with an alarm. Raises Trouble.
        """
        due: Due | None = None
        try:
            with self._store.writing() as central:
                due = central.exchange.due() if central.exchange.turn() else None
                if due is not None:
                    self._project(central, due)
                    central.exchange.done(due)
                    if len(due.cases) == 1:
                        central.alarms.clear(due.point, _about(due), self._clock.now())
        except SidaoError:
            raise
        except Exception as failure:
            if due is None:
                raise
            _LOG.error("central failed to project %d cases: %s", len(due.cases), told_of(failure))
            self._part(due, failure)
            return 0
        return None if due is None else len(due.cases)

    def take_up(self) -> int:
        """What was put aside is due once more, at a start: it may have been mended. The number of them."""
        with self._store.writing() as central:
            return central.exchange.take_up()

    def _project(self, central: Central, due: Due) -> None:
        files = central.cases.get_many(due.point, [case for case, _ in due.cases])
        steps: defaultdict[CaseId, list[NewStep]] = defaultdict(list)
        for step in central.cases.steps_from(due.point, due.cases):
            steps[step.case].append(step)
        standing = [
            Standing(
                file=file,
                item=self._shelf.item(central, file.case.item, file.case.item_version),
                steps=tuple(steps[case]),
                new=first == 1,
            )
            for case, first in due.cases
            if (file := files.get(case)) is not None
        ]
        project(central.exchange, due.point, standing, self._clock.now(), due.id.replace("-", ""))

    def _part(self, due: Due, failure: Exception) -> None:
        """The cases each for themselves; the one at fault is put aside, and the city told."""
        with self._store.writing() as central:
            if len(due.cases) == 1:
                central.exchange.put_aside(due)
                central.alarms.raise_alarm(_alarm(due, failure, self._clock.now()))
                return
            central.exchange.done(due)
            for case in due.cases:
                central.exchange.note_due(Due(point=due.point, id=self._ids.new(), cases=(case,)))


def _about(due: Due) -> str:
    return f"projection {due.cases[0][0]}"


def _alarm(due: Due, failure: Exception, now: datetime) -> Alarm:
    name = type(failure).__name__
    return Alarm(point=due.point, about=_about(due), code="projection_failed", detail=name, at=now)
