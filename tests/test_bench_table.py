"""The bench's own arithmetic: what a row says of its targets, and how the table shows it."""

import pytest

from tests.bench.__main__ import table
from tests.bench.row import Row


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row(work="w", ours=1.7, floor=1.0, at_most_ratio=1.75), True),
        (Row(work="w", ours=1.8, floor=1.0, at_most_ratio=1.75), False),
        (Row(work="w", ours=4.9, at_most=5), True),
        (Row(work="w", ours=5.1, at_most=5), False),
        (Row(work="w", ours=1.6, floor=1.0, at_most_ratio=7, at_most=1.5, unit="s"), False),
        (Row(work="a ratio without a floor is not met", ours=1.0, at_most_ratio=2), False),
        (Row(work="no target", ours=1.0), None),
    ],
)
def test_a_row_is_met_when_every_target_is(row: Row, met: bool | None) -> None:
    assert row.met is met


def test_the_table_lines_up_and_names_what_is_missed() -> None:
    rows = [
        Row(work="record a case", ours=0.42, floor=0.3, at_most_ratio=1.75),
        Row(work="resident", ours=190.25, at_most=180, unit="MB"),
    ]
    assert table(rows).splitlines() == [
        "work           floor   ours  unit   ratio  target     met",
        "record a case  0.300  0.420  ms    1.40 x  <= 1.75 x  yes",
        "resident           -  190.2  MB         -  <= 180 MB  NO",
    ]
