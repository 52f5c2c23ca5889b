"""The enrolment code as people read it out and type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.sync.codes import make_code, read_code

ROOT = bytes(range(32))
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(st.binary(min_size=7, max_size=7), st.binary(min_size=32, max_size=32))
def test_a_code_names_its_central_and_is_one_of_its_kind(secret: bytes, root: bytes) -> None:
    code = make_code(secret, root)
    assert len(code) == 29
    assert read_code(code).fits(root)
    assert read_code(code).text == code.replace("-", "")


def test_codes_of_different_secrets_differ_and_fit_one_root_only() -> None:
    one, other = make_code(b"\0" * 7, ROOT), make_code(b"\1" * 7, ROOT)
    assert read_code(one).digest != read_code(other).digest
    assert not read_code(one).fits(bytes(32))


def test_typing_habits_do_not_matter() -> None:
    code = make_code(bytes(7), ROOT)
    assert "0" in code
    typed = " " + code.lower().replace("-", " ").replace("0", "o").replace("1", "l") + "\u3000"
    assert read_code(typed) == read_code(code)


@given(st.integers(0, 23), st.sampled_from(SIGNS))
def test_every_single_wrong_sign_is_noticed(place: int, sign: str) -> None:
    text = make_code(b"secret!", ROOT).replace("-", "")
    if text[place] == sign:
        return
    with pytest.raises(Refused, match="enrol_code_check"):
        read_code(text[:place] + sign + text[place + 1 :])


@given(st.binary(min_size=7, max_size=7), st.integers(0, 22))
def test_every_swap_of_neighbours_is_noticed(secret: bytes, place: int) -> None:
    text = make_code(secret, ROOT).replace("-", "")
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if swapped == text:
        return
    with pytest.raises(Refused, match="enrol_code_check"):
        read_code(swapped)


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 24, "登记码", "A" * 25])
def test_what_has_not_the_shape_is_told_so(typed: str) -> None:
    with pytest.raises(Refused, match="enrol_code_shape"):
        read_code(typed)
