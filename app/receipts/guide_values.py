"""An item, and what an applicant has of it, in the short texts that fill 办事指南 and 材料清单."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cases.completeness import SPARES, ConditionQuestion, MaterialQuestion, Standing, questions, spares
from app.catalogue.model import (
    ITEM_TYPES,
    LEVELS,
    ItemKind,
    Material,
    Medium,
    Scope,
    ServiceItem,
    Source,
    TimeLimit,
)
from app.clock import CHINA
from app.errors import Trouble
from app.receipts.guide_model import SheetFacts, SheetKind
from app.receipts.wording import Columns, filled


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """The words of one kind of sheet; see `resources/receipts`."""

    title: str
    addressee: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    conditions: str
    materials: Columns
    missing: Columns | None
    notes: tuple[str, ...]
    others: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideWording:
    """All words on these sheets: `common` short ones by name, `sheets` the words by kind."""

    common: Mapping[str, str]
    sheets: Mapping[SheetKind, SheetWords]


def read_guide_wording(folder: Path) -> GuideWording:
    """The words of `folder` (resources/receipts). Raises Trouble("receipt_wording_damaged") when one can't be read."""
    name = "guide_words.toml"
    try:
        common = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        sheets = {}
        for kind in SheetKind:
            name = f"{kind}.toml"
            sheets[kind] = _words(tomllib.loads((folder / name).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("receipt_wording_damaged", file=name) from error
    return GuideWording(common=common, sheets=sheets)


def sheet_blanks(facts: SheetFacts, wording: GuideWording) -> dict[str, str]:
    """Every blank that a text may name, "" where there is nothing. The point's own words go before the item's."""
    item, scope, head, common = facts.item, facts.scope, facts.head, wording.common
    printed = facts.printed_at.astimezone(CHINA)
    return {
        "name": facts.name,
        "item": item.name,
        "item_code": item.code,
        "version": str(item.version),
        "type": ITEM_TYPES.get(item.type_code, item.type_code),
        "level": LEVELS.get(item.level, item.level),
        "department": item.department.name,
        "entrusted": item.entrusted_body or "",
        "kind": common["kind_immediate"] if item.kind is ItemKind.IMMEDIATE else common["kind_promised"],
        "visits": (filled(common["visits"], {"visits": str(item.visits)}) or "")
        if item.visits
        else common["visits_none"],
        "legal_limit": _limit(item.legal_limit, common),
        "promised_limit": _limit(item.promised_limit, common),
        "limit_note": item.limit_note,
        "fees": "；".join(_fees(item, common)) or common["fees_none"],
        "result": item.result_name,
        "address": scope.address or head.address or item.address,
        "hours": scope.window_hours or item.window_hours,
        "phone": scope.phone or head.phone or item.phone,
        "complaint_phone": item.complaint_phone,
        "special": "、".join(item.special_procedures),
        "basis": "；".join(item.legal_basis),
        "forward_note": _forward(facts, common),
        "promise_note": common["promise_note"] if item.promise_based else "",
        "printed_on": f"{printed.year}年{printed.month}月{printed.day}日",
    }


def standing_text(facts: SheetFacts, wording: GuideWording) -> str:
    """What the check came to, in a sentence; "" for a 办事指南."""
    found = facts.assessment
    if found is None:
        return ""
    count = found.open_questions if found.standing is Standing.OPEN else len(found.lacking)
    values = {
        "unmet": "；".join(found.unmet),
        "count": str(count),
        "late": "、".join(material.name for material in found.late),
        "until": "" if found.until is None else f"{found.until.year}年{found.until.month}月{found.until.day}日",
    }
    return filled(wording.sheets[facts.kind].others[f"standing_{found.standing}"], values) or ""


def condition_lines(facts: SheetFacts, wording: GuideWording) -> list[str]:
    """The conditions: numbered on a 办事指南, ticked on a 材料清单."""
    if facts.kind is SheetKind.GUIDE:
        return [f"{number}. {text}" for number, text in enumerate(facts.item.conditions, start=1)]
    words = {True: "condition_met", False: "condition_unmet", None: "condition_open"}
    asked = (one for one in questions(facts.item, facts.checklist) if isinstance(one, ConditionQuestion))
    states = ((one.text, facts.checklist.conditions.get(one.place)) for one in asked)
    return [filled(wording.common[words[state]], {"text": text}) or text for text, state in states]


def material_cells(facts: SheetFacts, wording: GuideWording) -> list[tuple[str, str, str]]:
    """The materials' rows: every one of the item on a 办事指南, those that apply on a 材料清单."""
    if facts.kind is SheetKind.GUIDE:
        return [
            (material.name, requirement(material, facts.item, wording, conditional=True), _sparing(material, wording))
            for material in facts.item.materials
        ]
    return [
        (material.name, requirement(material, facts.item, wording), state_word(facts, material, wording))
        for material in applying(facts)
    ]


def missing_cells(facts: SheetFacts, wording: GuideWording) -> list[tuple[str, str]]:
    """What can't be had yet, and how to come by it."""
    found = facts.assessment
    wanted = () if found is None else (*found.lacking, *found.late)
    return [(material.name, how_to(material, facts.item, wording)) for material in wanted]


def how_to(material: Material, item: ServiceItem, wording: GuideWording) -> str:
    """What to do about a material that is missing: its form and standard, who issues it, how it may be spared."""
    common = wording.common
    ways = [common[f"spare_{form}"] for form in SPARES if form in spares(material)]
    spare = filled(common["prepare_spare"], {"spares": "，或".join(ways)}) if ways else ""
    needed = [_form(material, common), _source(material, common)]
    standard = f"{material.standard.rstrip('。')}。" if material.standard else ""
    values = {"requirement": "，".join(filter(None, needed)), "standard": standard, "spare": spare or ""}
    return common["prepare"].format(**values)


def requirement(material: Material, item: ServiceItem, wording: GuideWording, *, conditional: bool = False) -> str:
    """原件 1 份，由公安机关出具；有效期内."""
    common = wording.common
    parts = [_form(material, common), _source(material, common), material.standard.rstrip("。")]
    if not material.required:
        parts.append(common["optional"])
    if conditional and material.only_when is not None:
        parts.append(_when(material, item, common))
    return "；".join(filter(None, parts))


def applying(facts: SheetFacts) -> Iterator[Material]:
    """The materials that the answers so far call for."""
    for question in questions(facts.item, facts.checklist):
        if isinstance(question, MaterialQuestion):
            yield question.material


def state_word(facts: SheetFacts, material: Material, wording: GuideWording) -> str:
    """What the applicant has of it."""
    if material.code not in facts.checklist.materials:
        return wording.common["state_open"]
    form = facts.checklist.materials[material.code]
    if form is None:
        return wording.common["state_absent"]
    return wording.common[f"state_{form}" if form in SPARES else "state_here"]


def _form(material: Material, common: Mapping[str, str]) -> str:
    if material.medium is Medium.ELECTRONIC:
        return common["medium_electronic"]
    return filled(common[f"form_{material.form}"], {"copies": str(max(material.copies, 1))}) or ""


def _source(material: Material, common: Mapping[str, str]) -> str:
    if material.source is Source.APPLICANT or not material.issuing_body:
        return ""
    return filled(common["source"], {"body": material.issuing_body}) or ""


def _sparing(material: Material, wording: GuideWording) -> str:
    ways = [wording.common[f"spare_{form}"] for form in spares(material)]
    return "；".join(ways) or wording.common["spare_none" if material.required else "spare_optional"]


def _when(material: Material, item: ServiceItem, common: Mapping[str, str]) -> str:
    assert material.only_when is not None
    field = item.field(material.only_when.field)
    if field is None:
        return ""
    known = {"true": common["yes"], "false": common["no"]} | {choice.code: choice.label for choice in field.choices}
    values = "、".join(f"“{known.get(value, value)}”" for value in material.only_when.values)
    return filled(common["only_when"], {"label": field.label, "values": values}) or ""


def _limit(limit: TimeLimit | None, common: Mapping[str, str]) -> str:
    if limit is None:
        return ""
    if not limit.amount:
        return common["limit_now"]
    return filled(common[f"limit_{limit.unit}"], {"amount": str(limit.amount)}) or ""


def _fees(item: ServiceItem, common: Mapping[str, str]) -> Iterator[str]:
    for fee in item.fees:
        values = {"name": fee.name, "amount": fee.amount, "basis": fee.basis}
        yield filled(common["fee"], values) or filled(common["fee_plain"], values) or fee.name


def _forward(facts: SheetFacts, common: Mapping[str, str]) -> str:
    scope = facts.scope
    if scope.scope is Scope.ACCEPT:
        return ""
    body = scope.forward_to or facts.item.department.name
    return filled(common["forward_note" if scope.scope is Scope.FORWARD else "forward_ask"], {"body": body}) or ""


def _words(data: dict[str, Any]) -> SheetWords:
    missing = data.get("missing")
    return SheetWords(
        title=data["title"],
        addressee=data.get("addressee", ""),
        rows=tuple(tuple((label, text) for label, text in row) for row in data["rows"]),
        conditions=data["conditions"],
        materials=_columns(data["materials"]),
        missing=None if missing is None else _columns(missing),
        notes=tuple(data["notes"]),
        others={key: text for key, text in data.items() if isinstance(text, str)},
    )


def _columns(data: dict[str, Any]) -> Columns:
    return Columns(heading=data["heading"], titles=tuple(data["titles"]))
