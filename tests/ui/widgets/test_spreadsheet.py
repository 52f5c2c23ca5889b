"""What a spreadsheet takes from the clipboard (domain.md, trap 13)."""

import pytest

from ui.widgets.spreadsheet import sheet_cell, sheet_text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("220521194802290002", '="220521194802290002"'),
        ("22052119480229000X", '="22052119480229000X"'),
        ("22052110000001202611230001X", '="22052110000001202611230001X"'),
        ("007", '="007"'),
        ("42", "42"),
        ("13843590001", "13843590001"),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+86", "'+86"),
        ("-5", "'-5"),
        ("@name", "'@name"),
        ("两行\n一格\t里", "两行 一格 里"),
    ],
)
def test_a_cell_stays_what_it_is(text: str, cell: str) -> None:
    assert sheet_cell(text) == cell


def test_rows_stand_under_their_titles() -> None:
    assert sheet_text(["姓名", "号码"], [["王桂兰", "1"], ["李敏", "2"]]) == "姓名\t号码\n王桂兰\t1\n李敏\t2"
