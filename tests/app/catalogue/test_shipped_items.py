"""The service items that are shipped: the 28 of domain.md §2.5, and what the themes need besides; each complete."""

import json

import pytest

from app.catalogue.item_json import item_from_json, item_to_json
from app.catalogue.model import ITEM_TYPES, ItemKind, Scope
from app.catalogue.shipped import shipped_divisions, shipped_items, shipped_point_rules
from app.catalogue.spelling import searched_texts, spell
from resources.setup.json_layout import laid_out
from tests.app.catalogue.shipped import RESOURCES

FILES = sorted(RESOURCES.joinpath("catalogue", "items").glob("*.json"))
ITEMS = shipped_items(RESOURCES)
BY_NAME = {item.name: item for item in ITEMS}
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_reads_back_to_the_same_text(file):
    text = file.read_text(encoding="utf-8")
    assert laid_out(item_to_json(item_from_json(json.loads(text)))) + "\n" == text


def test_each_has_codes_of_its_own():
    assert len(ITEMS) == len(FILES) == 45
    for name in ("code", "implementation_code", "catalog_code"):
        assert len({getattr(item, name) for item in ITEMS}) == len(ITEMS)


@each_item
def test_codes_are_made_of_each_other_as_real_ones_are(item):
    assert len(item.code) == 33
    assert item.code[:31] == item.implementation_code
    assert item.implementation_code == f"{item.department.uscc}{item.level}{item.catalog_code}"
    assert len(item.catalog_code) == 12
    assert item.catalog_code[2:4] == item.type_code
    assert item.type_code in ITEM_TYPES


@each_item
def test_the_departments_code_has_the_right_check_character(item):
    body, check = item.department.uscc[:17], item.department.uscc[17]
    total = sum(USCC_SIGNS.index(sign) * weight for sign, weight in zip(body, USCC_WEIGHTS, strict=True))
    assert USCC_SIGNS[-total % 31] == check


@each_item
def test_every_guide_says_what_an_applicant_has_to_know(item):
    assert item.conditions
    assert item.legal_basis
    assert item.keywords
    assert item.topics
    assert any(material.required for material in item.materials)
    assert any(field.required for field in item.fields)


@each_item
def test_what_every_application_asks_is_not_asked_again(item):
    common = {"name", "sex", "birth", "nation", "phone", "address", "id_type", "id_no"}
    assert not common & {field.code for field in item.fields}


@each_item
def test_spellings_agree_with_pypinyin(item):
    assert [spelling.text for spelling in item.spellings] == list(searched_texts(item))
    assert all(spelling.pinyin == spell(spelling.text) for spelling in item.spellings)


@pytest.mark.parametrize(
    ("name", "kind", "legal", "promised"),
    [
        ("城乡居民基本养老保险参保登记", ItemKind.IMMEDIATE, 3, 0),
        ("城乡居民基本养老保险待遇申领", ItemKind.PROMISED, 20, 10),
        ("失业登记", ItemKind.PROMISED, 10, 3),
        ("城乡居民基本医疗保险参保登记", ItemKind.IMMEDIATE, 0, 0),
        ("最低生活保障申请", ItemKind.PROMISED, 30, 25),
        ("残疾人证办理", ItemKind.PROMISED, 30, 15),
        ("林木采伐许可证核发（农村居民）", ItemKind.PROMISED, 20, 5),
        ("房地一体不动产转移登记", ItemKind.PROMISED, 30, 3),
    ],
)
def test_limits_are_those_of_the_list(name, kind, legal, promised):
    item = BY_NAME[name]
    assert (item.kind, item.legal_limit.amount, item.promised_limit.amount) == (kind, legal, promised)


def test_only_the_yearly_item_promises_no_day():
    assert [item.catalog_code[2:4] for item in ITEMS if item.promised_limit is None] == ["05"]


def test_a_town_accepts_most_forwards_some_and_only_advises_on_some():
    rules = {rules.point: rules for rules in shipped_point_rules(RESOURCES)}
    for point in ("town", "village", "220521100000"):
        assert {scope.item for scope in rules[point].scopes} <= {item.code for item in ITEMS}
        assert {rules[point].scope(item.code).scope for item in ITEMS} == set(Scope)
    town = rules["town"]
    assert town.scope(BY_NAME["残疾人证办理"].code).scope is Scope.FORWARD
    assert town.scope(BY_NAME["最低生活保障申请"].code).scope is Scope.ACCEPT


def test_every_division_of_the_city_is_there():
    divisions = shipped_divisions(RESOURCES)
    assert [county.code for county in divisions.counties] == [
        "220502",
        "220503",
        "220521",
        "220523",
        "220524",
        "220582",
    ]
    assert sum(len(county.towns) for county in divisions.counties) == 82
    assert all(town.code.startswith(county.code) for county in divisions.counties for town in county.towns)
    assert divisions.point_name("220521100000") == "通化县快大茂镇便民服务中心"
    assert divisions.point_name("220582201205") == "集安市凉水朝鲜族乡205便民服务点"
    assert divisions.place_name("110101001") == ""
