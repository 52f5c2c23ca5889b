"""The service item as the city's catalogue describes it, and what a point may do with it.

Only values here. What is asked of them stands beside it: `answers.py` checks a form, `materials.py`
checks what was handed in, `item_json.py` reads and writes an item, `calendar.py` counts days,
`search.py` finds an item as one types. The elements follow the 实施清单 tables of domain.md §2.3.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NewType

ItemCode = NewType("ItemCode", str)
"""业务办理项编码, 33 characters in today's form, text up to 64: compared, never parsed (domain.md §2.1)."""

ITEM_TYPES = {
    "00": "行政权力",
    "01": "行政许可",
    "02": "行政处罚",
    "03": "行政强制",
    "04": "行政征收",
    "05": "行政给付",
    "06": "行政检查",
    "07": "行政确认",
    "08": "行政奖励",
    "09": "行政裁决",
    "10": "其他行政权力",
    "20": "公共服务",
}
"""事项类型 of GB/T 39046-2020 annex A; provinces add others, so an unknown code is shown as it is."""

LEVELS = {"1": "国家级", "2": "省级", "3": "市级", "4": "县级", "5": "镇（乡、街道）级", "6": "村（社区）级"}
"""行使层级 of GB/T 39046-2020 annex A."""


class ItemKind(StrEnum):
    """办件类型: done while the applicant waits, or promised for a date."""

    IMMEDIATE = "immediate"
    PROMISED = "promised"


class TimeUnit(StrEnum):
    """What a time limit counts."""

    WORKING_DAY = "working_day"
    NATURAL_DAY = "natural_day"
    HOUR = "hour"
    MONTH = "month"


class RequiredForm(StrEnum):
    """材料类型: what the item's guide asks for."""

    ORIGINAL = "original"
    COPY = "copy"
    ORIGINAL_AND_COPY = "original_and_copy"


class GivenForm(StrEnum):
    """How a material came to the window (收取方式). The values are those of cli.md."""

    ORIGINAL = "original"
    COPY = "copy"
    ELECTRONIC = "electronic"
    SHARED = "shared"  # 数据共享免交
    PROMISED = "promised"  # 告知承诺替代
    LATER = "later"  # 容缺后补
    WAIVED = "waived"  # 电子证照免交


class Medium(StrEnum):
    """材料形式: on paper, electronic, or either."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    EITHER = "either"


class Source(StrEnum):
    """来源渠道: who makes the material."""

    APPLICANT = "applicant"
    GOVERNMENT = "government"
    OTHER = "other"


class FieldType(StrEnum):
    """What an answer is. In JSON: integer → number, boolean → true/false, table → list of objects,
    decimal → text as written, date → YYYY-MM-DD, month → YYYY-MM, choice → its code, the rest → text."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    PHONE = "phone"
    ID_NO = "id_no"
    ACCOUNT = "account"
    BOOLEAN = "boolean"
    TABLE = "table"


class Scope(StrEnum):
    """What a point may do with an item: 受理, 收件代收, 仅咨询."""

    ACCEPT = "accept"
    FORWARD = "forward"
    ADVISE = "advise"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """`amount` of `unit`; 0 means while the applicant waits (即办)."""

    amount: int
    unit: TimeUnit = TimeUnit.WORKING_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyWhen:
    """Applies only while the answer to the field `field` is one of `values` (choice codes, "true"/"false")."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """实施主体: the body whose name and seal stand on the decision. `short_name` is what clerks say ("医保")."""

    name: str
    short_name: str
    uscc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """申请材料: one thing to hand in, and the ways it may be spared."""

    code: str
    name: str
    required: bool
    form: RequiredForm
    medium: Medium = Medium.PAPER
    copies: int = 1
    source: Source = Source.APPLICANT
    issuing_body: str | None = None
    standard: str = ""
    only_when: OnlyWhen | None = None
    may_be_late: bool = False  # 可容缺
    licence_waives: bool = False  # 可电子证照免交
    shared_data_waives: bool = False  # 可数据共享免交
    promise_replaces: bool = False  # 可告知承诺替代


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a choice field: the code that is stored, the label that is shown."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an answer must keep to; None means free.

    `min` and `max` are written as the field's type is (numbers, YYYY-MM-DD, YYYY-MM), and for dates and
    months also "today"; for tables they count rows. Lengths count characters. `pattern` must match the
    whole text and `pattern_hint` says it in words. `places` is the number of decimals allowed.
    """

    min: str | None = None
    max: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    pattern_hint: str | None = None
    places: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of the item's own form; what every application asks (name, phone…) is not here."""

    code: str
    label: str
    type: FieldType
    required: bool = False
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    rules: Rules = Rules()
    only_when: OnlyWhen | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """收费项目; `amount` is text because many are by a table ("80元/件")."""

    name: str
    amount: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """`text` (the name, the department's short name or a keyword) in syllables: "医保" → "yi bao"."""

    text: str
    pinyin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceItem:
    """政务服务事项, one version of it. A case pins `code` and `version`.

    `promised_limit` is None only where the authority promises no day (年度集中确认); `limit_note` says why.
    `check_limit` is within what a 告知承诺 is checked later, from the day after it was given; None leaves that to the
    general rule (app/cases/timing.py).
    `finish_offline` (可离线办结): an immediate item may be finished at the window with no network.
    """

    code: ItemCode
    implementation_code: str
    catalog_code: str
    name: str
    type_code: str
    level: str
    department: Department
    entrusted_body: str | None
    targets: tuple[str, ...]
    kind: ItemKind
    legal_limit: TimeLimit | None
    promised_limit: TimeLimit | None
    limit_note: str
    conditions: tuple[str, ...]
    materials: tuple[Material, ...]
    fields: tuple[Field, ...]
    fees: tuple[Fee, ...]
    result_name: str
    legal_basis: tuple[str, ...]
    phone: str
    complaint_phone: str
    address: str
    window_hours: str
    visits: int
    promise_based: bool  # 适用告知承诺制
    finish_offline: bool
    special_procedures: tuple[str, ...]
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    version: int
    effective_on: date
    cancelled_on: date | None
    check_limit: TimeLimit | None = None  # 事后核查的期限

    def is_current(self, on: date) -> bool:
        """In force on that day: from `effective_on`, until the day before `cancelled_on`."""
        return self.effective_on <= on and (self.cancelled_on is None or on < self.cancelled_on)

    def material(self, code: str) -> Material | None:
        """The material of that code, or None."""
        return next((material for material in self.materials if material.code == code), None)

    def field(self, code: str) -> Field | None:
        """The field of that code, or None."""
        return next((field for field in self.fields if field.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointScope:
    """What the point does with one item, with what may differ locally: phone, address and hours (domain.md §A 3)."""

    point: str
    item: ItemCode
    scope: Scope
    forward_to: str | None = None
    phone: str | None = None
    address: str | None = None
    window_hours: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalWords:
    """What a point says itself, of one item or (None) of all: nothing else of the catalogue is a point's to change."""

    item: ItemCode | None = None
    phone: str | None = None
    address: str | None = None
    window_hours: str | None = None

    def over(self, scope: PointScope) -> PointScope:
        """The scope with these words, where any are said."""
        return replace(
            scope,
            phone=self.phone or scope.phone,
            address=self.address or scope.address,
            window_hours=self.window_hours or scope.window_hours,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRules:
    """A service point and its scopes: `default` for every item that `scopes` does not name. `own` is what the point
    says itself, kept whatever the city says."""

    point: str
    name: str
    default: Scope
    scopes: tuple[PointScope, ...] = ()
    own: tuple[LocalWords, ...] = ()

    def scope(self, item: ItemCode) -> PointScope:
        """The scope for `item`, the default where none is named, in the point's own words where it has any."""
        named = next((scope for scope in self.scopes if scope.item == item), None)
        found = named or PointScope(point=self.point, item=item, scope=self.default)
        for wanted in (None, item):  # what is said of the item goes before what is said of all
            found = next((words.over(found) for words in self.own if words.item == wanted), found)
        return found
