"""The pages of a case's attachments, in the order in which a reviewer leafs through them. Values only."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.cases.given import StoredFile
from app.cases.model import Case
from app.catalogue.model import GivenForm
from app.central.model import Materials, Standing

PICTURES = frozenset({"image/jpeg", "image/png", "image/bmp"})
"""What a browser shows itself and runs nothing of."""
PDF = "application/pdf"
_PAPER = frozenset({GivenForm.ORIGINAL, GivenForm.COPY})


class Shown(StrEnum):
    """How a page is looked at."""

    PICTURE = "picture"
    PDF = "pdf"  # by the browser's own viewer, in a frame
    SAVED = "saved"  # only by saving it first


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One page: the `number`-th of the case (from 1), `page` of its material's `of`. `here`: central has it."""

    number: int
    code: str
    page: int
    of: int
    file: StoredFile
    here: bool

    @property
    def shown(self) -> Shown:
        """By its media type, which the desk found out from its content."""
        if self.file.media in PICTURES:
            return Shown.PICTURE
        return Shown.PDF if self.file.media == PDF else Shown.SAVED


def digests(case: Case) -> set[str]:
    """Every attachment that the case names."""
    return {file.digest for material in case.materials for file in material.files}


def scans_of(case: Case, here: Collection[str]) -> tuple[Scan, ...]:
    """Every page of the case, material by material. `here` are the digests that central has."""
    found: list[Scan] = []
    for material in case.materials:
        files = material.files
        for page, file in enumerate(files, 1):
            number = len(found) + 1
            scan = Scan(
                number=number, code=material.code, page=page, of=len(files), file=file, here=file.digest in here
            )
            found.append(scan)
    return tuple(found)


def coming(case: Case, here: Collection[str]) -> tuple[str, ...]:
    """The codes of materials that come by themselves: promised for later, or an attachment still on its way."""
    return tuple(
        material.code
        for material in case.materials
        if material.form is GivenForm.LATER or any(file.digest not in here for file in material.files)
    )


def standing_of(case: Case, here: Collection[str]) -> Standing:
    """How the case's materials stand."""
    follows = sum(material.form is GivenForm.LATER for material in case.materials)
    on_paper = any(material.form in _PAPER and not material.files for material in case.materials)
    return standing(digests(case), here, follows=follows, on_paper=on_paper)


def standing(files: Collection[str], here: Collection[str], *, follows: int, on_paper: bool) -> Standing:
    """The same of a case's line in the list: `follows` counts what is still to be brought to the window."""
    waiting = len(set(files).difference(here)) + follows
    if waiting:
        return Standing(materials=Materials.WAITING, waiting=waiting)
    return Standing(materials=Materials.ON_PAPER if on_paper else Materials.HERE)
