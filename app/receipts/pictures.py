"""A PDF's pages as pictures: for the preview on screen, and for documents shown without a PDF reader."""

import io
from collections.abc import Iterator

import pypdfium2


def png_pages(pdf: bytes, dots_per_inch: float = 110.0) -> Iterator[bytes]:
    """Each page as a PNG, as it will look on paper; 110 dots an inch shows a whole A4 page on a usual panel."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            out = io.BytesIO()
            page.render(scale=dots_per_inch / 72).to_pil().save(out, "PNG")
            yield out.getvalue()
