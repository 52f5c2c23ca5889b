"""The picture of states and acts in the README is what the code says."""

import pytest

from tests.architecture.acts_picture import PAGES, TOP, renewed


@pytest.mark.parametrize("page", PAGES)
def test_the_page_shows_the_table_as_it_is(page: str) -> None:
    assert (TOP / page).read_text(encoding="utf-8") == renewed(page)
