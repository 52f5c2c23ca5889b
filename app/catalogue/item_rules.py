"""What must agree inside one service item before the desk works with it."""

import re
from collections.abc import Iterable

from app.catalogue.answer_values import measure
from app.catalogue.model import Field, FieldType, ItemKind, OnlyWhen, ServiceItem
from app.errors import Refused

_LONGEST_CODE = 64
_FIELD_CODE = re.compile(r"[a-z][a-z0-9_]*")


def check_item(item: ServiceItem) -> None:
    """Refused with the first contradiction: item_code_length, item_code_twice, item_limits, item_dates,
    item_offline_not_immediate, item_only_when, item_choices, item_columns, item_field_code, item_pattern,
    item_bounds."""
    for name in ("code", "implementation_code", "catalog_code"):
        if len(getattr(item, name)) > _LONGEST_CODE:
            raise Refused("item_code_length", f"item.{name}", longest=_LONGEST_CODE)
    _check_limits(item)
    if item.cancelled_on is not None and item.cancelled_on < item.effective_on:
        raise Refused("item_dates", "item.cancelled_on")
    if item.finish_offline and item.kind is not ItemKind.IMMEDIATE:
        raise Refused("item_offline_not_immediate", "item.finish_offline")
    _check_twice((material.code for material in item.materials), "item.materials")
    for place, material in enumerate(item.materials):
        _check_only_when(material.only_when, item.fields, f"item.materials.{place}.only_when")
    _check_fields(item.fields, "item.fields")


def _check_limits(item: ServiceItem) -> None:
    """Immediate means a promise of 0 and the other way round [S:16]; a promise is not longer than the law [K]."""
    promised, legal = item.promised_limit, item.legal_limit
    if (item.kind is ItemKind.IMMEDIATE) != (promised is not None and promised.amount == 0):
        raise Refused("item_limits", "item.promised_limit")
    if promised is None and not item.limit_note:
        raise Refused("item_limits", "item.limit_note")
    if promised and legal and promised.unit is legal.unit and promised.amount > legal.amount:
        raise Refused("item_limits", "item.promised_limit")


def _check_fields(fields: tuple[Field, ...], place: str) -> None:
    _check_twice((field.code for field in fields), place)
    for number, field in enumerate(fields):
        here = f"{place}.{number}"
        if not _FIELD_CODE.fullmatch(field.code):
            raise Refused("item_field_code", f"{here}.code")
        if (field.type is FieldType.CHOICE) != bool(field.choices):
            raise Refused("item_choices", f"{here}.choices")
        _check_twice((choice.code for choice in field.choices), f"{here}.choices")
        if (field.type is FieldType.TABLE) != bool(field.columns):
            raise Refused("item_columns", f"{here}.columns")
        if any(column.type is FieldType.TABLE for column in field.columns):
            raise Refused("item_columns", f"{here}.columns")
        _check_fields(field.columns, f"{here}.columns")
        _check_only_when(field.only_when, fields[:number], f"{here}.only_when")
        _check_rules(field, f"{here}.rules")


def _check_only_when(only_when: OnlyWhen | None, fields: tuple[Field, ...], place: str) -> None:
    """It names a choice or yes-no field that is asked before, and values that this field can have."""
    if only_when is None:
        return
    asked = next((field for field in fields if field.code == only_when.field), None)
    if asked is None:
        raise Refused("item_only_when", place)
    values = {choice.code for choice in asked.choices} if asked.choices else {"true", "false"}
    if asked.type not in (FieldType.CHOICE, FieldType.BOOLEAN) or not set(only_when.values) <= values:
        raise Refused("item_only_when", place)


def _check_twice(codes: Iterable[str], place: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise Refused("item_code_twice", place, twice=code)
        seen.add(code)


def _check_rules(field: Field, place: str) -> None:
    """The pattern is one, the bounds are of the field's type and leave room between them."""
    rules = field.rules
    try:
        re.compile(rules.pattern or "")
    except re.error as wrong:
        raise Refused("item_pattern", f"{place}.pattern") from wrong
    try:
        bounds = [measure(field.type, bound) for bound in (rules.min, rules.max) if bound not in (None, "today")]
    except ValueError as wrong:
        raise Refused("item_bounds", place) from wrong
    if bounds != sorted(bounds):
        raise Refused("item_bounds", place)
