"""What a clerk may set of this device, each setting checked before it is kept."""

from collections.abc import Callable
from pathlib import Path

from app.errors import Refused
from app.events import Announcer, Changes

LANGUAGES = ("zh", "en")
FOLDER = "file:"
"""Begins a printer setting that names a folder instead of a queue."""
_LONGEST = 80
_WINDOWS = range(1, 100)


class DeviceSettings:
    """`change` keeps settings by name in the desk's plain file (QueueProgram.change). Called on the storage lane."""

    def __init__(self, change: Callable[..., None], announcer: Announcer) -> None:
        self._change = change
        self._announcer = announcer

    def set_point(self, *, name: str, address: str, phone: str) -> None:
        """How the point is named on paper until central says it. Raises Refused about the first wrong field."""
        kept = {"point_name": name.strip(), "address": address.strip(), "phone": phone.strip()}
        for field, value in kept.items():
            if not value:
                raise Refused("setting_missing", field)
            if len(value) > _LONGEST:
                raise Refused("setting_long", field, longest=_LONGEST)
        self._keep(**kept)

    def set_window(self, number: int) -> None:
        """The window's number on tickets, board and papers. Raises Refused("window_number")."""
        if number not in _WINDOWS:
            raise Refused("window_number", "window", least=_WINDOWS.start, most=_WINDOWS.stop - 1)
        self._keep(window=number)

    def set_printer(self, setting: str) -> None:
        """A queue by its name, "" for the default one, or "file:FOLDER". Raises Refused("printer_folder_form")."""
        if setting.startswith(FOLDER) and not Path(setting.removeprefix(FOLDER)).is_absolute():
            raise Refused("printer_folder_form", "printer")
        self._keep(printer=setting)

    def set_language(self, language: str) -> None:
        """Of the screens, from the next start on. Raises Refused("language_unknown")."""
        if language not in LANGUAGES:
            raise Refused("language_unknown", "language", given=language)
        self._keep(language=language)

    def _keep(self, **settings: object) -> None:
        self._change(**settings)
        self._announcer.announce(Changes(settings=True))
