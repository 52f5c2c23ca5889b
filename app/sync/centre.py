"""The sync centre's questions and its one setting: where central is, and the one-time code."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.cases.model import Case, CaseState
from app.errors import Refused
from app.events import Announcer, Changes
from app.storage.desk import DeskStore
from app.sync.codes import read_code
from app.sync.model import CentralAddress, Contact, Enrolment, FeedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreFacts:
    """What the sync centre shows besides SyncStatus. `differing` names each item with the code of what contradicts."""

    address: CentralAddress | None
    enrolment: Enrolment | None
    contacts: tuple[Contact, ...]
    returned: tuple[Case, ...]
    differing: tuple[tuple[FeedItem, str], ...]


class SyncCentre:
    """Called on the storage lane. Every method raises Trouble when the store can't be used."""

    def __init__(self, store: DeskStore, announcer: Announcer, keep: Callable[[str], None] = lambda url: None) -> None:
        """`keep(url)` also notes the address where the desk's plain settings lie."""
        self._store = store
        self._announcer = announcer
        self._keep = keep

    def facts(self, contacts: int = 50) -> CentreFacts:
        """Everything in one view of one moment."""
        with self._store.reading() as desk:
            return CentreFacts(
                address=desk.sync.address(),
                enrolment=desk.sync.enrolment(),
                contacts=tuple(desk.sync.contacts(contacts)),
                returned=tuple(desk.cases.whole((CaseState.RETURNED,))),
                differing=tuple(desk.sync.differing()),
            )

    def set_central(self, url: str, code: str = "") -> CentralAddress:
        """Where central is from now on. An enrolled desk may move to another address of the same central.

        Raises Refused: sync_address_missing, sync_address_form, and what `read_code` says of a mistyped code.
        """
        address = CentralAddress(url=check_address(url), code=read_code(code).text if code.strip() else None)
        with self._store.writing() as desk:
            desk.sync.keep_address(address)
        self._keep(address.url)
        self._announcer.announce(Changes(sync=True, settings=True))
        return address


def check_address(url: str) -> str:
    """The address as it is kept: http or https, a host, no trailing slash. Raises Refused about the field."""
    plain = url.strip()
    if not plain:
        raise Refused("sync_address_missing", "central")
    if "://" not in plain:
        plain = f"https://{plain}"
    try:
        parts = urlsplit(plain)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or any(sign.isspace() for sign in plain):
        raise Refused("sync_address_form", "central", given=url.strip())
    return plain.rstrip("/")
