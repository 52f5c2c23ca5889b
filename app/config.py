"""What a desk is set to, in the plain file desk.json: kiosk and board read it before anybody signs in.

The only module that reads the environment.
"""

import json
import os
import re
from dataclasses import asdict, dataclass, fields, replace
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from app.desk_folder import DESK, QUEUE_KEY, SLOTS, UNFINISHED
from app.errors import Refused, Trouble
from app.ids import DeviceId
from app.key_slots import replace_file

FILE = "desk.json"
_TIME = re.compile(r"([0-9]{1,2})[:：]?([0-9]{2})")
PROGRAM = "sidao 0.1.0"
_SQLITE = "sqlite:///"
DEMO_CENTRAL = "http://127.0.0.1:8600"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """One desk's settings. `point` is the 12-digit code; `code` the one-time code until it is used.

    `printer` is "" for the system's default queue, a queue's name, or "file:FOLDER". `traffic_day` and `traffic_hour`
    are megabytes that sync may use, 0 for no limit; between `quiet_from` and `quiet_until` ("22:00", "" for never) it
    rests. With `scan_smaller` pictures that are larger than A4 at `scan_dpi` are brought to that at intake, as JPEG of
    `scan_quality` (1 to 100); `scan_command` asks a scanner or document camera for a page, `scan_folder` is watched for
    new ones, "" for none.
    `machine` is the mark of the computer that the desk was made on, `copied` says that this is a restored copy; either
    way it is not continued. `copy_to` is the folder for encrypted copies, "" for none, `copy_every` counts hours.
    """

    point: str
    point_name: str
    short_name: str
    address: str
    phone: str
    device: DeviceId
    device_number: int
    window: int = 1
    central: str | None = None
    code: str | None = None
    demo: bool = False
    printer: str = ""
    language: str = "zh"
    traffic_day: int = 0
    traffic_hour: int = 0
    quiet_from: str = ""
    quiet_until: str = ""
    machine: str = ""
    copied: bool = False
    copy_to: str = ""
    copy_every: int = 24
    scan_smaller: bool = True
    scan_dpi: int = 200
    scan_quality: int = 80
    scan_grey: bool = False
    scan_command: str = ""
    scan_folder: str = ""


def data_folder(given: str | None) -> Path:
    """The folder of this desk: as given, else the platform's own place for a program's data."""
    return Path(given) if given else Path(platformdirs.user_data_dir("sidao", appauthor=False))


def central_files(database: str, given: str | None) -> Path:
    """Where central keeps attachments: as given, else beside its SQLite file, else in the platform's own place."""
    if given:
        return Path(given)
    if database.startswith(_SQLITE):
        path = Path(database.removeprefix(_SQLITE))
        return path.with_name(f"{path.name}-files")
    parts = urlsplit(database)
    name = f"{parts.hostname or 'local'}-{parts.port or 5432}-{parts.path.strip('/') or 'default'}"
    return Path(platformdirs.user_data_dir("sidao", appauthor=False)) / "central-files" / name


def cache_folder() -> Path:
    """Where what can be made again is kept, such as unpacked fonts."""
    return Path(platformdirs.user_cache_dir("sidao", appauthor=False))


def load(folder: Path) -> Config:
    """The settings of the desk in `folder`. Raises Trouble("desk_missing") or Trouble("settings_damaged")."""
    try:
        value = json.loads((folder / FILE).read_text("utf-8"))
        known = {field.name for field in fields(Config)}
        settings = {name: setting for name, setting in value.items() if name in known}
        if any(not _fits(name, setting) for name, setting in settings.items()):
            raise ValueError
        return Config(**settings)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Trouble("desk_missing", path=str(folder)) from error
    except OSError as error:
        raise Trouble("file_not_read", reason=error.strerror or "") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise Trouble("settings_damaged", path=str(folder / FILE)) from error


_NUMBERS = frozenset(
    {"device_number", "window", "traffic_day", "traffic_hour", "copy_every", "scan_dpi", "scan_quality"}
)
_FLAGS = frozenset({"demo", "copied", "scan_smaller", "scan_grey"})
_MAY_LACK = frozenset({"central", "code"})


def _fits(name: str, setting: object) -> bool:
    """Somebody may have edited the file by hand."""
    if setting is None:
        return name in _MAY_LACK
    return type(setting) is (int if name in _NUMBERS else bool if name in _FLAGS else str)


def is_bare(folder: Path) -> bool:
    """Whether no desk lies in this folder, at most what an interrupted set-up left: the first start may make one."""
    if (folder / FILE).exists():
        return False
    return (folder / UNFINISHED).exists() or not any((folder / name).exists() for name in (DESK, SLOTS, QUEUE_KEY))


def save(folder: Path, config: Config) -> None:
    """Replaces the settings; a power cut leaves the old ones or the new ones."""
    replace_file(folder / FILE, json.dumps(asdict(config), ensure_ascii=False, indent=1).encode())


def change(folder: Path, **settings: object) -> Config:
    """Changes single settings and returns all of them."""
    config = replace(load(folder), **settings)  # type: ignore[arg-type]
    save(folder, config)
    return config


def check_point(point: str) -> str:
    """The 12-digit code of a service point. Raises Refused("point_code")."""
    plain = point.strip()
    if len(plain) != 12 or not (plain.isascii() and plain.isdigit()):
        raise Refused("point_code", "point", given=point)
    return plain


def check_device(number: int) -> int:
    """The device's number at its point, 1 to 99: it stands in case numbers. Raises Refused("device_number")."""
    if not 1 <= number <= 99:
        raise Refused("device_number", "device", given=number)
    return number


def read_time(text: str) -> time | None:
    """A time of the day as people write it: 22:00, 8:30, 2200; None when it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def passphrase() -> str | None:
    """The passphrase from the environment, or None: then it is asked for. Never from an argument."""
    return os.environ.get("SIDAO_PASSPHRASE")


def language() -> str:
    """en when the environment asks for English, else zh."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "zh"


def central_passphrase() -> str | None:
    """The passphrase that guards central's own keys, or None."""
    return os.environ.get("SIDAO_CENTRAL_PASSPHRASE")


def has_display() -> bool:
    """Whether a window can be opened here; without one Qt would end the process."""
    return bool(
        os.name == "nt"
        or os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or os.environ.get("QT_QPA_PLATFORM")
    )


def draw_offscreen() -> None:
    """Makes Qt draw without a display. To be called before Qt is loaded."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
