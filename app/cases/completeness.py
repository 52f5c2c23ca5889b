"""The completeness check (受理前核对): an item's conditions and materials as questions, the answer with no case made.

Pure. What it says of the materials is what accepting a case with them would say: both ask `check_materials`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.cases.timing import late_last
from app.catalogue.answers import asked_fields, normalise
from app.catalogue.calendar import WorkingCalendar
from app.catalogue.materials import allowed_forms, check_materials, needed_materials
from app.catalogue.model import Field, FieldType, GivenForm, Material, ServiceItem

SPARES = (GivenForm.LATER, GivenForm.PROMISED, GivenForm.WAIVED, GivenForm.SHARED)
"""The ways in which a material need not be here today: 容缺, 告知承诺, 电子证照, 数据共享."""


class Standing(StrEnum):
    """What a check comes to, the weightiest first."""

    UNMET = "unmet"  # 不符合受理条件
    LACKING = "lacking"  # 缺 n 项
    OPEN = "open"  # not everything has been asked yet
    LATE = "late"  # 可容缺受理
    READY = "ready"  # 可以受理


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What has been answered so far.

    `conditions` by their place from 0, `answers` to the fields on which materials depend, `materials` by code: the
    form in which each can be had, None for one that can't. What is missing in them has not been asked.
    """

    conditions: Mapping[int, bool] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    materials: Mapping[str, GivenForm | None] = field(default_factory=dict)

    def with_condition(self, place: int, met: bool | None) -> "Checklist":
        """The condition answered, or open again."""
        kept = {at: said for at, said in self.conditions.items() if at != place}
        return replace(self, conditions=kept if met is None else {**kept, place: met})

    def with_answer(self, code: str, value: Any) -> "Checklist":
        """The field answered, or open again."""
        kept = {at: said for at, said in self.answers.items() if at != code}
        return replace(self, answers=kept if value is None else {**kept, code: value})

    def with_material(self, code: str, form: GivenForm | None) -> "Checklist":
        """The material to be had in this form, or not at all."""
        return replace(self, materials={**self.materials, code: form})


NOTHING = Checklist()
"""Before the first question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionQuestion:
    """符合吗."""

    place: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldQuestion:
    """An answer on which materials depend: one of `choices`, value and label."""

    code: str
    label: str
    choices: tuple[tuple[Any, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialQuestion:
    """有吗: `here` is the form that having it means, `spares` how it may be spared."""

    material: Material
    here: GivenForm
    spares: tuple[GivenForm, ...]


Question = ConditionQuestion | FieldQuestion | MaterialQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the answers come to. `late` may follow until the day `until`; `lacking` is needed and can't be had;
    `open_questions` counts the questions without an answer, materials that are not required left out."""

    standing: Standing
    unmet: tuple[str, ...]
    lacking: tuple[Material, ...]
    late: tuple[Material, ...]
    until: date | None
    open_questions: int


def questions(item: ServiceItem, checklist: Checklist) -> tuple[Question, ...]:
    """What is to be asked, given the answers so far: conditions, what materials depend on, then materials."""
    return tuple(_questions(item, checklist))


def spares(material: Material) -> tuple[GivenForm, ...]:
    """The ways in which the catalogue lets this material be spared."""
    allowed = allowed_forms(material)
    return tuple(form for form in SPARES if form in allowed)


def given(item: ServiceItem, checklist: Checklist) -> dict[str, GivenForm]:
    """The materials that can be had, by code: of those that these answers call for."""
    needed = needed_materials(item, _answers(item, checklist))
    found = ((material.code, checklist.materials.get(material.code)) for material in needed)
    return {code: form for code, form in found if form is not None}


def assess(item: ServiceItem, checklist: Checklist, today: date, calendar: WorkingCalendar) -> Assessment:
    """What these answers come to today."""
    checked = check_materials(item, given(item, checklist), _answers(item, checklist))
    unmet = tuple(text for place, text in enumerate(item.conditions) if checklist.conditions.get(place, True) is False)
    lacking = tuple(material for material in checked.missing if material.code in checklist.materials)
    left = sum(1 for question in questions(item, checklist) if _is_open(question, checklist))
    if unmet:
        standing = Standing.UNMET
    elif lacking:
        standing = Standing.LACKING
    elif left:
        standing = Standing.OPEN
    else:
        standing = Standing.LATE if checked.late else Standing.READY
    return Assessment(
        standing=standing,
        unmet=unmet,
        lacking=lacking,
        late=checked.late,
        until=late_last(item, today, calendar) if checked.late else None,
        open_questions=left,
    )


def _questions(item: ServiceItem, checklist: Checklist) -> Iterator[Question]:
    for place, text in enumerate(item.conditions):
        yield ConditionQuestion(place=place, text=text)
    answers = _answers(item, checklist)
    deciding = _deciding(item)
    for asked in asked_fields(item.fields, answers):
        if asked.code in deciding:
            yield FieldQuestion(code=asked.code, label=asked.label, choices=_choices(asked))
    for material in needed_materials(item, answers):
        yield MaterialQuestion(material=material, here=_here(material), spares=spares(material))


def _answers(item: ServiceItem, checklist: Checklist) -> dict[str, object]:
    """The answers that count: one to a field that the others no longer call for is as good as none."""
    told = normalise(item, checklist.answers)
    asked = {one.code for one in asked_fields(item.fields, told)}
    return {code: value for code, value in told.items() if code in asked}


def _deciding(item: ServiceItem) -> frozenset[str]:
    """The fields on which a material depends, and those on which such a field depends."""
    found = {material.only_when.field for material in item.materials if material.only_when is not None}
    while True:
        above = {one.only_when.field for one in item.fields if one.code in found and one.only_when is not None}
        if above <= found:
            return frozenset(found)
        found |= above


def _choices(asked: Field) -> tuple[tuple[Any, str], ...]:
    """Only what has a list can be asked so: a free text decides nothing here."""
    if asked.type is FieldType.BOOLEAN:
        return ((True, "是"), (False, "否"))
    return tuple((choice.code, choice.label) for choice in asked.choices)


def _here(material: Material) -> GivenForm:
    """The guide's own form. One that comes in no form but a spared one is had by sparing it."""
    return allowed_forms(material)[0]


def _is_open(question: Question, checklist: Checklist) -> bool:
    if isinstance(question, ConditionQuestion):
        return question.place not in checklist.conditions
    if isinstance(question, FieldQuestion):
        return question.code not in checklist.answers
    return question.material.required and question.material.code not in checklist.materials
