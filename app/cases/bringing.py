"""Which 代办员 brought a case."""

from datetime import date

from app.cases.brought import BroughtBy
from app.errors import Refused
from app.storage.desk import Desk


def brought_by(desk: Desk, number: str, today: date) -> BroughtBy:
    """The 代办员 of this number. Raises Refused: helper_unknown, helper_not_serving."""
    helper = desk.helping.helper_by_number(number)
    if helper is None:
        raise Refused("helper_unknown", "details.helper", given=number)
    if not helper.serves(today):
        raise Refused("helper_not_serving", "details.helper", name=helper.name)
    return BroughtBy(id=helper.id, number=helper.number, name=helper.name)
