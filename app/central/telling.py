"""The first pull of a new desk: its point's cases, page by page, with their stories."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from threading import Lock

from app.cases.model import Case, CaseAct, Step, case_to_json
from app.central.city_keys import CityKeys
from app.central.exchange import Exchanges
from app.central.model import CaseFile, CasePlace, DeviceKey
from app.central.registration import story
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import Refused, Trouble
from app.ids import DeviceId
from app.journal import from_microseconds, microseconds
from app.sync.messages import NEWEST
from app.sync.packing import Purpose
from app.sync.parts import PartWriter
from app.sync.point_cases import CasesAsk, CasesPage

_AT_ONCE = 100
"""Cases of a page at most: three seconds of a very narrow link, and half a second of a township's."""
_LARGEST = 1 << 20
"""Bytes of a page's cases before compression, whatever the desk has room for."""
LONG = 32
"""Answers of many pages that one process writes at a time (each keeps 2 MB of what it wrote, for compression); others
end after their first page, and are asked for again."""


class Telling:
    """Answers desks that ask for the cases of their point. For any thread."""

    def __init__(self, store: CentralStore, exchanges: Exchanges, keys: CityKeys, clock: Clock) -> None:
        self._store = store
        self._exchanges = exchanges
        self._keys = keys
        self._clock = clock
        self._lock = Lock()
        self._under_way = 0

    def answer(self, body: bytes, device: str, signature: str) -> tuple[bytes, Iterator[bytes]]:
        """The answer's first part, and the further ones, each read from the database when it is asked for.

        Raises Refused with a code of app/sync/README.md, 7.
        """
        key, request = self._exchanges.asked(body, device, signature, Purpose.CASES, CasesAsk)
        place = None if request.after is None else read_place(request.after)
        writer = PartWriter(self._keys.signing, Purpose.CASES_TOLD)
        page, place = self._page(key, request, place)
        return writer.write(page), self._further(writer, key, request, place)

    def _further(
        self, writer: PartWriter, key: DeviceKey, request: CasesAsk, place: CasePlace | None
    ) -> Iterator[bytes]:
        """Ends early when the database is away: the desk asks again from the last place that it has."""
        if place is None or not self._begin():
            return
        try:
            while place is not None:
                page, place = self._page(key, request, place)
                yield writer.write(page)
        except Trouble:
            return
        finally:
            self._end()

    def _begin(self) -> bool:
        with self._lock:
            begins = self._under_way < LONG
            self._under_way += begins
        return begins

    def _end(self) -> None:
        with self._lock:
            self._under_way -= 1

    def _page(self, key: DeviceKey, request: CasesAsk, after: CasePlace | None) -> tuple[CasesPage, CasePlace | None]:
        """The page behind `after`, and the place behind it. The feed's end is of the same moment as the cases."""
        with self._store.reading() as central:
            feed, _ = central.feed.ends(key.point)
            cases, place = _told(central, key.point, key.device, after, min(request.room, _LARGEST))
            incarnation = central.city.incarnation()
        page = CasesPage(
            protocol=min(NEWEST, request.newest),
            nonce=request.nonce,
            at=microseconds(self._clock.now()),
            incarnation=incarnation,
            feed=feed,
            cases=tuple(cases),
            next=None if place is None else write_place(place),
        )
        return page, place


def _told(
    central: Central, point: str, asker: DeviceId, after: CasePlace | None, room: int
) -> tuple[list[bytes], CasePlace | None]:
    """As many cases as there is room for, one at least, and the place behind them; None at the end."""
    told: list[bytes] = []
    for file, steps in _in_order(central, point, after):
        case = file.case
        if case.device != asker:
            body = _body(case, steps)
            if told and (len(body) > room or len(told) == _AT_ONCE):
                return told, after
            room -= len(body)
            told.append(body)
        after = CasePlace(ended=case.ended, received_at=case.received_at, case=case.id)
    return told, None


def _in_order(central: Central, point: str, after: CasePlace | None) -> Iterator[tuple[CaseFile, list[Step]]]:
    while files := central.cases.told(point, after, _AT_ONCE):
        stories = central.cases.stories(point, [file.case.id for file in files])
        for file in files:
            yield file, story(file, stories.get(file.case.id, []))
        last = files[-1].case
        after = CasePlace(ended=last.ended, received_at=last.received_at, case=last.id)


def _body(case: Case, steps: Sequence[Step]) -> bytes:
    last = case.last
    body = {
        "case": case_to_json(case),
        "last": [last.device, last.stream.value, last.number],
        "steps": [_step(step) for step in steps if step.act is not CaseAct.TAKE_OVER],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _step(step: Step) -> dict[str, object]:
    return {
        "at": step.at.isoformat(),
        "act": step.act.value,
        "state": step.state and step.state.value,
        "by": step.by,
        "window": step.window,
        "reason": step.reason,
        "entry": step.entry,
    }


def write_place(place: CasePlace) -> str:
    """The place as the desk repeats it."""
    return f"{int(place.ended)} {microseconds(place.received_at)} {place.case}"


def read_place(text: str) -> CasePlace:
    """The inverse. Raises Refused("body_malformed")."""
    try:
        ended, at, case = text.split(" ")
        received_at: datetime = from_microseconds(int(at))
        return CasePlace(ended=bool(int(ended)), received_at=received_at, case=case)
    except (ValueError, OverflowError) as error:
        raise Refused("body_malformed") from error
