"""The manifest of a copy: each file with its size and SHA-256. It is written last, so a folder with one is whole."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from app.copies.model import MANIFEST
from app.errors import Trouble

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One file: bytes, and the SHA-256 in hex."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`serial` counts a device's copies, so that no clock decides which is the newest. `files` lie in the copy's own
    folder, `attachments` in the folder that all copies of the device share."""

    serial: int
    at: datetime
    point: str
    device: str
    program: str
    files: dict[str, Listed]
    attachments: dict[str, Listed]


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    value = {
        "version": 1,
        "serial": manifest.serial,
        "at": manifest.at.isoformat(),
        "point": manifest.point,
        "device": manifest.device,
        "program": manifest.program,
        "files": _listed(manifest.files),
        "attachments": _listed(manifest.attachments),
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a copy's folder; None where there is none that can be read."""
    try:
        value = json.loads((folder / MANIFEST).read_text("utf-8"))
        return Manifest(
            serial=int(value["serial"]),
            at=datetime.fromisoformat(value["at"]),
            point=str(value["point"]),
            device=str(value["device"]),
            program=str(value["program"]),
            files=_read(value["files"]),
            attachments=_read(value["attachments"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def whole_copies(home: Path) -> list[tuple[Path, Manifest]]:
    """The copies in a device's folder, the newest first."""
    try:
        folders = [path for path in home.iterdir() if path.is_dir() and not path.name.startswith(".")]
    except OSError:
        return []
    found = [(path, manifest) for path in folders if (manifest := read_manifest(path)) is not None]
    return sorted(found, key=lambda one: one[1].serial, reverse=True)


def digest_of_file(path: Path) -> Listed:
    """Reads the whole file. Raises OSError."""
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Listed(size=size, digest=digest.hexdigest())


def check(folder: Path, shared: Path, manifest: Manifest) -> None:
    """Every file is there and as it was. Raises Trouble("copy_damaged", name)."""
    for path, name, listed in _places(folder, shared, manifest):
        try:
            same = digest_of_file(path) == listed
        except OSError as error:
            raise Trouble("copy_damaged", name=name) from error
        if not same:
            raise Trouble("copy_damaged", name=name)


def _places(folder: Path, shared: Path, manifest: Manifest) -> Iterator[tuple[Path, str, Listed]]:
    for name, listed in manifest.files.items():
        yield _inside(folder, name), name, listed
    for name, listed in manifest.attachments.items():
        yield _inside(shared, name), name, listed


def _inside(folder: Path, name: str) -> Path:
    """A manifest from a stranger's stick must not lead out of the copy."""
    path = folder / name
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise Trouble("copy_damaged", name=name)
    return path


def _listed(files: dict[str, Listed]) -> dict[str, list[object]]:
    return {name: [listed.size, listed.digest] for name, listed in sorted(files.items())}


def _read(value: dict[str, list[object]]) -> dict[str, Listed]:
    return {str(name): Listed(size=int(str(size)), digest=str(digest)) for name, (size, digest) in value.items()}
