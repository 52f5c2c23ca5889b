"""The kinds of files that may be handed in, known by their first bytes."""

from typing import Final

LARGEST: Final = 20 * 1024 * 1024
"""Bytes; a page scanned at 300 dpi is about 1 MB (domain.md, 10)."""
LONGEST_MARK: Final = 8

_KINDS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"PK\x03\x04", "application/zip"),
)
"""Pictures, PDF, and office or OFD packages, which are zip files."""


def media_of(content: bytes) -> str | None:
    """The media type by the first bytes, None for a kind that is not taken in."""
    return next((media for mark, media in _KINDS if content.startswith(mark)), None)
