"""A copied desk becomes a device of its own: a new name, new keys, and what central lacks recorded once more.

The old desk stays beside it, read-only (`before-…`). Cases keep their ids, tokens, receipt numbers and times, and their
numbers too, unless another desk has gone on under the old name and may have given them out: then they get new ones,
and keep the old as former numbers, by which they are found.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import config
from app.cases.model import ACTED, BEGINNING, RERECORDED, Case, case_to_json, changed, recorded
from app.cases.numbers import case_number
from app.clock import local_date
from app.config import Config
from app.copies.machine import machine_mark
from app.desk_folder import DESK, FILES, QUEUE, QUEUE_KEY, SLOTS
from app.errors import Refused, Trouble
from app.helping.again import carried_over
from app.ids import CaseId, DeviceId
from app.journal import Act, Entry, EntryName, Stream
from app.key_slots import replace_file
from app.program import Program
from app.queue_program import QueueProgram, Surroundings
from app.recovery_folder import PART, former_folder, is_unfinished
from app.setup import CREATED
from app.storage.desk import Desk
from app.sync.codes import read_code
from app.sync.model import CentralAddress
from app.sync.replay import replayed

_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """The new device, the cases that were recorded once more, and how many of them have another number now."""

    settings: Config
    former: DeviceId
    cases: int
    renumbered: int


def recover(
    folder: Path,
    passphrase: str,
    *,
    device_number: int,
    code: str | None = None,
    around: Surroundings,
    finishing: Callable[[Desk, Recovered], None] | None = None,
) -> Recovered:
    """Makes the desk in `folder` a new device. An interrupted one is finished by the next call, or the next start.
    `finishing` is called in the transaction that makes the new device's store.

    Raises Refused: recover_not_needed, recover_number_same, device_number, and what `read_code` says; Trouble of the
    stores. Then the desk is as it was.
    """
    if is_unfinished(folder):
        return finish(folder)
    number = config.check_device(device_number)
    kept_code = read_code(code).text if code else None
    part = folder / PART
    shutil.rmtree(part, ignore_errors=True)
    with _signed_in(folder, passphrase, around) as (old, key):
        _check(old, number)
        settings = replace(
            old.config,
            device=DeviceId(around.ids.new()),
            device_number=number,
            code=kept_code,
            copied=False,
            machine=machine_mark(),
        )
        part.mkdir(mode=0o700)
        done = _fill(part, old, key, settings, around, finishing)
    if (folder / f"{DESK}-wal").exists():  # whoever closes it last removes this: another program has it open
        shutil.rmtree(part, ignore_errors=True)
        raise Trouble("store_locked")
    config.save(part, settings)  # from here on it has only to be moved into place
    return _finish(folder, cases=done.cases, renumbered=done.renumbered)


def finish(folder: Path) -> Recovered:
    """Moves into place what an interrupted recovery had ready. Nobody needs to sign in for that."""
    return _finish(folder, cases=0, renumbered=0)


def moved(folder: Path) -> Config:
    """Somebody vouches that the folder was moved here and is used nowhere else: it goes on as the same device.

    Raises Refused("recover_not_moved") for a restored copy, and for a desk that was made on this computer.
    """
    settings = config.load(folder)
    if settings.copied or settings.machine == machine_mark():
        raise Refused("recover_not_moved")
    return config.change(folder, machine=machine_mark())


@contextmanager
def _signed_in(folder: Path, passphrase: str, around: Surroundings) -> Iterator[tuple[Program, bytes]]:
    queue = QueueProgram(folder, around)
    try:
        holder, key = queue.slots.open(passphrase)
        program = queue.open_desk(holder, key)
    except BaseException:
        queue.close()
        raise
    try:
        yield program, key
    finally:
        program.close()


def _check(old: Program, number: int) -> None:
    with old.store.reading() as desk:
        forked, enrolled = desk.sync.forked(), desk.sync.enrolment() is not None
    if not (forked or old.queue.is_copy):
        raise Refused("recover_not_needed")
    if enrolled and number == old.config.device_number:
        raise Refused("recover_number_same", "device", given=number)


def _fill(
    part: Path,
    old: Program,
    key: bytes,
    settings: Config,
    around: Surroundings,
    finishing: Callable[[Desk, Recovered], None] | None,
) -> Recovered:
    """The new device's own files. What the old desk had not sent, it sends first, if it may: the same bytes as ever."""
    old.sync.cycle()
    queue_key = around.ids.bytes(32)
    replace_file(part / QUEUE_KEY, queue_key)
    store = around.stores(part).create_desk(key, settings.device)
    try:
        with old.store.reading() as before, store.writing() as desk:
            _set_up(before, desk, settings, around)
            known = before.sync.acknowledged(old.device, Stream.DESK)
            carried_over(before, desk, known=known, old=old.device, new=settings.device, now=around.clock.now())
            again = _Again(before, desk, old, settings, around)
            for case in again.lacking():
                again.record(case)
            done = Recovered(settings=settings, former=old.device, cases=again.count, renumbered=again.renumbered)
            if finishing is not None:
                finishing(desk, done)
        return done
    finally:
        store.close()


def _set_up(before: Desk, desk: Desk, settings: Config, around: Surroundings) -> None:
    body = {"point": settings.point, "device_number": settings.device_number, "demo": settings.demo, "recovered": True}
    desk.journal.append(Act(kind=CREATED, subject=settings.device, action=None, at=around.clock.now(), body=body))
    for clerk in before.clerks.all():
        desk.clerks.add(clerk)
    for item in before.catalogue.items():
        desk.catalogue.keep_items(before.catalogue.versions(item.code)[::-1])
    desk.catalogue.keep_calendar(before.catalogue.calendar())
    desk.catalogue.keep_themes(before.catalogue.themes())
    if (rules := before.catalogue.point_rules(settings.point)) is not None:
        desk.catalogue.keep_point_rules(rules)
    if (address := before.sync.address()) is not None:
        desk.sync.keep_address(CentralAddress(url=address.url, code=settings.code))
    for draft in before.drafts.all():
        desk.drafts.save(draft)
    for done in before.finished.all():
        desk.finished.keep(done)


class _Again:
    """Records cases of the old desk in the new one's journal."""

    def __init__(self, before: Desk, desk: Desk, old: Program, settings: Config, around: Surroundings) -> None:
        self._before = before
        self._desk = desk
        self._old = old
        self._settings = settings
        self._around = around
        self._known = before.sync.acknowledged(old.device, Stream.DESK)
        self._forked = before.sync.forked()
        self.count = 0
        self.renumbered = 0

    def lacking(self) -> list[CaseId]:
        """The cases about which central lacks an entry, in the order of the first of these."""
        found: dict[CaseId, None] = {}
        above = self._known
        while page := self._before.journal.after(above, _PAGE):
            found.update((CaseId(entry.subject), None) for entry in page if entry.kind in BEGINNING | {ACTED})
            above = page[-1].name.number
        return list(found)

    def record(self, case_id: CaseId) -> None:
        """The case's entries once more, each naming the old one, then its row, its papers and its attachments."""
        entries = [one for one in self._before.journal.of_subject(case_id) if one.kind in BEGINNING | {ACTED}]
        case: Case | None = None
        issued: dict[str, int] = {}
        number = self._new_number(entries)
        if entries[0].kind not in BEGINNING:  # begun at another window: as it stood here before the first own act
            case = self._base(case_id, entries)
            self._note_papers(case, issued)
        for entry in entries:
            case = self._append(entry, case, number)
            self._note_papers(case, issued)
        assert case is not None
        case = replace(case, applicant=replace(case.applicant, id=self._desk.applicants.keep(case.applicant).id))
        self._desk.cases.add(case)
        for receipt in self._before.receipts.of_case(case_id):
            self._desk.receipts.add(replace(receipt, entry=issued.get(receipt.receipt_no, case.last.number)))
        for file in (file for material in case.materials for file in material.files):
            if (content := self._before.files.read(file.digest)) is not None:
                self._desk.files.keep(content, file.name, file.media)
        self.count += 1

    def _append(self, entry: Entry, case: Case | None, number: str | None) -> Case:
        body = {**entry.body(), "of": _triple(entry.name), "of_hash": entry.hash.hex()}
        if entry.kind in BEGINNING:
            whole = {**body["case"], "central_no": None}
            if number is not None:
                former = whole["case_no"]
                body["former_no"] = former
                whole |= {"case_no": number, "former_nos": [*whole.get("former_nos", ()), former]}
            body |= {"case": whole, "seen": None}
            return recorded(body, self._write(RERECORDED, entry, body))
        assert case is not None
        if number is not None:
            body["case_no"] = number
        body["seen"] = _triple(case.last)
        return changed(case, body["change"], self._write(ACTED, entry, body))

    def _base(self, case_id: CaseId, entries: list[Entry]) -> Case:
        first = entries[0]
        told = self._before.sync.told(case_id, [entry.name for entry in entries])
        earlier = [(after, word) for after, word in told if after < first.name.number]
        case = replayed([], earlier, self._old.device) or self._before.cases.get(case_id)
        if case is None:
            raise Trouble("store_damaged")
        body = {
            "act": first.body()["act"],
            "by": case.clerk_name,
            "window": case.window,
            "seen": None,
            "cautions": [],
            "case": {**case_to_json(case), "central_no": None},
            "of": _triple(case.last),
        }
        return recorded(body, self._write(RERECORDED, first, body, action=False))

    def _write(self, kind: str, entry: Entry, body: dict[str, Any], *, action: bool = True) -> EntryName:
        """At the old entry's time: the act was done then, and its receipt says so."""
        done = entry.action if action else None
        act = Act(kind=kind, subject=entry.subject, action=done, at=entry.at, body=body)
        return self._desk.journal.append(act).name

    def _new_number(self, entries: list[Entry]) -> str | None:
        """Another number for a case that was recorded while somebody else, too, gave out numbers under this name."""
        first = entries[0]
        if not self._forked or first.kind not in BEGINNING or first.name.number <= self._known:
            return None
        self.renumbered += 1
        day = local_date(first.at)
        serial = self._desk.next_serial(f"case {day:%Y%m%d}")
        return case_number(self._settings.point, self._settings.device_number, day, serial)

    @staticmethod
    def _note_papers(case: Case, issued: dict[str, int]) -> None:
        for document in case.documents:
            issued.setdefault(document.receipt_no, case.last.number)


def _triple(name: EntryName) -> list[Any]:
    return [name.device, name.stream.value, name.number]


def _finish(folder: Path, *, cases: int, renumbered: int) -> Recovered:
    """Keeps the old desk for reading, then moves the new one into place, desk.json last. May be done again."""
    part, old = folder / PART, config.load(folder)
    settings = config.load(part)
    former = former_folder(folder, old.device)
    try:
        if old.device != settings.device and not former.exists():
            _keep_former(folder, former, old)
        for path in sorted((part / FILES).glob("*/*")):
            target = folder / FILES / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.replace(path, target)
        for name in (QUEUE_KEY, DESK):
            if (part / name).exists():
                for beside in (folder / f"{name}-wal", folder / f"{name}-shm"):
                    beside.unlink(missing_ok=True)
                os.replace(part / name, folder / name)
        os.replace(part / config.FILE, folder / config.FILE)
        shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise Trouble("file_not_written", path=str(folder), reason=error.strerror or "") from error
    return Recovered(settings=settings, former=old.device, cases=cases, renumbered=renumbered)


def _keep_former(folder: Path, former: Path, old: Config) -> None:
    """The old desk, whole, in a folder of its own: under its name when it is complete. Attachments are linked."""
    making = former.with_name(f"{former.name}.part")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    for name in (DESK, QUEUE, QUEUE_KEY, SLOTS):
        shutil.copy2(folder / name, making / name)
    for path in (folder / FILES).glob("??/*"):
        target = making / FILES / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _link(path, target)
    config.save(making, replace(old, copied=True, copy_to=""))
    os.replace(making, former)


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # a file system without links
        shutil.copy2(path, target)
