"""What central holds of a device, as that with which the device writes its next request."""

import zstandard

from app.central.model import DeviceKey
from app.central.storage import CentralStore
from app.journal import EntryName
from app.sync.continuing import CONTINUED, Held, continued, number_of
from app.sync.packing import Dictionaries


class OfDevice:
    """The dictionaries that the device of this key may write with: central's own, and those continued by what central
    holds of it. See app.sync.packing.Readable."""

    def __init__(self, dictionaries: Dictionaries, store: CentralStore, key: DeviceKey) -> None:
        self._dictionaries = dictionaries
        self._store = store
        self._key = key

    def get(self, number: int) -> zstandard.ZstdCompressionDict:
        """Raises KeyError: also when the device has another past in mind than the one held here."""
        if number < CONTINUED:
            return self._dictionaries.get(number)
        point, device = self._key.point, self._key.device
        with self._store.reading() as central:
            incarnation = central.city.incarnation()
            for stream in central.journal.held(point, device):
                name = EntryName(device=device, stream=stream.stream, number=stream.number)
                held = Held(name=name, hash=stream.hash, incarnation=incarnation)
                for known in self._dictionaries.ids:
                    if number_of(known, held) == number:
                        past = central.journal.between(point, device, stream.stream, held.first, stream.number)
                        payloads = [one.entry.payload or b"" for one in past]
                        return continued(self._dictionaries.get(known), held, payloads, past[-1].entry.at)
        raise KeyError(number)
