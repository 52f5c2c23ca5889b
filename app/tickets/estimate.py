"""How long a visitor will wait: an honest range from the day's recent visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

LEAST_VISITS = 3
"""With fewer finished visits nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Between `least` and `most` seconds."""

    least: int
    most: int


def estimate(ahead: int, service_seconds: Sequence[int], windows: int) -> Wait | None:
    """The wait of a visitor with `ahead` before them, at `windows` windows that call at present.

    From the quartiles of the recent visits' lengths; None when too few visits or no window can tell.
    """
    if windows < 1 or len(service_seconds) < LEAST_VISITS:
        return None
    lower, _, upper = quantiles(service_seconds, n=4, method="inclusive")
    rounds = ahead / windows
    return Wait(least=int(rounds * lower), most=int((rounds + 1 / windows) * upper))
