"""From a case and its issued paper to a PDF with both codes. Slow (tens of ms): for the devices lane."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from app.cases.model import Case, Document
from app.catalogue.model import PointScope, ServiceItem
from app.ids import DeviceId
from app.journal import Stream
from app.keys import Signer
from app.receipts.facts import Letterhead, facts_of, material_lines
from app.receipts.font_files import FontFiles, font_files
from app.receipts.guide_model import GuideSheet, PaperSize, SheetFacts
from app.receipts.guide_values import GuideWording, read_guide_wording
from app.receipts.model import Facts, Proof, Receipt
from app.receipts.wording import Wording, read_wording

if TYPE_CHECKING:
    from app.receipts.fonts import Fonts

Together = Sequence[tuple[Case, ServiceItem, PointScope]]
"""The cases of a theme, for its list."""
_PAGE = re.compile(rb"/Type /Page\b")


class Renderer:
    """Draws papers. Fonts, wording and reportlab are loaded at the first page."""

    def __init__(
        self,
        *,
        resources: Path,
        cache: Path,
        signer: Signer,
        letterhead: Callable[[], Letterhead],
        device: DeviceId | None = None,
    ) -> None:
        """`device` is whose key signs, where that is not the case's own: a case may have come from a former device."""
        self._device = device
        self._resources = resources
        self._cache = cache
        self._signer = signer
        self._letterhead = letterhead

    @property
    def texts(self) -> Path:
        """Where the words on paper lie."""
        return self._resources / "receipts"

    @cached_property
    def wording(self) -> Wording:
        return read_wording(self.texts)

    @cached_property
    def guide_wording(self) -> GuideWording:
        return read_guide_wording(self.texts)

    @cached_property
    def _files(self) -> FontFiles:
        return font_files(self._resources / "fonts", self._cache / "fonts")

    @cached_property
    def fonts(self) -> "Fonts":
        from app.receipts.fonts import Fonts  # reportlab takes 0.2 s to load

        return Fonts(self._files)

    def prepare(self) -> bool:
        """Loads what signing needs (0.2 s, once), before a transaction is begun. Returns whether papers say 试用."""
        import cwt  # noqa: F401

        return self._letterhead().trial

    def warm_up(self) -> None:
        """Does once what the first paper would wait for: libraries, fonts, a proof, a page.

        Takes about a second, and two more when fonts are unpacked for the first time: for an idle lane.

        Raises Trouble when a font can't be unpacked.
        """
        from app.receipts.rehearsal import rehearsed

        self._files.unpack()
        self._drawn(rehearsed(self.wording))

    def copy(
        self,
        case: Case,
        receipt: Receipt,
        item: ServiceItem,
        scope: PointScope,
        copy_number: int,
        together: Together = (),
        *,
        for_printer: bool = False,
    ) -> bytes:
        """One copy of an issued paper: PDF. `for_printer` has the original as many times as it is due (一式两份).

        Raises Trouble when a font can't be unpacked.
        """
        document = Document(kind=receipt.kind, receipt_no=receipt.receipt_no, issued_at=receipt.issued_at)
        head = self._letterhead()
        signed = receipt.proof if receipt.copies == copy_number else ""
        proof = signed or self.proof(case, receipt, item, copy_number, trial=head.trial)
        sets = self.wording.documents[receipt.kind].sets if for_printer and copy_number == 1 else 1
        return self._pdf(case, document, item, scope, head, proof, copy_number, together, sets)

    def guide(self, facts: SheetFacts, size: PaperSize) -> GuideSheet:
        """办事指南 or 材料清单 of an item. Raises Trouble as `copy` does."""
        from app.receipts.guide_layout import render_sheet

        pdf = render_sheet(facts, self.fonts, self.guide_wording, size)
        title = f"{self.guide_wording.sheets[facts.kind].title} {facts.item.name}"
        return GuideSheet(pdf=pdf, title=title, pages=pages_of(pdf))

    def preview(
        self, case: Case, document: Document, item: ServiceItem, scope: PointScope, together: Together = ()
    ) -> bytes:
        """The paper as it will look: marked 预览, the codes' places empty."""
        facts = facts_of(
            case,
            document,
            item,
            scope,
            self._letterhead(),
            self.wording,
            link="",
            proof="",
            copy_number=1,
            preview=True,
            together=together,
        )
        return self._drawn(facts)

    def proof(self, case: Case, receipt: Receipt, item: ServiceItem, copy_number: int, *, trial: bool) -> str:
        """The signed text of a copy's proof code."""
        from app.receipts.qr import holder_digest, materials_digest, sign_proof  # cbor2 and base45: at the first paper

        salt = sha256(f"{receipt.id} {receipt.token}".encode()).digest()[:8]
        proof = Proof(
            case_no=case.case_no,
            receipt_no=receipt.receipt_no,
            kind=receipt.kind,
            copy_number=copy_number,
            device=self._device or case.device,
            stream=Stream.DESK.value,
            number=receipt.entry,
            point=case.point,
            item_code=case.item,
            item_version=str(case.item_version),
            received_at=case.received_at.replace(microsecond=0),
            accepted_at=case.accepted_at and case.accepted_at.replace(microsecond=0),
            due_on=case.due_on,
            materials_digest=materials_digest(material_lines(case, item, self.wording)),
            token=receipt.token,
            holder_salt=salt,
            holder_digest=holder_digest(case.applicant.id_no, salt),
            trial=trial,
        )
        return sign_proof(proof, self._signer)

    def _pdf(
        self,
        case: Case,
        document: Document,
        item: ServiceItem,
        scope: PointScope,
        head: Letterhead,
        proof: str,
        copy_number: int,
        together: Together,
        sets: int,
    ) -> bytes:
        from app.receipts.qr import link_url

        link = link_url(head.link, case.token)
        facts = facts_of(
            case,
            document,
            item,
            scope,
            head,
            self.wording,
            link=link,
            proof=proof,
            copy_number=copy_number,
            together=together,
        )
        return self._drawn(facts, sets)

    def _drawn(self, facts: Facts, sets: int = 1) -> bytes:
        from app.receipts.layout import render

        return render(facts, self.fonts, self.wording, sets)


def pages_of(pdf: bytes) -> int:
    """How many pages one of our own PDFs has: reportlab writes its page objects in the clear."""
    return len(_PAGE.findall(pdf))
