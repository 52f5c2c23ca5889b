"""Taking a scan or a photograph in: its size and kind are checked before a byte is kept."""

from pathlib import Path

from app.cases.application import HandedIn
from app.cases.model import GivenMaterial
from app.errors import Refused
from app.storage.desk import Desk

LARGEST = 20 * 1024 * 1024
"""Bytes; a page scanned at 300 dpi is about 1 MB (domain.md, 10)."""

_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"PK\x03\x04", "application/zip"),
)


def read_file(path: str, field: str) -> tuple[str, str, bytes]:
    """The file's name, media type (by its first bytes) and content.

    Raises Refused with `field`: attachment_missing, attachment_too_large, attachment_empty, attachment_kind.
    """
    source = Path(path)
    try:
        size = source.stat().st_size
        if size > LARGEST:
            raise Refused("attachment_too_large", field, name=source.name, size=_mb(size), most=_mb(LARGEST))
        content = source.read_bytes()
    except OSError as error:
        raise Refused("attachment_missing", field, name=source.name, reason=error.strerror or "") from error
    if not content:
        raise Refused("attachment_empty", field, name=source.name)
    return source.name, media_of(content, source.name, field), content


def media_of(content: bytes, name: str, field: str) -> str:
    """The media type by the first bytes: pictures, PDF, and office or OFD packages (which are zip files)."""
    for begin, media in _KINDS:
        if content.startswith(begin):
            return media
    raise Refused("attachment_kind", field, name=name)


def take_in(desk: Desk, materials: tuple[HandedIn, ...]) -> tuple[GivenMaterial, ...]:
    """The materials with their files kept by content."""
    return tuple(_take_in(desk, material, place) for place, material in enumerate(materials))


def _take_in(desk: Desk, material: HandedIn, place: int) -> GivenMaterial:
    file = material.file
    if isinstance(file, str):
        name, media, content = read_file(file, f"materials.{place}.file")
        file = desk.files.keep(content, name, media)
    return GivenMaterial(code=material.code, form=material.form, count=material.count, file=file)


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
