"""A scanned page turned and trimmed: worked out on a small picture, done once on the whole one.

A trim is told in shares of the page as it is seen, after turning. It takes time: never on the GUI thread.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.devices.scans import MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

_LOOK: Final = 800
"""Pixels of the longer side on which the content is looked for."""
_APART: Final = 40
"""Of 255: how much a pixel differs from the ground before it counts as content."""
_MARGIN: Final = 0.01
_LEAST, _MOST = 0.02, 0.97
"""Shares of the page: less is a speck of dust, more is not worth trimming."""
_QUALITY: Final = 90
_SMALLEST: Final = 0.05
"""The share of a side that a trim leaves at least."""
_JPEG: Final = "image/jpeg"
EDGES: Final = ("left", "top", "right", "bottom")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """What is kept of a page, in shares of its width and height."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    def turned(self, right: bool) -> Trim:
        """The same part of the paper, after a quarter turn."""
        if right:
            return Trim(left=1 - self.bottom, top=self.left, right=1 - self.top, bottom=self.right)
        return Trim(left=self.top, top=1 - self.right, right=self.bottom, bottom=1 - self.left)

    def moved(self, edge: str, by: float) -> Trim:
        """With one edge moved to the right or down by a share; never over the opposite one, nor off the page."""
        values = {name: getattr(self, name) for name in EDGES}
        values[edge] += by
        low = {"left": 0.0, "top": 0.0, "right": self.left + _SMALLEST, "bottom": self.top + _SMALLEST}[edge]
        high = {"left": self.right - _SMALLEST, "top": self.bottom - _SMALLEST, "right": 1.0, "bottom": 1.0}[edge]
        values[edge] = min(max(values[edge], low), high)
        return Trim(**values)


WHOLE: Final = Trim()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page to look at: a small picture (JPEG), upright, and what automatic trimming would keep of it."""

    picture: bytes
    content: Trim


def look_at(content: bytes, side: int) -> Seen | None:
    """The page no larger than `side` pixels; None for what is no single picture (PDF, office files, damaged)."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            if not _is_page(picture):
                return None
            picture.draft("RGB", (side, side))
            small = _upright(picture)
            small.thumbnail((side, side))
            written = io.BytesIO()
            small.save(written, "JPEG", quality=85)
            return Seen(picture=written.getvalue(), content=content_of(small))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def content_of(picture: Image) -> Trim:
    """The part in which something differs from the ground round it; the whole page where nothing clearly does."""
    from PIL import ImageChops, ImageFilter

    grey = picture.convert("L")
    grey.thumbnail((_LOOK, _LOOK))
    ground = _ground(grey)
    apart = ImageChops.difference(grey, grey.copy().point(lambda _: ground)).point(lambda v: 255 if v > _APART else 0)
    found = apart.filter(ImageFilter.MedianFilter(3)).getbbox()  # a single dark pixel is dust
    if found is None:
        return WHOLE
    width, height = grey.size
    margin = max(2, round(_MARGIN * max(grey.size)))
    left, top = max(found[0] - margin, 0), max(found[1] - margin, 0)
    right, bottom = min(found[2] + margin, width), min(found[3] + margin, height)
    share = (right - left) * (bottom - top) / (width * height)
    if not _LEAST <= share <= _MOST:
        return WHOLE
    return Trim(left=left / width, top=top / height, right=right / width, bottom=bottom / height)


def made(content: bytes, media: str, turns: int, trim: Trim) -> tuple[bytes, str]:
    """The page turned right `turns` times and then trimmed, as JPEG; as it is when nothing is to be done to it."""
    from PIL import Image

    if not turns % 4 and trim == WHOLE:
        return content, media
    with Image.open(io.BytesIO(content)) as picture:
        page = _upright(picture)
    page = page.rotate(-90 * (turns % 4), expand=True)
    width, height = page.size
    box = (
        *(round(trim.left * width), round(trim.top * height)),
        *(round(trim.right * width), round(trim.bottom * height)),
    )
    written = io.BytesIO()
    page.crop(box).save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue(), _JPEG


def _is_page(picture: Image) -> bool:
    return getattr(picture, "n_frames", 1) == 1 and picture.width * picture.height <= MOST_PIXELS


def _upright(picture: Image) -> Image:
    """As it is to be looked at, in colour or grey, on white."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        upright = paper
    return upright.convert("L" if upright.mode in {"1", "L"} else "RGB")


def _ground(grey: Image) -> int:
    """What the page lies on: the middle value along its four edges."""
    width, height = grey.size
    edges = [grey.crop(box) for box in ((0, 0, width, 1), (0, height - 1, width, height))]
    edges += [grey.crop(box) for box in ((0, 0, 1, height), (width - 1, 0, width, height))]
    values = sorted(value for edge in edges for value in edge.tobytes())
    return values[len(values) // 2]
