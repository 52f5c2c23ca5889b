"""The time, handed in so that tests can hold it."""

import time
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "CST")
"""China has one time zone and no summer time; days, due dates and paper use it."""


class Clock(Protocol):
    """Where the program asks what time it is."""

    def now(self) -> datetime:
        """The present as an aware UTC time, to the microsecond."""
        ...

    def seconds(self) -> float:
        """A steady counter in seconds, for durations only; it never runs backwards and goes on in sleep."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def seconds(self) -> float:
        return time.monotonic() if _GOES_ON is None else time.clock_gettime(_GOES_ON)


_GOES_ON: int | None = getattr(time, "CLOCK_BOOTTIME", None)
"""The counter that also counts while the computer sleeps; Windows' own does so anyway."""


def local_date(moment: datetime) -> date:
    """The calendar day in China on which `moment` falls."""
    return moment.astimezone(CHINA).date()
