"""One desk, put together: the services, handed what they need. The composition roots hand in the stores."""

import logging
import shutil
from functools import cached_property
from typing import TYPE_CHECKING

from app import config
from app.cases.lists import CaseLists
from app.config import DEMO_CENTRAL, Config
from app.errors import Refused
from app.ids import DeviceId
from app.journal import Stream
from app.queue_program import QueueProgram
from app.storage.clerks import Clerk
from app.sync.model import Arrival
from app.tickets.service import QueueDesk
from app.timekeeping.service import TimeDesk, clock_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from app.applicants.service import Applicants
    from app.cases.model import Case
    from app.cases.service import CaseDesk
    from app.catalogue.divisions import Divisions
    from app.catalogue.service import Catalogue
    from app.clerks.service import ClerkDesk
    from app.copies.service import CopyDesk
    from app.devices.ports import Printer
    from app.devices.scanning import Scanning
    from app.devices.settings import DeviceSettings
    from app.devices.spool import PrintSpool
    from app.helping.acting import Counter as HelpingCounter
    from app.helping.model import Batch
    from app.helping.register import Register
    from app.helping.service import HandOvers
    from app.intake import Intake
    from app.receipts.facts import Letterhead
    from app.receipts.guide_desk import GuideDesk
    from app.receipts.rendering import Renderer
    from app.receipts.service import PaperDesk
    from app.receipts.sheets import Sheets
    from app.receipts.verify import KeyRing
    from app.reports.service import ReportDesk
    from app.storage.desk import Desk, DeskStore
    from app.storage.receipts import PrintJob
    from app.sync.centre import SyncCentre
    from app.sync.differences import Differences
    from app.sync.engine import SyncEngine
    from app.sync_program import SyncProgram
    from app.themes.model import Theme
    from app.themes.service import ThemeDesk

log = logging.getLogger(__name__)


class Program:
    """A desk with somebody signed in. Services are made when first asked for, so that a command loads what it uses."""

    def __init__(self, queue: QueueProgram, store: "DeskStore", key: bytes, clerk: Clerk) -> None:
        self.queue = queue
        self.store = store
        self.clerk = clerk
        self.announcer = queue.announcer
        self._key = key
        self._around = queue.around

    @property
    def config(self) -> Config:
        return self.queue.config

    @property
    def tickets(self) -> QueueDesk:
        return self.queue.tickets

    @cached_property
    def _themes(self) -> "tuple[Theme, ...]":
        from app.themes.theme_json import shipped_themes

        return shipped_themes(self._around.resources)

    @cached_property
    def themes(self) -> "ThemeDesk":
        from app.themes.service import ThemeDesk

        return ThemeDesk(self.store, self._themes, point=self.config.point, clock=self.queue.clock)

    @property
    def device(self) -> DeviceId:
        return self.config.device

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
    def catalogue(self) -> "Catalogue":
        from app.catalogue.service import Catalogue

        return Catalogue(self.store, point=self.config.point, clock=self.queue.clock, announcer=self.announcer)

    @cached_property
    def divisions(self) -> "Divisions":
        """The administrative divisions, for an intake's choices."""
        from app.catalogue.shipped import shipped_divisions

        return shipped_divisions(self._around.resources)

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
    def helpers(self) -> "Register":
        """The register of 代办员 and the log of their visits."""
        from app.helping.register import Register

        return Register(self._helping_counter)

    @cached_property
    def hand_overs(self) -> "HandOvers":
        """The batches of papers on their way up."""
        from app.helping.service import HandOvers

        return HandOvers(self._helping_counter, self._case_of_code, self._batch_of_code)

    @cached_property
    def _helping_counter(self) -> "HelpingCounter":
        from app.helping.acting import Counter

        settings = self.config
        return Counter(
            store=self.store,
            point=settings.point,
            device=settings.device,
            device_number=settings.device_number,
            clerk=self.clerk,
            clock=self.queue.clock,
            ids=self._around.ids,
            announcer=self.announcer,
            place_name=self._place_name,
        )

    def _place_name(self, code: str) -> str:
        """The point itself by its own name, others as their division suggests."""
        if code == self.config.point:
            return self.letterhead().name
        county = self.divisions.county(code)
        return self.divisions.point_name(code) if len(code) > 6 else f"{county.name if county else ''}政务服务中心"

    def _case_of_code(self, text: str) -> str | None:
        """The case number of a paper's proof code. Raises Refused("scan_altered")."""
        from app.receipts.verify import Verdict, verify_text

        judged = verify_text(text, self.key_ring())
        if judged.verdict is Verdict.ALTERED:
            raise Refused("scan_altered", "scans")
        return judged.proof.case_no if judged.proof else None

    def _batch_of_code(self, text: str) -> "Batch":
        """The list in the code of a 交接清单. Raises Refused: batch_code_…"""
        from app.receipts.batch_code import verified_batch

        return verified_batch(text, self.key_ring())

    @cached_property
    def sync_centre(self) -> "SyncCentre":
        from app.sync.centre import SyncCentre

        return SyncCentre(self.store, self.announcer, lambda url: self.queue.change(central=url))

    @cached_property
    def differences(self) -> "Differences":
        from app.sync.differences import Differences

        return Differences(self.store, self.device, self._around.clock, self.announcer)

    @cached_property
    def device_settings(self) -> "DeviceSettings":
        from app.devices.settings import DeviceSettings

        return DeviceSettings(self.queue.change, self.announcer)

    @cached_property
    def scanning(self) -> "Scanning":
        from app.devices.scanning import Scanning
        from app.devices.scans import fit_of

        scratch = self.queue.folder / "scan"
        return Scanning(lambda: self.config, fit_of(lambda: self.config), scratch, self._around.ids)

    @cached_property
    def clerks(self) -> "ClerkDesk":
        from app.clerks.service import ClerkDesk

        around = self._around
        return ClerkDesk(self.store, slots=self.queue.slots, key=self._key, clock=self.queue.clock, ids=around.ids)

    @cached_property
    def _renderer(self) -> "Renderer":
        from app.receipts.rendering import Renderer

        return Renderer(
            resources=self._around.resources,
            cache=config.cache_folder(),
            signer=self.store.signer,
            letterhead=self.letterhead,
            device=self.device,
        )

    @cached_property
    def guides(self) -> "GuideDesk":
        """办事指南, 材料清单 and their codes."""
        from app.receipts.guide_desk import GuideDesk

        return GuideDesk(
            self.store,
            point=self.config.point,
            renderer=self._renderer,
            letterhead=self.letterhead,
            clock=self.queue.clock,
        )

    @cached_property
    def sheets(self) -> "Sheets":
        """Papers that are no case's receipt."""
        from app.receipts.sheets import Sheets

        return Sheets(self._renderer, signer=self.store.signer, letterhead=self.letterhead)

    def print_list(self, batch: "Batch") -> None:
        """A batch's list to the printer, in two copies. On the devices lane. Raises Trouble("printer_…")."""
        self.printer().print_pdf(self.sheets.hand_over_list(batch), batch.number)

    def print_letter(self, line: "Mapping[str, Any]") -> None:
        """授权委托书 to the printer. On the devices lane. Raises Trouble("printer_…")."""
        self.printer().print_pdf(self.authority_letter(line), "授权委托书")

    def authority_letter(self, line: "Mapping[str, Any]") -> bytes:
        """授权委托书 (PDF) for an input line, however incomplete, or a case as JSON: to be signed by the applicant."""
        code, said = line.get("item"), line.get("item_name")
        item = said or next((one.name for one in self.catalogue.current() if one.code == code), "")
        return self.sheets.authority_letter(line, str(item), self.queue.clock.now())

    @cached_property
    def papers(self) -> "PaperDesk":
        from app.receipts.service import PaperDesk

        return PaperDesk(
            self.store,
            point=self.config.point,
            clerk=self.clerk,
            renderer=self._renderer,
            clock=self.queue.clock,
            announcer=self.announcer,
        )

    @cached_property
    def spool(self) -> "PrintSpool":
        from app.devices.spool import PrintSpool

        return PrintSpool(
            self.store,
            render=self._pages,
            printer=self.printer,
            clock=self.queue.clock,
            announcer=self.announcer,
        )

    @cached_property
    def link(self) -> "SyncProgram":
        """What speaks to central; it takes a fifth of a second to load: after the first paint."""
        from app.sync_program import SyncProgram

        return SyncProgram(self.queue, self.store, self._key, self.time)

    @property
    def sync(self) -> "SyncEngine":
        return self.link.engine

    def key_ring(self) -> "KeyRing":
        """The keys by which a paper is judged with no network."""
        from app.receipts.verify import KnownKey
        from app.sync.key_ring import DeskKeyRing

        return DeskKeyRing(
            self.store, device=self.device, point=self.config.point, own=[self.store.signer], known=KnownKey
        )

    def try_to_enrol(self) -> bool:
        """One meeting with central; whether this desk is enrolled now."""
        self.sync.cycle(by_hand=True)
        return self.sync.status().enrolled

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

    def letterhead(self) -> "Letterhead":
        """The point as it stands on paper: central's words once enrolled, the desk's own before (then 试用)."""
        from app.receipts.facts import Letterhead

        with self.store.reading() as desk:
            enrolment, address = desk.sync.enrolment(), desk.sync.address()
        point, settings = enrolment and enrolment.point, self.config
        return Letterhead(
            name=point.name if point else settings.point_name,
            address=point.address if point else settings.address,
            phone=point.phone if point else settings.phone,
            link=address.url if address else DEMO_CENTRAL,
            trial=enrolment is None,
        )

    def preview(self, line: object) -> bytes:
        """The paper that recording an input line would issue, as PDF; nothing is written."""
        cases = self.cases.imagine_all(line, self.config.window)
        return self.papers.preview(cases[0]) if cases[0].life.joint is None else self.papers.preview_joint(cases)

    def printer(self, setting: str | None = None) -> "Printer":
        """The printer that `setting` names, or the one that is set."""
        from app.devices.printers import printer_for

        around, wanted = self._around, self.config.printer if setting is None else setting
        scratch = self.queue.folder / "print"
        return printer_for(wanted, scratch=scratch, clock=self.queue.clock, ids=around.ids)

    def _pages(self, job: "PrintJob") -> tuple[bytes, str]:
        copy = self.papers.render_job(job)
        return copy.pdf, f"{copy.receipt.receipt_no}-{copy.copy_number}"

    def release(self) -> None:
        """Lets the desk's store go and keeps the queue, for whoever signs in next."""
        if "link" in self.__dict__:
            self.link.close()
        self.store.close()

    def close(self) -> None:
        self.release()
        self.queue.close()
