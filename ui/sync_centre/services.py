"""What the sync centre asks of the program."""

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.devices.drives import Drives
from app.sync.budget import Used
from app.sync.centre import SyncCentre
from app.sync.courier import Courier
from app.sync.courier_return import CourierReturn
from app.sync.differences import Differences
from app.sync.status import SyncStatus
from app.sync.whereabouts import CourierFacts
from ui.tasks import Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncServices:
    """`status`, `used` (what went over the link) and `centre` run on `lane`; `nudge` begins a meeting on the sync's own
    loop and returns at once.

    The meeting's end is announced like every other change.
    """

    status: Callable[[], SyncStatus]
    used: Callable[[], Used]
    centre: SyncCentre
    differences: Differences
    nudge: Callable[[], object]
    lane: Lane
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierServices:
    """All of it runs on `lane`, which waits for sticks and for nothing else."""

    facts: CourierFacts
    out: Callable[[], Courier]
    back: Callable[[], CourierReturn]
    drives: Drives
    lane: Lane
