"""Telephone numbers: domain.md §1.4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.applicants.phone import check_phone, phone_key
from app.errors import Refused

FIELD = "applicant.phone"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13812345678", "13812345678"),
        ("１３８ １２３４ ５６７８", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("0435-3212345", "0435-3212345"),
        ("（0435）3212345", "0435-3212345"),
        ("04353212345", "0435-3212345"),
        ("０４３５－３２１２３４５", "0435-3212345"),
        ("0448-4212345转801", "0448-4212345转801"),
        ("010-62345678", "010-62345678"),
        ("400-812-3456", "4008123456"),
    ],
)
def test_phones_are_stored_in_one_form(typed, stored):
    assert check_phone(typed, FIELD) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1381234567", "phone_mobile_length"),
        ("138123456789", "phone_mobile_length"),
        ("12812345678", "phone_mobile_length"),
        ("3212345", "phone_area_code"),
        ("没有", "phone_form"),
        ("", "phone_form"),
    ],
)
def test_wrong_phones_are_refused_by_their_fault(typed, code):
    with pytest.raises(Refused) as caught:
        check_phone(typed, FIELD)
    assert (caught.value.code, caught.value.field) == (code, FIELD)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_mobile_number_is_its_own_stored_form(number):
    assert check_phone(number, FIELD) == number
    assert phone_key(number) == number


@given(st.from_regex(r"(010|02[0-9]|0[3-9][0-9]{2})-[2-9][0-9]{6}", fullmatch=True))
def test_a_stored_landline_is_stored_the_same_again(number):
    assert check_phone(check_phone(number, FIELD), FIELD) == check_phone(number, FIELD)


def test_landlines_are_searched_by_digits_only():
    assert phone_key("（0435）3212345") == phone_key("0435-321 2345") == "04353212345"
