"""The table of states and acts as a picture in README.md and row by row in app/cases/README.md.

`python -m tests.architecture.acts_picture` writes both anew; a test holds that they are what the code says.
"""

from itertools import groupby
from pathlib import Path
from typing import Final

from app.cases.acts import RULES, By, Rule, meanwhile
from app.cases.model import CaseAct, CaseState, Step
from ui.cases.detail_rows import document_text, step_what
from ui.intake.rows import state_text

TOP: Final = Path(__file__).resolve().parents[2]
BEGIN: Final = "<!-- made by tests/architecture/acts_picture.py -->"
END: Final = "<!-- end -->"
_WORDS: Final = {CaseAct.DRAFT: "保存草稿", CaseAct.APPROVE: "准予", CaseAct.REJECT: "不予", CaseAct.RETURN: "退回"}
_WHO: Final = {By.WINDOW: "窗口", By.REVIEWER: "审批人员"}


def picture() -> str:
    """The states and what leads from one to another, for a Markdown page; acts that leave a case where it is stand in
    the table only."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value}: {state_text(state)}" for state in CaseState]
    ways = sorted((rule.before, after, place) for place, rule in enumerate(RULES) for after in rule.ways)
    for (before, after), found in groupby(ways, key=lambda way: way[:2]):
        said = "、".join(dict.fromkeys(_act(RULES[place].act) for *_, place in found))
        if before is not after:
            lines.append(f"    {before.value} --> {after.value}: {said}")
    return "\n".join([*lines, "```"])


def table() -> str:
    """Every row."""
    head = "| 状态 | 动作 | 之后 | 谁 | 须有 | 文书 | 市级平台可能同时 |"
    lines = [head, "| --- | --- | --- | --- | --- | --- | --- |"]
    for rule in RULES:
        who = "、".join(_WHO[by] for by in By if by in rule.by)
        needs = ", ".join(sorted(need.value for need in rule.needs)) or "—"
        papers = "、".join(document_text(kind) for kind in rule.papers) or "—"
        lines.append(
            f"| {state_text(rule.before)} | {_act(rule.act, rule.before)} `{rule.act.value}` "
            f"| {_after(rule)} | {who} | {needs} | {papers} | {_meanwhile(rule)} |"
        )
    return "\n".join(lines)


def _after(rule: Rule) -> str:
    return "、".join(map(state_text, (rule.after, *sorted(rule.instead))))


def _act(act: CaseAct, state: CaseState | None = None) -> str:
    return _WORDS.get(act) or step_what(_step(act, state))


def _step(act: CaseAct, state: CaseState | None) -> Step:
    from tests.make import MORNING

    return Step(at=MORNING, act=act, state=state, by="", window=None, reason=None, entry="")


def _meanwhile(rule: Rule) -> str:
    """What central may do while the act of a window is unsent: ✓ the act stands, ✗ it is returned."""
    if By.WINDOW not in rule.by:
        return "—"
    found = meanwhile(rule.before, rule.act)
    return "，".join(f"{_act(act)}{'✓' if stands else '✗'}" for act, stands in found.items()) or "—"


PAGES: Final = {"README.md": picture, "app/cases/README.md": table}


def renewed(page: str) -> str:
    """The page with its part made anew."""
    text = (TOP / page).read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    return f"{before}{BEGIN}\n\n{PAGES[page]()}\n\n{END}{rest.split(END, 1)[1]}"


if __name__ == "__main__":
    for name in PAGES:
        (TOP / name).write_text(renewed(name), encoding="utf-8")
