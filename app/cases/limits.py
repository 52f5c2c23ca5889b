"""A last day and its light (亮灯, domain.md 3.5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.catalogue.calendar import WorkingCalendar

NEAR = 2
"""Working days left from which a case is shown as near its end (domain.md 3.5, [K])."""


class Light(StrEnum):
    """More than NEAR working days left, NEAR or less, overdue, and suspended: the days don't count."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A last day and the working days left until it: 0 is today, below 0 is overdue. `stopped`: 特别程序, and the day
    is the one on which that should end."""

    on: date
    left: int
    stopped: bool = False

    @property
    def light(self) -> Light:
        if self.stopped:
            return Light.BLUE
        if self.left < 0:
            return Light.RED
        return Light.YELLOW if self.left <= NEAR else Light.GREEN


def limit(calendar: WorkingCalendar, today: date, on: date, *, stopped: bool = False) -> Limit:
    """How far it is to `on`."""
    return Limit(on=on, left=calendar.working_days_left(today, on), stopped=stopped)
