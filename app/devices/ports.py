"""The devices at a counter as ports: what the program asks of them, whatever is plugged in."""

from typing import Protocol


class Printer(Protocol):
    """Puts pages on paper."""

    def print_pdf(self, pdf: bytes, title: str) -> None:
        """Returns when the printer's queue has taken the pages. Raises Trouble("printer_…")."""
        ...

    def ready(self) -> str | None:
        """None when a page could be printed now, else the code of what stands against it."""
        ...

    def tidy(self) -> None:
        """Takes away what earlier prints left behind on this computer; never raises."""
        ...
