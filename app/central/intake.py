"""Intake: what a device sends is held against its signature, stored with a verdict, and takes effect exactly once.

A point's row is locked while its entries are taken in, so that two connections with the same batch, or two
devices with acts on the same case, come one after the other; points never wait for each other.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.cases.model import BEGINNING
from app.central.arrivals import alarm_about, held_back
from app.central.batches import Reading, read, read_again, verified
from app.central.city_audit import forked, keep_audit, keep_broken
from app.central.docket import Docket
from app.central.failures import told_of
from app.central.judge import Judge
from app.central.metrics import Metrics
from app.central.model import Alarm, Arrived, DeviceKey, Held
from app.central.rulings import checked_words
from app.central.shelf import Shelf
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import Refused, SidaoError
from app.ids import DeviceId, Ids
from app.journal import GENESIS
from app.sync.messages import Batch, Carried
from app.sync.model import Reason, VerdictKind

_LOG = logging.getLogger("sidao.central")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a batch: the verdicts on its entries, or where it parts from what central holds.

    With neither, entries before it are missing: `held` says from where to send.
    """

    held: Held
    arrived: tuple[Arrived, ...] = ()
    fork: Held | None = None


class Intake:
    """Takes batches in. Any number of threads and processes may, at once."""

    def __init__(self, store: CentralStore, shelf: Shelf, *, clock: Clock, ids: Ids, metrics: Metrics) -> None:
        self._metrics = metrics
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._ids = ids

    def take(self, batch: Batch) -> Taken:
        """Stores what is new in the batch, each entry with its verdict, and repeats the verdicts on what is not.

        Raises Refused: device_unknown, batch_signature; then nothing of it is kept.
        """
        with self._store.reading() as central:
            key = central.registry.device(DeviceId(batch.device), batch.stream)
        if key is None:
            raise Refused("device_unknown", device=batch.device)
        try:
            carried = verified(batch, key.public)
        except Refused as refused:
            if refused.code == "batch_signature":
                keep_broken(self._store, key, batch, self._clock.now())
            raise
        last = Held(
            device=key.device,
            stream=key.stream,
            number=carried[-1].name.number,
            hash=carried[-1].hash,
            signature=batch.signature,
        )
        taken = self._take(key, carried, last)
        self._metrics.took(taken.arrived)
        return taken

    def retry_held(self) -> int:
        """Looks again at everything that is held: what central failed on may have been mended. Gives the number
        of cases looked at."""
        with self._store.reading() as central:
            waiting = central.journal.waiting()
        for point, subject in waiting:
            self.retry(point, subject)
        return len(waiting)

    def retry(self, point: str, subject: str) -> None:
        """One case; if central fails on it again it stays held, and the others have their turn."""
        try:
            with self._store.writing() as central:
                central.registry.lock_point(point)
                self._release(central, point, subject)
        except SidaoError:
            raise
        except Exception as failure:
            _LOG.error("central failed again on case %s: %s", subject, told_of(failure))

    def confirm(self, point: str, device: DeviceId, *, refusal: str | None = None) -> int:
        """The city has asked the point about what a revoked device signed afterwards: it counts, in its order, or with
        a `refusal` in plain words it is returned (by_reviewer). Gives the number of entries; 0 when none waits.

        What the device sends later is put aside again. Raises Refused: decision_reason_missing, text_long.
        """
        if refusal is not None:
            refusal = checked_words(refusal)
        with self._store.writing() as central:
            central.registry.lock_point(point)
            held = central.journal.aside(point, device)
            if not held:
                return 0
            cases = {one.entry.subject for one in held} - {""}
            numbers = _case_numbers([read_again(one.entry) for one in held])
            docket = Docket.read(central, point, self._clock.now(), cases, numbers)
            for one in held:
                waiting = docket.open.setdefault(one.entry.subject, [])
                if all(known.entry.name != one.entry.name for known in waiting):
                    waiting.append(one)
            judge = Judge(central, docket, self._shelf)
            for one in held:
                judge.confirm(one, refusal)
            self._write(central, docket)
        return len(held)

    def _take(self, key: DeviceKey, carried: Sequence[Carried], last: Held) -> Taken:
        """Tries the whole; when central fails on it, the halves, so that only the entry at fault is held."""
        try:
            with self._store.writing() as central:
                central.registry.lock_point(key.point)
                return self._within(central, key, carried, last, failure=None)
        except SidaoError:
            raise
        except Exception as failure:
            _LOG.error("central failed on %d entries from %s: %s", len(carried), carried[0].name, told_of(failure))
            if len(carried) > 1:
                middle = len(carried) // 2
                self._take(key, carried[:middle], last)
                self._take(key, carried[middle:], last)
                with self._store.writing() as central:
                    return self._within(central, key, carried, last, failure=None)
            with self._store.writing() as central:
                central.registry.lock_point(key.point)
                return self._within(central, key, carried, last, failure=failure)

    def _within(
        self, central: Central, key: DeviceKey, carried: Sequence[Carried], last: Held, failure: Exception | None
    ) -> Taken:
        head = _head(central, key)
        first = carried[0].name.number
        if first > head.number + 1:
            return Taken(held=head)
        known = central.journal.between(key.point, key.device, key.stream, max(first - 1, 1), last.number)
        fork = _fork(carried, head, {one.entry.name.number: one for one in known})
        if fork is not None:
            central.alarms.raise_alarm(_copied(key, fork, self._clock.now()))
            central.audit.add([forked(key, fork, self._clock.now())])
            return Taken(held=head, fork=fork)
        repeated = tuple(one for one in known if one.entry.name.number >= first)
        fresh = [read(one) for one in carried if one.name.number > head.number]
        if not fresh:
            return Taken(held=head, arrived=repeated)
        upto = _upto(last, carried)
        arrived = self._store_fresh(central, key, fresh, upto, failure)
        keep_audit(central, key, fresh, known[-1].entry.at if known else None, self._clock.now())
        return Taken(held=upto, arrived=(*repeated, *arrived))

    def _store_fresh(
        self, central: Central, key: DeviceKey, fresh: list[Reading], last: Held, failure: Exception | None
    ) -> tuple[Arrived, ...]:
        now = self._clock.now()
        cases = {reading.entry.subject for reading in fresh if reading.entry.kind.startswith("case.")}
        docket = Docket.read(central, key.point, now, cases - {""}, _case_numbers(fresh))
        judge = Judge(central, docket, self._shelf)
        for reading in fresh:
            if failure is not None:
                judge.fresh[reading.entry.name] = _failed_on(docket, reading, failure)
            elif key.revoked_after is not None and reading.entry.name.number > key.revoked_after:
                judge.put_aside(reading)
            else:
                judge.take(reading)
        arrived = tuple(judge.fresh.values())
        central.journal.add(arrived, last, now)
        self._write(central, docket)
        return arrived

    def _release(self, central: Central, point: str, subject: str) -> None:
        docket = Docket.read(central, point, self._clock.now(), [subject])
        Judge(central, docket, self._shelf).release(subject)
        self._write(central, docket)

    def _write(self, central: Central, docket: Docket) -> None:
        for settled in docket.settled.values():
            central.journal.settle(settled)
            if settled.verdict is not VerdictKind.HELD:
                central.alarms.clear(docket.point, str(settled.entry.name), docket.now)
        docket.write(central, self._ids)


def _head(central: Central, key: DeviceKey) -> Held:
    for held in central.journal.held(key.point, key.device):
        if held.stream is key.stream:
            return held
    return Held(device=key.device, stream=key.stream, number=0, hash=GENESIS, signature=b"")


def _fork(carried: Sequence[Carried], head: Held, known: dict[int, Arrived]) -> Held | None:
    """The first entry that central holds under the same name with another hash: the sender is a copy."""
    hashes = {number: one.entry.hash for number, one in known.items()}
    before = carried[0].name.number - 1
    claimed = {before: carried[0].previous, **{one.name.number: one.hash for one in carried}}
    for number, hashed in claimed.items():
        if number in hashes and hashes[number] != hashed:
            return Held(
                device=head.device, stream=head.stream, number=number, hash=hashes[number], signature=head.signature
            )
    return None


def _copied(key: DeviceKey, fork: Held, now: datetime) -> Alarm:
    """A copy of a desk is at work somewhere: the city must ask the point."""
    name = f"{fork.device}/{fork.stream.value}/{fork.number}"
    return Alarm(point=key.point, about=f"fork {name}", code="fork", detail=name, at=now)


def _upto(last: Held, carried: Sequence[Carried]) -> Held:
    """The stream's end when only a part of the batch is taken: its signature vouches for that part too."""
    end = carried[-1]
    return Held(device=last.device, stream=last.stream, number=end.name.number, hash=end.hash, signature=last.signature)


def _case_numbers(fresh: Sequence[Reading]) -> list[str]:
    """The numbers that these entries claim for new cases, to be looked up at once."""
    cases = [reading.body.get("case") for reading in fresh if reading.body and reading.entry.kind in BEGINNING]
    numbers = (case.get("case_no") for case in cases if isinstance(case, dict))
    return [number for number in numbers if isinstance(number, str)]


def _failed_on(docket: Docket, reading: Reading, failure: Exception) -> Arrived:
    docket.alarms.append(alarm_about(docket, reading.entry.name, failure))
    return held_back(docket.point, reading.entry, Reason.CENTRAL_FAILED)
