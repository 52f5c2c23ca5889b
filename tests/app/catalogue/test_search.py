"""Finding an item as one types."""

import sys
from subprocess import run

import pytest

from app.catalogue.model import Department, ItemCode
from app.catalogue.search import SearchIndex
from app.catalogue.shipped import shipped_items
from tests.app.catalogue.make import item
from tests.app.catalogue.shipped import RESOURCES

INDEX = SearchIndex(shipped_items(RESOURCES))
MEDICAL = "城乡居民基本医疗保险参保登记"
DIBAO = "最低生活保障申请"


def names(text, limit=20):
    return [found.name for found in INDEX.find(text, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ybcb", MEDICAL),
        ("YBCB", MEDICAL),
        ("ｙｂｃｂ", MEDICAL),
        ("yibaocanbao", MEDICAL),
        ("yi bao can bao", MEDICAL),
        ("yibaoc", MEDICAL),
        ("医保参保", MEDICAL),
        ("医保参保登记", MEDICAL),
        ("医疗保险", MEDICAL),
        ("222036002002", MEDICAL),
        ("11220521MB0TT10240422203600200201", MEDICAL),
        ("11220521mb0tt102404222036002002", MEDICAL),
        ("db", DIBAO),
        ("dibao", DIBAO),
        ("低保", DIBAO),
        ("民政低保", DIBAO),
        ("mzdb", DIBAO),
        ("生活保障", DIBAO),
        ("zdshbz", DIBAO),
        ("4050", "就业困难人员认定"),
        ("砍树", "林木采伐许可证核发（农村居民）"),
        ("zjd", "农村宅基地用地审批"),
        ("灵活就业登记", "就业登记（灵活就业）"),
        ("残疾 证", "残疾人证办理"),
        ("登记 医保", MEDICAL),
        ("医保 cbdj", MEDICAL),
    ],
)
def test_the_meant_item_comes_first(typed, first):
    assert names(typed)[0] == first


@pytest.mark.parametrize("typed", ["民政", "mz", "minzheng", "通化县民政局"])
def test_a_department_finds_all_of_its_items_first(typed):
    civil = {found.name for found in shipped_items(RESOURCES) if found.department.short_name == "民政"}
    assert set(names(typed)[: len(civil)]) == civil


def test_each_letter_more_never_loses_the_item():
    for end in range(1, len("yibaocanbao") + 1):
        assert MEDICAL in names("yibaocanbao"[:end], limit=28)


@pytest.mark.parametrize("typed", ["", "  ", "。，", "\x00"])
def test_nothing_typed_shows_all(typed):
    assert len(INDEX.find(typed, limit=100)) == len(shipped_items(RESOURCES))


@pytest.mark.parametrize("typed", ["xqzzz", "电影票", "qq 医保", "9999999"])
def test_what_fits_nothing_finds_nothing(typed):
    assert INDEX.find(typed) == ()


def test_an_item_is_named_once_and_no_more_than_asked_for():
    found = INDEX.find("登记", limit=3)
    assert len(found) == len({one.code for one in found}) == 3


def test_a_pinyin_begins_with_a_syllable():
    assert names("ibao") == []


def test_an_exact_code_comes_before_names_that_hold_it():
    coded = item(code=ItemCode("4050"), name="甲", keywords=())
    named = item(code=ItemCode("9"), name="4050人员", keywords=())
    assert [found.name for found in SearchIndex((named, coded)).find("4050")] == ["甲", "4050人员"]


def test_an_item_without_spellings_is_spelled_when_indexed():
    new = item(name="流动人口居住登记", keywords=(), department=Department(name="公安局", short_name="公安", uscc="1"))
    assert SearchIndex((new,)).find("ldrk") == (new,)


def test_searching_shipped_items_needs_no_pypinyin():
    program = (
        "import sys; from pathlib import Path; from app.catalogue.search import SearchIndex\n"
        "from app.catalogue.shipped import shipped_items\n"
        f"index = SearchIndex(shipped_items(Path({str(RESOURCES)!r})))\n"
        "assert index.find('ybcb'); print('pypinyin' in sys.modules)"
    )
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=RESOURCES.parent)
    assert done.stdout.strip() == "False"
