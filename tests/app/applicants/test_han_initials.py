"""The packed letters are pypinyin's own."""

from app.applicants.han_initials import NO_LETTER, SPANS, _letters, han_initial
from resources.setup.initials_of_characters import letter


def test_every_character_has_the_letter_that_pypinyin_gives_it() -> None:
    every = (chr(code) for first, last in SPANS for code in range(first, last + 1))
    assert [c for c in every if han_initial(c) != letter(c)] == []


def test_the_letters_are_small_latin_ones_for_all_spans() -> None:
    assert set(_letters()) - {NO_LETTER} <= set("abcdefghijklmnopqrstuvwxyz")
    assert len(_letters()) == sum(last - first + 1 for first, last in SPANS)


def test_what_is_no_chinese_character_has_none() -> None:
    for character in ("a", "김", "１", "・", "\U000323b0", "\U0010ffff"):
        assert han_initial(character) == ""
