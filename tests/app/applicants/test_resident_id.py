"""公民身份号码 by GB 11643, with every trap of domain.md §1.1. All numbers are synthetic."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.applicants.identity import check_identity, comparable, same_holder, search_keys
from app.applicants.model import Identity, IdType
from app.applicants.resident_id import check_character
from app.errors import Refused

TODAY = date(2026, 11, 23)

GOOD = (
    ("220502198001010014", date(1980, 1, 1), "M"),
    ("220502198001010022", date(1980, 1, 1), "F"),
    ("22052119851020019X", date(1985, 10, 20), "M"),
    ("22052119851020027X", date(1985, 10, 20), "M"),
    ("220503195511035126", date(1955, 11, 3), "F"),
    ("220521194802293019", date(1948, 2, 29), "M"),
    ("220523200112314450", date(2001, 12, 31), "M"),
    ("220524199006062174", date(1990, 6, 6), "M"),
    ("220582197512122082", date(1975, 12, 12), "F"),
    ("220581196308081198", date(1963, 8, 8), "M"),
    ("220502191910100082", date(1919, 10, 10), "F"),
    ("22052120151001333X", date(2015, 10, 1), "M"),
    ("220502202204301267", date(2022, 4, 30), "F"),
    ("220502196706159995", date(1967, 6, 15), "M"),
    ("220582201609019996", date(2016, 9, 1), "M"),
    ("220523199911099990", date(1999, 11, 9), "M"),
    ("220521197304179997", date(1973, 4, 17), "M"),
)
SEQUENCE_000 = ("220521194802290002", "220524200407310007", "220503193112250006", "220581198802290007")


def check(number: str):
    return check_identity(IdType.RESIDENT, number, TODAY)


def refusal(number: str, id_type: IdType = IdType.RESIDENT, today: date = TODAY) -> Refused:
    with pytest.raises(Refused) as caught:
        check_identity(id_type, number, today)
    assert caught.value.field == "applicant.id_no"
    return caught.value


@pytest.mark.parametrize(("number", "birth", "sex"), GOOD)
def test_a_good_number_tells_birth_and_sex(number, birth, sex):
    checked = check(number)
    assert (checked.normalised, checked.birth, checked.sex, checked.warnings) == (number, birth, sex, ())


@pytest.mark.parametrize("number", SEQUENCE_000)
def test_sequence_000_is_only_a_warning(number):
    assert check(number).warnings == ("id_sequence_000",)


@pytest.mark.parametrize(
    "typed",
    [
        "22052119851020019x",
        " 220521 19851020 019X ",
        "２２０５２１１９８５１０２００１９Ｘ",
        "220521　19851020　019ｘ",
        "\u200b22052119851020019X",
    ],
)
def test_typed_forms_are_normalised(typed):
    assert check(typed).normalised == "22052119851020019X"


def test_a_wrong_check_digit_is_refused_with_the_one_that_would_fit():
    error = refusal("220502198001010015")
    assert error.code == "id_check_digit"
    assert error.values == {"given": "5", "expected": "4"}


@pytest.mark.parametrize("number", ["110102193012310", "220502800101001"])
def test_a_15_digit_number_is_no_identity_document(number):
    assert refusal(number).code == "id_15_digits"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("22050219800101001", "id_length"),
        ("2205021980010100144", "id_length"),
        ("", "id_length"),
        ("2205021980O1010014", "id_characters"),
        ("X20502198001010014", "id_characters"),
        ("²20502198001010014", "id_characters"),
        ("220502198013010014", "id_birth_date"),
        ("220502198102290014", "id_birth_date"),
        ("220502000001010014", "id_birth_date"),
        ("220502202611240014", "id_birth_future"),
        ("220502189511220014", "id_age"),
    ],
)
def test_what_cannot_be_a_number_is_refused_by_its_fault(number, code):
    assert refusal(number).code == code


def test_born_today_is_accepted():
    body = "22050220261123000"
    assert check(body + check_character(body)).birth == TODAY


def test_the_130th_year_is_accepted_to_its_last_day():
    body = "22050218961123001"
    assert check(body + check_character(body)).birth == date(1896, 11, 23)


@pytest.mark.parametrize("division", ["220501", "220522", "220583", "130000", "229999", "522101", "429001"])
@pytest.mark.parametrize("birth", ["19300101", "19840101", "19880101"])
def test_an_abolished_or_unknown_division_is_never_refused(division, birth):
    """Numbers of 220502 and others with an early birth year are refused by libraries that know the codes' years."""
    body = f"{division}{birth}001"
    assert check(body + check_character(body)).sex == "M"


def test_the_place_is_a_hint_and_may_be_missing():
    assert check("220582197512122082").place == "吉林省通化市集安市"
    assert check("220581196308081198").place == "吉林省梅河口市"
    body = "29990119800101001"
    assert check(body + check_character(body)).place is None


def test_a_permanent_residents_number_is_pointed_to_its_own_type():
    assert refusal("922840197908150215").code == "id_is_foreign_residence"


def test_a_residence_permits_number_as_a_citizens_only_warns():
    assert check("81000019920315001X").warnings == ("id_is_hmt_residence",)


def test_temporary_cards_and_residence_permits_carry_the_citizens_number():
    for id_type in (IdType.TEMPORARY_RESIDENT, IdType.RESIDENCE_PERMIT):
        assert check_identity(id_type, "220502198001010014", TODAY).birth == date(1980, 1, 1)
        assert refusal("220502198001010015", id_type).code == "id_check_digit"


def test_papers_with_the_citizens_number_name_the_same_person():
    card = Identity(IdType.RESIDENT, "22052119851020019X")
    booklet = Identity(IdType.HOUSEHOLD, "22052119851020019x")
    assert same_holder(card, booklet)
    assert not same_holder(card, Identity(IdType.OTHER, "22052119851020019X"))
    assert comparable(booklet) == card


def test_15_digits_are_searched_as_18_too_and_the_other_way_round():
    assert search_keys("220521 851020 019") == ("220521851020019", "22052119851020019X")
    assert search_keys("22052119851020019x") == ("22052119851020019X", "220521851020019")


def test_a_number_of_this_century_never_had_15_digits():
    assert search_keys("220523200112314450") == ("220523200112314450",)


def test_a_centenarians_old_number_is_searched_in_both_centuries():
    assert search_keys("220502990101998")[0] == "220502990101998"
    assert [key[6:10] for key in search_keys("220502990101998")[1:]] == ["1999", "1899"]


def test_15_digits_that_hold_no_date_are_searched_as_they_are():
    assert search_keys("220502991301001") == ("220502991301001",)


def test_nothing_typed_searches_nothing():
    assert search_keys(" 　") == ()


@given(
    division=st.from_regex(r"[1-8][0-9]{5}", fullmatch=True),
    birth=st.dates(min_value=date(1897, 1, 1), max_value=TODAY),
    sequence=st.integers(min_value=1, max_value=999),
    place=st.integers(min_value=0, max_value=16),
    shift=st.integers(min_value=1, max_value=9),
)
def test_every_single_wrong_digit_is_noticed(division, birth, sequence, place, shift):
    body = f"{division}{birth:%Y%m%d}{sequence:03d}"
    number = body + check_character(body)
    assert check(number).birth == birth
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    refusal(wrong)


@given(st.text(max_size=30))
def test_any_text_is_either_refused_or_good(text):
    with suppress(Refused):
        assert len(check(text).normalised) == 18
