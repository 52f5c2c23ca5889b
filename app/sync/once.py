"""`sync --once`: meetings until nothing more can go, resuming broken connections, with an end to patience."""

from collections.abc import Callable
from dataclasses import replace

from app.clock import Clock
from app.sync.engine import SyncEngine
from app.sync.status import SyncReport, mends_itself

PATIENCE = 20.0
"""Seconds in which nothing has moved after which the run ends (cli.md)."""

AT_ONCE, LONGEST_PAUSE = 0.1, 4.0

Wait = Callable[[float], bool]
"""Waits so many seconds; True when it was interrupted. `threading.Event().wait` is one."""


def sync_once(engine: SyncEngine, clock: Clock, wait: Wait, patience: float = PATIENCE) -> SyncReport:
    """Runs meetings until one ends well, or can't be mended, or nothing has moved for `patience` seconds.

    Somebody asked for it, so quiet hours don't count; the budget does.

    The report adds them up; its `trouble` is the last one's.
    """
    began = clock.seconds()
    total = latest = engine.cycle(by_hand=True)
    moved_at = clock.seconds() if _moved(latest) else began
    while mends_itself(latest.trouble) or (latest.files and latest.files_pending):
        left = moved_at + patience - clock.seconds()
        if left <= 0 or wait(min(left, _pause(engine, latest))):
            break
        latest = engine.cycle(by_hand=True)
        if _moved(latest):
            moved_at = clock.seconds()
        total = _sum(total, latest)
    return replace(total, seconds=clock.seconds() - began)


def _moved(report: SyncReport) -> bool:
    return report.pushed > 0 or report.pulled > 0 or report.files > 0


def _pause(engine: SyncEngine, last: SyncReport) -> float:
    """A link that carried something is tried again at once; a busy central gets its time."""
    if _moved(last) and not last.retry_after:
        return AT_ONCE
    return engine.pause() if last.retry_after else min(engine.pause(), LONGEST_PAUSE)


def _sum(total: SyncReport, latest: SyncReport) -> SyncReport:
    return replace(
        latest,
        pushed=total.pushed + latest.pushed,
        pulled=total.pulled + latest.pulled,
        bytes_up=total.bytes_up + latest.bytes_up,
        bytes_down=total.bytes_down + latest.bytes_down,
        files=total.files + latest.files,
    )
