"""A theme as texts of the intake. No Qt."""

from collections.abc import Sequence

from app.cases.counter import Recorded
from app.cases.model import Case, CaseState
from app.themes.compose import Form
from ui.explain import sentence
from ui.intake.replacement import replaced_text
from ui.intake.rows import recorded_text, short_day, state_text
from ui.language import _
from ui.widgets.rows import Mark

_FIRST_SAID = 3


def theme_marks(form: Form) -> tuple[Mark, ...]:
    """That it is a theme, and how many items it may bring together."""
    return (Mark(_("一件事"), "good"), Mark(_("{count} 个事项").format(count=len(form.parts)), "neutral"))


def theme_items(form: Form) -> str:
    """Its items in short, each with whose it is."""
    return "、".join(f"{part.label}（{form.items[part.key].department.short_name}）" for part in form.parts)


def theme_limits() -> str:
    """Every item has its own limit; the papers say each."""
    return _("一表填报，分别受理、分别计时")


def outcome_text(recorded: Recorded, name: str) -> str:
    """The line of success: of a case, or of all the cases of a theme."""
    if recorded.joint is None:
        said = recorded_text(recorded.state, recorded.case_no or "", name)
        number = recorded.case.life.replaces if recorded.case else None
        return said if number is None else replaced_text(said, number)
    said = _("一件事 {number}（{name}）已录入 {count} 件，清单和凭证已送打印")
    return said.format(number=recorded.joint, name=name, count=len(recorded.cases))


def theme_duplicates(cases: Sequence[Case]) -> str:
    """A sentence about those items of the theme that are likely duplicates, the newest case of each; empty when none
    is."""
    newest = {case.item: case for case in sorted(cases, key=lambda case: case.received_at)}
    if not newest:
        return ""
    each = [_already(newest[item]) for item in dict.fromkeys(case.item for case in cases)]
    said = _("；").join(each[:_FIRST_SAID])
    if len(each) > _FIRST_SAID:
        said = _("{said} 等 {count} 项").format(said=said, count=len(each))
    if any(case.state is CaseState.SUPPLEMENT for case in newest.values()):
        words = _("这件事里已有办过的事项：{said}。请先核对；补正中的到办件中接着办理，不要另立一件。")
    else:
        words = _("这件事里已有办过的事项：{said}。请先核对，避免重复受理。")
    return words.format(said=said)


def _already(case: Case) -> str:
    said = _("{item}（{day}，{number}，{state}）")
    return said.format(
        item=case.item_name, day=short_day(case.received_at), number=case.case_no, state=state_text(case.state)
    )


def warnings_text(recorded: Recorded, language: str) -> str:
    """What the clerk is warned of, each once; of a theme with the items that it is about."""
    said = []
    for code in dict.fromkeys(caution.code for caution in recorded.warnings):
        warned = [one.case for one in recorded.cases if any(caution.code == code for caution in one.warnings)]
        names = "、".join(case.item_name for case in warned if case is not None)
        words = sentence(code, language)
        said.append(_("{items}：{words}").format(items=names, words=words) if names else words)
    return "".join(said)
