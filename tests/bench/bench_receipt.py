"""An A4 receipt with both codes from a recorded case, against the same page without codes by bare reportlab."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas

from app import config
from app.receipts import pen as pens
from app.receipts.service import PaperDesk
from tests.bench.against import alternating
from tests.bench.row import Row
from tests.make import lines, signed_in

ROUNDS = 60

Drawn = list[tuple[str, tuple[Any, ...]]]
"""What a page asked of reportlab's canvas, in order."""

_CALLS = ("setFont", "setFillGray", "setStrokeGray", "setLineWidth", "drawString", "line", "rect")


def main() -> list[Row]:
    """Different applicants each round, as at a counter: names bring characters that no page had before."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        with patch.object(config, "cache_folder", lambda: home / "cache"), signed_in(home / "desk") as desk:
            papers = desk.program.papers
            papers.warm_up()
            numbers = [
                desk.program.cases.record(line, action=desk.action(), window=1).case_no
                for line in lines(2 * ROUNDS)
                if line["act"] == "accept"
            ]
            known = [number for number in numbers if number][:ROUNDS]
            pages = [_noted(papers, number) for number in known]
            took, bare = alternating(
                [partial(papers.copy, number) for number in known], [partial(_bare, page) for page in pages]
            )
    return [Row(work="A4 receipt with its codes, warm", ours=took, floor=bare, at_most=40)]


def _noted(papers: PaperDesk, number: str) -> Drawn:
    """What the page of this case draws, but for its codes."""
    drawn: Drawn = []
    with _noting(drawn):
        papers.copy(number)
    return drawn


@contextmanager
def _noting(drawn: Drawn) -> Iterator[None]:
    class NotingCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
        """Draws, and notes what was drawn."""

    def noting(name: str) -> Callable[..., None]:
        draws = getattr(Canvas, name)

        def draw(self: Canvas, *given: Any, **named: Any) -> None:
            drawn.append((name, (*given, *named.values())))
            draws(self, *given, **named)

        return draw

    for name in _CALLS:
        setattr(NotingCanvas, name, noting(name))
    with patch("app.receipts.layout.Canvas", NotingCanvas):
        yield


def _bare(page: Drawn) -> bytes:
    """The same strings, lines and boxes at the same places: nothing looked up, measured, broken or signed."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(pens.PAGE_WIDTH, pens.PAGE_HEIGHT), invariant=1, pageCompression=1)
    for name, given in page:
        getattr(canvas, name)(*given)
    canvas.save()
    return out.getvalue()
