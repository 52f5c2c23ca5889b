"""A small item to bend: tests change what they speak of."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.catalogue.model import (
    Department,
    Field,
    FieldType,
    ItemCode,
    ItemKind,
    Material,
    RequiredForm,
    Rules,
    ServiceItem,
    TimeLimit,
)

ITEM = ServiceItem(
    code=ItemCode("11220521MB0TT10240422203600200201"),
    implementation_code="11220521MB0TT102404222036002002",
    catalog_code="222036002002",
    name="试验事项登记",
    type_code="20",
    level="4",
    department=Department(name="通化县医疗保障局", short_name="医保", uscc="11220521MB0TT10240"),
    entrusted_body=None,
    targets=("1",),
    kind=ItemKind.PROMISED,
    legal_limit=TimeLimit(amount=20),
    promised_limit=TimeLimit(amount=10),
    limit_note="",
    conditions=(),
    materials=(),
    fields=(),
    fees=(),
    result_name="登记结果",
    legal_basis=(),
    phone="12393",
    complaint_phone="12345",
    address="综合窗口",
    window_hours="工作日",
    visits=1,
    promise_based=False,
    finish_offline=False,
    special_procedures=(),
    topics=(),
    keywords=("试验",),
    spellings=(),
    version=1,
    effective_on=date(2025, 1, 1),
    cancelled_on=None,
)


def item(**changes: Any) -> ServiceItem:
    return replace(ITEM, **changes)


def field(code: str, kind: FieldType = FieldType.TEXT, **changes: Any) -> Field:
    rules = changes.pop("rules", {})
    return Field(code=code, label=f"“{code}”项", type=kind, rules=Rules(**rules), **changes)


def material(code: str, **changes: Any) -> Material:
    return Material(**{"code": code, "name": code, "required": True, "form": RequiredForm.ORIGINAL} | changes)
