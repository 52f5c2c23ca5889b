"""The city's list of points as CSV (`central enrol --csv`), held against every rule before anything is done.

Columns, in any order, others passed over: 服务点编码 名称 简称 地址 电话 事项范围 设备数. UTF-8 or, as Excel in China
saves it, GB 18030. 事项范围 is empty for what any point of its kind may do, else parts with semicolons between:
first the default (受理, 代收, 咨询), then exceptions: `事项编码=咨询`, `事项编码=代收:转报部门`.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from app.catalogue.model import ItemCode, PointRules, PointScope, Scope
from app.central.points import HOTLINE, LONGEST, check_point
from app.errors import Refused
from app.sync.model import ServicePoint

COLUMNS = {
    "服务点编码": "point",
    "名称": "name",
    "简称": "short_name",
    "地址": "address",
    "电话": "phone",
    "事项范围": "scope",
    "设备数": "devices",
}
SCOPES = {"受理": Scope.ACCEPT, "代收": Scope.FORWARD, "咨询": Scope.ADVISE, **{scope.value: scope for scope in Scope}}
MOST_POINTS = 20_000
_PHONE = re.compile(r"[0-9()+ -]{5,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """A point of the list: as it stands on paper, its own rules if it has any, and how many devices it gets."""

    line: int
    point: ServicePoint
    rules: PointRules | None
    devices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterTrouble:
    """What is wrong, in which line and column."""

    line: int
    error: Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The whole list: every line that holds, and all that is wrong."""

    lines: tuple[RosterLine, ...]
    troubles: tuple[RosterTrouble, ...]


def read_roster(data: bytes, items: Collection[ItemCode]) -> Roster:
    """The list, with everything that is wrong in it. `items` are the codes that the catalogue has.

    Raises Refused: roster_encoding, roster_columns, roster_empty, roster_long, roster_quotes for a list whose lines
    can't be told.
    """
    lines: list[RosterLine] = []
    troubles: list[RosterTrouble] = []
    seen: dict[str, int] = {}
    for number, row in _rows(_decoded(data)):
        reading = _Reading(row, items, seen)
        found = reading.line(number)
        troubles += [RosterTrouble(line=number, error=error) for error in reading.errors]
        if found is not None:
            seen.setdefault(found.point.code, number)
            lines.append(found)
    if not lines and not troubles:
        raise Refused("roster_empty", "csv")
    return Roster(lines=tuple(lines), troubles=tuple(troubles))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("roster_encoding", "csv")


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each line that says anything, by the columns' names here, with the number of its last row in the file."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [COLUMNS.get(_plain(title), _plain(title)) for title in next(reader, [])]
        missing = [title for title, name in COLUMNS.items() if head.count(name) != 1]
        if missing:
            raise Refused("roster_columns", "csv", columns="、".join(missing))
        for count, cells in enumerate(reader):
            if count >= MOST_POINTS:
                raise Refused("roster_long", "csv", most=MOST_POINTS)
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(head) - len(cells))]
                yield reader.line_num, dict(zip(head, padded, strict=False))
    except csv.Error as error:
        raise Refused("roster_quotes", "csv", line=reader.line_num) from error


class _Reading:
    """One line: what is wrong with it is gathered, not raised."""

    def __init__(self, row: Mapping[str, str], items: Collection[ItemCode], seen: Mapping[str, int]) -> None:
        self._row = row
        self._items = items
        self._seen = seen
        self.errors: list[Refused] = []

    def line(self, number: int) -> RosterLine | None:
        """The point of this line, or None when `errors` says why not."""
        code = self._code()
        name, address = self._text("name", needed=True), self._text("address")
        short_name = self._text("short_name") or (name if len(name) <= LONGEST["short_name"] else "")
        if name and not short_name and not self._row["short_name"].strip():
            self.errors.append(Refused("roster_short_name", "简称", longest=LONGEST["short_name"]))
        phone, devices = self._phone(), self._devices()
        rules = self._rules(code, name)
        if self.errors:
            return None
        point = ServicePoint(code=code, name=name, short_name=short_name, address=address, phone=phone)
        return RosterLine(line=number, point=point, rules=rules, devices=devices)

    def _code(self) -> str:
        code = _plain(self._row["point"]).removeprefix("'")
        try:
            check_point(code)
        except Refused:
            self.errors.append(Refused("point_code", "服务点编码", given=code))
            return ""
        if code in self._seen:
            self.errors.append(Refused("roster_twice", "服务点编码", given=code, line=self._seen[code]))
        return code

    def _text(self, name: str, *, needed: bool = False) -> str:
        title = next(title for title, known in COLUMNS.items() if known == name)
        text = " ".join(self._row[name].split())
        if needed and not text:
            self.errors.append(Refused("roster_missing", title, column=title))
        elif len(text) > LONGEST[name]:
            self.errors.append(Refused("roster_text_long", title, column=title, longest=LONGEST[name]))
        elif not text.isprintable():
            self.errors.append(Refused("roster_text", title, column=title))
        return text

    def _phone(self) -> str:
        phone = _plain(self._row["phone"])
        if phone and not _PHONE.fullmatch(phone):
            self.errors.append(Refused("roster_phone", "电话", given=phone))
        return phone or HOTLINE

    def _devices(self) -> int:
        given = _plain(self._row["devices"])
        if given.isascii() and given.isdigit() and len(given) <= 2 and int(given) >= 1:
            return int(given)
        self.errors.append(Refused("roster_devices", "设备数", given=given))
        return 0

    def _rules(self, point: str, name: str) -> PointRules | None:
        parts = [part.strip() for part in re.split("[;；\n]", self._row["scope"]) if part.strip()]
        if not parts:
            return None
        default = Scope.ACCEPT
        if "=" not in _plain(parts[0]):
            default = self._scope(_plain(parts.pop(0)))
        scopes = [scope for part in parts if (scope := self._exception(point, part)) is not None]
        twice = {scope.item for scope in scopes if sum(one.item == scope.item for one in scopes) > 1}
        self.errors.extend(Refused("roster_item_twice", "事项范围", given=item) for item in sorted(twice))
        return PointRules(point=point, name=name, default=default, scopes=tuple(scopes))

    def _exception(self, point: str, part: str) -> PointScope | None:
        code, _, said = (piece.strip() for piece in _plain(part).partition("="))
        scope, _, forward_to = (piece.strip() for piece in said.partition(":"))
        if ItemCode(code) not in self._items:
            self.errors.append(Refused("roster_item", "事项范围", given=code))
            return None
        return PointScope(point=point, item=ItemCode(code), scope=self._scope(scope), forward_to=forward_to or None)

    def _scope(self, said: str) -> Scope:
        if said not in SCOPES:
            self.errors.append(Refused("roster_scope", "事项范围", given=said))
        return SCOPES.get(said, Scope.ACCEPT)


def _plain(text: str) -> str:
    """Full-width digits, signs and blanks as the usual ones."""
    return unicodedata.normalize("NFKC", text).strip()
