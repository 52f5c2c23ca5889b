"""What central keeps beside the values of 帮代办: what is due to be told, and how far a new desk was told."""

from dataclasses import dataclass
from enum import StrEnum

from app.helping.model import BatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchesDue:
    """Batches of papers of which a point said something that other points are to be told."""

    point: str
    id: str
    batches: tuple[BatchId, ...]


class HelpingPart(StrEnum):
    """What a point has of 帮代办, in the order in which a new desk is told."""

    HELPERS = "helpers"
    BATCHES = "batches"
    VISITS = "visits"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpingPlace:
    """A place in one of the parts: behind the value with the id `after`, or before the first."""

    part: HelpingPart
    after: str | None = None
