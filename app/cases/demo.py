"""Input lines for `case record` that look like a counter's week: `sidao demo cases N --seed S`.

The same seed and items make the same lines on every computer and on every day: nothing here asks for the time.
Past days lie before 2025 and future ones after 2034, so that a rule about "today" holds whenever the lines are used.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.applicants import demo as people
from app.applicants.demo import Dice
from app.applicants.model import ApplicantKind, IdType
from app.cases.model import CaseAct
from app.catalogue.answers import asked_fields
from app.catalogue.materials import allowed_forms, needed_materials
from app.catalogue.model import Field, FieldType, GivenForm, Material, PointRules, Rules, Scope, ServiceItem

_PAST: Final = (date(2015, 1, 1), date(2024, 12, 31))
_FUTURE: Final = (date(2035, 1, 1), date(2037, 12, 31))
_ACTS: Final = ((70, CaseAct.ACCEPT), (85, CaseAct.RECEIVE), (94, CaseAct.SUPPLEMENT), (100, CaseAct.DECLINE))
_DECLINED: Final = (
    "申请人户籍不在本县，应向户籍所在地申请",
    "不符合办理条件：年龄未达到规定",
    "不属于本机关职权范围，请向县级主管部门申请",
)
_PLACES: Final = ("快大茂镇长安社区", "二密镇正岔村3组", "西江镇西江村", "沈阳市和平区", "长春市朝阳区", "威海市环翠区")
_TEXTS: Final = {
    "tree": ("落叶松", "红松", "杨树", "柞树"),
    "plot": ("12林班3小班", "7林班15小班"),
    "model": ("M704-B", "4LZ-6.0", "3WWDZ-30"),
    "serial_no": ("DEMO2024001", "DEMO2024117"),
    "matter": ("突发疾病住院，自付费用较高", "房屋失火，家具衣被被毁"),
    "title_no": ("吉（2020）通化县不动产权第0000000号",),
    "wish": ("家政服务", "仓库管理", "木耳种植"),
}
_ELDERS: Final = {"高龄": (1925, 1944), "老年人": (1930, 1963), "孤儿": (2010, 2022), "待遇": (1935, 1964)}
"""Items for people of an age, by a word of their name: the years of birth that fit."""

_CHILDREN: Final = ("医疗保险", "社会保障卡", "残疾人证", "儿童")
"""Items that children apply for, with a household booklet or a birth certificate."""


def demo_lines(
    count: int, seed: int, items: Sequence[ServiceItem], rules: PointRules | None = None
) -> Iterator[dict[str, Any]]:
    """`count` valid lines, the items by turns. With `rules`, an item that the point only forwards is received,
    and one on which it only advises does not occur. ValueError when no item is left."""
    usable = [item for item in items if _scope(item, rules) is not Scope.ADVISE and _answerable(item.fields)]
    if not usable:
        raise ValueError("no item that the point takes in")
    dice = Dice(seed)
    for turn in range(count):
        item = usable[turn % len(usable)]
        yield _line(dice, item, turn, _scope(item, rules))


def _scope(item: ServiceItem, rules: PointRules | None) -> Scope:
    return Scope.ACCEPT if rules is None else rules.scope(item.code).scope


def _answerable(fields: Sequence[Field]) -> bool:
    """Nobody can invent a text that fits any pattern: an item that insists on one is left out."""
    return all(not (field.required and field.rules.pattern) and _answerable(field.columns) for field in fields)


def _line(dice: Dice, item: ServiceItem, turn: int, scope: Scope) -> dict[str, Any]:
    applicant = _applicant(dice, item, turn)
    answers = _answers(dice, item.fields)
    materials = [material for material in needed_materials(item, answers) if material.required or dice.chance(50)]
    required = [material for material in materials if material.required]
    act = _act(dice, scope, bool(required))
    reason = dice.pick(_DECLINED) if act is CaseAct.DECLINE else None
    if act is CaseAct.SUPPLEMENT:
        missing = dice.pick(required)
        materials.remove(missing)
        reason = f"缺少{missing.name}，请带齐后再来"
    return {
        "item": item.code,
        "applicant": applicant,
        "agent": _agent(dice, applicant),
        "answers": answers,
        "materials": [_given(dice, material) for material in materials],
        "ticket": None,
        "act": act.value,
        "reason": reason,
        "action_id": None,
    }


def _act(dice: Dice, scope: Scope, something_required: bool) -> CaseAct:
    turn = dice.whole(1, 100)
    act = next(act for most, act in _ACTS if turn <= most)
    if scope is Scope.FORWARD:
        return CaseAct.RECEIVE
    return CaseAct.ACCEPT if act is CaseAct.SUPPLEMENT and not something_required else act


def _applicant(dice: Dice, item: ServiceItem, turn: int) -> dict[str, Any]:
    """A company where the item is for companies, else a person; every fifth one shows another document."""
    if "1" not in item.targets or (len(item.targets) > 1 and dice.chance(50)):
        return people.company(dice)
    oldest, youngest = next((years for word, years in _ELDERS.items() if word in item.name), (1940, 2005))
    if any(word in item.name for word in _CHILDREN) and dice.chance(40):
        return people.person(dice, dice.pick(people.CHILDRENS))
    special = people.SPECIAL[turn // 5 % len(people.SPECIAL)] if turn % 5 == 4 else IdType.RESIDENT
    return people.person(dice, special, oldest, youngest)


def _agent(dice: Dice, applicant: dict[str, Any]) -> dict[str, Any] | None:
    """A company sends somebody, a child has a guardian, and some people are helped."""
    if applicant["kind"] == ApplicantKind.COMPANY.value:
        return people.agent(dice, "经办人")
    if applicant["id_type"] in (IdType.BIRTH_CERTIFICATE, IdType.HOUSEHOLD) or _born(applicant["id_no"]) > 2006:
        return people.agent(dice, "监护人")
    return people.agent(dice) if dice.chance(15) else None


def _born(number: str) -> int:
    """The year in an 18-character number, 0 for the others."""
    return int(number[6:10]) if len(number) == 18 and number[:17].isdecimal() else 0


def _given(dice: Dice, material: Material) -> dict[str, Any]:
    """The material in one of the forms that the item allows, mostly the guide's own."""
    forms = allowed_forms(material)
    form = forms[0] if dice.chance(60) else dice.pick(forms)
    paper = form in (GivenForm.ORIGINAL, GivenForm.COPY)
    return {"code": material.code, "form": form.value, "count": material.copies if paper else 1, "file": None}


def _answers(dice: Dice, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Every required field that these answers call for, and most of the others, in the form's order."""
    answers: dict[str, Any] = {}
    for field in fields:
        asked = field in asked_fields(fields, answers)
        if asked and (field.required or (field.rules.pattern is None and dice.chance(70))):
            answers[field.code] = _MAKERS[field.type](dice, field)
    return {code: value for code, value in answers.items() if value != []}


def _text(dice: Dice, field: Field) -> str:
    if field.code.endswith("uscc"):
        return str(people.company(dice)["id_no"])
    if field.code.endswith(("name", "visitor")) and "机构" not in field.label:
        text = people.name(dice)
    elif field.code in _TEXTS:
        text = dice.pick(_TEXTS[field.code])
    elif field.code in ("place", "site", "move_to", "village"):
        text = dice.pick(_PLACES)
    else:
        text = f"{field.label}示例{dice.whole(1, 99)}"
    return text.ljust(field.rules.min_length or 0, "例")[: field.rules.max_length]


def _integer(dice: Dice, field: Field) -> int:
    least, most = _span(field.rules, 1)
    return dice.whole(int(least), int(most))


def _decimal(dice: Dice, field: Field) -> str:
    """Written with the field's own places, as a clerk writes an amount."""
    places = Decimal(1).scaleb(-(field.rules.places or 0))
    least, most = _span(field.rules, places)
    steps = dice.whole(0, int((most - least) / places))
    return str((least + steps * places).quantize(places))


def _span(rules: Rules, least: Decimal | int) -> tuple[Decimal, Decimal]:
    """The rule's own bounds, brought down to amounts that occur at a counter."""
    low = Decimal(least) if rules.min is None else Decimal(rules.min)
    usual = low + (99_999 if rules.unit == "元" else 999)
    return low, usual if rules.max is None else min(Decimal(rules.max), usual)


def _date(dice: Dice, field: Field) -> str:
    low, high = _FUTURE if field.rules.min == "today" or _lies_ahead(field) else _PAST
    least, most = _bound(field.rules.min), _bound(field.rules.max)
    if least is not None and most is not None:
        low, high = least, most
    elif least is not None:
        low = max(low, least)
        high = max(low, high)
    elif most is not None:
        high = min(high, most)
        low = min(low, high)
    return dice.day(low, high).isoformat()


def _bound(text: str | None) -> date | None:
    """A day that a rule names, of a month its first; "today" is none."""
    if text is None or text == "today":
        return None
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")


def _lies_ahead(field: Field) -> bool:
    return field.rules.max is None and "until" in field.code


def _table(dice: Dice, field: Field) -> list[dict[str, Any]]:
    least = int(field.rules.min or 0)
    most = min(int(field.rules.max or 4), least + 4)
    return [_answers(dice, field.columns) for _ in range(dice.whole(max(least, 1), max(most, 1)))]


def _account(dice: Dice, field: Field) -> str:
    least, most = max(field.rules.min_length or 6, 6), min(field.rules.max_length or 19, 19)
    return dice.digits(dice.whole(least, most))


_MAKERS: Final[dict[FieldType, Callable[[Dice, Field], Any]]] = {
    FieldType.TEXT: _text,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.DATE: _date,
    FieldType.MONTH: lambda dice, field: _date(dice, field)[:7],
    FieldType.CHOICE: lambda dice, field: dice.pick(field.choices).code,
    FieldType.PHONE: lambda dice, _field: people.phone(dice),
    FieldType.ID_NO: lambda dice, _field: people.number(
        dice, IdType.RESIDENT, dice.day(date(1950, 1, 1), date(1995, 12, 31))
    ),
    FieldType.ACCOUNT: _account,
    FieldType.BOOLEAN: lambda dice, _field: dice.chance(50),
    FieldType.TABLE: _table,
}
