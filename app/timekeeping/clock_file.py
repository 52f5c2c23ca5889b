"""clock.json: what is known about this computer's clock, for every program that works in the desk's folder.

The file is there only while there is something to say; it is plain, because kiosk and board run before anybody
signs in. Reading looks at the file's time first, so that asking at every act costs microseconds.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from app.journal import Stream
from app.key_slots import replace_file
from app.timekeeping.model import ClockState, Doubt, Settlement

FILE = "clock.json"
_NOTHING = ClockState()


class ClockFile:
    """The state as it stands. Any thread, any number of programs; the last one to write is right."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._seen: tuple[tuple[int, int, int] | None, ClockState] = (None, _NOTHING)

    def read(self) -> ClockState:
        """A file that can't be read says nothing: the entries themselves still speak."""
        try:
            known = self._path.stat()
        except OSError:
            return _NOTHING
        mark = known.st_mtime_ns, known.st_ino, known.st_size
        if self._seen[0] != mark:
            try:
                self._seen = mark, _from_json(json.loads(self._path.read_text("utf-8")))
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                self._seen = mark, _NOTHING
        return self._seen[1]

    def write(self, state: ClockState) -> None:
        """Raises Trouble when the folder can't be written."""
        if state == _NOTHING:
            self._path.unlink(missing_ok=True)
        elif state != self.read():
            replace_file(self._path, json.dumps(_to_json(state), indent=1).encode())


def _to_json(state: ClockState) -> dict[str, Any]:
    settled = state.settled
    return {
        "doubt": state.doubt,
        "latest": state.latest and state.latest.isoformat(),
        "settled": settled
        and {
            "at": settled.at.isoformat(),
            "pc": settled.pc.isoformat(),
            "difference": settled.difference,
            "by_central": settled.by_central,
            "heads": dict(settled.heads),
        },
    }


def _from_json(value: Any) -> ClockState:
    settled, doubt = value["settled"], value["doubt"]
    return ClockState(
        doubt=Doubt(doubt) if doubt else None,
        latest=_moment(value["latest"]) if value["latest"] else None,
        settled=settled
        and Settlement(
            at=_moment(settled["at"]),
            pc=_moment(settled["pc"]),
            difference=float(settled["difference"]),
            by_central=settled["by_central"] is True,
            heads={Stream(stream): int(number) for stream, number in settled["heads"].items()},
        ),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
