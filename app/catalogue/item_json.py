"""A service item as JSON: what is stored for each version, shipped in resources, and comes in the feed.

Keys are the names of the dataclasses' fields; what has its default is left out. Keys that this
program doesn't know are passed over, so that central may add some.
"""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum

from app.catalogue.item_rules import check_item
from app.catalogue.json_reading import JsonObject
from app.catalogue.model import (
    Choice,
    Department,
    Fee,
    Field,
    FieldType,
    ItemCode,
    ItemKind,
    Material,
    Medium,
    OnlyWhen,
    RequiredForm,
    Rules,
    ServiceItem,
    Source,
    Spelling,
    TimeLimit,
    TimeUnit,
)


def item_from_json(data: object) -> ServiceItem:
    """Read one version of an item.

    Refused with the place of the first thing that is wrong ("item.materials.2.form"): item_malformed for
    a value of the wrong kind, the codes of `item_rules.check_item` for one that contradicts another.
    """
    item = _item(JsonObject(data, "item"))
    check_item(item)
    return item


def item_to_json(item: ServiceItem) -> dict[str, object]:
    """The form that `item_from_json` reads back to an equal item."""
    return _written(item)


def _item(json: JsonObject) -> ServiceItem:
    return ServiceItem(
        code=ItemCode(json.text("code")),
        implementation_code=json.text("implementation_code"),
        catalog_code=json.text("catalog_code"),
        name=json.text("name"),
        type_code=json.text("type_code"),
        level=json.text("level"),
        department=json.part("department", _department),
        entrusted_body=json.optional_text("entrusted_body"),
        targets=json.texts("targets"),
        kind=json.one_of(ItemKind, "kind"),
        legal_limit=json.optional_part("legal_limit", _limit),
        promised_limit=json.optional_part("promised_limit", _limit),
        limit_note=json.text("limit_note", ""),
        conditions=json.texts("conditions"),
        materials=json.parts("materials", _material),
        fields=json.parts("fields", field_from_json),
        fees=json.parts("fees", _fee),
        result_name=json.text("result_name"),
        legal_basis=json.texts("legal_basis"),
        phone=json.text("phone"),
        complaint_phone=json.text("complaint_phone"),
        address=json.text("address"),
        window_hours=json.text("window_hours"),
        visits=json.number("visits"),
        promise_based=json.flag("promise_based"),
        finish_offline=json.flag("finish_offline"),
        special_procedures=json.texts("special_procedures"),
        topics=json.texts("topics"),
        keywords=json.texts("keywords"),
        spellings=tuple(Spelling(text=text, pinyin=pinyin) for text, pinyin in json.pairs("spellings")),
        version=json.number("version", least=1),
        effective_on=json.day("effective_on"),
        cancelled_on=json.optional_day("cancelled_on"),
        check_limit=json.optional_part("check_limit", _limit),
    )


def _department(json: JsonObject) -> Department:
    return Department(name=json.text("name"), short_name=json.text("short_name"), uscc=json.text("uscc"))


def _limit(json: JsonObject) -> TimeLimit:
    return TimeLimit(amount=json.number("amount"), unit=json.one_of(TimeUnit, "unit", TimeUnit.WORKING_DAY))


def _fee(json: JsonObject) -> Fee:
    return Fee(name=json.text("name"), amount=json.text("amount"), basis=json.text("basis"))


def only_when_from_json(json: JsonObject) -> OnlyWhen:
    """A condition, as items and themes write it."""
    return OnlyWhen(field=json.text("field"), values=json.texts("values"))


def _material(json: JsonObject) -> Material:
    return Material(
        code=json.text("code"),
        name=json.text("name"),
        required=json.flag("required"),
        form=json.one_of(RequiredForm, "form"),
        medium=json.one_of(Medium, "medium", Medium.PAPER),
        copies=json.number("copies", 1, least=1),
        source=json.one_of(Source, "source", Source.APPLICANT),
        issuing_body=json.optional_text("issuing_body"),
        standard=json.text("standard", ""),
        only_when=json.optional_part("only_when", only_when_from_json),
        may_be_late=json.flag("may_be_late", False),
        licence_waives=json.flag("licence_waives", False),
        shared_data_waives=json.flag("shared_data_waives", False),
        promise_replaces=json.flag("promise_replaces", False),
    )


def field_from_json(json: JsonObject) -> Field:
    """A question, as items and themes write it."""
    return Field(
        code=json.text("code"),
        label=json.text("label"),
        type=json.one_of(FieldType, "type"),
        required=json.flag("required", False),
        choices=tuple(Choice(code=code, label=label) for code, label in json.pairs("choices")),
        columns=json.parts("columns", field_from_json),
        rules=json.optional_part("rules", _rules) or Rules(),
        only_when=json.optional_part("only_when", only_when_from_json),
        hint=json.text("hint", ""),
    )


def field_to_json(field: Field) -> dict[str, object]:
    """The form that `field_from_json` reads back."""
    return _written(field)


def only_when_to_json(only_when: OnlyWhen) -> dict[str, object]:
    """The form that `only_when_from_json` reads back."""
    return _written(only_when)


def _rules(json: JsonObject) -> Rules:
    return Rules(
        min=json.optional_text("min"),
        max=json.optional_text("max"),
        min_length=json.optional_number("min_length"),
        max_length=json.optional_number("max_length"),
        pattern=json.optional_text("pattern"),
        pattern_hint=json.optional_text("pattern_hint"),
        places=json.optional_number("places"),
        unit=json.optional_text("unit"),
    )


def _written(value: object) -> dict[str, object]:
    """A dataclass as JSON without the fields that have their default."""
    assert is_dataclass(value)
    return {
        field.name: _plain(getattr(value, field.name))
        for field in fields(value)
        if field.default is MISSING or getattr(value, field.name) != field.default
    }


def _plain(value: object) -> object:
    """One value as JSON: choices and spellings as pairs, days and enumerations as text."""
    match value:
        case Choice():
            return [value.code, value.label]
        case Spelling():
            return [value.text, value.pinyin]
        case tuple():
            return [_plain(part) for part in value]
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case None | str() | int():
            return value
    return _written(value)
