"""A city for tests, and desks that write journals of their own against it. The store is a real database."""

import atexit
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from argon2 import PasswordHasher

from app.cases.numbers import case_number
from app.catalogue.shipped import shipped_items
from app.central.intake import Taken
from app.central.program import CentralProgram, assemble
from app.config import central_files
from app.ids import DeviceId, Ids
from app.journal import Act, Entry, Head, Stream, microseconds, write_entry
from app.keys import Ed25519Signer
from app.sync.enrol_messages import Enrol, Enrolled, StreamKey
from app.sync.messages import Answer, Batch, Exchange, fold
from app.sync.packing import Purpose, is_signed, pack, possession, sign, sign_bytes, unpack
from db.central.replica import open_replica
from db.central.store import open_central

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
POINT = "220521100001"
ITEM = shipped_items(RESOURCES)[0]
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Passwords of tests guard nothing."""


class HeldClock:
    """A clock that moves when it is told to."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at
        self.counted = 0.0

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return self.counted

    def pass_by(self, **time: float) -> None:
        passed = timedelta(**time)
        self.at += passed
        self.counted += passed.total_seconds()


class Numbered:
    """Bytes that are the same in every run."""

    def __init__(self, seed: str = "") -> None:
        self._seed = seed
        self._drawn = 0

    def bytes(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            self._drawn += 1
            found += sha256(f"{self._seed}/{self._drawn}".encode()).digest()
        return found[:count]


@dataclass(slots=True)
class City:
    """A central with its parts."""

    program: CentralProgram
    clock: HeldClock
    ids: Ids

    def desk(self, number: int = 1, point: str = POINT, *, enrolled: bool = True, seed: str = "") -> "Desk":
        """A desk of the point, enrolled unless said."""
        desk = Desk(self, number, point, seed)
        if enrolled:
            desk.enrol()
        return desk

    def cases(self) -> dict[str, dict[str, Any]]:
        """Every case as JSON, by its number."""
        from app.cases.model import case_to_json

        with self.program.store.reading() as central:
            return {file.case.case_no: case_to_json(file.case) for file in central.cases.all()}


@cache
def _of_databases() -> Path:
    folder = Path(mkdtemp(prefix="sidao-files-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


def files_folder(url: str) -> Path:
    """Where a city on this database keeps attachments: beside a file, else in a folder that goes with the tests."""
    if url.startswith("sqlite"):
        return central_files(url, None)
    return _of_databases() / url.rsplit("/", 1)[-1]


def city(
    url: str,
    *,
    demo: bool = True,
    passphrase: str | None = None,
    clock: HeldClock | None = None,
    replica: str | None = None,
) -> City:
    """A city on this database, with a read replica if one is named."""
    clock = clock or HeldClock()
    ids = Ids(clock, Numbered(url))
    store = open_central(url, clock=clock, ids=ids)
    program = assemble(
        store,
        clock=clock,
        ids=ids,
        resources=RESOURCES,
        passphrase=passphrase,
        demo=demo,
        files=files_folder(url),
        replica=None if replica is None else open_replica(replica),
        hasher=CHEAP,
    )
    return City(program, clock, ids)


@dataclass(slots=True)
class Desk:
    """A desk as central sees it: keys, journals, and what it sends."""

    city: City
    number: int
    point: str
    seed: str = ""
    ids: Ids = field(init=False)
    id: DeviceId = field(init=False)
    signers: dict[Stream, Ed25519Signer] = field(init=False)
    entries: dict[Stream, list[Entry]] = field(init=False)
    serial: int = 0

    def __post_init__(self) -> None:
        self.ids = Ids(self.city.clock, Numbered(f"{self.point}/{self.number}/{self.seed}"))
        self.id = DeviceId(self.ids.new())
        self.signers = {stream: Ed25519Signer(self.ids.bytes(32)) for stream in Stream}
        self.entries = {stream: [] for stream in Stream}

    def enrolment(self, code: str | None = None) -> Enrol:
        nonce = self.ids.bytes(16)
        keys = []
        for stream, signer in self.signers.items():
            claim = possession(
                nonce=nonce,
                point=self.point,
                device_number=self.number,
                device=self.id,
                stream=stream,
                public=signer.public,
            )
            proof = sign_bytes(signer, Purpose.POSSESSION, claim)
            keys.append(StreamKey(stream=stream, public=signer.public, proof=proof))
        return Enrol(
            oldest=1,
            newest=1,
            nonce=nonce,
            at=0,
            point=self.point,
            device_number=self.number,
            device=self.id,
            keys=tuple(keys),
            code=code,
        )

    def enrol(self, code: str | None = None) -> Enrolled:
        return self.city.program.enrolment.enrol(self.enrolment(code))

    def write(self, kind: str, subject: str, body: dict[str, Any], stream: Stream = Stream.DESK) -> Entry:
        """The next entry of a stream."""
        act = Act(kind=kind, subject=subject, action=None, at=self.city.clock.now(), body=body)
        return self.append(act, stream)

    def append(self, act: Act, stream: Stream = Stream.DESK) -> Entry:
        held = self.entries[stream]
        head = Head(number=held[-1].name.number, hash=held[-1].hash) if held else Head()
        signer = self.signers[stream]
        entry = write_entry(act, device=self.id, stream=stream, head=head, salt=self.ids.bytes(16), sign=signer.sign)
        held.append(entry)
        return entry

    def record(self, act: str = "accept", **changes: Any) -> dict[str, Any]:
        """A case, recorded in the journal; gives its JSON."""
        self.serial += 1
        case = self.case(act) | changes
        self.write("case.recorded", case["id"], {"act": act, "by": "王敏", "window": 3, "seen": None, "case": case})
        return case

    def case(self, act: str = "accept") -> dict[str, Any]:
        now = self.city.clock.now()
        states = {"accept": "accepted", "receive": "received", "supplement": "supplement", "decline": "declined"}
        accepted = act == "accept"
        return {
            "case_no": case_number(self.point, self.number, date(2026, 11, 23), self.serial),
            "id": self.ids.new(),
            "state": states.get(act, "concluded"),
            "item": ITEM.code,
            "item_version": ITEM.version,
            "item_name": ITEM.name,
            "point": self.point,
            "device": self.id,
            "window": 3,
            "clerk": self.ids.new(),
            "clerk_name": "王敏",
            "applicant": {
                "kind": "person",
                "name": "刘𬘘",
                "id_type": "111",
                "id_no": "220521194802290002",
                "phone": "13843590000",
                "address": "快大茂镇长安社区",
                "id_until": "long",
                "contact": None,
            },
            "agent": None,
            "answers": {"tier": "200", "count": 2},
            "materials": [
                {"code": "id_card", "form": "original", "count": 1, "file": None},
                {"code": "household", "form": "copy", "count": 2, "file": None},
            ],
            "ticket": "A017",
            "received_at": now.isoformat(),
            "accepted_at": now.isoformat() if accepted else None,
            "due_on": "2026-11-30" if accepted else None,
            "due_provisional": False,
            "pending_online": accepted,
            "reason": None,
            "wanted": {},
            "token": self.ids.token(),
            "receipt_no": None,
            "documents": [
                {
                    "kind": "acceptance" if accepted else "received",
                    "receipt_no": f"快大茂镇便民受〔2026〕{self.number:02d}{self.serial:05d}号",
                    "issued_at": now.isoformat(),
                }
            ],
            "central_no": None,
            "unanchored": False,
        }

    def act(self, case: dict[str, Any], act: str, state: str, seen: Entry | None, **change: Any) -> Entry:
        """A later act on the case."""
        name = seen and [seen.name.device, seen.name.stream.value, seen.name.number]
        body = {"act": act, "by": "王敏", "window": 3, "seen": name, "case_no": case["case_no"], "state": state}
        return self.write("case.acted", case["id"], {**body, "change": {"state": state, **change}})

    def batch(self, first: int = 1, last: int | None = None, stream: Stream = Stream.DESK) -> Batch:
        """The entries from `first` to `last`, or all."""
        return fold(self.entries[stream][first - 1 : last])

    def push(self, first: int = 1, last: int | None = None, stream: Stream = Stream.DESK) -> Taken:
        """Sends them straight to the intake."""
        return self.city.program.intake.take(self.batch(first, last, stream))

    def exchange(self, batches: Sequence[Batch] = (), **values: Any) -> Answer:
        """A whole exchange, signed, and the answer with its signature checked."""
        request = Exchange(
            oldest=1,
            newest=1,
            device=self.id,
            nonce=self.ids.bytes(16),
            batches=tuple(batches),
            **{"at": microseconds(self.city.clock.now()), **values},
        )
        body = pack(request)
        answered, signature = self.city.program.exchanges.answer(body, self.id, self.signature(body))
        assert is_signed(self.city.program.keys.signing.public, Purpose.ANSWER, answered, signature)
        answer = unpack(answered, Answer)
        assert answer.nonce == request.nonce
        return answer

    def signature(self, body: bytes) -> str:
        return sign(self.signers[Stream.DESK], Purpose.EXCHANGE, body)


def kinds(items: Iterable[Any]) -> list[str]:
    """The kinds of feed lines."""
    return [item.kind for item in items]
