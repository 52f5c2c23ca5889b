"""Where the data that is shipped lies."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
