"""A real desk in a folder, cases in it, and a sync engine over any road."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx

from app.applicants.model import Applicant, ApplicantKind, IdType
from app.cases.model import Case, CaseAct, CaseState, case_from_json, case_to_json
from app.cases.numbers import case_number
from app.catalogue.model import ItemCode
from app.clock import Clock, SystemClock
from app.events import Announcer, Changes
from app.ids import ApplicantId, CaseId, ClerkId, DeviceId, Ids, SystemRandomness
from app.journal import Act, EntryName, Stream
from app.keys import Ed25519Signer, seal
from app.sync.budget import Budget, Limits
from app.sync.client import CentralClient, Timeouts
from app.sync.engine import SyncEngine
from app.sync.enrol import Surroundings, ThisDevice
from app.sync.model import CentralAddress
from app.sync.sources import JournalSource
from db.desk.open import create_desk
from db.desk.store import DeskDatabase
from db.queue.store import QueueStore, open_queue_store

POINT = "220521100001"
IDS = Ids(SystemClock(), SystemRandomness())
BEGIN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass(repr=False)
class TestDesk:
    """A desk and its queue on disk, with what its sync needs."""

    __test__ = False

    def __repr__(self) -> str:
        return f"TestDesk({self.device})"

    folder: Path
    device: DeviceId
    store: DeskDatabase
    queue: QueueStore
    number: int = 1
    sealed_to: list[bytes] = field(default_factory=list)
    announced: list[Changes] = field(default_factory=list)
    recorded: int = 0

    @property
    def sources(self) -> dict[Stream, JournalSource]:
        return {
            Stream.DESK: JournalSource(self.store.reading),
            Stream.QUEUE: JournalSource(lambda: self.queue.open(writes=False)),
        }

    def this(self) -> ThisDevice:
        signers = {Stream.DESK: self.store.signer, Stream.QUEUE: self.queue.signer}
        return ThisDevice(id=self.device, point=POINT, number=self.number, signers=signers)

    def engine(
        self,
        url: str = "http://central.test",
        transport: httpx.BaseTransport | None = None,
        silence: float = 5.0,
        *,
        may_use: Limits | None = None,
        clock: Clock | None = None,
    ) -> SyncEngine:
        """An engine to central at `url`, over `transport` if there is one, else over a socket."""
        with self.store.writing() as desk:
            address = desk.sync.address()
            desk.sync.keep_address(CentralAddress(url=url, code=address.code if address else None))
        announcer = Announcer()
        announcer.listen(self.announced.append)
        limits = Timeouts(connect=5.0, silence=silence)
        return SyncEngine(
            desk=self.store,
            sources=self.sources,
            this=self.this(),
            around=Surroundings(clock=clock or SystemClock(), ids=IDS, seal=seal, program="sidao test"),
            announcer=announcer,
            connect=lambda where: CentralClient(where, transport=transport, timeouts=limits),
            seal_slot=self.sealed_to.append,
            budget=Budget(self.store, lambda: may_use or Limits(), clock or SystemClock()),
        )

    def say_code(self, code: str) -> None:
        with self.store.writing() as desk:
            desk.sync.keep_address(CentralAddress(url="http://central.test", code=code))

    def record(self, count: int = 1) -> list[Case]:
        """So many accepted cases."""
        return [self._record() for _ in range(count)]

    def _record(self) -> Case:
        self.recorded += 1
        with self.store.writing() as desk:
            person = an_applicant(self.recorded)
            person = replace(person, id=desk.applicants.keep(person).id)
            draft = a_case(self.device, self.number, self.recorded, person)
            body = {"case": case_to_json(draft)}
            act = Act(kind="case.recorded", subject=draft.id, action=None, at=draft.received_at, body=body)
            entry = desk.journal.append(act)
            case = case_from_json(case_to_json(draft), entry.name, person.id)
            desk.cases.add(case)
        return case

    def act(self, case: Case, act: CaseAct, state: CaseState) -> None:
        """A later act at this window."""
        with self.store.writing() as desk:
            change = {"state": state.value}
            body = {"act": act.value, "change": change, "seen": [case.last.device, case.last.stream, case.last.number]}
            at = BEGIN + timedelta(hours=1)
            entry = desk.journal.append(Act(kind="case.acted", subject=case.id, action=None, at=at, body=body))
            desk.cases.save(case_from_json({**case_to_json(case), **change}, entry.name, case.applicant.id))

    def case(self, case_id: CaseId) -> Case:
        with self.store.reading() as desk:
            found = desk.cases.get(case_id)
        assert found is not None
        return found

    def acknowledged(self, stream: Stream = Stream.DESK) -> int:
        with self.store.reading() as desk:
            return desk.sync.acknowledged(self.device, stream)


def an_applicant(serial: int) -> Applicant:
    return Applicant(
        id=ApplicantId(IDS.new()),
        kind=ApplicantKind.PERSON,
        name=f"王桂兰{serial}",
        id_type=IdType.RESIDENT,
        id_no=f"220502{serial:08d}0000",
        phone="13943500000",
    )


def a_case(device: DeviceId, number: int, serial: int, person: Applicant) -> Case:
    """An accepted case, before its entry."""
    at = BEGIN + timedelta(minutes=serial)
    value = {
        "case_no": case_number(POINT, number, date(2026, 11, 23), serial),
        "id": IDS.new(),
        "state": "accepted",
        "item": ItemCode("11220521MB1234567X4220114001000"),
        "item_version": 1,
        "item_name": "城乡居民基本医疗保险参保登记",
        "point": POINT,
        "device": device,
        "window": 1,
        "clerk": ClerkId(IDS.new()),
        "clerk_name": "李敏",
        "applicant": {
            "kind": "person",
            "name": person.name,
            "id_type": "111",
            "id_no": person.id_no,
            "phone": person.phone,
            "address": None,
            "id_until": None,
            "contact": None,
        },
        "agent": None,
        "answers": {"village": "湾湾川村", "household": serial},
        "materials": [{"code": "M1", "form": "copy", "count": 1, "file": None}],
        "ticket": None,
        "received_at": at.isoformat(),
        "accepted_at": at.isoformat(),
        "due_on": "2026-12-07",
        "due_provisional": False,
        "pending_online": False,
        "reason": None,
        "wanted": {},
        "token": IDS.token(),
        "receipt_no": None,
        "documents": [],
        "central_no": None,
    }
    return case_from_json(value, EntryName(device=device, stream=Stream.DESK, number=0), person.id)


@contextmanager
def a_desk(folder: Path, number: int = 1) -> Iterator[TestDesk]:
    """A new desk in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    device = DeviceId(IDS.new())
    store = create_desk(folder, bytes(32), device, IDS)
    queue = open_queue_store(folder / "queue.db", device=device, signer=Ed25519Signer(IDS.bytes(32)), ids=IDS)
    try:
        yield TestDesk(folder=folder, device=device, store=store, queue=queue, number=number)
    finally:
        queue.close()
        store.close()
