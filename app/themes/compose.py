"""The one form of a theme: each thing asked once, whatever number of items want it.

The form is shaped like a service item, so that the intake shows and checks it as any other. Where an item's field or
material comes from is kept beside it, so that answers find their way to the items and refusals back to the form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

from app.catalogue.model import (
    Department,
    Field,
    ItemCode,
    ItemKind,
    Material,
    OnlyWhen,
    ServiceItem,
)
from app.errors import Refused
from app.themes.in_place import When, in_place_of
from app.themes.model import Part, SharedMaterial, Theme

DEPARTMENT = "一件事"
"""Stands where an item names its department in short: themes are found by it, and marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answer follows from the theme."""

    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The answer stands in the applicant's own data, at `key`."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The answer is that of the form's field `code`."""

    code: str


Source = Given | Taken | Asked


@dataclass(frozen=True, kw_only=True)
class Form:
    """A theme with the items that it is made of today. `item` is the form in an item's shape."""

    theme: Theme
    items: Mapping[str, ServiceItem]
    """The item of each part by the part's key; a part that can't be done here is left out."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Those that can be done here."""
        return tuple(part for part in self.theme.parts if part.key in self.items)

    @cached_property
    def item(self) -> ServiceItem:
        return _shaped(self)

    @cached_property
    def sources(self) -> Mapping[tuple[str, str], Source]:
        """Where the answer of each part's field comes from."""
        asked = {
            (target.part, target.code): question.field.code
            for question in self.theme.questions
            for target in question.feeds
        }
        return {
            (part.key, field.code): _source(part, field.code, asked.get((part.key, field.code)))
            for part in self.parts
            for field in self.items[part.key].fields
        }

    @cached_property
    def handed_in(self) -> Mapping[tuple[str, str], str]:
        """The form's material that serves each part's material; nothing serves what another item of the theme makes."""
        shared = {(target.part, target.code): one.code for one in self.theme.materials for target in one.feeds}
        return {
            (part.key, material.code): shared.get((part.key, material.code), own_code(part, material.code))
            for part in self.parts
            for material in self.items[part.key].materials
            if material.code not in part.brought
        }


def compose(theme: Theme, items: Mapping[str, ServiceItem]) -> Form:
    """The form of `theme` made of these items, by the parts' keys; a part whose item is missing falls away.

    Raises Refused: theme_item_missing for one without which the theme is not done, theme_contradicts where the theme
    and an item's version don't fit (a field that isn't there, a condition that can't be said on one form).
    """
    for part in theme.parts:
        if part.key not in items and part.only_when is None:
            raise Refused("theme_item_missing", "theme", name=theme.name, item=part.label)
    form = Form(theme=theme, items=items)
    _check_targets(form)
    _ = form.item
    return form


def own_code(part: Part, code: str) -> str:
    """What the form calls a field or material that only this part asks for."""
    return f"{part.key}_{code}"


def _source(part: Part, code: str, asked: str | None) -> Source:
    if code in part.given:
        return Given(value=part.given[code])
    if code in part.taken:
        return Taken(key=part.taken[code])
    return Asked(code=asked or own_code(part, code))


def _check_targets(form: Form) -> None:
    """Whatever the theme feeds is there in the item's version of today, and can take what is fed."""
    for part in form.parts:
        item = form.items[part.key]
        if not (part.given.keys() | part.taken.keys()) <= {field.code for field in item.fields}:
            raise _unfit(form, part)
    for question in form.theme.questions:
        for target in question.feeds:
            fed = form.items[target.part].field(target.code) if target.part in form.items else question.field
            if fed is None or fed.type is not question.field.type or _choices(question.field) - _choices(fed):
                raise Refused("theme_contradicts", f"theme.questions.{question.field.code}")
    for material in form.theme.materials:
        for target in material.feeds:
            if target.part in form.items and form.items[target.part].material(target.code) is None:
                raise Refused("theme_contradicts", f"theme.materials.{material.code}")


def _choices(field: Field) -> set[str]:
    return {choice.code for choice in field.choices}


def _unfit(form: Form, part: Part) -> Refused:
    return Refused("theme_contradicts", f"theme.parts.{form.theme.parts.index(part)}")


def _when(form: Form, part: Part, only_when: OnlyWhen | None) -> When | None:
    """None where the theme's given answers rule it out."""
    if only_when is None:
        return When(only_when=part.only_when)
    source = form.sources[part.key, only_when.field]
    if isinstance(source, Taken):
        raise _unfit(form, part)
    if isinstance(source, Given):
        said = str(source.value).lower() if isinstance(source.value, bool) else source.value
        return When(only_when=part.only_when) if said in only_when.values else None
    said_there = replace(only_when, field=source.code)
    question = next((one.field for one in form.theme.questions if one.field.code == source.code), None)
    if question is None:  # the part's own: asked only with the part, so its answer says enough
        governing = form.items[part.key].field(only_when.field)
        asked = governing is not None and _when(form, part, governing.only_when) is not None
        return When(only_when=said_there) if asked else None
    return When(only_when=said_there, loose=part.only_when not in (None, question.only_when))


def _shaped(form: Form) -> ServiceItem:
    theme, items = form.theme, [form.items[part.key] for part in form.parts]
    departments = "、".join(dict.fromkeys(item.department.name for item in items))
    return ServiceItem(
        code=ItemCode(theme.code),
        implementation_code=theme.code,
        catalog_code=theme.code,
        name=theme.name,
        type_code="20",
        level=items[0].level,
        department=Department(name=departments, short_name=DEPARTMENT, uscc=""),
        entrusted_body=None,
        targets=_merged(item.targets for item in items),
        kind=ItemKind.PROMISED,
        legal_limit=None,
        promised_limit=None,
        limit_note="",
        conditions=_merged(item.conditions for item in items),
        materials=tuple(_materials(form)),
        fields=tuple(_fields(form)),
        fees=_merged(item.fees for item in items),
        result_name="、".join(dict.fromkeys(item.result_name for item in items if item.result_name)),
        legal_basis=_merged(item.legal_basis for item in items),
        phone=items[0].phone,
        complaint_phone=items[0].complaint_phone,
        address=items[0].address,
        window_hours=items[0].window_hours,
        visits=1,
        promise_based=False,
        finish_offline=False,
        special_procedures=(),
        topics=theme.topics,
        keywords=theme.keywords,
        spellings=theme.spellings,
        version=theme.version,
        effective_on=max(theme.effective_on, *(item.effective_on for item in items)),
        cancelled_on=theme.cancelled_on,
    )


def _merged(lists: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(lists)))


def _fields(form: Form) -> Iterator[Field]:
    """The theme's questions first, as far as they still serve something, then what is each part's own."""
    switches = {part.only_when.field for part in form.parts if part.only_when}
    for question in form.theme.questions:
        fed = any(target.part in form.items for target in question.feeds)
        named = any(question.field.code in (p.subject.name, p.subject.id_no) for p in form.parts if p.subject)
        if fed or named or question.field.code in switches:
            yield question.field
    fed_codes = {question.field.code for question in form.theme.questions}
    own = [
        (part, field)
        for part in form.parts
        for field in form.items[part.key].fields
        if isinstance(source := form.sources[part.key, field.code], Asked) and source.code not in fed_codes
    ]
    labels = [field.label for _, field in own] + [question.field.label for question in form.theme.questions]
    for part, field in own:
        if (when := _when(form, part, field.only_when)) is not None:
            label = f"{field.label}（{part.label}）" if labels.count(field.label) > 1 else field.label
            asked = replace(field, code=own_code(part, field.code), label=label, only_when=when.only_when)
            yield replace(asked, required=field.required and not when.loose)


def _materials(form: Form) -> Iterator[Material]:
    """The shared ones first, then each part's own."""
    shared = {one.code for one in form.theme.materials}
    for one in form.theme.materials:
        if (material := _shared(form, one)) is not None:
            yield material
    own = [
        (part, material)
        for part in form.parts
        for material in form.items[part.key].materials
        if form.handed_in.get((part.key, material.code), "") not in {*shared, ""}
    ]
    names = [material.name for _, material in own] + [one.name for one in form.theme.materials]
    for part, material in own:
        if (when := _when(form, part, material.only_when)) is not None:
            name = f"{material.name}（{part.label}）" if names.count(material.name) > 1 else material.name
            named = replace(material, code=own_code(part, material.code), name=name, only_when=when.only_when)
            yield replace(named, required=material.required and not when.loose)


def _shared(form: Form, shared: SharedMaterial) -> Material | None:
    """One material in the place of those that it serves; None where none of them is wanted."""
    fed: list[tuple[Material, When]] = []
    for target in shared.feeds:
        part = form.theme.part(target.part)
        material = form.items[target.part].material(target.code) if target.part in form.items else None
        if part is not None and material is not None and (when := _when(form, part, material.only_when)) is not None:
            fed.append((material, when))
    return in_place_of(shared, fed) if fed else None
