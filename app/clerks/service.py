"""Clerks: who may sign in at this desk, and who did."""

from app.applicants.characters import checked_line
from app.clock import Clock
from app.errors import Refused
from app.ids import ClerkId, Ids
from app.journal import Act
from app.key_slots import Holder, KeySlots
from app.storage.clerks import Clerk
from app.storage.desk import Desk, DeskStore

ADDED = "clerk.added"
LONGEST_NAME, LONGEST_NUMBER = 60, 20


class ClerkDesk:
    """Adds clerks and changes passphrases, for a clerk who is signed in."""

    def __init__(self, store: DeskStore, *, slots: KeySlots, key: bytes, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._slots = slots
        self._key = key
        self._clock = clock
        self._ids = ids

    def all(self) -> list[Clerk]:
        """The clerks of this desk by staff number."""
        with self._store.reading() as desk:
            return desk.clerks.all()

    def add(self, name: str, number: str, passphrase: str) -> Clerk:
        """A new clerk with a passphrase of their own.

        Raises Refused: clerk_name_missing, one_line_only, clerk_number_taken, passphrase_short.
        """
        clerk = new_clerk(self._ids, name, number)
        with self._store.writing() as desk:
            if any(known.number == clerk.number for known in desk.clerks.all()):
                raise Refused("clerk_number_taken", "number", number=clerk.number)
            keep_clerk(desk, clerk, self._clock)
            self._slots.add_clerk(_holder(clerk), passphrase, self._key)
        return clerk

    def change_passphrase(self, clerk: Clerk, old: str, new: str) -> None:
        """Raises Trouble("passphrase_wrong") and Refused("passphrase_short"); then the old one stays."""
        self._slots.open(old, clerk.id)
        self._slots.add_clerk(_holder(clerk), new, self._key)


def new_clerk(ids: Ids, name: str, number: str) -> Clerk:
    """A clerk with an identity of their own. Raises Refused: clerk_name_missing, one_line_only."""
    if not name.strip() or not number.strip():
        raise Refused("clerk_name_missing", "name")
    return Clerk(
        id=ClerkId(ids.new()),
        name=checked_line(name, "name", LONGEST_NAME),
        number=checked_line(number, "number", LONGEST_NUMBER),
    )


def keep_clerk(desk: Desk, clerk: Clerk, clock: Clock) -> None:
    """The clerk's row and its entry."""
    desk.clerks.add(clerk)
    body = {"name": clerk.name, "number": clerk.number}
    desk.journal.append(Act(kind=ADDED, subject=clerk.id, action=None, at=clock.now(), body=body))


def _holder(clerk: Clerk) -> Holder:
    return Holder(clerk=clerk.id, name=clerk.name, number=clerk.number)
