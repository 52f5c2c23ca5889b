"""A theme as texts of the intake. No Qt."""

from app.cases.counter import Recorded
from app.themes.compose import Form
from ui.intake.rows import recorded_text
from ui.language import _
from ui.widgets.rows import Mark


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
        return recorded_text(recorded.state, recorded.case_no or "", name)
    said = _("一件事 {number}（{name}）已录入 {count} 件，清单和凭证已送打印")
    return said.format(number=recorded.joint, name=name, count=len(recorded.cases))
