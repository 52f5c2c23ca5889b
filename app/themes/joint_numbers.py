"""Joint numbers (联办编号): one for all the cases of one theme, beside their own (domain.md, 3.6).

    L 220521100001 01 20261123 0001 5

Like a case number, with a letter before it: the two are never taken for one another. The check character is that of
the digits.
"""

from datetime import date

from app.cases.numbers import case_number, read_case_number
from app.errors import Refused

LETTER = "L"


def joint_number(point: str, device: int, day: date, serial: int) -> str:
    """The number of the `serial`-th theme (from 1) that `device` of `point` records on `day`."""
    return LETTER + case_number(point, device, day, serial)


def read_joint_number(text: str) -> str:
    """A joint number as typed or scanned. Raises Refused as `read_case_number` does."""
    found = text.strip().upper()
    if not found.startswith(LETTER):
        raise Refused("case_no_shape", "joint", given=text)
    return LETTER + read_case_number(found[1:])
