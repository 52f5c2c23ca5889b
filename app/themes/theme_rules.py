"""What must agree inside one theme before the desk works with it."""

import re
from collections.abc import Iterable

from app.catalogue.model import OnlyWhen
from app.errors import Refused
from app.themes.model import APPLICANT_SAYS, Part, Theme

CODE = re.compile(r"[a-z][a-z0-9_]{1,30}")
KEY = re.compile(r"[a-z][a-z0-9]*")
MOST_PARTS = 20
"""More items than any theme brings together; with it a repeat's entries are counted through in one go."""


def check_theme(theme: Theme) -> None:
    """Refused("theme_contradicts") at the first place that names what the theme hasn't, or says a thing twice."""
    if not CODE.fullmatch(theme.code):
        raise Refused("theme_contradicts", "theme.code")
    if theme.cancelled_on is not None and theme.cancelled_on < theme.effective_on:
        raise Refused("theme_contradicts", "theme.cancelled_on")
    if not 2 <= len(theme.parts) <= MOST_PARTS or all(part.only_when for part in theme.parts):
        raise Refused("theme_contradicts", "theme.parts")
    _check_once((part.key for part in theme.parts), "theme.parts")
    _check_once((part.item for part in theme.parts), "theme.parts")
    _check_once((question.field.code for question in theme.questions), "theme.questions")
    _check_once((material.code for material in theme.materials), "theme.materials")
    for place, part in enumerate(theme.parts):
        _check_part(theme, part, f"theme.parts.{place}")
    for place, question in enumerate(theme.questions):
        _check_only_when(theme, question.field.only_when, f"theme.questions.{place}.only_when")
    fed = [target for question in theme.questions for target in question.feeds]
    said = [(part.key, code) for part in theme.parts for code in (*part.given, *part.taken)]
    _check_once((*((target.part, target.code) for target in fed), *said), "theme.questions")
    given = [target for material in theme.materials for target in material.feeds]
    made = [(part.key, code) for part in theme.parts for code in part.brought]
    _check_once((*((target.part, target.code) for target in given), *made), "theme.materials")
    if any(theme.part(target.part) is None for target in (*fed, *given)):
        raise Refused("theme_contradicts", "theme.questions")


def _check_part(theme: Theme, part: Part, place: str) -> None:
    if not KEY.fullmatch(part.key):
        raise Refused("theme_contradicts", f"{place}.key")
    _check_only_when(theme, part.only_when, f"{place}.only_when")
    if not set(part.taken.values()) <= set(APPLICANT_SAYS):
        raise Refused("theme_contradicts", f"{place}.taken")
    asked = {question.field.code: question.field for question in theme.questions}
    for code in (part.subject.name, part.subject.id_no) if part.subject else ():
        if code not in asked or not asked[code].required or asked[code].only_when not in (None, part.only_when):
            raise Refused("theme_contradicts", f"{place}.subject")


def _check_only_when(theme: Theme, only_when: OnlyWhen | None, place: str) -> None:
    if only_when is None:
        return
    asked = next((one.field for one in theme.questions if one.field.code == only_when.field), None)
    values = {choice.code for choice in asked.choices} or {"true", "false"} if asked else set()
    if not set(only_when.values) <= values:
        raise Refused("theme_contradicts", place)


def _check_once(values: Iterable[object], place: str) -> None:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise Refused("theme_contradicts", place)
        seen.add(value)
