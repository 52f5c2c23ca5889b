"""A material as it came to the window: how it was taken, and the scans of its pages.

Everything but code, form, count and file is left out of an entry while there is nothing to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from app.catalogue.model import GivenForm

MOST_PAGES: Final = 60
"""Scans that one material may have; more belong into one PDF."""
_LONGEST: Final = 200
_LONGEST_REASON: Final = 1000


class LicenceCheck(StrEnum):
    """How an 电子证照 was found to be genuine (domain.md §A 15)."""

    SCANNED = "scanned"  # 扫码核验: the code that the holder shows (亮证)
    SYSTEM = "system"  # 系统核验: asked of the licence platform
    COMPARED = "compared"  # 人工核对: looked at on the holder's phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """An 电子证照 in the place of paper: which kind, its number, how it was verified. No copy of it is kept."""

    kind: str
    number: str
    checked: LicenceCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file kept once by its content: `digest` is the SHA-256 in hex, `size` counts bytes."""

    digest: str
    name: str
    media: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMaterial:
    """A material as it came to the window.

    `file` is its first page or its one PDF, `pages` the further ones in order. `reason` says why it is not asked for
    (免交). `kept`: the original stays here and must be handed back; without it an original was only seen (原件核验).
    `valid_until` is the last day that stands on it, where the clerk noted that.
    """

    code: str
    form: GivenForm
    count: int
    file: StoredFile | None = None
    pages: tuple[StoredFile, ...] = ()
    licence: Licence | None = None
    reason: str | None = None
    kept: bool = False
    valid_until: date | None = None

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Every page in order."""
        return () if self.file is None else (self.file, *self.pages)

    def expired(self, today: date) -> bool:
        """Whether the day that stands on it has passed."""
        return self.valid_until is not None and self.valid_until < today


def file_to_json(file: StoredFile) -> dict[str, Any]:
    """A kept file as an entry names it."""
    return {"digest": file.digest, "name": file.name, "media": file.media, "size": file.size}


def material_to_json(material: GivenMaterial) -> dict[str, Any]:
    """A given material as an entry holds it; its files by digest."""
    file = material.file
    kept = file and file_to_json(file)
    told: dict[str, Any] = {"code": material.code, "form": material.form.value, "count": material.count, "file": kept}
    if material.pages:
        told["pages"] = [file_to_json(page) for page in material.pages]
    if material.licence is not None:
        licence = material.licence
        told["licence"] = {"kind": licence.kind, "number": licence.number, "checked": licence.checked.value}
    if material.reason is not None:
        told["reason"] = material.reason
    if material.kept:
        told["kept"] = True
    if material.valid_until is not None:
        told["valid_until"] = material.valid_until.isoformat()
    return told


def material_from_json(value: Mapping[str, Any]) -> GivenMaterial:
    """The inverse of `material_to_json`."""
    file, licence, until = value["file"], value.get("licence"), value.get("valid_until")
    return GivenMaterial(
        code=value["code"],
        form=GivenForm(value["form"]),
        count=value["count"],
        file=StoredFile(**file) if file else None,
        pages=tuple(StoredFile(**page) for page in value.get("pages") or ()),
        licence=None if licence is None else _licence(licence),
        reason=value.get("reason"),
        kept=value.get("kept") is True,
        valid_until=None if until is None else date.fromisoformat(until),
    )


def is_sound(material: GivenMaterial) -> bool:
    """Whether each of its particulars is of its type and no larger than people write: for what comes from elsewhere."""
    licence, reason = material.licence, material.reason
    texts = () if licence is None else (licence.kind, licence.number)
    return (
        len(material.pages) < MOST_PAGES
        and (material.file is not None or not material.pages)
        and all(map(_is_file, material.files))
        and all(isinstance(text, str) and len(text) <= _LONGEST for text in texts)
        and (reason is None or (isinstance(reason, str) and len(reason) <= _LONGEST_REASON))
    )


def _is_file(file: StoredFile) -> bool:
    texts = (file.digest, file.name, file.media)
    return all(isinstance(text, str) for text in texts) and type(file.size) is int


def _licence(value: Mapping[str, Any]) -> Licence:
    return Licence(kind=value["kind"], number=value["number"], checked=LicenceCheck(value["checked"]))
