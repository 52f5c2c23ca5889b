"""The journal's page of a store."""

from typing import Protocol

from app.ids import ActionId, DeviceId
from app.journal import Act, Entry, EntryName, Head


class JournalStore(Protocol):
    """One stream's journal within the present transaction."""

    @property
    def device(self) -> DeviceId:
        """Whose stream it is."""
        ...

    def following(self) -> EntryName:
        """The name of the entry that is appended next, for what must name it before. Raises what `append` raises."""
        ...

    @property
    def unanchored(self) -> bool:
        """Whether what is written now says that its clock is not to be trusted yet (时间未校准)."""
        ...

    def append(self, act: Act) -> Entry:
        """Writes the act as the stream's next entry, hashed and signed, and moves the head.

        Raises Refused("clock_unconfirmed") when the clock stands before the last entry and nobody has said the date.
        """
        ...

    def by_action(self, action: ActionId) -> Entry | None:
        """The entry that this intention wrote, if it did: its payload holds the first result."""
        ...

    def head(self) -> Head:
        """The last entry of this device's stream."""
        ...

    def after(self, number: int, limit: int) -> list[Entry]:
        """This device's entries with numbers above `number`, in order, at most `limit`."""
        ...

    def of_subject(self, subject: str) -> list[Entry]:
        """Every entry about one case or ticket, in order."""
        ...
