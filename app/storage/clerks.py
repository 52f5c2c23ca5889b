"""The clerks' page of the desk's store."""

from dataclasses import dataclass
from typing import Protocol

from app.ids import ClerkId


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Somebody who works at this desk. `number` is the staff number that colleagues use."""

    id: ClerkId
    name: str
    number: str


class ClerkStore(Protocol):
    def add(self, clerk: Clerk) -> None: ...

    def get(self, clerk: ClerkId) -> Clerk | None: ...

    def all(self) -> list[Clerk]: ...
