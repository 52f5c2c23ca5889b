"""Permits, passports, children's papers and company codes: domain.md §1.2 and §1.3. All numbers are synthetic."""

from datetime import date

import pytest

from app.applicants.identity import check_identity, comparable, same_holder, search_keys
from app.applicants.model import Identity, IdType
from app.applicants.resident_id import check_character as check_18
from app.applicants.uscc import check_character, inner_check_character
from app.errors import Refused

TODAY = date(2026, 11, 23)
PERMIT = IdType.HONG_KONG_MACAO_PERMIT


def code_of(id_type: IdType, number: str) -> str:
    with pytest.raises(Refused) as caught:
        check_identity(id_type, number, TODAY)
    return caught.value.code


@pytest.mark.parametrize("number", ["81000019920315001X", "820000197001011129", "830000198805200028"])
def test_hmt_residence_permits_are_checked_as_citizens_numbers(number):
    checked = check_identity(IdType.HMT_RESIDENCE, number, TODAY)
    assert checked.normalised == number
    assert checked.birth is not None


def test_hmt_residence_wants_one_of_its_three_divisions():
    assert code_of(IdType.HMT_RESIDENCE, "220502198001010014") == "id_not_hmt_residence"
    assert code_of(IdType.HMT_RESIDENCE, "810000199203150011") == "id_check_digit"
    assert code_of(IdType.HMT_RESIDENCE, "H12345678") == "id_length"


@pytest.mark.parametrize("number", ["H12345678", "m1234567801", "Ｈ１２３４５６７８０２"])
def test_hong_kong_macao_permits_have_8_or_10_digits(number):
    assert len(check_identity(PERMIT, number, TODAY).normalised) in (9, 11)


@pytest.mark.parametrize("number", ["H1234567", "H123456789", "A12345678", "H12345678001", ""])
def test_other_forms_of_hong_kong_macao_permits_are_refused(number):
    assert code_of(PERMIT, number) == "hong_kong_macao_permit_form"


def test_a_renewed_permit_is_the_same_holder():
    assert same_holder(Identity(PERMIT, "H1234567801"), Identity(PERMIT, "H1234567802"))
    assert same_holder(Identity(PERMIT, "H12345678"), Identity(PERMIT, "h1234567802"))
    assert not same_holder(Identity(PERMIT, "H12345678"), Identity(PERMIT, "M12345678"))
    assert search_keys("H1234567802") == ("H1234567802", "H12345678")


def test_a_passport_with_a_permits_number_is_somebody_else():
    assert comparable(Identity(PERMIT, "H12345678")) != comparable(Identity(IdType.PASSPORT, "H12345678"))


@pytest.mark.parametrize(("typed", "stored"), [("12345678", "12345678"), ("0123456701(b)", "0123456701B")])
def test_taiwan_permits_have_8_digits_or_an_old_form(typed, stored):
    assert check_identity(IdType.TAIWAN_PERMIT, typed, TODAY).normalised == stored


def test_other_forms_of_taiwan_permits_are_refused():
    assert code_of(IdType.TAIWAN_PERMIT, "1234567") == "taiwan_permit_form"


@pytest.mark.parametrize("number", ["922840197908150215", "922156199003121083"])
def test_foreign_residence_of_2023_has_18_characters(number):
    assert check_identity(IdType.FOREIGN_RESIDENCE, number, TODAY).birth == date(
        int(number[6:10]), int(number[10:12]), int(number[12:14])
    )


def test_foreign_residence_of_2017_has_letters_and_12_digits():
    assert check_identity(IdType.FOREIGN_RESIDENCE, "usa110079081502", TODAY).normalised == "USA110079081502"


def test_a_foreign_residence_date_that_cannot_be_only_warns():
    body = "92284019791315021"
    checked = check_identity(IdType.FOREIGN_RESIDENCE, body + check_18(body), TODAY)
    assert (checked.birth, checked.warnings) == (None, ("id_birth_odd",))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("922840197908150216", "id_check_digit"),
        ("220502198001010014", "id_not_foreign_residence"),
        ("US1110079081502", "foreign_residence_form"),
        ("9228401979081502X5", "id_characters"),
    ],
)
def test_wrong_foreign_residence_numbers_are_refused(number, code):
    assert code_of(IdType.FOREIGN_RESIDENCE, number) == code


@pytest.mark.parametrize("number", ["E12345678", "g12345678", "EA1234567", "D12345678"])
def test_chinese_passports(number):
    assert check_identity(IdType.PASSPORT, number, TODAY).normalised == number.upper()


def test_foreign_passports_are_any_5_to_15_letters_and_digits():
    assert code_of(IdType.PASSPORT, "C01X00T47") == "passport_form"
    assert check_identity(IdType.FOREIGN_PASSPORT, "C01X00T47", TODAY).normalised == "C01X00T47"
    assert code_of(IdType.FOREIGN_PASSPORT, "C01X") == "foreign_passport_form"
    assert code_of(IdType.FOREIGN_PASSPORT, "김12345") == "foreign_passport_form"


def test_a_childs_number_in_the_household_booklet_is_checked():
    assert check_identity(IdType.HOUSEHOLD, "22052120151001333x", TODAY).birth == date(2015, 10, 1)
    assert code_of(IdType.HOUSEHOLD, "220521201510013331") == "id_check_digit"
    assert check_identity(IdType.HOUSEHOLD, "003216548", TODAY).birth is None


def test_birth_certificates_of_another_form_only_warn():
    assert check_identity(IdType.BIRTH_CERTIFICATE, "t220012345", TODAY).warnings == ()
    assert check_identity(IdType.BIRTH_CERTIFICATE, "2200123", TODAY).warnings == ("birth_certificate_form",)


def test_soldiers_numbers_keep_their_words():
    assert check_identity(IdType.OFFICER, "军字第１２３４５６７号", TODAY).normalised == "军字第1234567号"
    assert check_identity(IdType.OTHER, " 临  2026-18 ", TODAY).normalised == "临 2026-18"


@pytest.mark.parametrize(
    ("number", "code"), [("ab", "id_free_length"), ("x" * 41, "id_free_length"), ("12\x073456", "id_characters_broken")]
)
def test_free_numbers_are_held_to_a_length(number, code):
    assert code_of(IdType.SOLDIER, number) == code


@pytest.mark.parametrize(
    "code",
    [
        "11220502MB1TE5T034",
        "91220502MA0TT001XA",
        "92220521MA0TT0028P",
        "54220521ME0TT00306",
        "12220500MB0TT0048N",
        "N2220524MF0TT0050A",
        "52220582MJ0TT0063C",
    ],
)
def test_good_company_codes_with_the_n_of_village_collectives(code):
    checked = check_identity(IdType.USCC, code.lower(), TODAY)
    assert (checked.normalised, checked.birth) == (code, None)
    assert "uscc_department" not in checked.warnings


@pytest.mark.parametrize("department", ["A1", "Y1", "N1", "81"])
def test_letters_as_departments_are_as_good_as_digits(department):
    inner = "MA0TT001"
    body = f"{department}220502{inner}{inner_check_character(inner)}"
    assert check_identity(IdType.USCC, body + check_character(body), TODAY).warnings == ()


def test_a_failing_inner_code_only_warns():
    inner = "MA0TT001"
    wrong = "1" if inner_check_character(inner) != "1" else "2"
    body = f"91220502{inner}{wrong}"
    assert check_identity(IdType.USCC, body + check_character(body), TODAY).warnings == ("uscc_inner_code",)


def test_an_unknown_department_only_warns():
    inner = "MA0TT001"
    body = f"B1220502{inner}{inner_check_character(inner)}"
    assert check_identity(IdType.USCC, body + check_character(body), TODAY).warnings == ("uscc_department",)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("91220502MA0TT001XB", "uscc_check_character"),
        ("9122O502MA0TT001XA", "uscc_letter"),
        ("91A20502MA0TT001XA", "uscc_characters"),
        ("91220502MA0TT001X?", "uscc_characters"),
        ("220500000012345", "uscc_length"),
    ],
)
def test_wrong_company_codes_are_refused(number, code):
    assert code_of(IdType.USCC, number) == code
