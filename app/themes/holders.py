"""Whom each item of a theme is about, while it is still being typed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.applicants.identity import check_identity
from app.applicants.model import Identity, IdType
from app.catalogue.model import ItemCode
from app.errors import Refused
from app.themes.compose import Form
from app.themes.split import split


def holders(form: Form, line: Mapping[str, Any], today: date) -> tuple[tuple[ItemCode, Identity], ...]:
    """Each item that the answers choose, with the document of its applicant; an item whose applicant's number is not
    good yet is left out. `line` is as for `split`."""
    return tuple(_holders(form, line, today))


def _holders(form: Form, line: Mapping[str, Any], today: date) -> Iterator[tuple[ItemCode, Identity]]:
    for child in split(form, line):
        applicant = child.line["applicant"] or {}
        kind, number = applicant.get("id_type"), applicant.get("id_no")
        if not kind or not number:
            continue
        try:
            checked = check_identity(IdType(str(kind)), str(number), today)
        except (Refused, ValueError):
            continue
        yield child.item.code, Identity(IdType(str(kind)), checked.normalised)
