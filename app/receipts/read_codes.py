"""Proof codes out of pictures and PDF files, as an applicant's phone or a scanner makes them."""

import io
from collections.abc import Iterator

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, UnidentifiedImageError

from app.receipts.qr import PREFIX

_PDF_SCALES = (200 / 72, 350 / 72)  # tried in turn: dots a point
_LARGEST_SIDE = 5000
_MOST_PAGES = 20


def proof_texts(data: bytes) -> tuple[str, ...]:
    """The texts of the proof codes in a PDF, PNG, JPEG or other picture; see `code_texts`."""
    return code_texts(data, PREFIX)


def code_texts(data: bytes, prefix: str) -> tuple[str, ...]:
    """The texts of the QR codes that begin with `prefix`, each once; empty when none is found.

    Turned, tilted and noisy pictures are read as far as zxing-cpp reads them. Never raises for strange bytes.
    """
    pictures = _pages(data) if data.lstrip()[:5] == b"%PDF-" else _pictures(data)
    for picture in pictures:
        found = dict.fromkeys(code.text for code in _codes(picture) if code.text.startswith(prefix))
        if found:
            return tuple(found)
    return ()


def _codes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return zxingcpp.read_barcodes(picture, formats=formats, text_mode=zxingcpp.TextMode.Plain)


def _pictures(data: bytes) -> Iterator[Image.Image]:
    """The picture in shades of grey, then smoothed, halved, doubled: a sensor's noise goes, modules stay."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if max(picture.size) > 4 * _LARGEST_SIDE:
                return
            picture.draft("L", (_LARGEST_SIDE, _LARGEST_SIDE))
            grey = picture.convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, ValueError):
        return
    if max(grey.size) > _LARGEST_SIDE:
        grey.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    yield grey
    yield grey.filter(ImageFilter.BoxBlur(1))
    yield grey.resize((grey.width // 2 or 1, grey.height // 2 or 1), Image.Resampling.BOX)
    if max(grey.size) < _LARGEST_SIDE // 2:
        smooth = grey.filter(ImageFilter.GaussianBlur(1))
        yield smooth.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)


def _pages(data: bytes) -> Iterator[Image.Image]:
    """The PDF's pages, last first: codes stand on the last one."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    with document:
        for number in reversed(range(min(len(document), _MOST_PAGES))):
            for scale in _PDF_SCALES:
                try:
                    page = document[number]
                    fitting = min(scale, _LARGEST_SIDE / max(page.get_size()))
                    yield page.render(scale=fitting, grayscale=True).to_pil()
                except pypdfium2.PdfiumError:
                    return
