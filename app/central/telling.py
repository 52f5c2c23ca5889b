"""The first pull of a new desk: its point's cases, page by page, with their stories."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from app.cases.model import Case, Step, case_to_json
from app.central.city_keys import CityKeys
from app.central.exchange import Exchanges
from app.central.model import CaseFile, CasePlace
from app.central.registration import story
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import Refused
from app.ids import DeviceId
from app.journal import from_microseconds, microseconds
from app.sync.messages import MAX_LINES, NEWEST
from app.sync.packing import Purpose, pack, sign
from app.sync.point_cases import CasesAsk, CasesPage, ToldCase

_AT_ONCE = 100


class Telling:
    """Answers desks that ask for the cases of their point."""

    def __init__(self, store: CentralStore, exchanges: Exchanges, keys: CityKeys, clock: Clock) -> None:
        self._store = store
        self._exchanges = exchanges
        self._keys = keys
        self._clock = clock

    def answer(self, body: bytes, device: str, signature: str) -> tuple[bytes, str]:
        """The page's body and its signature. Raises Refused with a code of app/sync/README.md, 7."""
        key, request = self._exchanges.asked(body, device, signature, Purpose.CASES, CasesAsk)
        after = None if request.after is None else read_place(request.after)
        with self._store.reading() as central:
            cases, place = _page(central, key.point, DeviceId(device), after, request.room)
            feed, _ = central.feed.ends(key.point)
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
        answered = pack(page)
        return answered, sign(self._keys.signing, Purpose.CASES_TOLD, answered)


def _page(
    central: Central, point: str, asker: DeviceId, after: CasePlace | None, room: int
) -> tuple[list[ToldCase], CasePlace | None]:
    """As many cases as there is room for, one at least, and the place behind them; None at the end."""
    told: list[ToldCase] = []
    for file, steps in _in_order(central, point, after):
        case = file.case
        if case.device != asker:
            body = _body(case, steps)
            if told and (len(body) > room or len(told) == MAX_LINES):
                return told, after
            room -= len(body)
            told.append(ToldCase(case=case.id, body=body))
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
        "steps": [_step(step) for step in steps],
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
