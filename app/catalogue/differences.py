"""What differs between two versions of an item, one sentence's worth at a time and the clerk's own matters first.

Codes and values only; the sentences lie in ui/difference_words.py. The version's number and its dates are no
difference: they are what the two are told apart by.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from app.catalogue.model import Fee, Field, Material, ServiceItem, TimeLimit

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One of them. `part` is the item's element that differs ("materials"), `code` what happened to it, `values` what
    the sentence of that code speaks of."""

    part: str
    code: str
    values: Mapping[str, object]


def differences(before: ServiceItem, after: ServiceItem) -> tuple[Difference, ...]:
    """What a clerk must know who has worked with `before`; nothing when they are equal but for number and dates."""
    return tuple(_all(before, after))


def differing_parts(before: ServiceItem, after: ServiceItem) -> tuple[str, ...]:
    """The elements that differ, dates among them, without the version's own number."""
    names = (field.name for field in fields(ServiceItem))
    return tuple(name for name in names if name != "version" and getattr(before, name) != getattr(after, name))


def _all(before: ServiceItem, after: ServiceItem) -> Iterator[Difference]:
    yield from _text("name", before.name, after.name)
    yield from _listed("materials", before.materials, after.materials, lambda one: one.code, _name, _of_material)
    yield from _lines("conditions", before.conditions, after.conditions)
    yield from _listed("fields", before.fields, after.fields, lambda one: one.code, _label, _of_field)
    yield from _limit("promised_limit", before.promised_limit, after.promised_limit)
    yield from _limit("legal_limit", before.legal_limit, after.legal_limit)
    yield from _text("limit_note", before.limit_note, after.limit_note)
    yield from _switch("kind", after.kind.value, before.kind is not after.kind)
    yield from _listed("fees", before.fees, after.fees, lambda one: one.name, lambda one: one.name, _of_fee)
    for flag in ("promise_based", "finish_offline"):
        yield from _switch(flag, _yes(getattr(after, flag)), getattr(before, flag) != getattr(after, flag))
    yield from _lines("special_procedures", before.special_procedures, after.special_procedures)
    yield from _text("result_name", before.result_name, after.result_name)
    yield from _text("department", before.department.name, after.department.name)
    for name in ("phone", "complaint_phone", "address", "window_hours", "visits"):
        yield from _text(name, getattr(before, name), getattr(after, name))
    yield from _rest(before, after)


_OF_CLERKS = frozenset(
    (
        *("name", "materials", "conditions", "fields", "promised_limit", "legal_limit", "limit_note", "kind", "fees"),
        *("promise_based", "finish_offline", "special_procedures", "result_name", "phone", "complaint_phone"),
        *("address", "window_hours", "visits"),
    )
)
_REST = "item_rest_changed"
_DATES = frozenset({"effective_on", "cancelled_on"})


def _rest(before: ServiceItem, after: ServiceItem) -> Iterator[Difference]:
    """What no clerk reads is named in one: codes, legal bases, words for the search."""
    named = replace(after, department=replace(after.department, name=before.department.name))
    for part in differing_parts(before, named):
        if part not in _OF_CLERKS and part not in _DATES:
            yield Difference(part=part, code=_REST, values={})


def _text(part: str, before: object, after: object) -> Iterator[Difference]:
    if before != after:
        code = f"item_{part}_{'new' if before == '' else 'changed' if after else 'gone'}"
        yield Difference(part=part, code=code, values={"before": before, "after": after})


def _switch(part: str, now: str, differs: bool) -> Iterator[Difference]:
    if differs:
        yield Difference(part=part, code=f"item_{part}_{now}", values={})


def _limit(part: str, before: TimeLimit | None, after: TimeLimit | None) -> Iterator[Difference]:
    if before == after:
        return
    if after is None:
        yield Difference(part=part, code=f"item_{part}_gone", values={})
    elif not after.amount:
        yield Difference(part=part, code=f"item_{part}_at_once", values={})
    else:
        yield Difference(part=part, code=f"item_{part}_{after.unit.value}", values={"after": after.amount})


def _lines(part: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """A list of texts: what is new, what is gone, else that the order is another."""
    new, gone = [one for one in after if one not in before], [one for one in before if one not in after]
    for code, texts in (("new", new), ("gone", gone)):
        yield from (Difference(part=part, code=f"item_{part}_{code}", values={"text": text}) for text in texts)
    if not new and not gone and tuple(before) != tuple(after):
        yield Difference(part=part, code=f"item_{part}_order", values={})


def _listed(
    part: str,
    before: Sequence[T],
    after: Sequence[T],
    key: Callable[[T], str],
    name: Callable[[T], str],
    of_one: Callable[[T, T], Iterator[tuple[str, Mapping[str, object]]]],
) -> Iterator[Difference]:
    """A list of named things: what is new, what is gone, what has changed in those that stay; else the order."""
    had, has = {key(one): one for one in before}, {key(one): one for one in after}
    found: list[tuple[str, Mapping[str, object]]] = [
        ("new", {"name": name(one)}) for code, one in has.items() if code not in had
    ]
    found += [("gone", {"name": name(one)}) for code, one in had.items() if code not in has]
    for code, one in has.items():
        if code in had:
            found += [(said, {"name": name(one)} | dict(values)) for said, values in of_one(had[code], one)]
    if not found and tuple(before) != tuple(after):
        found.append(("order", {}))
    for said, values in found:
        yield Difference(part=part, code=f"item_{part}_{said}", values=values)


Said = Iterator[tuple[str, Mapping[str, object]]]


def _of_material(before: Material, after: Material) -> Said:
    if before.name != after.name:
        yield "renamed", {"before": before.name}
    if before.required != after.required:
        yield f"required_{_yes(after.required)}", {}
    if before.form is not after.form:
        yield f"form_{after.form.value}", {}
    if before.medium is not after.medium:
        yield f"medium_{after.medium.value}", {}
    if before.copies != after.copies:
        yield "copies", {"before": before.copies, "after": after.copies}
    for flag in ("may_be_late", "licence_waives", "shared_data_waives", "promise_replaces"):
        if getattr(before, flag) != getattr(after, flag):
            yield f"{flag}_{_yes(getattr(after, flag))}", {}
    if before.only_when != after.only_when:
        yield "only_when", {}
    if before.standard != after.standard:
        yield ("standard" if after.standard else "standard_gone"), {"after": after.standard}
    if (before.source, before.issuing_body) != (after.source, after.issuing_body):
        yield "source", {}


def _of_field(before: Field, after: Field) -> Said:
    if before.label != after.label:
        yield "renamed", {"before": before.label}
    if before.type is not after.type:
        yield "type", {}
    if before.required != after.required:
        yield f"required_{_yes(after.required)}", {}
    if before.choices != after.choices:
        yield from _of_choices(before, after)
    if before.columns != after.columns:
        yield "columns", {}
    if before.only_when != after.only_when:
        yield "only_when", {}
    if before.rules != after.rules:
        yield "rules", {}
    if before.hint != after.hint:
        yield "hint", {}


def _of_choices(before: Field, after: Field) -> Said:
    new = [one.label for one in after.choices if one not in before.choices]
    gone = [one.label for one in before.choices if one not in after.choices]
    for code, labels in (("choice_new", new), ("choice_gone", gone)):
        yield from ((code, {"choice": label}) for label in labels)
    if not new and not gone:
        yield "choice_order", {}


def _of_fee(before: Fee, after: Fee) -> Said:
    if before.amount != after.amount:
        yield "amount", {"before": before.amount, "after": after.amount}
    if before.basis != after.basis:
        yield "basis", {}


def _name(material: Material) -> str:
    return material.name


def _label(field: Field) -> str:
    return field.label


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
