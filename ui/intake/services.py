"""What an intake asks of the program. The composition root fills it in; everything here runs on the storage lane."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.clock import Clock
from app.ids import Ids
from app.receipts.model import DocumentKind
from ui.fonts import EnsureGlyphs
from ui.tasks import Lanes

if TYPE_CHECKING:
    from app.applicants.service import Applicants
    from app.cases.service import CaseDesk
    from app.catalogue.divisions import Divisions
    from app.catalogue.service import Catalogue
    from app.devices.scanning import Scanning
    from app.helping.register import Register
    from app.intake import Intake
    from app.receipts.guide_desk import GuideDesk
    from app.themes.service import ThemeDesk


class IntakeDesk(Protocol):
    """The services of a desk that an intake works with, each made when first asked for."""

    @property
    def cases(self) -> "CaseDesk": ...
    @property
    def intake(self) -> "Intake": ...
    @property
    def catalogue(self) -> "Catalogue": ...
    @property
    def themes(self) -> "ThemeDesk": ...
    @property
    def applicants(self) -> "Applicants": ...
    @property
    def divisions(self) -> "Divisions": ...
    @property
    def scanning(self) -> "Scanning": ...
    @property
    def guides(self) -> "GuideDesk": ...
    @property
    def helpers(self) -> "Register": ...


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeServices:
    """`print_papers(case_no, kinds)` puts the newest paper of each kind in line for the printer; `preview(line)` draws
    the paper that a line would issue, as PDF, and writes nothing; `print_page(pdf, title)`, on the devices lane, prints
    what is no case's paper; `print_letter(line)`, there too, the 授权委托书 for a line or a case."""

    desk: IntakeDesk
    point: str
    window: int
    clock: Clock
    ids: Ids
    lanes: Lanes
    ensure: EnsureGlyphs
    print_papers: Callable[[str, Sequence[DocumentKind]], object]
    preview: Callable[[Mapping[str, Any]], bytes]
    print_page: Callable[[bytes, str], object]
    print_letter: Callable[[Mapping[str, Any]], object]

    @property
    def cases(self) -> "CaseDesk":
        return self.desk.cases

    @property
    def intake(self) -> "Intake":
        return self.desk.intake

    @property
    def catalogue(self) -> "Catalogue":
        return self.desk.catalogue

    @property
    def themes(self) -> "ThemeDesk":
        return self.desk.themes

    @property
    def applicants(self) -> "Applicants":
        return self.desk.applicants

    @property
    def divisions(self) -> "Divisions":
        return self.desk.divisions

    @property
    def guides(self) -> "GuideDesk":
        return self.desk.guides
