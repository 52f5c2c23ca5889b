"""What a clerk may set of this device, each setting checked before it is kept."""

from collections.abc import Callable
from pathlib import Path

from app.config import read_time
from app.devices.scanner import words_of
from app.errors import Refused
from app.events import Announcer, Changes

LANGUAGES = ("zh", "en")
FOLDER = "file:"
"""Begins a printer setting that names a folder instead of a queue."""
_LONGEST = 80
_WINDOWS = range(1, 100)
MOST_TRAFFIC = 99_999
"""Megabytes; more is as good as no limit."""
SCAN_DPI = range(100, 601)
SCAN_QUALITY = range(50, 96)
"""Below, small print is lost; above, files grow and nothing is gained."""


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

    def set_link(self, *, day: str, hour: str, quiet_from: str, quiet_until: str) -> None:
        """What sync may use of the link: megabytes a day and an hour (empty: no limit), and the hours in which it rests
        (empty: none), 22:00 or 2200. Raises Refused about the first wrong field, named as in Config."""
        limits = {"traffic_day": _megabytes(day, "traffic_day"), "traffic_hour": _megabytes(hour, "traffic_hour")}
        if bool(quiet_from.strip()) != bool(quiet_until.strip()):
            raise Refused("quiet_half", "quiet_until" if quiet_from.strip() else "quiet_from")
        times = {"quiet_from": _time(quiet_from, "quiet_from"), "quiet_until": _time(quiet_until, "quiet_until")}
        if times["quiet_from"] and times["quiet_from"] == times["quiet_until"]:
            raise Refused("quiet_same", "quiet_until")
        self._keep(**limits, **times)

    def set_scans(self, *, smaller: bool, dpi: int, quality: int, grey: bool) -> None:
        """How pictures are brought to size at intake. Raises Refused("scan_dpi") or Refused("scan_quality")."""
        for value, allowed, field in ((dpi, SCAN_DPI, "scan_dpi"), (quality, SCAN_QUALITY, "scan_quality")):
            if value not in allowed:
                raise Refused(field, field, least=allowed.start, most=allowed.stop - 1)
        self._keep(scan_smaller=smaller, scan_dpi=dpi, scan_quality=quality, scan_grey=grey)

    def set_scanner(self, *, command: str, folder: str) -> None:
        """The command that asks a scanner for a page, and the folder that is watched; "" for none. Raises
        Refused("scanner_command") or Refused("scanner_folder_form")."""
        if command.strip():
            words_of(command)
        if folder.strip() and not Path(folder.strip()).is_absolute():
            raise Refused("scanner_folder_form", "scan_folder")
        self._keep(scan_command=command.strip(), scan_folder=folder.strip())

    def _keep(self, **settings: object) -> None:
        self._change(**settings)
        self._announcer.announce(Changes(settings=True))


def _megabytes(text: str, field: str) -> int:
    plain = text.strip() or "0"
    if not (plain.isascii() and plain.isdigit()) or int(plain) > MOST_TRAFFIC:
        raise Refused("traffic_form", field, most=MOST_TRAFFIC)
    return int(plain)


def _time(text: str, field: str) -> str:
    """As it is kept: 08:30, or empty."""
    if not text.strip():
        return ""
    if (found := read_time(text)) is None:
        raise Refused("quiet_form", field)
    return f"{found:%H:%M}"
