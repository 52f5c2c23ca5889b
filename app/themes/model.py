"""一件事一次办: a theme is data. It names service items of several departments, and what is asked and handed in once.

Only values here. `compose.py` makes the one form of it, `split.py` the line of each item from what was answered there,
`theme_json.py` reads one, `standing.py` says how far the cases of one joint number have come.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from app.applicants.model import IdType
from app.catalogue.model import Field, GivenForm, ItemCode, OnlyWhen, Spelling

ThemeCode = NewType("ThemeCode", str)
"""A word in small letters; an item's code is never one."""
APPLICANT_SAYS = ("name", "id_no", "phone", "address")
"""What of the applicant may answer an item's question, so that it isn't asked again."""


@dataclass(frozen=True, slots=True)
class Target:
    """A field or a material of one of the theme's items; written "part.code"."""

    part: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The person whom an item is about where that is not who applies: a newborn, someone who has died.

    `name` and `id_no` are the questions that say who it is; the applicant then acts for them as their `relation`.
    """

    name: str
    id_no: str
    id_type: IdType
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One item of a theme. `key` is its word in the theme, `label` its short name where two questions sound alike.

    `only_when` names a question by which the applicant chooses it; without one the theme is not done without it.
    `given` are answers that follow from the theme, `taken` those that the applicant's own data give, `brought` the
    materials that need not be handed in because another item of the theme makes them.
    """

    key: str
    item: ItemCode
    label: str
    only_when: OnlyWhen | None = None
    given: Mapping[str, object] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)
    brought: Mapping[str, GivenForm] = field(default_factory=dict)
    subject: Subject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Asked once, and the answer of every field that it feeds. One that feeds none chooses an item."""

    field: Field
    feeds: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedMaterial:
    """Handed in once for several items."""

    code: str
    name: str
    feeds: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One version of a theme. Whatever its questions and shared materials don't feed is asked as each item's own.

    It is in force from `effective_on`, until the day before `cancelled_on`.
    """

    code: ThemeCode
    name: str
    version: int
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    materials: tuple[SharedMaterial, ...]
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    effective_on: date
    cancelled_on: date | None = None

    def part(self, key: str) -> Part | None:
        """The part of that key, or None."""
        return next((part for part in self.parts if part.key == key), None)
