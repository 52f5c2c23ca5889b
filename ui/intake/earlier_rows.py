"""A material of an earlier visit as texts. No Qt."""

from datetime import date

from app.applicants.service import EarlierMaterial
from app.clock import local_date
from ui.language import _
from ui.widgets.rows import Mark

_MONTH, _YEAR = 30, 365


def age_text(days: int) -> str:
    """今天, 12天前, 3个月前, 2年前."""
    if days <= 0:
        return _("今天")
    if days < _MONTH:
        return _("{count}天前").format(count=days)
    if days < _YEAR:
        return _("{count}个月前").format(count=days // _MONTH)
    return _("{count}年前").format(count=days // _YEAR)


def earlier_mark(material: EarlierMaterial, today: date) -> Mark:
    """3个月前交过（高龄津贴）· 有效期至 2028-05-01; an expired one says so."""
    age = age_text((today - local_date(material.given_at)).days)
    said = _("{age}交过（{item}）").format(age=age, item=material.item_name)
    if material.expired(today):
        return Mark(_("{said}，已于 {day} 过期").format(said=said, day=material.valid_until), "bad")
    if material.valid_until is not None:
        return Mark(_("{said}，有效期至 {day}").format(said=said, day=material.valid_until), "neutral")
    return Mark(said, "neutral")


def expired_question(material: EarlierMaterial) -> str:
    """Before an expired one is taken over."""
    said = _("这份材料已于 {day} 过期。请申请人换新的；确实能用，再按一次。")
    return said.format(day=material.valid_until)
