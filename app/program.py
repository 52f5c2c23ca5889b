"""One desk, put together: the services, handed what they need. The composition roots hand in the stores."""

import logging
import shutil
from functools import cached_property
from typing import TYPE_CHECKING

from app import config
from app.cases.lists import CaseLists
from app.helping_program import HelpingProgram
from app.journal import Stream
from app.sync.model import Arrival
from app.timekeeping.service import TimeDesk, clock_json

if TYPE_CHECKING:
    from app.applicants.service import Applicants
    from app.cases.model import Case
    from app.cases.service import CaseDesk
    from app.clerks.service import ClerkDesk
    from app.copies.service import CopyDesk
    from app.intake import Intake
    from app.reports.service import ReportDesk
    from app.storage.desk import Desk
    from app.sync.centre import SyncCentre
    from app.sync.differences import Differences
    from app.sync.engine import SyncEngine
    from app.sync_program import SyncProgram
    from app.themes.model import Theme
    from app.themes.service import ThemeDesk

log = logging.getLogger(__name__)


class Program(HelpingProgram):
    """A desk with somebody signed in. Services are made when first asked for, so that a command loads what it uses."""

    @cached_property
    def _themes(self) -> "tuple[Theme, ...]":
        from app.themes.theme_json import shipped_themes

        return shipped_themes(self._around.resources)

    @cached_property
    def themes(self) -> "ThemeDesk":
        from app.themes.service import ThemeDesk

        return ThemeDesk(self.store, self._themes, point=self.config.point, clock=self.queue.clock)

    @cached_property
    def cases(self) -> "CaseDesk":
        from app.cases.counter import Counter, Place
        from app.cases.service import CaseDesk
        from app.catalogue.shelf import Shelf
        from app.devices.scans import fit_of

        place = Place(
            point=self.config.point,
            short_name=self.config.short_name,
            device=self.config.device,
            device_number=self.config.device_number,
        )
        counter = Counter(
            place=place,
            clerk=self.clerk,
            ids=self._around.ids,
            shelf=Shelf(place.point),
            fit=fit_of(lambda: self.config),
            themes=self._themes,
        )
        return CaseDesk(self.store, counter=counter, clock=self.queue.clock, announcer=self.announcer)

    @cached_property
    def time(self) -> TimeDesk:
        """Looks after the clock."""
        return TimeDesk(
            self.store,
            self.queue.clock,
            device=self.device,
            clerk=self.clerk,
            announcer=self.announcer,
            queue_head=self.queue.head,
        )

    @cached_property
    def copies(self) -> "CopyDesk":
        from app.copies.service import CopyDesk

        return CopyDesk(
            self.queue.folder,
            stores=self._around.stores(self.queue.folder),
            key=self._key,
            settings=lambda: self.config,
            change=self.queue.change,
            clock=self.queue.clock,
            ids=self._around.ids,
            announcer=self.announcer,
            program=config.PROGRAM,
        )

    @cached_property
    def intake(self) -> "Intake":
        from app.intake import Intake

        return Intake(self.store, self.cases, self.tickets, self.queue.clock)

    @cached_property
    def applicants(self) -> "Applicants":
        from app.applicants.service import Applicants

        return Applicants(self.store, clock=self.queue.clock)

    @cached_property
    def lists(self) -> CaseLists:
        return CaseLists(self.store, self.queue.clock, self.config.point)

    @cached_property
    def reports(self) -> "ReportDesk":
        """What the point has done in a period."""
        from app.reports.service import ReportDesk

        return ReportDesk(self.store, point=self.config.point, clock=self.queue.clock)

    @cached_property
    def sync_centre(self) -> "SyncCentre":
        from app.sync.centre import SyncCentre

        return SyncCentre(self.store, self.announcer, lambda url: self.queue.change(central=url))

    @cached_property
    def differences(self) -> "Differences":
        from app.sync.differences import Differences

        return Differences(self.store, self.device, self._around.clock, self.announcer)

    @cached_property
    def clerks(self) -> "ClerkDesk":
        from app.clerks.service import ClerkDesk

        around = self._around
        return ClerkDesk(self.store, slots=self.queue.slots, key=self._key, clock=self.queue.clock, ids=around.ids)

    @cached_property
    def link(self) -> "SyncProgram":
        """What speaks to central; it takes a fifth of a second to load: after the first paint."""
        from app.sync_program import SyncProgram

        return SyncProgram(self.queue, self.store, self._key, self.time)

    @property
    def sync(self) -> "SyncEngine":
        return self.link.engine

    def try_to_enrol(self) -> tuple[bool, str | None]:
        """One meeting with central: whether this desk is enrolled now, and the meeting's trouble."""
        trouble = self.sync.cycle(by_hand=True).trouble
        return self.sync.status().enrolled, trouble

    def status(self) -> dict[str, object]:
        """Where the desk stands, as cli.md's `status` says it."""
        sync, today = self.link.status(), self.tickets.today()
        return {
            "point": self.config.point,
            "device": self.config.device_number,
            "device_id": self.device,
            "name": self.letterhead().name,
            "enrolled": sync.enrolled,
            "pending": sync.pending,
            "files_pending": sync.files_pending,
            "returned": sync.returned,
            "differing": sync.differing,
            "last_success": sync.last_success,
            "trouble": sync.trouble,
            "resting": None if sync.rest is None else sync.rest.code,
            "resting_until": None if sync.rest is None else sync.rest.until,
            "waiting": today.waiting,
            "clock_offset": sync.clock_offset,
            "clock": clock_json(self.time.standing()),
            "storage": shutil.disk_usage(self.queue.folder).free,
        }

    def acknowledged(self, desk: "Desk") -> int:
        """The last entry of the desk stream that central has stored."""
        return desk.sync.acknowledged(self.device, Stream.DESK)

    def standing(self, desk: "Desk", case: "Case", known: int) -> dict[str, object]:
        """What lists add to a case: whether central has it, when it signed for all, and how its newest paper fared."""
        papers = desk.receipts.of_case(case.id)
        delivery = desk.cases.delivery(case)
        received = delivery.at if delivery.arrival is Arrival.RECEIVED else None
        return {
            "synced": case.last.device != self.device or case.last.number <= known,
            "proof": received and received.isoformat(),
            "print": papers[-1].state.value if papers else None,
            "copies": sum(paper.copies for paper in papers),
        }

    def preview(self, line: object) -> bytes:
        """The paper that recording an input line would issue, as PDF; nothing is written."""
        cases = self.cases.imagine_all(line, self.config.window)
        alone = cases[0].life.joint is None or cases[0].life.replaces is not None
        return self.papers.preview(cases[0]) if alone else self.papers.preview_joint(cases)

    def release(self) -> None:
        """Lets the desk's store go and keeps the queue, for whoever signs in next."""
        if "link" in self.__dict__:
            self.link.close()
        self.store.close()

    def close(self) -> None:
        self.release()
        self.queue.close()
