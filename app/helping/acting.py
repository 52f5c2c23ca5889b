"""What every act of 帮代办 needs: who acts where, the first result of a repeated action, and its journal entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.clock import Clock
from app.errors import Refused
from app.events import Announcer, Changes
from app.ids import ActionId, DeviceId, Ids
from app.journal import Act
from app.storage.clerks import Clerk
from app.storage.desk import Desk, DeskStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Who acts, where, with what. `place_name` says what a 12-digit division, or the county of 6, is called."""

    store: DeskStore
    point: str
    device: DeviceId
    device_number: int
    clerk: Clerk
    clock: Clock
    ids: Ids
    announcer: Announcer
    place_name: Callable[[str], str]

    def announce(self) -> None:
        """Screens learn of it."""
        self.announcer.announce(Changes(helping=True))


def done_before(desk: Desk, action: ActionId | None, *kinds: str) -> dict[str, Any] | None:
    """What this action wrote when it was done first; None when it is new. Raises Refused("action_used_otherwise")."""
    done = desk.journal.by_action(action) if action is not None else None
    if done is None:
        return None
    if done.kind not in kinds:
        raise Refused("action_used_otherwise", "action_id", kind=done.kind)
    return done.body()


def write(
    desk: Desk, counter: Counter, kind: str, subject: str, whole: Mapping[str, Any], action: ActionId | None
) -> None:
    """The act's entry: the whole value as it is afterwards, and the clerk."""
    body = {**whole, "by": counter.clerk.name}
    desk.journal.append(Act(kind=kind, subject=subject, action=action, at=counter.clock.now(), body=body))
