"""Trains a zstd dictionary for sync's bodies on varied synthetic work: `python resources/wire/train.py NUMBER`.

README.md beside this file says when a new one is made. Needs no desk of anybody's: everything is made up here.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
import zstandard

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.cases.demo import demo_lines
from app.cases.model import CaseAct, CaseState
from app.catalogue.shipped import counter_items
from app.commands.opening import RESOURCES
from app.ids import ActionId, Ids, SystemRandomness
from app.journal import Entry, microseconds
from app.key_slots import Cost
from app.program import Program
from app.queue_program import QueueProgram, Surroundings
from app.setup import Wanted, make_desk
from app.sync import messages as wire
from app.sync.link import Allowance
from app.tickets.model import Outcome
from db.stores import FolderStores

SIZE = 112 << 10
_CASES = 6000
_POINTS = ("220521100000", "220582108001", "220502001000", "220523207000")


class _LongClock:
    """A moment later at each look, and hours later after each `leap`, through years: so that no day's date and no
    month's ids are learnt."""

    def __init__(self) -> None:
        self._now = datetime(2026, 12, 1, tzinfo=UTC)
        self._chance = Random(5)

    def now(self) -> datetime:
        self._now += timedelta(microseconds=self._chance.randrange(2_000_000))
        return self._now

    def leap(self) -> None:
        self._now += timedelta(microseconds=self._chance.randrange(8 * 3_600_000_000))

    def seconds(self) -> float:
        return self._now.timestamp()


_CLOCK = _LongClock()
_IDS = Ids(_CLOCK, SystemRandomness())


def main() -> None:
    number = int(sys.argv[1])
    samples = [body for place, point in enumerate(_POINTS) for body in _bodies(point, place)]
    Random(1).shuffle(samples)
    trained = zstandard.train_dictionary(SIZE, samples, dict_id=number)
    path = Path(__file__).with_name(f"exchange-{number}.zdict")
    path.write_bytes(trained.as_bytes())
    sys.stdout.write(f"{path.name}: {len(trained.as_bytes())} bytes from {len(samples)} bodies\n")


def _bodies(point: str, seed: int) -> Iterator[bytes]:
    """Requests of one to four entries, as a desk sends them while the link is there."""
    with TemporaryDirectory() as folder:
        for entries in _work(Path(folder) / "desk", point, seed):
            chance, begin = Random(seed), 0
            while begin < len(entries):
                count = chance.choice((1, 1, 1, 1, 2, 3))
                yield _request(entries[begin : begin + count])
                begin += count


def _work(folder: Path, point: str, seed: int) -> Iterator[list[Entry]]:
    def stores(where: Path) -> FolderStores:
        return FolderStores(where, _IDS)

    cheap = Cost(passes=1, memory=64)
    wanted = Wanted(point=point, device_number=1 + seed, passphrase="synthetic", clerk_name="李娜", demo=True)
    make_desk(folder, wanted, stores=stores, resources=RESOURCES, clock=_CLOCK, ids=_IDS, cost=cheap)
    around = Surroundings(stores=stores, resources=RESOURCES, clock=_CLOCK, ids=_IDS, cost=cheap)
    program = QueueProgram(folder, around).sign_in("synthetic")
    try:
        _record(program, point, 40 + seed)
        _queue(program)
        with program.store.reading() as desk:
            yield desk.journal.after(0, 10_000)
        with program.queue.queue_store.open(writes=False) as queue:
            yield queue.journal.after(0, 10_000)
    finally:
        program.close()


def _record(program: Program, point: str, seed: int) -> None:
    with program.store.reading() as desk:
        rules = desk.catalogue.point_rules(point)
    lines = islice(demo_lines(_CASES // len(_POINTS), seed, counter_items(RESOURCES), rules), _CASES)
    for line in lines:
        _CLOCK.leap()
        done = program.cases.record(json.loads(json.dumps(line)))
        if done.state in (CaseState.RECEIVED, CaseState.SUPPLEMENT) and done.case_no and seed % 2:
            program.cases.act(done.case_no, CaseAct.DECLINE, reason="不符合办理条件")


def _queue(program: Program) -> None:
    for place in range(60):
        program.tickets.take("A", ActionId(_IDS.new()))
        window = 1 + place % 3
        called = program.tickets.call_next(window, ActionId(_IDS.new()))
        if called is not None:
            outcome = Outcome.CASE if place % 4 else Outcome.ENQUIRY
            program.tickets.finish(window, ActionId(_IDS.new()), outcome=outcome)


def _request(entries: list[Entry]) -> bytes:
    return msgspec.msgpack.encode(
        wire.Exchange(
            oldest=wire.OLDEST,
            newest=wire.NEWEST,
            device=entries[0].name.device,
            nonce=_IDS.bytes(16),
            at=microseconds(_CLOCK.now()),
            batches=(wire.fold(entries),),
            point=_IDS.bytes(1)[0],
            shared=3,
            room=Allowance().payload,
            incarnation=_IDS.new(),
            program="sidao 0.1.0",
            dictionaries=(1,),
            proven=(wire.Proven(stream=entries[0].name.stream, number=max(entries[0].name.number - 1, 0)),),
        )
    )


if __name__ == "__main__":
    main()
