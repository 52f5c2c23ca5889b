"""The papers of a desk, put together: who draws them, prints them and judges those that come back."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app import config
from app.config import DEMO_CENTRAL
from app.signed_in import SignedIn

if TYPE_CHECKING:
    from app.devices.ports import Printer
    from app.devices.scanning import Scanning
    from app.devices.settings import DeviceSettings
    from app.devices.spool import PrintSpool
    from app.helping.model import Batch
    from app.receipts.facts import Letterhead
    from app.receipts.guide_desk import GuideDesk
    from app.receipts.rendering import Renderer
    from app.receipts.service import PaperDesk
    from app.receipts.sheets import Sheets
    from app.receipts.verify import KeyRing
    from app.storage.receipts import PrintJob


class PaperProgram(SignedIn):
    """Papers, printer and scanner. Services are made when first asked for."""

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

        return Sheets(self._renderer, signer=self.store.signer, point=self.config.point, letterhead=self.letterhead)

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

    def key_ring(self) -> "KeyRing":
        """The keys by which a paper is judged with no network."""
        from app.receipts.verify import KnownKey
        from app.sync.key_ring import DeskKeyRing

        return DeskKeyRing(
            self.store, device=self.device, point=self.config.point, own=[self.store.signer], known=KnownKey
        )

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

    def printer(self, setting: str | None = None) -> "Printer":
        """The printer that `setting` names, or the one that is set."""
        from app.devices.printers import printer_for

        around, wanted = self._around, self.config.printer if setting is None else setting
        scratch = self.queue.folder / "print"
        return printer_for(wanted, scratch=scratch, clock=self.queue.clock, ids=around.ids)

    def _pages(self, job: "PrintJob") -> tuple[bytes, str]:
        copy = self.papers.render_job(job)
        return copy.pdf, f"{copy.receipt.receipt_no}-{copy.copy_number}"
