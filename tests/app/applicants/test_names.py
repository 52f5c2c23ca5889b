"""Names and masks: domain.md §5 and §7."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.applicants.characters import letters
from app.applicants.model import Identity, IdType
from app.applicants.names import (
    check_name,
    mask_name,
    mask_number_on_paper,
    mask_number_on_screen,
    mask_phone,
    normalise_name,
    paper_number,
    screen_number,
)
from app.errors import Refused

FOREIGN = "Maximilian Alexander Von Habsburg-Lothringen"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王芳", "王*"),
        ("张小三", "张*三"),
        ("欧阳娜娜", "欧**娜"),
        ("张㐀", "张*"),
        ("李𠀀", "李*"),
        ("𠀀李", "𠀀*"),
        ("刘𬘘𠀀", "刘*𠀀"),
        ("王䶮", "王*"),
        ("葛\U000e0100明\U000e0101亮", "葛\U000e0100*亮"),
        ("阿布都热依木·买买提", "阿*****·***"),
        ("김영희", "김*희"),
        ("김영희(金英姬)", "김*희"),
        ("王", "*"),
        ("", ""),
    ],
)
def test_masked_names(name, masked):
    assert mask_name(name) == masked


@given(st.text(st.characters(exclude_characters="*·"), min_size=2, max_size=60))
def test_a_mask_never_shows_the_whole_name_or_more_letters_than_it_has(name):
    masked = mask_name(name)
    assert masked != name
    assert len(letters(masked)) <= len(letters(name))


@pytest.mark.parametrize("dot", ["•", "・", "．", "·", "‧", "･", " · "])
def test_every_middle_dot_becomes_the_one_of_identity_cards(dot):
    assert normalise_name(f"阿布都热依木{dot}买买提") == "阿布都热依木·买买提"


def test_a_full_stop_is_a_dot_only_between_chinese_characters():
    assert normalise_name("买买提.艾力") == "买买提·艾力"
    assert normalise_name("J. Smith") == "J. Smith"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("张　三", "张三"),
        (" 欧阳 娜娜\t", "欧阳娜娜"),
        ("Ｍａｒｙ  Ann", "Mary Ann"),
        ("통화 김영희 (金英姬)", "통화 김영희 (金英姬)"),
        ("王\u200b芳", "王芳"),
        ("通化（集团）有限公司", "通化（集团）有限公司"),
        ("Jose\u0301 N", "José N"),
        ("\u1100\u1161 나", "가 나"),
    ],
)
def test_names_are_normalised_for_storing(typed, stored):
    assert normalise_name(typed) == stored


def test_ones_own_variant_of_a_character_is_stored_unfolded():
    assert normalise_name("\uf9f4\U0002f800\ufa11") == "\uf9f4\U0002f800\ufa11"


def test_private_codes_of_old_devices_become_the_characters_of_gb18030_2022():
    sent = b"\xfe\x59\xfe\x61\xfe\x66\xfe\x67\xfe\x6d\xfe\x7e\xfe\x90\xfe\xa0".decode("gb18030")
    assert normalise_name(sent) == "龴龵龶龷龸龹龺龻"
    marks = bytes.fromhex("A6D9A6DAA6DBA6DCA6DDA6DEA6DFA6ECA6EDA6F3").decode("gb18030")
    assert sorted(map(ord, normalise_name(marks))) == list(range(0xFE10, 0xFE1A))


@pytest.mark.parametrize("name", ["张㐀", "李𠀀", "王䶮", "赵喆", "刘𬘘", "김영희(金英姬)", "王\U0002ebf0", FOREIGN])
def test_rare_and_long_names_are_good_and_stay_themselves(name):
    assert check_name(name, "applicant.name") == (name, ())


def test_lengths_count_characters_and_not_halves_of_them():
    assert check_name("𠀀" * 60, "applicant.name")[0] == "𠀀" * 60
    with pytest.raises(Refused, match="name_long"):
        check_name("𠀀" * 61, "applicant.name")
    with pytest.raises(Refused, match="name_short"):
        check_name("𠀀", "applicant.name")
    with pytest.raises(Refused, match="name_short"):
        check_name("葛\U000e0100", "applicant.name")
    assert letters("葛\U000e0100𠀀") == ["葛\U000e0100", "𠀀"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("王?", "name_lost_character"),
        ("王＊", "name_lost_character"),
        ("王□", "name_lost_character"),
        ("王\ufffd", "name_broken"),
        ("王\x00芳", "name_broken"),
        ("王" + chr(0xD840), "name_broken"),
        ("王\u202e芳", "name_broken"),
    ],
)
def test_a_name_that_lost_a_character_is_refused(name, code):
    with pytest.raises(Refused) as caught:
        check_name(name, "applicant.name")
    assert (caught.value.code, caught.value.field) == (code, "applicant.name")


def test_a_private_character_only_warns():
    assert check_name("王\ue001", "applicant.name")[1] == ("name_private_use",)


def test_numbers_are_masked_more_on_screens_than_on_paper():
    assert mask_number_on_paper("220502198001010014") == "220502********0014"
    assert mask_number_on_screen("220502198001010014") == "2****************4"
    assert mask_number_on_paper("H1234567801") == "H*******801"
    assert mask_number_on_paper("E123") == "E**3"
    assert mask_number_on_screen("E1") == "**"


def test_company_codes_are_public():
    company = Identity(IdType.USCC, "91220502MA0TT001XA")
    assert paper_number(company) == screen_number(company) == "91220502MA0TT001XA"
    person = Identity(IdType.RESIDENT, "220502198001010014")
    assert paper_number(person) == "220502********0014"
    assert screen_number(person) == "2****************4"


@pytest.mark.parametrize(
    ("phone", "masked"), [("13812345678", "138****5678"), ("0435-3212345", "0435-***2345"), ("123", "***")]
)
def test_masked_phones(phone, masked):
    assert mask_phone(phone) == masked


def test_a_name_of_everyday_characters_is_stored_as_it_is() -> None:
    for code in range(0x4E00, 0x9FA6):
        name = chr(code) * 2
        assert normalise_name(name) == name
        assert check_name(name, "name") == (name, ())
