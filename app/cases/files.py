"""Taking a scan or a photograph in: its size and kind are checked before a byte is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from app.cases.fit import AttachmentFit
from app.cases.given import GivenMaterial, StoredFile
from app.cases.handing_in import HandedFile, HandedIn
from app.cases.kinds import LARGEST, LONGEST_MARK, media_of
from app.errors import Refused
from app.storage.desk import Desk

_JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """A file that the desk keeps now; it had `came` bytes in the clerk's folder, where it stays as it is."""

    file: StoredFile
    came: int


def read_file(path: str, field: str) -> tuple[str, str, bytes]:
    """The file's name, media type (by its first bytes) and content.

    Raises Refused with `field`: attachment_unreadable, attachment_too_large, attachment_empty, attachment_kind.
    """
    name, media = look_at(path, field)
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Refused("attachment_unreadable", field, name=name, reason=error.strerror or "") from error
    if len(content) > LARGEST:  # it grew since
        raise Refused("attachment_too_large", field, name=name, size=_mb(len(content)), most=_mb(LARGEST))
    return name, media, content


def look_at(path: str, field: str) -> tuple[str, str]:
    """The name and media type of a file that may be taken in, by its size and first bytes. Raises as `read_file`."""
    source = Path(path)
    name = source.name.encode("utf-8", "replace").decode()
    try:
        known = source.stat()
        if not S_ISREG(known.st_mode):
            raise Refused("attachment_unreadable", field, name=name, reason="")
        if known.st_size > LARGEST:
            raise Refused("attachment_too_large", field, name=name, size=_mb(known.st_size), most=_mb(LARGEST))
        with source.open("rb") as file:
            begin = file.read(LONGEST_MARK)
    except OSError as error:
        raise Refused("attachment_unreadable", field, name=name, reason=error.strerror or "") from error
    if not begin:
        raise Refused("attachment_empty", field, name=name)
    return name, _media(begin, field, name)


def check_content(name: str, content: bytes, field: str) -> str:
    """The media type of a page that is no file yet. Raises Refused with `field`: attachment_empty,
    attachment_too_large, attachment_kind."""
    if not content:
        raise Refused("attachment_empty", field, name=name)
    if len(content) > LARGEST:
        raise Refused("attachment_too_large", field, name=name, size=_mb(len(content)), most=_mb(LARGEST))
    return _media(content, field, name)


def _media(begin: bytes, field: str, name: str) -> str:
    media = media_of(begin)
    if media is None:
        raise Refused("attachment_kind", field, name=name)
    return media


def read_fitted(path: str, field: str, fit: AttachmentFit) -> tuple[str, str, bytes, int]:
    """As `read_file`, brought to size by `fit`, and how many bytes it had before. The name follows the kind."""
    name, media, content = read_file(path, field)
    fitted, kind = fit(content, media)
    if kind != media and kind == _JPEG:
        name = f"{Path(name).stem}.jpg"
    return name, kind, fitted, len(content)


def take_in(
    desk: Desk, materials: tuple[HandedIn, ...], fit: AttachmentFit, held: Collection[str] = ()
) -> tuple[GivenMaterial, ...]:
    """The materials with their files brought to size and kept by content. All are looked at before the first is kept.

    `held`: digests that the case has already, which another window may keep.
    """
    for place, material in enumerate(materials):
        for file in material.files:
            _look(desk, file, f"materials.{place}.file", held)
    return tuple(
        [
            material.with_files(tuple([_kept(desk, file, f"materials.{place}.file", fit) for file in material.files]))
            for place, material in enumerate(materials)
        ]
    )


def _look(desk: Desk, file: HandedFile, field: str, held: Collection[str]) -> None:
    if isinstance(file, str):
        look_at(file, field)
    elif file.digest not in held and not desk.files.knows(file):
        raise Refused("attachment_unknown", field, name=file.name)


def _kept(desk: Desk, file: HandedFile, field: str, fit: AttachmentFit) -> StoredFile:
    if isinstance(file, StoredFile):
        return file
    name, media, content, _came = read_fitted(file, field, fit)
    return desk.files.keep(content, name, media)


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
