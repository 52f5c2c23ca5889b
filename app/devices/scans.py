"""A scan or a photograph brought to a size that a township's link can carry, and that can still be read and printed."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.cases.fit import AttachmentFit
from app.config import Config

if TYPE_CHECKING:
    from PIL.Image import Image

LONG_SIDE, SHORT_SIDE = 297 / 25.4, 210 / 25.4
"""A4 in inches."""
HEAVY = 1_000_000
"""Bytes; a picture that is no larger than the page but heavier than this was saved wastefully (BMP, PNG, 100 %)."""
MOST_PIXELS = 120_000_000
"""What is larger is not opened: it would take the desk's memory (A3 at 600 dpi has 70 million)."""
_PICTURES = frozenset({"image/jpeg", "image/png", "image/tiff", "image/bmp"})
_MODES = {"1": "L", "L": "L", "LA": "RGB", "P": "RGB", "PA": "RGB", "RGB": "RGB", "RGBA": "RGB"}
"""Pillow's kinds of pixels that become grey or colour without guessing; others stay as they came."""
_ORIENTATION = 0x0112
_JPEG = "image/jpeg"


def fit_of(settings: Callable[[], Config]) -> AttachmentFit:
    """What an intake does to its files, by the settings as they are at that moment."""

    def fit(content: bytes, media: str) -> tuple[bytes, str]:
        now = settings()
        if not now.scan_smaller or media not in _PICTURES:
            return content, media
        return smaller(content, media, dpi=now.scan_dpi, quality=now.scan_quality, grey=now.scan_grey)

    return fit


def smaller(content: bytes, media: str, *, dpi: int, quality: int, grey: bool) -> tuple[bytes, str]:
    """The picture as a JPEG of at most A4 at `dpi`, upright, without what the camera noted (place, owner).

    As it came if it is small enough already, can't be read, has several pages, or would not become smaller. Never
    enlarged. Takes some tenths of a second: not for the GUI thread.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            scale = _scale(picture.size, dpi)
            spared = scale == 1 and len(content) <= HEAVY
            if spared or picture.mode not in _MODES or picture.width * picture.height > MOST_PIXELS:
                return content, media
            if getattr(picture, "n_frames", 1) > 1:
                return content, media
            made = _jpeg(picture, scale, quality, grey)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return content, media  # damaged or exotic: what the applicant handed in is kept as it is
    return (made, _JPEG) if len(made) < len(content) else (content, media)


def _scale(size: tuple[int, int], dpi: int) -> float:
    long, short = max(size), min(size)
    return min(1.0, LONG_SIDE * dpi / long, SHORT_SIDE * dpi / short)


def _jpeg(picture: Image, scale: float, quality: int, grey: bool) -> bytes:
    from PIL import Image, ImageOps

    profile = picture.info.get("icc_profile") if picture.mode == "RGB" and not grey else None
    orientation = picture.getexif().get(_ORIENTATION, 1)
    wanted = tuple(max(1, math.floor(side * scale)) for side in picture.size)
    picture.draft(None, (wanted[0], wanted[1]))  # a JPEG is decoded at a half or a quarter where that is enough
    plain = _on_white(picture)
    plain = plain.convert("L" if grey else _MODES.get(plain.mode, "RGB"))
    if plain.size != wanted:
        plain = plain.resize((wanted[0], wanted[1]), Image.Resampling.LANCZOS)
    if orientation != 1:
        exif = plain.getexif()
        exif[_ORIENTATION] = orientation
        plain = ImageOps.exif_transpose(plain)
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=quality, optimize=True, exif=b"", icc_profile=profile)
    return written.getvalue()


def _on_white(picture: Image) -> Image:
    """Without transparency, which a JPEG doesn't have."""
    from PIL import Image

    if picture.mode not in {"LA", "PA", "RGBA"} and "transparency" not in picture.info:
        return picture
    seen = picture.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    return paper.convert("RGB")
