"""What lies on a stick: the bundles that can be read, and which of them can't. One that can't keeps no other back."""

import base64
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from app.errors import Trouble
from app.sync.bundle import (
    FORMAT,
    MANIFEST,
    MAX_PART,
    PART_NAME,
    SEAL_OF_MANIFEST,
    SHELF,
    UNFINISHED,
    Manifest,
    Part,
    Way,
)

_MAX_MANIFEST = 4 << 20
_MAX_SEAL = 1 << 10
_MANIFEST = msgspec.json.Decoder(Manifest)
"""Made here and not at first use: see packing.decoded."""
_WAYS: Final = {"records": Way.OUT, "file": Way.OUT, "answer": Way.BACK, "keys": Way.BACK}
"""Which way the parts of each kind go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle that is there as a whole, as far as its manifest tells. `signed` and `signature` are the manifest's."""

    folder: Path
    manifest: Manifest
    signed: bytes
    signature: bytes

    def parts(self, kind: str) -> Iterator[bytes]:
        """The contents of the parts of one kind in order. Raises Trouble: courier_incomplete, courier_altered."""
        for part in self.manifest.parts:
            if part.name.startswith(f"{kind}-"):
                yield self._read(part)

    def check(self) -> int:
        """Holds every part against the manifest; how many bytes. Raises Trouble as `parts` does."""
        return sum(len(self._read(part)) for part in self.manifest.parts)

    def _read(self, part: Part) -> bytes:
        try:
            content = _content(self.folder / part.name, part.bytes + 1)
        except FileNotFoundError as error:
            raise Trouble("courier_incomplete", part=f"{self.folder.name}/{part.name}") from error
        except OSError as error:
            raise Trouble("courier_not_read", reason=error.strerror or "") from error
        if len(content) < part.bytes:
            raise Trouble("courier_incomplete", part=f"{self.folder.name}/{part.name}")
        if len(content) > part.bytes or sha256(content).hexdigest() != part.sha256:
            raise Trouble("courier_altered", part=part.name)
        return content


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A bundle of which nothing is known but its folder, because its manifest can't be read; and why, for people.
    `ways` are those that its parts may go, both when it has none."""

    folder: Path
    ways: frozenset[Way]
    trouble: Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class OnStick:
    """The bundles, the oldest first, and what is broken."""

    whole: Sequence[Bundle]
    broken: Sequence[Broken]

    def going(self, way: Way) -> "OnStick":
        """Those of one way."""
        return OnStick(
            whole=[one for one in self.whole if one.manifest.way is way],
            broken=[one for one in self.broken if way in one.ways],
        )


def look(place: Path) -> OnStick:
    """What lies in this folder: it is a stick, its shelf, or a bundle itself.

    Raises Trouble: courier_not_read for a stick that can't be read, courier_unfinished when there is nothing but what
    an interrupted copy left.
    """
    try:
        folders = [place, *_folders(place), *_folders(place / SHELF)]
    except OSError as error:
        raise Trouble("courier_not_read", reason=error.strerror or "") from error
    found = [_read(folder) for folder in folders if _is_bundle(folder)]
    if not found and any(folder.name.endswith(UNFINISHED) for folder in folders):
        raise Trouble("courier_unfinished")
    whole = [one for one in found if isinstance(one, Bundle)]
    return OnStick(
        whole=sorted(whole, key=lambda one: one.manifest.made_at),
        broken=[one for one in found if isinstance(one, Broken)],
    )


def remove_unfinished(place: Path, beginning: str) -> None:
    """Takes away what an interrupted writing left of bundles whose name begins so."""
    for folder in _folders(place if place.name == SHELF else place / SHELF):
        if folder.name.startswith(beginning) and folder.name.endswith(UNFINISHED):
            shutil.rmtree(folder, ignore_errors=True)


def remove(bundle: Bundle) -> None:
    """Takes a bundle from the stick; one that can't be removed stays, which harms nothing."""
    shutil.rmtree(bundle.folder, ignore_errors=True)


def _folders(place: Path) -> list[Path]:
    return [one for one in place.iterdir() if one.is_dir()] if place.is_dir() else []


def _is_bundle(folder: Path) -> bool:
    """Many a folder on a stick has a manifest.json that is nobody's here."""
    names = _names(folder)
    sealed = {MANIFEST, SEAL_OF_MANIFEST} <= names
    return sealed or (not folder.name.endswith(UNFINISHED) and bool(_ways(names)))


def _names(folder: Path) -> frozenset[str]:
    """What lies in it; nothing in one that is closed to us, as lost+found is."""
    try:
        return frozenset(one.name for one in folder.iterdir())
    except OSError:
        return frozenset()


def _ways(names: frozenset[str]) -> frozenset[Way]:
    return frozenset(_WAYS[name.split("-")[0]] for name in names if PART_NAME.fullmatch(name))


def _read(folder: Path) -> Bundle | Broken:
    try:
        if (bundle := _bundle(folder)) is not None:
            return bundle
    except (OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors too
        pass
    ways = _ways(_names(folder)) or frozenset(Way)
    return Broken(folder=folder, ways=ways, trouble=Trouble("courier_manifest_broken", bundle=folder.name))


def _bundle(folder: Path) -> Bundle | None:
    """None for a manifest that is not of our format."""
    signed = _content(folder / MANIFEST, _MAX_MANIFEST + 1)
    signature = base64.b64decode(_content(folder / SEAL_OF_MANIFEST, _MAX_SEAL), validate=True)
    manifest = _MANIFEST.decode(signed)
    ours = all(PART_NAME.fullmatch(part.name) and part.bytes <= MAX_PART for part in manifest.parts)
    if manifest.format != FORMAT or len(signed) > _MAX_MANIFEST or not ours:
        return None
    return Bundle(folder=folder, manifest=manifest, signed=signed, signature=signature)


def _content(path: Path, most: int) -> bytes:
    """The file, read no further than `most` bytes: whatever lies on a stick, it does not fill the memory."""
    with path.open("rb") as file:
        return file.read(most)
