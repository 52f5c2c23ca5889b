"""The completeness check in words. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.cases.completeness import Assessment, ConditionQuestion, FieldQuestion, Question, Standing
from app.catalogue.model import GivenForm, Material, Medium, RequiredForm, Source
from app.tickets.model import Outcome
from ui.language import _
from ui.widgets.rows import Kind

if TYPE_CHECKING:
    from app.receipts.guide_desk import Resumed

HERE = "here"
ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as the screen asks it: `options` are (value, word), the first one what Space takes."""

    key: str
    text: str
    hint: str
    options: tuple[tuple[Any, str], ...]


def asked(question: Question) -> Asked:
    """The question with its answers."""
    if isinstance(question, ConditionQuestion):
        options: tuple[tuple[Any, str], ...] = ((True, _("符合")), (False, _("不符合")))
        return Asked(key=f"condition_{question.place}", text=question.text, hint="", options=options)
    if isinstance(question, FieldQuestion):
        choices = tuple((value, _yes_no(value, label)) for value, label in question.choices)
        return Asked(key=f"answer_{question.code}", text=question.label, hint="", options=choices)
    material = question.material
    spared = tuple((form, spare_word(form)) for form in question.spares)
    name = material.name if material.required else _("{label}（选填）").format(label=material.name)
    return Asked(
        key=f"material_{material.code}",
        text=name,
        hint=needed(material),
        options=((HERE, _("有")), (ABSENT, _("没有")), *spared),
    )


def spare_word(form: GivenForm) -> str:
    """How it is spared, short enough for a row of answers."""
    return {
        GivenForm.LATER: _("容缺"),
        GivenForm.PROMISED: _("承诺"),
        GivenForm.WAIVED: _("证照"),
        GivenForm.SHARED: _("共享"),
    }[form]


def needed(material: Material) -> str:
    """原件 1 份 · 公安机关出具 · 有效期内."""
    if material.medium is Medium.ELECTRONIC:
        form = _("电子材料")
    else:
        form = {
            RequiredForm.ORIGINAL: _("原件 {count} 份"),
            RequiredForm.COPY: _("复印件 {count} 份"),
            RequiredForm.ORIGINAL_AND_COPY: _("原件查验，复印件 {count} 份"),
        }[material.form].format(count=max(material.copies, 1))
    issuer = ""
    if material.issuing_body and material.source is not Source.APPLICANT:
        issuer = _("{body}出具").format(body=material.issuing_body)
    return " · ".join(filter(None, (form, issuer, material.standard.rstrip("。"))))


def verdict(found: Assessment) -> tuple[str, Kind]:
    """The answer in a few words."""
    if found.standing is Standing.UNMET:
        return _("不符合受理条件"), "bad"
    if found.standing is Standing.LACKING:
        return _("缺 {count} 项").format(count=len(found.lacking)), "bad"
    if found.standing is Standing.OPEN:
        return _("还有 {count} 问").format(count=found.open_questions), "neutral"
    if found.standing is Standing.LATE:
        return _("可容缺受理"), "attention"
    return _("可以受理"), "good"


def advice(found: Assessment, options: Sequence[tuple[Material, tuple[GivenForm, ...]]]) -> list[tuple[str, str]]:
    """What to do about each: (what, how). `options` are the materials with the ways in which they may be spared."""
    ways = {material.code: forms for material, forms in options}
    lines = [(text, _("不符合的不能受理；情况变了再来。")) for text in found.unmet]
    for material in found.lacking:
        spared = _("、").join(spare_sentence(form) for form in ways.get(material.code, ()))
        how = _("请准备{needed}。").format(needed=needed(material))
        lines.append((material.name, how + (_("没有的话：{ways}。").format(ways=spared) if spared else "")))
    return lines + [(material.name, later_line(found)) for material in found.late]


def later_line(found: Assessment) -> str:
    """Until when what is late may follow."""
    if found.until is None:
        return ""
    said = _("签承诺书后，最迟{month}月{day}日补交。")
    return said.format(month=found.until.month, day=found.until.day)


def spare_sentence(form: GivenForm) -> str:
    """The same in a sentence."""
    return {
        GivenForm.LATER: _("可容缺后补"),
        GivenForm.PROMISED: _("可签告知承诺书"),
        GivenForm.WAIVED: _("可出示电子证照"),
        GivenForm.SHARED: _("可查数据共享"),
    }[form]


def likely_outcome(found: Assessment) -> Outcome:
    """材料不齐 where something is missing, else an enquiry."""
    return Outcome.INCOMPLETE if found.standing is Standing.LACKING else Outcome.ENQUIRY


def end_caption(outcome: Outcome) -> str:
    """What ending without a case records."""
    return _("结束：材料不齐") if outcome is Outcome.INCOMPLETE else _("结束：咨询")


def resumed_text(back: "Resumed", drafted: bool) -> tuple[str, Kind]:
    """What a list's code brought up, and what has changed since it was printed."""
    item = back.item.name
    if drafted:
        said = _("已从清单带出“{item}”没办完的那一份。").format(item=item)
    else:
        said = _("已从清单带出“{item}”和当时核对的结果，按 F6 看还缺什么。").format(item=item)
    if back.same_version:
        return said, "good"
    said += _("清单按第{old}版打印，现行第{new}版。").format(old=back.code.version, new=back.item.version)
    if back.found.new:
        said += _("新增：{names}。").format(names=_("、").join(back.found.new))
    if back.found.gone:
        said += _("取消了 {count} 项。").format(count=back.found.gone)
    if not back.found.new and not back.found.gone:
        said += _("条件和材料没有变化。")
    return said, "attention"


def _yes_no(value: object, label: str) -> str:
    if value is True:
        return _("是")
    return _("否") if value is False else label
