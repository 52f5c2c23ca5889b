"""Invented people and companies for `sidao demo cases`: every kind of document, every kind of name.

Numbers are valid in form and use the sequences 000 and 999, which are hardly ever issued (domain.md §1.1); they are
never paired with anybody's real name.
"""

import random  # noqa: TID251 - a seeded source, so that the same seed makes the same people everywhere
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from app.applicants import resident_id, uscc
from app.applicants.model import LONG, ApplicantKind, IdType

_Thing = TypeVar("_Thing")

_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单曾仇解朴金崔于姜宋"
_GIVEN: Final = "桂兰秀英建国玉珍志强淑芬海波晓明雪梅文博丽娟永福春生凤霞立新佳怡子涵思远长顺德全"
_RARE: Final = ("张㐀", "李𠀀", "王䶮", "赵喆", "刘𬘘", "孙龑", "马骉", "于\U00020087", "陈昇堃", "周焜玥")
_MINORITY: Final = (
    "阿布都热依木·买买提",
    "古丽努尔·阿不都克里木",
    "那木吉拉·额尔敦",
    "扎西多吉",
    "乌兰图雅·宝音德力格尔",
)
_KOREAN: Final = ("김영희(金英姬)", "박철수(朴哲洙)", "최미란(崔美兰)")
_DOUBLE: Final = ("欧阳娜娜", "尉迟长春", "上官婉莹", "司马永福")
_FOREIGN: Final = ("Maximilian von Habsburg-Lothringen", "Maria del Carmen García", "Ivan Petrov", "Kim Minsu")
_TOWNS: Final = (
    "快大茂镇长安社区",
    "二密镇正岔村",
    "果松镇太平村",
    "英额布镇小荒沟村",
    "金厂镇龙头村",
    "清河镇文明社区",
)
_DIVISIONS: Final = ("220502", "220503", "220521", "220523", "220524", "220581", "220582", "220501", "210100")
_COMPANIES: Final = ("前进村股份经济合作社", "鸿顺种植专业合作社", "（通化）参茸加工有限公司", "长白山林下参家庭农场")
_COMPANY_STARTS: Final = ("91", "92", "93", "N2", "54", "52", "12")
_RELATIONS: Final = ("子女", "配偶", "兄弟姐妹", "邻居", "村代办员")

CHILDRENS: Final = (IdType.HOUSEHOLD, IdType.BIRTH_CERTIFICATE)
"""What the youngest show, who have no card yet."""
SPECIAL: Final = tuple(kind for kind in IdType if kind not in (IdType.USCC, IdType.RESIDENT, *CHILDRENS))
"""The documents that come by turns between the many identity cards."""
_LATIN: Final = (IdType.FOREIGN_PASSPORT, IdType.FOREIGN_RESIDENCE)
_WITH_AGES: Final = (IdType.RESIDENT, IdType.TEMPORARY_RESIDENT, IdType.RESIDENCE_PERMIT)


class Dice:
    """Choices out of one seed. Built on `random()` alone, whose values are the same in every version of Python."""

    def __init__(self, seed: int) -> None:
        self._source = random.Random(seed)

    def whole(self, least: int, most: int) -> int:
        """A number from `least` to `most`, both possible."""
        return least + int(self._source.random() * (most - least + 1))

    def pick(self, things: Sequence[_Thing]) -> _Thing:
        """One of them, each as likely."""
        return things[self.whole(0, len(things) - 1)]

    def chance(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return self.whole(1, 100) <= percent

    def day(self, first: date, last: date) -> date:
        """A day of the span, both ends possible."""
        return first + timedelta(days=self.whole(0, (last - first).days))

    def digits(self, count: int) -> str:
        """So many decimal digits."""
        return "".join(str(self.whole(0, 9)) for _ in range(count))


def person(dice: Dice, id_type: IdType, oldest: int = 1935, youngest: int = 2005) -> dict[str, Any]:
    """The `applicant` of an input line: somebody born between the two years. An infant has no phone."""
    infant = id_type in CHILDRENS
    birth = dice.day(date(2016 if infant else oldest, 1, 1), date(2023 if infant else youngest, 12, 31))
    reachable = not infant and not dice.chance(30 if birth.year < 1960 else 4)
    return {
        "kind": ApplicantKind.PERSON.value,
        "name": dice.pick(_FOREIGN) if id_type in _LATIN else name(dice),
        "id_type": id_type.value,
        "id_no": number(dice, id_type, birth),
        "phone": phone(dice) if reachable else None,
        "address": f"{dice.pick(_TOWNS)}{dice.whole(1, 9)}组{dice.whole(1, 200)}号" if dice.chance(90) else None,
        "id_until": None if infant else _until(dice, id_type, birth),
        "contact": None if reachable else {"name": name(dice), "phone": phone(dice)},
    }


def company(dice: Dice) -> dict[str, Any]:
    """The `applicant` of an input line: a company, a village body or a cooperative."""
    inner = f"M{dice.pick('ABCEFGJ')}0TT{dice.digits(3)}"
    body = f"{dice.pick(_COMPANY_STARTS)}{dice.pick(_DIVISIONS[:7])}{inner}{uscc.inner_check_character(inner)}"
    return {
        "kind": ApplicantKind.COMPANY.value,
        "name": f"{dice.pick(_TOWNS)[:3]}{dice.pick(_COMPANIES)}",
        "id_type": IdType.USCC.value,
        "id_no": body + uscc.check_character(body),
        "phone": phone(dice),
        "address": dice.pick(_TOWNS),
        "id_until": LONG if dice.chance(50) else None,
        "contact": None,
    }


def agent(dice: Dice, relation: str | None = None) -> dict[str, Any]:
    """The `agent` of an input line: a grown person with an identity card and a phone."""
    return {
        "name": name(dice),
        "id_type": IdType.RESIDENT.value,
        "id_no": number(dice, IdType.RESIDENT, dice.day(date(1960, 1, 1), date(2000, 12, 31))),
        "phone": phone(dice),
        "relation": relation or dice.pick(_RELATIONS),
    }


def name(dice: Dice) -> str:
    """Mostly two or three characters; now and then rare ones, a long one, two surnames' or a Korean one."""
    turn = dice.whole(1, 100)
    for most, names in ((10, _RARE), (16, _MINORITY), (20, _KOREAN), (24, _DOUBLE)):
        if turn <= most:
            return dice.pick(names)
    given = dice.pick(_GIVEN) + (dice.pick(_GIVEN) if dice.chance(75) else "")
    return dice.pick(_SURNAMES) + given


def phone(dice: Dice) -> str:
    """A mobile number out of a row of zeros, sometimes a landline."""
    if dice.chance(8):
        return f"0435-3000{dice.digits(3)}"
    return f"1{dice.pick('3578')}{dice.digits(1)}0000{dice.digits(4)}"


def number(dice: Dice, id_type: IdType, birth: date) -> str:
    """A number that fits the document, in its stored form."""
    match id_type:
        case IdType.HMT_RESIDENCE:
            return _resident(dice, birth, dice.pick(("810000", "820000", "830000")))
        case IdType.FOREIGN_RESIDENCE:
            body = f"9{dice.pick(('22', '15', '21'))}{dice.pick(('840', '643', '410'))}{birth:%Y%m%d}000"
            old = f"{dice.pick(('USA', 'RUS', 'KOR'))}2201{birth:%y%m%d}00"
            return old if dice.chance(40) else body + resident_id.check_character(body)
        case IdType.HONG_KONG_MACAO_PERMIT:
            return f"{dice.pick('HM')}00{dice.digits(6)}{dice.pick(('', '00', '01', '02'))}"
        case IdType.TAIWAN_PERMIT:
            return f"00{dice.digits(6)}{dice.pick(('', '01'))}"
        case IdType.PASSPORT:
            return f"E{dice.pick('ABC')}000{dice.digits(4)}"
        case IdType.FOREIGN_PASSPORT:
            return f"{dice.pick(('X', 'M', '75'))}000{dice.digits(5)}"
        case IdType.BIRTH_CERTIFICATE:
            return f"T22000{dice.digits(4)}"
        case IdType.OFFICER | IdType.SOLDIER:
            return f"{'军' if id_type is IdType.OFFICER else '士'}字第00{dice.digits(5)}号"
        case IdType.OTHER:
            return f"临时身份证明2024-{dice.digits(4)}"
        case IdType.HOUSEHOLD if dice.chance(30):
            return f"00{dice.digits(7)}"
    return _resident(dice, birth, dice.pick(_DIVISIONS))


def _resident(dice: Dice, birth: date, division: str) -> str:
    body = f"{division}{birth:%Y%m%d}{'000' if dice.chance(20) else '999'}"
    return body + resident_id.check_character(body)


def _until(dice: Dice, id_type: IdType, birth: date) -> str | None:
    """The document's end: 长期 for the old, sometimes past, sometimes not said."""
    if id_type in _WITH_AGES and birth.year < 1972 and dice.chance(60):
        return LONG
    turn = dice.whole(1, 100)
    if turn <= 10:
        return None
    first = date(2016, 1, 1) if turn <= 18 else date(2035, 1, 1)
    return dice.day(first, first + timedelta(days=3000)).isoformat()
