"""A desk from its encrypted copy: whole or not at all, and read-only until it has become a device of its own."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app import config
from app.config import Config
from app.copies.manifest import Manifest, check, read_manifest, whole_copies
from app.copies.model import ATTACHMENTS, LOCKED_KEY
from app.copies.writing import copy_file, need_room, told
from app.desk_folder import DESK, QUEUE_KEY, SLOTS
from app.errors import NotFound, Refused
from app.ids import Ids
from app.key_slots import Cost, KeySlots, replace_file
from app.keys import unlock

_PART = "restore.part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The copy that was taken, and the desk's settings as they are now."""

    source: Path
    made_at: datetime
    files: int
    settings: Config


def find_copy(given: Path) -> tuple[Path, Manifest]:
    """The newest whole copy in a folder: a copy itself, a device's folder, or the stick on which it lies.

    Raises NotFound("copy_unknown"), Refused("copy_several") when it holds copies of several desks.
    """
    own = read_manifest(given)
    if own is not None:
        return given, own
    homes = [given] if whole_copies(given) else [home for home in given.glob("sidao-*") if whole_copies(home)]
    if not homes:
        raise NotFound("copy_unknown", "from", path=str(given))
    if len(homes) > 1:
        raise Refused("copy_several", "from", names="、".join(sorted(home.name for home in homes)))
    return whole_copies(homes[0])[0]


def restore(
    given: Path,
    folder: Path,
    passphrase: str,
    *,
    ids: Ids,
    cost: Cost | None = None,
    mark: Callable[[], str],
    finishing: Callable[[Path, bytes, Restored], None] | None = None,
) -> Restored:
    """The desk in `folder`, which holds none yet. Each file is held against the manifest first. `finishing` is called
    with the folder in which the desk lies before it moves into place, and its key.

    Raises Refused("desk_exists"), NotFound("copy_unknown"), Trouble: copy_damaged, passphrase_wrong, copy_no_room,
    copy_broken; then the folder is as it was.
    """
    source, manifest = find_copy(given)
    if (folder / config.FILE).exists() or (folder / DESK).exists():
        raise Refused("desk_exists", "data", path=str(folder))
    shared = source.parent / ATTACHMENTS
    check(source, shared, manifest)
    _, key = KeySlots(source / SLOTS, ids, cost).open(passphrase)
    part = folder / _PART
    with told(folder):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, mode=0o700)
        try:
            listed = (*manifest.files.values(), *manifest.attachments.values())
            need_room(folder, sum(one.size for one in listed))
            _fill(part, source, shared, manifest, key)
            settings = replace(config.load(source), copied=True, machine=mark(), copy_to="")
            files = len(manifest.files) + len(manifest.attachments)
            restored = Restored(source=source, made_at=manifest.at, files=files, settings=settings)
            if finishing is not None:
                finishing(part, key, restored)
            for path in sorted(part.iterdir()):
                os.replace(path, folder / path.name)
            config.save(folder, settings)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return restored


def _fill(part: Path, source: Path, shared: Path, manifest: Manifest, key: bytes) -> None:
    for name in manifest.files:
        if name not in (LOCKED_KEY, config.FILE):
            copy_file(source / name, part / name)
    replace_file(part / QUEUE_KEY, unlock(key, (source / LOCKED_KEY).read_bytes(), QUEUE_KEY.encode()))
    for name in manifest.attachments:
        target = part / ATTACHMENTS / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy_file(shared / name, target)
