"""Which material may stand for which."""

import pytest

from app.catalogue.material_kinds import serves


@pytest.mark.parametrize(
    ("offered", "wanted", "may"),
    [
        ("居民身份证", "居民身份证", True),
        ("居民身份证", "居民身份证或社会保障卡", True),
        ("居民身份证", "医保电子凭证、居民身份证或社会保障卡", True),
        ("居民身份证", "居民身份证（无身份证的用户口簿）", True),
        ("银行卡", "本人银行卡或社会保障卡", True),
        ("居民身份证或社会保障卡", "居民身份证", False),
        ("监护人身份证", "居民身份证", False),
        ("居民身份证", "监护人身份证", False),
        ("居民户口簿（首页和本人页）", "居民户口簿（全体家庭成员页）", False),
        ("居民身份证（全体家庭成员）", "居民身份证", False),
        ("近期1寸免冠照片", "近期2寸免冠白底彩色照片", False),
    ],
)
def test_a_material_serves_where_it_is_surely_the_same(offered: str, wanted: str, may: bool) -> None:
    assert serves(offered, wanted) is may
