"""The desk's sync as one plain function, for the worker and for the command line. No threads, no waiting."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.cases.model import CaseState
from app.errors import Refused, SidaoError, Trouble
from app.events import Announcer
from app.storage.desk import DeskStore
from app.storage.sync import KeyUse
from app.sync.budget import CALM, Budget
from app.sync.client import CentralClient
from app.sync.enrol import Surroundings, ThisDevice
from app.sync.link import SMALLEST, Allowance, Backoff
from app.sync.meeting import Meeting
from app.sync.model import Contact
from app.sync.pull import Moved
from app.sync.sources import Sources, pending
from app.sync.standing import sync_status
from app.sync.status import LINK, REST, SyncReport, SyncStatus, mends_itself

_LONGEST_REST = 600.0
"""Seconds after which a rest is looked at anew: somebody may have set the clock."""


class SyncEngine:
    """The desk's sync. `cycle` and `pause` belong to one thread; `status` and `stop` may be asked from any.

    `connect` makes a client for an address, `seal_slot` keeps the desk's key sealed to a public key of central,
    `budget`, which may also be asked from any thread, says what the link may be used for.
    """

    def __init__(
        self,
        *,
        desk: DeskStore,
        sources: Sources,
        this: ThisDevice,
        around: Surroundings,
        announcer: Announcer,
        connect: Callable[[str], CentralClient],
        seal_slot: Callable[[bytes], None],
        budget: Budget,
    ) -> None:
        self._desk = desk
        self._sources = sources
        self._device = this.id
        self._clock = around.clock
        self._announcer = announcer
        self._connect = connect
        self._seal_slot = seal_slot
        self._allowance = Allowance()
        self._backoff = Backoff(around.ids)
        self.budget = budget
        self._meeting = Meeting(desk, sources, this, around, self._allowance, budget, announcer.announce)
        self._client: CentralClient | None = None
        self._paid_before = 0
        self._last: SyncReport | None = None

    def cycle(self, *, by_hand: bool = False) -> SyncReport:
        """Meets central once and reports; Trouble is in the report, never raised. `by_hand`: also in quiet hours."""
        began, done = self._clock.seconds(), Moved()
        up, down = self._metered()
        error: SidaoError | None = None
        self.budget.begin(self._paid, by_hand=by_hand)
        try:
            self._meet(done)
            self._backoff.worked()
        except (Trouble, Refused) as caught:
            error = caught
            self._learn(caught.code, done)
        up, down = (after - before for after, before in zip(self._metered(), (up, down), strict=True))
        contact = self._contact(done, error, (up, down), self._clock.seconds() - began)
        report = self._noted(contact, {} if error is None else error.values)
        self._last = report = replace(report, files=done.files.arrived)
        if contact.trouble == "sync_certificate" or (self._client is not None and not self._client.dates_count):
            self.close()  # what is thought of the clock, and so of a certificate's dates, may be another by then
        self._announcer.announce(done.changes)
        return report

    def _learn(self, trouble: str, done: Moved) -> None:
        """What a failure says of the link: how soon to try again, and how much to send at once. A meeting that got
        anywhere begins the pauses anew, and a request that had hardly begun says nothing of its size."""
        if done.progress:
            self._backoff.worked()
        if trouble not in CALM:
            self._backoff.failed(broken=trouble in LINK)
        if trouble in LINK and self._client is not None and self._client.meter.latest >= SMALLEST:
            self._allowance.broke()

    def pause(self) -> float:
        """Seconds until the next cycle is due."""
        last = self._last
        if last is None:
            return 0.0
        if last.trouble in CALM:
            rest = self.budget.rest()
            seconds = 0.0 if rest is None else (rest.until - self._clock.now()).total_seconds()
            return min(max(seconds, 1.0), _LONGEST_REST)
        if last.trouble is None:
            return 0.0 if last.files and last.files_pending else REST
        return self._backoff.pause(last.retry_after) if mends_itself(last.trouble) else self._backoff.longest()

    def status(self) -> SyncStatus:
        """How things stand now."""
        return sync_status(self._desk, self._sources, self._device, self.budget)

    def stop(self) -> None:
        """The meeting under way ends at once, and no other is held: the desk is closed. From any thread."""
        self._meeting.stop()
        if (client := self._client) is not None:
            client.hang_up()

    def close(self) -> None:
        """Lets go of the connection."""
        if self._client is not None:
            self._client.close()
            self._paid_before += self._client.meter.paid
            self._client = None

    def _meet(self, done: Moved) -> None:
        with self._desk.reading() as desk:
            forked, address = desk.sync.forked(), desk.sync.address()
        if forked:
            raise Trouble("sync_forked")
        if address is None:
            raise Trouble("sync_no_central")
        self._seal()
        self._meeting.hold(self._client_of(address.url), done)
        self._seal()

    def _seal(self) -> None:
        """Keeps the desk's key sealed to central's newest key, once for each."""
        with self._desk.reading() as desk:
            usable = [key for key in desk.sync.keys(KeyUse.SEAL) if key.retired is None]
            sealed_to = desk.sync.sealed_to()
        if usable and usable[0].public != sealed_to:
            self._seal_slot(usable[0].public)
            with self._desk.writing() as desk:
                desk.sync.keep_sealed_to(usable[0].public)

    def _client_of(self, url: str) -> CentralClient:
        if self._client is not None and self._client.url != url:
            self.close()
        if self._client is None:
            self._client = self._connect(url)
            if self._meeting.is_over:
                self._client.hang_up()
        return self._client

    def _metered(self) -> tuple[int, int]:
        return (0, 0) if self._client is None else (self._client.meter.up, self._client.meter.down)

    def _paid(self) -> int:
        return self._paid_before + (0 if self._client is None else self._client.meter.paid)

    def _contact(self, done: Moved, error: SidaoError | None, moved: tuple[int, int], seconds: float) -> Contact:
        return Contact(
            at=self._clock.now(),
            trouble=None if error is None else error.code,
            pushed=done.pushed,
            pulled=done.pulled,
            returned=done.returned,
            bytes_up=moved[0],
            bytes_down=moved[1],
            seconds=seconds,
        )

    def _noted(self, contact: Contact, values: Mapping[str, object]) -> SyncReport:
        """The meeting as a report, noted in the history. A store that can't be written is a trouble like any other."""
        waiting, returned = (self._last.pending, self._last.returned) if self._last else (0, 0)
        files_pending = self._last.files_pending if self._last else 0
        trouble = contact.trouble
        moved = contact.bytes_up or contact.bytes_down
        told_nothing = (trouble in CALM or self._meeting.is_over) and not moved
        cut_by_us = trouble is not None and self._meeting.is_over
        try:
            self.budget.end()
            with self._desk.writing() as desk:
                if not (told_nothing or cut_by_us):
                    desk.sync.note_contact(contact)
                returned = desk.cases.counts().get(CaseState.RETURNED, 0)
                files_pending = len(desk.files.undelivered())
            waiting = pending(self._desk, self._sources, self._device)
        except Trouble as error:
            trouble = trouble or error.code
        return SyncReport(
            pushed=contact.pushed,
            pulled=contact.pulled,
            pending=waiting,
            returned=returned,
            bytes_up=contact.bytes_up,
            bytes_down=contact.bytes_down,
            seconds=contact.seconds,
            trouble=trouble,
            values=values,
            files_pending=files_pending,
        )
