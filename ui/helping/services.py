"""What the screens of 帮代办 ask of the program. The composition root fills it in."""

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.helping.model import Batch
from app.helping.register import Register
from app.helping.service import HandOvers
from app.ids import Ids
from ui.fonts import EnsureGlyphs
from ui.tasks import Lanes


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpingServices:
    """The two services run on the storage lane; `draw_list(batch)`, the list as PDF, and `print_list(batch)` on the
    devices lane."""

    register: Register
    hand_overs: HandOvers
    draw_list: Callable[[Batch], bytes]
    print_list: Callable[[Batch], object]
    point: str
    clock: Clock
    ids: Ids
    lanes: Lanes
    ensure: EnsureGlyphs
