"""What the settings ask of the program. The composition root fills it in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.model import ServiceItem
from app.catalogue.wording import LocalWording
from app.clerks.service import ClerkDesk
from app.config import Config
from app.copies.service import CopyDesk
from app.devices.settings import DeviceSettings
from app.storage.clerks import Clerk
from ui.sync_centre.services import SyncServices
from ui.tasks import Lanes


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverWish:
    """What a clerk says to make a copied desk a new device."""

    device_number: int
    code: str
    passphrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsServices:
    """`queues()` names the system's printers and `print_page(setting)` tries one (see trial_print.py): both run on the
    devices lane; the rest on the storage lane. `clerk` is signed in. `items()` are those in force. `copy_now()`
    begins a copy in the background; `recover` is there while the desk is a copy, and ends this session."""

    config: Callable[[], Config]
    settings: DeviceSettings
    clerks: ClerkDesk
    clerk: Clerk
    sync: SyncServices
    wording: LocalWording
    items: Callable[[], Sequence[ServiceItem]]
    queues: Callable[[], tuple[str, ...]]
    print_page: Callable[[str], object]
    copies: CopyDesk
    copy_now: Callable[[], object]
    drives: Callable[[], list[Path]]
    recover: Callable[[RecoverWish], object] | None
    lanes: Lanes
