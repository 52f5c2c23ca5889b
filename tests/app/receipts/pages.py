"""What a PDF says and shows, by another program than the one that wrote it."""

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image


def text_of(pdf: bytes) -> str:
    """The text of all pages, without the line breaks of the layout."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "".join("".join(pages).split("\r\n"))


def pictures_of(pdf: bytes, dots_per_inch: float = 100) -> list[Image.Image]:
    """Each page in shades of grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dots_per_inch / 72, grayscale=True).to_pil() for page in document]


def smallest_type(pdf: bytes) -> float:
    """The smallest size at which the pages set a font, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage() for page in document]
        places = [(page, place) for page in pages for place in range(page.count_chars())]
        # line breaks, which the reader makes up, have size 1
        set_in_type = [at for at in places if not raw.FPDFText_IsGenerated(*at)]
        return min(float(raw.FPDFText_GetFontSize(*at)) for at in set_in_type)


def depth_of(pdf: bytes, words: str) -> float:
    """How far below the first page's upper edge `words` first stand, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        texts = page.get_textpage()
        found = texts.search(words).get_next()
        assert found is not None
        return float(page.get_height() - texts.get_charbox(found[0])[1])
