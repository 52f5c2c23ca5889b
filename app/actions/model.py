"""What an action came to, kept so that the same action again gives the first result and changes nothing.

Acts that the journal holds (tickets, cases, papers, batches) are found there by their action; this is for all others.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from app.errors import Refused
from app.ids import ActionId

KEPT = timedelta(days=366)
"""An action that is older is known no more."""

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """An action that was done. `command` is the act's name ("courier export"), `results` are its results as JSON."""

    action: ActionId
    command: str
    results: str
    at: datetime


class FinishedActions(Protocol):
    """Where a store keeps them."""

    def get(self, action: ActionId) -> Finished | None: ...

    def all(self) -> list[Finished]:
        """The oldest first."""
        ...

    def keep(self, finished: Finished) -> None:
        """In place of what was kept of this action. What is older than KEPT goes."""
        ...


def finished(action: ActionId, command: str, results: list[Result], at: datetime) -> Finished:
    """The action with what it came to. ASCII, so that every database takes what a path or a text may hold."""
    return Finished(action=action, command=command, results=json.dumps(results, default=_plain), at=at)


def first_results(known: Finished | None, command: str) -> list[Result] | None:
    """What the action came to when it was done first; None when it is new.

    Raises Refused("action_used_otherwise") when it was another command's.
    """
    if known is None:
        return None
    if known.command != command:
        raise Refused("action_used_otherwise", "action", kind=known.command)
    results: list[Result] = json.loads(known.results)
    return results


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
