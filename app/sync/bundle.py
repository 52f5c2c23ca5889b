"""A courier's bundle: a folder of sealed parts and a manifest of their digests, alike on the way out and back.

It is written aside and gets its name when all of it is on the stick, so a bundle is whole or not there.
README.md beside this file says the same in words.
"""

import base64
import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from app.errors import Trouble
from app.sync.messages import MAX_BODY, Bytes32, Count, Micros, Signature, Uuid, Word
from app.sync.packing import decoded

FORMAT = "sidao courier 1"
SHELF = "sidao-courier"
"""The folder on the stick in which bundles lie."""
MANIFEST, SEAL_OF_MANIFEST = "manifest.json", "manifest.sig"
UNFINISHED = ".part"
MAX_FILE = 32 << 20
"""Bytes of one attachment."""
MAX_PART = MAX_FILE + (1 << 20)
PART_NAME = re.compile(r"(records|file|answer|keys)-[0-9]{4,6}\.sidao")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PIECE = 1 << 20
_T = TypeVar("_T", bound=Struct)


class Way(StrEnum):
    """Where a bundle goes: out from a desk to central, or back."""

    OUT = "out"
    BACK = "back"


class Part(Struct, frozen=True):
    """One file of the bundle, and what it must be."""

    name: Word
    bytes: Count
    sha256: Annotated[str, Meta(min_length=64, max_length=64)]


class Manifest(Struct, frozen=True):
    """What lies in the bundle. `key` names in hex the key that signed it, `left` counts attachments without room."""

    format: Word
    way: Way
    point: Word
    device: Uuid
    device_number: Annotated[int, Meta(ge=1, le=99)]
    trip: Uuid
    made_at: Micros
    entries: Count
    blobs: Count
    left: Count
    key: Word
    parts: Annotated[tuple[Part, ...], Meta(max_length=100_000)]


class CarriedRequest(Struct, array_like=True, frozen=True):
    """An Exchange as it would go over HTTPS: its body and signature. The answer is to be sealed to `reply_to`, which
    `vouch` ties to this body (`vouched`)."""

    body: Annotated[bytes, Meta(max_length=MAX_BODY)]
    signature: Signature
    reply_to: Bytes32
    vouch: Signature


class CarriedFile(Struct, array_like=True, frozen=True):
    """An attachment; `digest` is its SHA-256, and the device has signed that."""

    digest: Bytes32
    media: Annotated[str, Meta(max_length=100)]
    content: Annotated[bytes, Meta(max_length=MAX_FILE)]
    signature: Signature


class CarriedAnswer(Struct, array_like=True, frozen=True):
    """An Answer as it would come over HTTPS, with the name of central's key and its signature."""

    body: Annotated[bytes, Meta(max_length=MAX_BODY)]
    key: Annotated[bytes, Meta(min_length=8, max_length=8)]
    signature: Signature


def vouched(body: bytes, reply_to: bytes) -> bytes:
    """What `CarriedRequest.vouch` signs (Purpose.COURIER)."""
    return reply_to + sha256(body).digest()


def decode_part(content: bytes, kind: type[_T]) -> _T:
    """An opened part. Raises Trouble("courier_altered")."""
    try:
        return decoded(content, kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Trouble("courier_altered") from error


class BundleWriter:
    """Writes a bundle aside, part by part.

    Every method raises Trouble: courier_full, courier_pulled_out, courier_swapped, courier_not_written.
    """

    def __init__(self, place: Path, name: str, wrote: Callable[[int], None] = lambda size: None) -> None:
        """`wrote(bytes)` is told how much there is so far, again and again; what it raises ends the writing."""
        self._place = place
        self._final = (place if place.name == SHELF else place / SHELF) / name
        self._aside = self._final.with_name(name + UNFINISHED)
        self._wrote = wrote
        self._parts: list[Part] = []
        self._begun = False
        with self._troubles():
            shutil.rmtree(self._aside, ignore_errors=True)
            self._aside.mkdir(parents=True)
        self._begun = True

    @property
    def size(self) -> int:
        """Bytes of the parts so far."""
        return sum(part.bytes for part in self._parts)

    def add(self, kind: str, content: bytes) -> None:
        """The next part of this kind, durable when this returns."""
        number = 1 + sum(part.name.startswith(f"{kind}-") for part in self._parts)
        name = f"{kind}-{number:04d}.sidao"
        before = self.size
        with self._troubles():
            _write(self._aside / name, content, lambda size: self._wrote(before + size))
        self._parts.append(Part(name=name, bytes=len(content), sha256=sha256(content).hexdigest()))

    def room(self) -> int:
        """Bytes that are free on the stick."""
        with self._troubles():
            return shutil.disk_usage(self._aside).free

    def parts(self) -> tuple[Part, ...]:
        """What the manifest has to name."""
        return tuple(self._parts)

    def finish(self, manifest: bytes, signature: bytes) -> Path:
        """Gives the bundle its name, in place of one that had it. Its folder."""
        with self._troubles():
            _write(self._aside / MANIFEST, manifest)
            _write(self._aside / SEAL_OF_MANIFEST, base64.b64encode(signature))
            shutil.rmtree(self._final, ignore_errors=True)
            os.replace(self._aside, self._final)
            _sync_folder(self._final.parent)
        return self._final

    def abandon(self) -> None:
        """Takes away what was written."""
        shutil.rmtree(self._aside, ignore_errors=True)

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """What a stick does to us, in our words."""
        try:
            yield
        except OSError as error:
            code = _code_of(error, self._place, self._aside if self._begun else self._place)
            raise Trouble(code, path=str(self._place), reason=error.strerror or "") from error


def _code_of(error: OSError, place: Path, begun: Path) -> str:
    """What happened to the stick, by what is still there of it: the place, and what has been begun in it."""
    if error.errno in _FULL:
        return "courier_full"
    if not os.path.isdir(place):
        return "courier_pulled_out"
    return "courier_not_written" if os.path.isdir(begun) else "courier_swapped"


def _write(path: Path, content: bytes, wrote: Callable[[int], None] = lambda size: None) -> None:
    """In pieces, so that a slow stick can be watched and left."""
    with path.open("wb") as file:
        for begin in range(0, len(content), _PIECE):
            file.write(content[begin : begin + _PIECE])
            wrote(min(begin + _PIECE, len(content)))
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
