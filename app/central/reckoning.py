"""The reckoning: central tells a desk, day by day, which of its cases are here, so that a loss is seen."""

from collections.abc import Mapping
from datetime import date, datetime, time

from app.central.city_keys import CityKeys
from app.central.exchange import Exchanges
from app.central.model import DeviceKey
from app.central.storage import CentralStore
from app.clock import CHINA, Clock, local_date
from app.errors import Refused
from app.ids import CaseId
from app.journal import microseconds
from app.sync.messages import NEWEST
from app.sync.packing import Purpose, pack, sign
from app.sync.reckoning import MAX_NAMED, DayCount, Reckon, Reckoned, digest_of_cases


class Reckoning:
    """Answers desks that compare."""

    def __init__(self, store: CentralStore, exchanges: Exchanges, keys: CityKeys, clock: Clock) -> None:
        self._store = store
        self._exchanges = exchanges
        self._keys = keys
        self._clock = clock

    def answer(self, body: bytes, device: str, signature: str) -> tuple[bytes, str]:
        """The answer's body and its signature. Raises Refused with a code of app/sync/README.md, 7."""
        key, request = self._exchanges.asked(body, device, signature, Purpose.RECKON, Reckon)
        wanted = {day: read_day(day) for day in (*request.days, *([request.named] if request.named else ()))}
        found = self._cases(key, wanted)
        answer = Reckoned(
            protocol=min(NEWEST, request.newest),
            nonce=request.nonce,
            at=microseconds(self._clock.now()),
            days=tuple(DayCount(day, len(found[day]), digest_of_cases(found[day])) for day in request.days),
            named=tuple(sorted(found[request.named])[:MAX_NAMED]) if request.named else (),
        )
        answered = pack(answer)
        return answered, sign(self._keys.signing, Purpose.RECKONED, answered)

    def _cases(self, key: DeviceKey, wanted: Mapping[str, date]) -> dict[str, set[CaseId]]:
        """The device's cases on each of these days: those that stand, and those whose recording waits for somebody."""
        found: dict[str, set[CaseId]] = {day: set() for day in wanted}
        by_date = {day: name for name, day in wanted.items()}
        with self._store.reading() as central:
            for first, last in _runs(sorted(by_date)):
                begin, end = datetime.combine(first, time.min, CHINA), datetime.combine(last, time.max, CHINA)
                standing = central.cases.recorded_between(key.point, key.device, begin, end)
                waiting = central.journal.open_recordings(key.point, key.device, begin, end)
                for case, at in (*standing, *waiting):
                    found[by_date[local_date(at)]].add(case)
        return found


def read_day(text: str) -> date:
    """A day of a request. Raises Refused("body_malformed") for the 31st of February."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("body_malformed") from error


def _runs(days: list[date]) -> list[tuple[date, date]]:
    """Neighbouring days together, as first and last."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
