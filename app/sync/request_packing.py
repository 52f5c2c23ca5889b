"""How a request is packed: by which dictionary, and how thoroughly."""

from collections.abc import Callable
from datetime import datetime

import zstandard

from app.storage.desk import DeskStore
from app.sync.continuing import CONTINUED, Held, continued
from app.sync.messages import Answer, Exchange
from app.sync.packing import QUICK, THOROUGH, UTMOST, Dictionaries, pack
from app.sync.sources import Sources

_FEW = 4
"""Entries in a request that is compressed to the utmost, by a dictionary that their past continues."""


class RequestPacking:
    """Packs by the best dictionary that central reads, and more plainly after a refusal. For one thread."""

    def __init__(
        self, desk: DeskStore, sources: Sources, dictionaries: Dictionaries, is_quick: Callable[[], bool]
    ) -> None:
        """`is_quick`: whether the processor's time is worth more than bytes now."""
        self._desk = desk
        self._sources = sources
        self._dictionaries = dictionaries
        self._is_quick = is_quick
        self._continues = True
        self._continued = False
        self._plain = False

    def packed(self, request: Exchange) -> bytes:
        """The request as it travels."""
        few = 0 < sum(len(batch.entries) for batch in request.batches) <= _FEW
        quick = self._is_quick()
        level = QUICK if quick else UTMOST if few else THOROUGH
        return pack(request, self._dictionary(request, few=few, quick=quick), level=level)

    def understood(self, answer: Answer) -> None:
        """Remembers which dictionaries central reads, for the first request after the next start too."""
        self._continues = True
        with self._desk.reading() as desk:
            known = desk.sync.dictionaries()
        if known != answer.dictionaries:
            with self._desk.writing() as desk:
                desk.sync.keep_dictionaries(answer.dictionaries)

    def not_understood(self) -> bool:
        """Central can't read what was packed last: whether the same request can be packed in a plainer way.

        A continued dictionary is given up until the next answer: central holds another past than this desk thinks. Any
        other is given up for good.
        """
        if self._continued:
            self._continues = False
            return True
        was_plain, self._plain = self._plain, True
        return not was_plain

    def _dictionary(self, request: Exchange, *, few: bool, quick: bool) -> zstandard.ZstdCompressionDict | None:
        self._continued = False
        with self._desk.reading() as desk:
            theirs = desk.sync.dictionaries()
        common = None if self._plain else self._dictionaries.common(theirs)
        if common is None:
            return None
        continues = self._continues and CONTINUED in theirs
        past = self._past(request) if few and continues else None
        if past is None:
            return self._dictionaries.prepared(common) if quick else self._dictionaries.get(common)
        self._continued = True
        return continued(self._dictionaries.get(common), *past)

    def _past(self, request: Exchange) -> tuple[Held, list[bytes], datetime] | None:
        """What central holds before the first batch, the payloads of its last entries, and the time of the last; None
        when there is nothing, or something of it was pruned here."""
        if not request.batches or request.incarnation is None:
            return None
        batch = request.batches[0]
        held = Held.before(batch, request.incarnation)
        if held is None:
            return None
        entries = self._sources[batch.stream].after(held.first - 1, held.name.number - held.first + 1)
        payloads = [entry.payload for entry in entries if entry.payload is not None]
        whole = len(payloads) == len(entries)
        return (held, payloads, entries[-1].at) if whole else None
