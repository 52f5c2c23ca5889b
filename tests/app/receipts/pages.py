"""What a PDF says and shows, by another program than the one that wrote it."""

import pypdfium2
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
