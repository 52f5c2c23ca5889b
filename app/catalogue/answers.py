"""The item's own form: what is asked, and what is wrong with the answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.catalogue.answer_values import MEASURED, measure, tidy, trouble_of_type
from app.catalogue.model import Field, FieldType, OnlyWhen, ServiceItem

Answers = Mapping[str, object]
LONGEST_TEXT = 1000
"""No text is longer, rule or no rule (意见 an..1000 of GB/T 39046)."""

_SIZES = {FieldType.DATE: "date", FieldType.MONTH: "date", FieldType.TABLE: "table"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTrouble:
    """What is wrong with one answer. `field` is its code, in a table "family.0.id_no" (rows from 0);
    `values` fill the sentence of `code` and never hold the answer itself."""

    field: str
    code: str
    values: Mapping[str, object]


def normalise(item: ServiceItem, answers: Answers) -> dict[str, object]:
    """The answers in their stored shape, empty ones left out; what can't be understood stays as it is.

    Doing it again changes nothing.
    """
    known = {field.code: field for field in item.fields}
    tidied = {code: tidy(known[code], value) if code in known else value for code, value in answers.items()}
    return {code: value for code, value in tidied.items() if value is not None}


def asked_fields(fields: tuple[Field, ...], answers: Answers) -> tuple[Field, ...]:
    """The fields that these answers call for, in the form's order."""
    return tuple(_asked(fields, answers).values())


def _asked(fields: tuple[Field, ...], answers: Answers) -> dict[str, Field]:
    asked: dict[str, Field] = {}
    for field in fields:
        if field.only_when is None or (field.only_when.field in asked and applies(field.only_when, answers)):
            asked[field.code] = field
    return asked


def applies(only_when: OnlyWhen | None, answers: Answers) -> bool:
    """Whether the condition holds for these tidied answers; no condition always holds."""
    if only_when is None:
        return True
    value = answers.get(only_when.field)
    return (str(value).lower() if isinstance(value, bool) else value) in only_when.values


def check_answers(item: ServiceItem, answers: Answers, *, today: date | None = None) -> tuple[FieldTrouble, ...]:
    """Everything that is wrong with the answers, in the form's order; empty when they may be accepted.

    They are normalised first. Without `today` the rules that speak of today are not judged (a draft
    may be checked at any time; accepting hands the day in).
    """
    return check_normalised(item, normalise(item, answers), today=today)


def check_normalised(item: ServiceItem, given: Answers, *, today: date | None = None) -> tuple[FieldTrouble, ...]:
    """As `check_answers`, for answers that `normalise` has been over already."""
    return tuple(_check_row(item.fields, given, "", today))


def _check_row(fields: tuple[Field, ...], given: Answers, place: str, today: date | None) -> Iterator[FieldTrouble]:
    asked = _asked(fields, given)
    for code, field in asked.items():
        if code in given:
            yield from _check_answer(field, given[code], f"{place}{code}", today)
        elif field.required:
            yield FieldTrouble(field=f"{place}{code}", code="answer_missing", values={"label": field.label})
    if given.keys() <= asked.keys():
        return
    known = {field.code: field for field in fields}
    for code in given:
        if code not in known:
            yield FieldTrouble(field=f"{place}{code}", code="answer_unknown", values={"label": code})
        elif code not in asked:
            yield FieldTrouble(field=f"{place}{code}", code="answer_not_asked", values={"label": known[code].label})


def _check_answer(field: Field, value: object, where: str, today: date | None) -> Iterator[FieldTrouble]:
    code = trouble_of_type(field, value)
    if code is not None:
        yield FieldTrouble(field=where, code=code, values={"label": field.label})
        return
    if field.rules.min is not None or field.rules.max is not None:
        yield from _check_range(field, value, where, today)
    if isinstance(value, str):
        yield from _check_text(field, value, where)
    if isinstance(value, list):
        for number, row in enumerate(value):
            yield from _check_row(field.columns, row, f"{where}.{number}.", today)


def _check_range(field: Field, value: object, where: str, today: date | None) -> Iterator[FieldTrouble]:
    if field.type not in MEASURED:
        return
    size = measure(field.type, value)
    least, most = (_bound(field.type, bound, today) for bound in (field.rules.min, field.rules.max))
    about = {"label": field.label, "unit": field.rules.unit or ""}
    kind = _SIZES.get(field.type, "number")
    if least is not None and size < measure(field.type, least):
        yield FieldTrouble(field=where, code=f"answer_{kind}_too_small", values=about | {"limit": least})
    if most is not None and size > measure(field.type, most):
        yield FieldTrouble(field=where, code=f"answer_{kind}_too_large", values=about | {"limit": most})


def _check_text(field: Field, value: str, where: str) -> Iterator[FieldTrouble]:
    rules = field.rules
    longest = rules.max_length or LONGEST_TEXT
    if len(value) > longest:
        yield FieldTrouble(field=where, code="answer_too_long", values={"label": field.label, "limit": longest})
    if rules.min_length is not None and len(value) < rules.min_length:
        missing = {"label": field.label, "limit": rules.min_length}
        yield FieldTrouble(field=where, code="answer_too_short", values=missing)
    if rules.pattern is not None and not re.fullmatch(rules.pattern, value):
        hint = {"label": field.label, "hint": rules.pattern_hint or field.hint}
        yield FieldTrouble(field=where, code="answer_pattern", values=hint)
    if field.type is FieldType.DECIMAL and rules.places is not None and _places(value) > rules.places:
        yield FieldTrouble(field=where, code="answer_places", values={"label": field.label, "limit": rules.places})


def _bound(kind: FieldType, bound: str | None, today: date | None) -> str | None:
    """The bound with "today" replaced by the day or its month; None where there is nothing to judge by."""
    if bound != "today":
        return bound
    return None if today is None else today.isoformat()[: 7 if kind is FieldType.MONTH else 10]


def _places(number: str) -> int:
    return len(number.partition(".")[2])
