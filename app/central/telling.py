"""The first pull of a new desk, page by page: its point's cases with their stories, then 帮代办."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from threading import Lock

from app.cases.model import Case, CaseAct, Step, case_to_json
from app.central.city_keys import CityKeys
from app.central.exchange import Exchanges
from app.central.helping_model import HelpingPart, HelpingPlace
from app.central.model import CaseFile, CasePlace, DeviceKey
from app.central.registration import story
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import Refused, Trouble
from app.helping.model import Value
from app.helping.told import said
from app.ids import DeviceId
from app.journal import from_microseconds, microseconds
from app.sync.messages import NEWEST
from app.sync.packing import Purpose
from app.sync.parts import PartWriter
from app.sync.point_cases import CasesAsk, CasesPage

_Place = CasePlace | HelpingPlace
_HELPING = "helping"
_PARTS = tuple(HelpingPart)
_AT_ONCE = 100
"""Cases of a page at most, and of 帮代办 as many: three seconds of a narrow link, half a second of a township's."""
_LARGEST = 1 << 20
"""Bytes of a page's cases before compression, whatever the desk has room for."""
LONG = 32
"""Answers of many pages that one process writes at a time (each keeps 2 MB of what it wrote, for compression); others
end after their first page, and are asked for again."""


class Telling:
    """Answers desks that ask for what their point has. For any thread."""

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

    def _further(self, writer: PartWriter, key: DeviceKey, request: CasesAsk, place: _Place | None) -> Iterator[bytes]:
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

    def _page(self, key: DeviceKey, request: CasesAsk, after: _Place | None) -> tuple[CasesPage, _Place | None]:
        """The page behind `after`, and the place behind it. The feed's end is of the same moment as what it tells."""
        room = min(request.room, _LARGEST)
        place, cases, helping = after, list[bytes](), list[bytes]()
        with self._store.reading() as central:
            feed, _ = central.feed.ends(key.point)
            if not isinstance(place, HelpingPlace):
                cases, place = _told(central, key.point, key.device, place, room)
            if isinstance(place, HelpingPlace):
                room = max(0, room - sum(map(len, cases)))
                helping, place = _helping_told(central, key.point, place, room, first=not cases)
            incarnation = central.city.incarnation()
        page = CasesPage(
            protocol=min(NEWEST, request.newest),
            nonce=request.nonce,
            at=microseconds(self._clock.now()),
            incarnation=incarnation,
            feed=feed,
            cases=tuple(cases),
            next=None if place is None else write_place(place),
            helping=tuple(helping),
        )
        return page, place


def _told(
    central: Central, point: str, asker: DeviceId, after: CasePlace | None, room: int
) -> tuple[list[bytes], _Place]:
    """As many cases as there is room for, one at least, and the place behind them: at the end where 帮代办 begins."""
    told: list[bytes] = []
    for file, steps in _in_order(central, point, after):
        case = file.case
        if case.device != asker:
            body = _body(case, steps)
            if told and after is not None and (len(body) > room or len(told) == _AT_ONCE):
                return told, after
            room -= len(body)
            told.append(body)
        after = CasePlace(ended=case.ended, received_at=case.received_at, case=case.id)
    return told, HelpingPlace(part=_PARTS[0])


def _helping_told(
    central: Central, point: str, place: HelpingPlace, room: int, *, first: bool
) -> tuple[list[bytes], HelpingPlace | None]:
    """As many words on 帮代办 as there is room for, and the place behind them. The `first` of a page always fits."""
    told: list[bytes] = []
    for value, behind in _helping(central, point, place):
        kind, body = said(value)
        word = _json({"kind": kind, "subject": value.id, "body": body})
        full = len(word) > room or len(told) == _AT_ONCE
        if full and (told or not first):
            return told, place
        room -= len(word)
        told.append(word)
        place = behind
    return told, None


def _helping(central: Central, point: str, place: HelpingPlace) -> Iterator[tuple[Value, HelpingPlace]]:
    """Every word behind the place, with its own."""
    for part in _PARTS[_PARTS.index(place.part) :]:
        here = place if part is place.part else HelpingPlace(part=part)
        while values := central.helping.told(point, here, _AT_ONCE):
            for value in values:
                here = HelpingPlace(part=part, after=value.id)
                yield value, here


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
    return _json(body)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


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


def write_place(place: _Place) -> str:
    """The place as the desk repeats it."""
    if isinstance(place, HelpingPlace):
        return f"{_HELPING} {place.part.value} {place.after or ''}"
    return f"{int(place.ended)} {microseconds(place.received_at)} {place.case}"


def read_place(text: str) -> _Place:
    """The inverse. Raises Refused("body_malformed")."""
    try:
        ended, at, case = text.split(" ")
        if ended == _HELPING:
            return HelpingPlace(part=HelpingPart(at), after=case or None)
        received_at: datetime = from_microseconds(int(at))
        return CasePlace(ended=bool(int(ended)), received_at=received_at, case=case)
    except (ValueError, OverflowError) as error:
        raise Refused("body_malformed") from error
