"""One answer of an item's form: brought into its stored shape, and held against its type.

Clerks type full-width digits, dots between date parts and a choice's label; all of these are understood.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from app.applicants.characters import half_width, is_broken, mend_private_use, plain_code
from app.applicants.phone import check_phone
from app.applicants.resident_id import check_character, looks_resident
from app.catalogue.model import Field, FieldType
from app.errors import Refused

_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?|(\d{4})(\d{2})", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_INTEGER = re.compile(r"-?\d{1,15}", re.ASCII)
_TOO_MANY = 10**15
_ACCOUNT = re.compile(r"\d{6,32}", re.ASCII)
_ID_NO = re.compile(r"(?!\d{12})[0-9A-Z()]{5,20}", re.ASCII)
"""Other documents than a resident's: none begins with so many digits, so a number with one too few is no passport."""
_YES = ("true", "是", "有", "1")
_NO = ("false", "否", "无", "0")
MEASURED = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE, FieldType.MONTH, FieldType.TABLE})
"""The types that `min` and `max` may speak of."""


def tidy(field: Field, value: object) -> object:
    """The stored shape of `value`; None when it is empty; unchanged when it can't be understood."""
    if isinstance(value, str):
        if field.type is FieldType.TEXT:
            return mend_private_use(value).strip() or None
        value = half_width(value).strip()
        if not value:
            return None
    match field.type:
        case FieldType.INTEGER | FieldType.DECIMAL:
            return _tidy_number(field.type, value)
        case FieldType.DATE | FieldType.MONTH if isinstance(value, str):
            return _tidy_date(field.type, value)
        case FieldType.CHOICE:
            return _tidy_choice(field, value)
        case FieldType.PHONE | FieldType.ACCOUNT | FieldType.ID_NO if isinstance(value, str):
            return _tidy_number_text(field.type, value)
        case FieldType.BOOLEAN if isinstance(value, str):
            return True if value.lower() in _YES else False if value.lower() in _NO else value
        case FieldType.TABLE if isinstance(value, list | tuple):
            return _tidy_table(field, value) or None
    return value


def trouble_of_type(field: Field, value: object) -> str | None:
    """The code of what is wrong with the tidied `value` for the type of `field`, or None."""
    match field.type:
        case FieldType.INTEGER:
            fits = isinstance(value, int) and not isinstance(value, bool) and abs(value) < _TOO_MANY
        case FieldType.BOOLEAN:
            fits = isinstance(value, bool)
        case FieldType.TABLE:
            fits = isinstance(value, list) and all(isinstance(row, dict) for row in value)
        case FieldType.CHOICE:
            fits = any(value == choice.code for choice in field.choices)
        case _:
            fits = isinstance(value, str) and _fits(field.type, value)
    return None if fits else f"answer_not_{field.type.value}"


def measure(kind: FieldType, value: object) -> Decimal:
    """What `min` and `max` compare: a number, the days of a date, the rows of a table.

    A bound is measured as its type's answers are, but for a table, whose bounds are numbers. ValueError
    when it is not of its type, or the type (none of MEASURED) has no size.
    """
    if kind in (FieldType.DATE, FieldType.MONTH):
        whole = str(value) if kind is FieldType.DATE else f"{value}-01"
        return Decimal(date.fromisoformat(whole).toordinal())
    text = str(len(value)) if isinstance(value, list) else str(value)
    if kind not in MEASURED or not _DECIMAL.fullmatch(text):
        raise ValueError("no size")
    return Decimal(text)


def _fits(kind: FieldType, text: str) -> bool:
    match kind:
        case FieldType.TEXT:
            return not is_broken(text.replace("\n", ""))
        case FieldType.DATE:
            return _is_day(text)
        case FieldType.MONTH:
            return _is_day(f"{text}-01")
        case FieldType.DECIMAL:
            return _DECIMAL.fullmatch(text) is not None
        case FieldType.PHONE:
            return _phone(text) == text
        case FieldType.ACCOUNT:
            return _ACCOUNT.fullmatch(text) is not None
        case FieldType.ID_NO:
            if looks_resident(text):
                return check_character(text[:17]) == text[17]
            return _ID_NO.fullmatch(text) is not None
    return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _tidy_number(kind: FieldType, value: object) -> object:
    """Integers become numbers; decimals stay text, as written but without separators."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return value
    text = str(value).replace(",", "")
    if kind is FieldType.INTEGER:
        return int(text) if _INTEGER.fullmatch(text) else value
    if isinstance(value, float):
        try:
            text = format(Decimal(text), "f")
        except InvalidOperation:
            return value
    return text if _DECIMAL.fullmatch(text) else value


def _tidy_date(kind: FieldType, text: str) -> str:
    found = (_DATE if kind is FieldType.DATE else _MONTH).fullmatch(text.replace(" ", ""))
    if found is None:
        return text
    year, *rest = (part for part in found.groups() if part is not None)
    return "-".join([year, *(part.zfill(2) for part in rest)])


def _tidy_choice(field: Field, value: object) -> object:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if any(text == choice.code for choice in field.choices):
        return text
    wanted = half_width(str(text))
    return next((choice.code for choice in field.choices if half_width(choice.label) == wanted), value)


def _tidy_number_text(kind: FieldType, text: str) -> str:
    """Without the blanks and dashes that people put in; a phone and an identity number as applicants' are stored."""
    match kind:
        case FieldType.PHONE:
            return _phone(text) or text
        case FieldType.ID_NO:
            return plain_code(text)
    return text.replace(" ", "").replace("-", "")


def _phone(text: str) -> str | None:
    """The number in its stored form, None when it is none."""
    try:
        return check_phone(text, "")
    except Refused:
        return None


def _tidy_table(field: Field, rows: list[object] | tuple[object, ...]) -> list[object]:
    """The rows tidied cell by cell; empty cells and empty rows are left out."""
    columns = {column.code: column for column in field.columns}
    tidied: list[object] = []
    for row in rows:
        if not isinstance(row, dict):
            tidied.append(row)
            continue
        cells = {code: tidy(columns[code], cell) if code in columns else cell for code, cell in row.items()}
        filled = {code: cell for code, cell in cells.items() if cell is not None}
        if filled:
            tidied.append(filled)
    return tidied
