"""How a file that is handed in is brought to size: a port, because pictures are no case's business."""

from collections.abc import Callable

AttachmentFit = Callable[[bytes, str], tuple[bytes, str]]
"""Brings a file (content, media type) to a size that is sensible to keep and to send; most come back as they are."""


def as_it_came(content: bytes, media: str) -> tuple[bytes, str]:
    """The fit that changes nothing."""
    return content, media
