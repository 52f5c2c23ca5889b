"""Requests written with a dictionary that the entries before them continue, to the real central."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.commands.opening import RESOURCES
from app.errors import Refused, Trouble
from app.ids import DeviceId
from app.journal import EntryName, Stream
from app.program import Program
from app.sync.client import CentralClient
from app.sync.continuing import CONTINUED, Held, continued, number_of
from app.sync.messages import Answer, Exchange
from app.sync.packing import WIRE, Dictionaries, pack, unpack
from app.verify import verify_desk
from tests.sync.make import BEGIN, IDS
from tests.sync.real_central import City, comparable, demo_of, of_desk, record, whole_desk

SHIPPED = Dictionaries(RESOURCES / WIRE)
PLAIN = SHIPPED.ids[-1]
LIFE = IDS.new()
PAST = Held(
    name=EntryName(device=DeviceId(IDS.new()), stream=Stream.DESK, number=7), hash=b"\x07" * 32, incarnation=LIFE
)


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "desk", city.url) as made:
        assert made.sync.cycle().trouble is None
        yield made


class Bodies:
    """The bodies of a desk's exchanges; `loses` answers to so many of the next ones."""

    def __init__(self, client: CentralClient) -> None:
        self.sent: list[bytes] = []
        self.loses = 0
        self._exchange = client.exchange
        self._client = client
        client.exchange = self._hear  # type: ignore[assignment, method-assign]

    def _hear(self, device: DeviceId, body: bytes, *rest: Any) -> Answer:
        self.sent.append(body)
        answer = self._exchange(device, body, *rest)
        if self.loses:
            self.loses -= 1
            self._client.sent_whole = False
            raise Trouble("sync_cut")
        return answer

    @property
    def written_with(self) -> list[int]:
        return [zstandard.get_frame_parameters(body).dict_id for body in self.sent]


@pytest.fixture
def bodies(desk: Program) -> Bodies:
    client = desk.link.engine._client
    assert client is not None
    return Bodies(client)


def all_is_there(desk: Program, city: City) -> bool:
    return comparable(city.cases()) == comparable(of_desk(desk)) and verify_desk(desk)["findings"] == []


def test_single_cases_of_many_items_fit_five_hundred_bytes(desk: Program, city: City, bodies: Bodies) -> None:
    for line in demo_of(desk, 30):
        desk.intake.record(line)
        report = desk.sync.cycle()
        assert (report.trouble, report.pending) == (None, 0)
    assert len(bodies.sent) == 30
    assert all(number >= CONTINUED for number in bodies.written_with[1:])
    assert max(map(len, bodies.sent)) <= 500
    assert all_is_there(desk, city)


def test_a_desk_that_missed_an_answer_says_it_plainly_at_once(desk: Program, city: City, bodies: Bodies) -> None:
    record(desk, 1)
    assert desk.sync.cycle().trouble is None
    bodies.loses = 1
    record(desk, 1, 8)
    assert desk.sync.cycle().trouble == "sync_cut"
    record(desk, 1, 9)
    report = desk.sync.cycle()
    assert (report.trouble, report.pending) == (None, 0)
    assert [number >= CONTINUED for number in bodies.written_with[-3:]] == [True, True, False]
    record(desk, 1, 10)
    assert desk.sync.cycle().trouble is None
    assert bodies.written_with[-1] >= CONTINUED
    assert all_is_there(desk, city)


def test_a_central_that_does_not_name_them_gets_none(desk: Program, city: City, bodies: Bodies) -> None:
    record(desk, 1)
    desk.sync.cycle()
    with desk.store.writing() as store:
        store.sync.keep_dictionaries([PLAIN])
    record(desk, 1, 8)
    assert desk.sync.cycle().trouble is None
    assert bodies.written_with[-1] == PLAIN
    assert all_is_there(desk, city)


def test_a_central_that_lost_its_dictionaries_is_told_without_any(desk: Program, city: City, bodies: Bodies) -> None:
    record(desk, 1)
    desk.sync.cycle()
    city.program.exchanges._dictionaries._known.clear()
    record(desk, 1, 8)
    report = desk.sync.cycle()
    assert (report.trouble, report.pending) == (None, 0)
    assert bodies.written_with[-1] == 0
    assert all_is_there(desk, city)


def test_many_entries_together_need_no_past(desk: Program, city: City, bodies: Bodies) -> None:
    record(desk, 1)
    desk.sync.cycle()
    record(desk, 20, 8)
    assert desk.sync.cycle().trouble is None
    assert bodies.written_with[-1] == PLAIN
    assert all_is_there(desk, city)


def test_a_past_of_another_device_reads_nothing(desk: Program, city: City, bodies: Bodies, tmp_path: Path) -> None:
    record(desk, 2)
    desk.sync.cycle()
    record(desk, 1, 8)
    desk.sync.cycle()
    body = bodies.sent[-1]
    with whole_desk(tmp_path / "other", city.url, number=2) as other:
        other.sync.cycle()
        with city.program.store.reading() as central:
            key = central.registry.device(other.device, Stream.DESK)
        assert key is not None
        with pytest.raises(Refused, match="dictionary_unknown"):
            unpack(body, Exchange, city.program.exchanges.readable(key))


payloads = st.lists(st.binary(max_size=9000), max_size=4)


@given(past=payloads, nonce=st.binary(min_size=16, max_size=16), program=st.text(max_size=64))
def test_any_past_brings_back_what_was_packed(past: list[bytes], nonce: bytes, program: str) -> None:
    said = Exchange(oldest=1, newest=1, device=IDS.new(), nonce=nonce, at=1, program=program, incarnation=LIFE)
    written = continued(SHIPPED.get(PLAIN), PAST, past, BEGIN)

    class Both:
        def get(self, number: int) -> zstandard.ZstdCompressionDict:
            assert number == number_of(PLAIN, PAST) == written.dict_id()
            return continued(SHIPPED.get(PLAIN), PAST, past, BEGIN)

    assert unpack(pack(said, written, level=19), Exchange, Both()) == said


def test_another_past_has_another_number() -> None:
    another_hash = Held(name=PAST.name, hash=b"\x08" * 32, incarnation=LIFE)
    another_life = Held(name=PAST.name, hash=PAST.hash, incarnation=IDS.new())
    numbers = {number_of(1, PAST), number_of(2, PAST), number_of(1, another_hash), number_of(1, another_life)}
    assert len(numbers) == 4
    assert all(CONTINUED <= number < 2 * CONTINUED for number in numbers)
