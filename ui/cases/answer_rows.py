"""Answers to an item's own fields, in words. No Qt."""

from collections.abc import Mapping
from typing import Any

from app.catalogue.model import Field, FieldType
from ui.language import _


def answer_text(value: Any, field: Field) -> str:
    """One answer in words: a choice by its label, a table line by line."""
    match field.type:
        case FieldType.CHOICE:
            return next((choice.label for choice in field.choices if choice.code == value), str(value))
        case FieldType.BOOLEAN:
            return _("是") if value else _("否")
        case FieldType.TABLE if isinstance(value, list):
            return "\n".join(_line(row, field) for row in value)
    return "" if value is None else str(value)


def _line(row: Mapping[str, Any], field: Field) -> str:
    return "  ".join(answer_text(row[column.code], column) for column in field.columns if row.get(column.code))
