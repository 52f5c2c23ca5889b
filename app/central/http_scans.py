"""Which page of a case's scans is looked at, how large and which way up: it stands in the address, script or none."""

from collections.abc import Sequence
from typing import Any

from app.central.scans import Scan

LARGEST = 4
"""0 fits the whole page; 1 its width; then larger."""
TURNS = ("0", "90", "180", "270")
IN_A_FRAME = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
"""For a PDF: the browser's own viewer shows it in a frame of ours, and nothing in it is fetched. Styles and objects are
what the viewer of an older Chromium needs; today's needs neither."""


def viewed(asked: Any, scans: Sequence[Scan]) -> dict[str, Any]:
    """The pages, and the one that the address asks for: the first that is here unless said."""
    number = _number(asked.get("scan", ""), len(scans))
    first = next((scan for scan in scans if scan.here), scans[0] if scans else None)
    return {
        "scans": scans,
        "scan": scans[number - 1] if number else first,
        "zoom": _number(asked.get("zoom", ""), LARGEST),
        "turn": asked.get("turn") if asked.get("turn") in TURNS else "0",
        "largest": LARGEST,
    }


def _number(given: str, most: int) -> int:
    """0 for what is none."""
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
    return number if number <= most else 0
