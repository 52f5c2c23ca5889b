"""The materials of an input line, read strictly: what was handed in, in which form, with which scans."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from app.cases.given import MOST_PAGES, GivenMaterial, Licence, LicenceCheck, StoredFile
from app.cases.line_reading import an_object, day, flag, known_keys, text
from app.catalogue.model import GivenForm
from app.errors import Refused

OF_LICENCE: Final = frozenset({GivenForm.WAIVED, GivenForm.ELECTRONIC})
"""Forms that an 电子证照 may take: in the place of paper, or handed in as a file."""
SPARED: Final = frozenset({GivenForm.WAIVED, GivenForm.SHARED, GivenForm.PROMISED})
"""Forms in which nothing is handed in and nothing will be (减材料)."""
_FORMS: Final = {form.value: form for form in GivenForm}
_PLAIN_KEYS: Final = frozenset({"code", "form", "count", "file", "pages"})
_KEYS: Final = _PLAIN_KEYS | {"licence", "reason", "kept", "valid_until"}
_LICENCE_KEYS: Final = frozenset({"kind", "number", "checked"})
_FILE_KEYS: Final = {"digest": str, "name": str, "media": str, "size": int}
_LONGEST_PATH: Final = 4096
_LONGEST_REASON: Final = 1000
_MOST_COPIES: Final = 99

HandedFile = str | StoredFile
"""A path to read, or a file that the desk keeps already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A material as the input names it; see `GivenMaterial`."""

    code: str
    form: GivenForm
    count: int
    file: HandedFile | None
    pages: tuple[HandedFile, ...] = ()
    licence: Licence | None = None
    reason: str | None = None
    kept: bool = False
    valid_until: date | None = None

    @property
    def files(self) -> tuple[HandedFile, ...]:
        """Every page in order."""
        return () if self.file is None else (self.file, *self.pages)

    def with_files(self, files: tuple[StoredFile, ...]) -> GivenMaterial:
        """The material with its pages as the desk keeps them."""
        return GivenMaterial(
            code=self.code,
            form=self.form,
            count=self.count,
            file=files[0] if files else None,
            pages=files[1:],
            licence=self.licence,
            reason=self.reason,
            kept=self.kept,
            valid_until=self.valid_until,
        )


def handed_in(given: GivenMaterial) -> HandedIn:
    """A material of a case as an input would name it."""
    return HandedIn(
        code=given.code,
        form=given.form,
        count=given.count,
        file=given.file,
        pages=given.pages,
        licence=given.licence,
        reason=given.reason,
        kept=given.kept,
        valid_until=given.valid_until,
    )


def read_materials(value: object) -> tuple[HandedIn, ...]:
    """The materials of a line; None has none. Raises Refused with the path of the first wrong field."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Refused("line_not_list", "materials")
    read = tuple(_material(material, f"materials.{place}") for place, material in enumerate(value))
    codes = [material.code for material in read]
    if len(set(codes)) < len(codes):
        place, code = next((place, code) for place, code in enumerate(codes) if code in codes[:place])
        raise Refused("material_twice", f"materials.{place}.code", code=code)
    return read


def _material(value: object, path: str) -> HandedIn:
    if not isinstance(value, dict):
        raise Refused("line_not_object", path)
    known_keys(value, _KEYS, f"{path}.")
    count = value.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= _MOST_COPIES:
        raise Refused("material_count", f"{path}.count", most=_MOST_COPIES)
    form = _FORMS.get(str(value.get("form")))
    if form is None:
        raise Refused("material_form_unknown", f"{path}.form", given=value.get("form"))
    files = _files(value, path)
    made = HandedIn(
        code=text(value, "code", path, needed=True) or "",
        form=form,
        count=count,
        file=files[0] if files else None,
        pages=files[1:],
    )
    return made if value.keys() <= _PLAIN_KEYS else _with_more(made, value, path)


def _with_more(made: HandedIn, value: Mapping[str, Any], path: str) -> HandedIn:
    """With what is said of few materials."""
    more = replace(
        made,
        licence=_licence(value, path),
        reason=text(value, "reason", path, longest=_LONGEST_REASON),
        kept=flag(value, "kept", path),
        valid_until=day(value, "valid_until", path),
    )
    _check_fits(more, path)
    return more


def _check_fits(made: HandedIn, path: str) -> None:
    """What is said of a material must be possible of its form."""
    if made.licence is not None and made.form not in OF_LICENCE:
        raise Refused("licence_form", f"{path}.licence")
    if made.kept and made.form is not GivenForm.ORIGINAL:
        raise Refused("kept_form", f"{path}.kept")
    if made.reason is not None and made.form not in SPARED:
        raise Refused("spared_form", f"{path}.reason")


def _licence(value: Mapping[str, object], path: str) -> Licence | None:
    told, place = an_object(value, "licence", path), f"{path}.licence"
    if not told:
        return None
    known_keys(told, _LICENCE_KEYS, f"{place}.")
    number, kind = text(told, "number", place), text(told, "kind", place)
    if number is None:
        raise Refused("licence_number_missing", f"{place}.number")
    if kind is None:
        raise Refused("licence_kind_missing", f"{place}.kind")
    checked = told.get("checked")
    try:
        return Licence(kind=kind, number=number, checked=LicenceCheck(str(checked)))
    except ValueError:
        raise Refused("licence_unchecked", f"{place}.checked", given=str(checked or "")) from None


def _files(value: Mapping[str, Any], path: str) -> tuple[HandedFile, ...]:
    """The pages in order: `file` is one or a list of them, `pages` the further ones."""
    first, further = value.get("file"), value.get("pages")
    if further is not None and not isinstance(further, list):
        raise Refused("line_not_list", f"{path}.pages")
    named = [*(first if isinstance(first, list) else [first]), *(further or ())]
    files = tuple(file for one in named if (file := _file(one, path)) is not None)
    if len(files) > MOST_PAGES:
        raise Refused("pages_many", f"{path}.file", most=MOST_PAGES, given=len(files))
    return files


def _file(value: object, path: str) -> HandedFile | None:
    if value is None or isinstance(value, str):
        if value and len(value) > _LONGEST_PATH:
            raise Refused("text_long", f"{path}.file", longest=_LONGEST_PATH)
        return value or None
    fits = isinstance(value, dict) and value.keys() == _FILE_KEYS.keys()
    if not fits or not all(type(value[key]) is kind for key, kind in _FILE_KEYS.items()):  # type: ignore[index]
        raise Refused("line_not_text", f"{path}.file")
    return StoredFile(**value)  # type: ignore[arg-type]  # just looked at
