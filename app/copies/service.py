"""Making encrypted copies of an open desk on another disk or a stick, beside the work."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from app.clock import Clock
from app.config import FILE as SETTINGS
from app.config import Config
from app.copies.manifest import (
    Listed,
    Manifest,
    digest_of_file,
    whole_copies,
    write_manifest,
)
from app.copies.model import ATTACHMENTS, KEPT, LOCKED_KEY, MANIFEST, Copied, CopyState
from app.copies.writing import copy_file, need_room, sync_folder, told, write_bytes
from app.desk_folder import DESK, QUEUE, QUEUE_KEY, SLOTS
from app.errors import Refused, SidaoError, Trouble
from app.events import Announcer, Changes
from app.ids import Ids
from app.key_slots import replace_file
from app.keys import lock
from app.storage.stores import Stores

STATE = "copies.json"
_DATABASES = (DESK, QUEUE)
_SPARE = 16 << 20
_AGAIN = timedelta(minutes=10)
_UNFINISHED = ".part"


class CopyDesk:
    """Copies one desk. `make` and `step` belong to one thread and never hold the stores' write lock."""

    def __init__(
        self,
        folder: Path,
        *,
        stores: Stores,
        key: bytes,
        settings: Callable[[], Config],
        change: Callable[..., None],
        clock: Clock,
        ids: Ids,
        announcer: Announcer,
        program: str,
    ) -> None:
        self._folder = folder
        self._stores = stores
        self._key = key
        self._settings = settings
        self._change = change
        self._clock = clock
        self._ids = ids
        self._announcer = announcer
        self._program = program
        self._asked = False

    def set(self, place: str, hours: int) -> Config:
        """Where copies go and how often; "" for no copies.

        Raises Refused: copy_hours, copy_place_same; Trouble("copy_place_missing").
        """
        if not 1 <= hours <= 24 * 31:
            raise Refused("copy_hours", "hours", given=hours)
        if place.strip():
            self._checked(Path(place.strip()))
        self._change(copy_to=place.strip(), copy_every=hours)
        self._announcer.announce(Changes(settings=True))
        return self._settings()

    def state(self) -> CopyState:
        """How the last copy went; nothing when there was none."""
        try:
            value = json.loads((self._folder / STATE).read_text("utf-8"))
            return CopyState(
                at=_moment(value["at"]),
                place=str(value["place"]),
                tried_at=_moment(value["tried_at"]),
                trouble=value["trouble"],
            )
        except (OSError, ValueError, KeyError, TypeError):
            return CopyState()

    def ask(self) -> None:
        """A copy is due now, whenever the last one was made; `step` makes it."""
        self._asked = True

    def rest(self) -> float:
        """Seconds until the next copy is due; an hour when none is wanted."""
        settings, state, now = self._settings(), self.state(), self._clock.now()
        if self._asked and settings.copy_to:
            return 0.0
        if not settings.copy_to:
            return 3600.0
        if state.trouble is not None and state.tried_at is not None and state.tried_at <= now:
            return max((state.tried_at + _AGAIN - now).total_seconds(), 0.0)
        if state.at is None or state.at > now:
            return 0.0
        return max((state.at + timedelta(hours=settings.copy_every) - now).total_seconds(), 0.0)

    def step(self) -> float:
        """Makes a copy when one is due. Gives the seconds to rest; a trouble is kept in the state and tried again."""
        settings = self._settings()
        if settings.copy_to and self.rest() == 0.0:
            self._asked = False
            try:
                self.make(Path(settings.copy_to))
            except SidaoError as error:
                before = self.state()
                self._keep(CopyState(at=before.at, place=before.place, tried_at=self._clock.now(), trouble=error.code))
        return min(max(self.rest(), 1.0), 600.0)

    def make(self, place: Path | None = None) -> Copied:
        """One copy, whole under its name when this returns; the last two stay.

        Raises Refused("copy_place_same"), Trouble: copy_place_unset, copy_place_missing, copy_no_room, copy_broken, and
        the stores' own. Then the copies before it are as they were.
        """
        settings = self._settings()
        if place is None:
            if not settings.copy_to:
                raise Trouble("copy_place_unset")
            place = Path(settings.copy_to)
        place = self._checked(place)
        with told(place):
            made = self._make(place, settings)
        self._keep(CopyState(at=made.at, place=str(made.place), tried_at=made.at))
        return made

    def _checked(self, place: Path) -> Path:
        if not place.is_dir():
            raise Trouble("copy_place_missing", "place", place=str(place))
        here, there = self._folder.resolve(), place.resolve()
        if here == there or here in there.parents:
            raise Refused("copy_place_same", "place", place=str(place))
        return there

    def _make(self, place: Path, settings: Config) -> Copied:
        home = place / f"sidao-{settings.point}-{settings.device_number:02d}-{settings.device[-8:]}"
        home.mkdir(exist_ok=True)
        for left in home.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        before = whole_copies(home)
        known = before[0][1] if before else None
        fresh = self._fresh(home / ATTACHMENTS, known)
        sizes = [(self._folder / name).stat().st_size for name in _DATABASES]
        need_room(place, sum(sizes) + sum(path.stat().st_size for path in fresh) + _SPARE)
        part = home / f"{_UNFINISHED}{self._ids.bytes(4).hex()}"
        part.mkdir()
        now = self._clock.now()
        try:
            files = self._write_own(part)
            attachments, written = self._write_attachments(home / ATTACHMENTS, known)
            manifest = Manifest(
                serial=known.serial + 1 if known else 1,
                at=now,
                point=settings.point,
                device=settings.device,
                program=self._program,
                files=files,
                attachments=attachments,
            )
            write_bytes(part / MANIFEST, write_manifest(manifest))
            sync_folder(part)
            whole = home / f"{manifest.serial:06d}-{now:%Y%m%d-%H%M%S}"
            os.replace(part, whole)
            sync_folder(home)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        _prune(home)
        size = sum(listed.size for listed in files.values()) + written
        return Copied(place=whole, at=now, files=len(files) + len(attachments), bytes=size)

    def _write_own(self, part: Path) -> dict[str, Listed]:
        """The two databases by SQLite's backup, the slots, the settings, and the queue's key under the desk's."""
        for name in _DATABASES:
            self._stores.copy(name, self._key if name == DESK else None, part / name)
        for name in (SLOTS, SETTINGS):
            write_bytes(part / name, (self._folder / name).read_bytes())
        queue_key = (self._folder / QUEUE_KEY).read_bytes()
        write_bytes(part / LOCKED_KEY, lock(self._key, queue_key, self._ids.bytes(12), QUEUE_KEY.encode()))
        return {path.name: digest_of_file(path) for path in sorted(part.iterdir())}

    def _write_attachments(self, shared: Path, known: Manifest | None) -> tuple[dict[str, Listed], int]:
        """All attachments, those that are not there yet copied; they are named by content and never change."""
        listed, written = {}, 0
        for source in self._attachments():
            name = source.relative_to(self._folder / ATTACHMENTS).as_posix()
            target = shared / name
            before = known.attachments.get(name) if known else None
            if before is not None and _has(target, before.size):
                listed[name] = before
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                listed[name] = copy_file(source, target)
            except FileNotFoundError:
                if source.exists():
                    raise
                continue  # swept meanwhile: nothing named it
            written += listed[name].size
        return listed, written

    def _attachments(self) -> list[Path]:
        """The desk's encrypted attachments, but for what is being written."""
        return sorted(path for path in (self._folder / ATTACHMENTS).glob("??/*") if path.is_file())

    def _fresh(self, shared: Path, known: Manifest | None) -> list[Path]:
        root = self._folder / ATTACHMENTS
        names = known.attachments.keys() if known else ()
        return [path for path in self._attachments() if path.relative_to(root).as_posix() not in names]

    def _keep(self, state: CopyState) -> None:
        value = {
            "at": state.at and state.at.isoformat(),
            "place": state.place,
            "tried_at": state.tried_at and state.tried_at.isoformat(),
            "trouble": state.trouble,
        }
        replace_file(self._folder / STATE, json.dumps(value, ensure_ascii=False, indent=1).encode())
        self._announcer.announce(Changes(settings=True))


def _prune(home: Path) -> None:
    """Older copies, and attachments that no copy lists any more."""
    copies = whole_copies(home)
    for old, _ in copies[KEPT:]:
        (old / MANIFEST).unlink(missing_ok=True)  # from here on it is no copy
        shutil.rmtree(old, ignore_errors=True)
    listed = {name for _, manifest in copies[:KEPT] for name in manifest.attachments}
    for path in (home / ATTACHMENTS).glob("*/*"):
        if path.relative_to(home / ATTACHMENTS).as_posix() not in listed:
            path.unlink(missing_ok=True)


def _has(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
