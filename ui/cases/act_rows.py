"""The acts on an open case as texts: which are possible, how they are offered, what is said of them. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.cases.acts import lawful_at_window
from app.cases.life import PromiseKind
from app.cases.model import Case, CaseAct, CaseState
from app.cases.originals import LEAVING, originals_here
from app.cases.telling import untold
from app.catalogue.model import ServiceItem
from ui.intake.rows import recorded_text
from ui.language import _

_BEGINNING = frozenset({CaseAct.DRAFT, CaseAct.RECEIVE, CaseAct.ACCEPT_LATE, CaseAct.ACCEPT_PROMISED})
"""What the intake does, or what follows by itself from what was handed in."""
_MAIN = (
    *(CaseAct.ACCEPT, CaseAct.CONCLUDE, CaseAct.DELIVER, CaseAct.RESUME),
    *(CaseAct.ADD_MATERIAL, CaseAct.HAND_BACK),
)
"""The likeliest comes first."""

REPLACE: Final = "replace"
"""In the menu beside the acts: 作废重办, which is a new case and so none of the table's."""


def possible(case: Case, item: ServiceItem | None) -> tuple[CaseAct, ...]:
    """The acts that a clerk may do now, in the table's order. What could only be refused is left out."""
    acts = [act for act in lawful_at_window(case.state) if act not in _BEGINNING]
    if CaseAct.CONCLUDE in acts and (CaseAct.ACCEPT in acts or item is None or not item.finish_offline):
        acts.remove(CaseAct.CONCLUDE)
    if CaseAct.CONCLUDE in acts and _follows(case):
        acts.remove(CaseAct.CONCLUDE)
    if CaseAct.LAPSE in acts and not (case.state is CaseState.SUPPLEMENT or _follows(case)):
        acts.remove(CaseAct.LAPSE)
    if CaseAct.NOTIFY in acts and not untold(case):
        acts.remove(CaseAct.NOTIFY)
    if CaseAct.HAND_BACK in acts and not originals_here(case):
        acts.remove(CaseAct.HAND_BACK)
    if CaseAct.CHECK in acts and not case.life.to_check:
        acts.remove(CaseAct.CHECK)
    return tuple(acts)


def _follows(case: Case) -> bool:
    """Whether a promise of 容缺 is still open."""
    return any(promise.kind is PromiseKind.LATE for promise in case.life.open_promises)


def main_act(case: Case, acts: Sequence[CaseAct]) -> CaseAct | None:
    """The one that F9 does; None where none stands out."""
    order = (CaseAct.CORRECT,) if case.state is CaseState.RETURNED else _MAIN
    return next((act for act in order if act in acts), None)


def side_acts(case: Case, acts: Sequence[CaseAct]) -> tuple[CaseAct, ...]:
    """Those with a button and a key beside the main one."""
    if case.state is CaseState.RETURNED:
        shown = {CaseAct.NOTIFY, CaseAct.VOID}
    else:
        shown = {CaseAct.SUPPLEMENT, CaseAct.DECLINE, CaseAct.NOTIFY}
    return tuple(act for act in acts if act in shown)


def more_acts(case: Case, acts: Sequence[CaseAct]) -> tuple[CaseAct, ...]:
    """The rest, behind 更多."""
    shown = {main_act(case, acts), *side_acts(case, acts)}
    return tuple(act for act in acts if act not in shown)


def menu_entries(case: Case, acts: Sequence[CaseAct]) -> tuple[tuple[str, str], ...]:
    """What stands behind 更多, key and caption: the rare acts, and 作废重办 behind 作废."""
    entries = [(act.value, act_caption(act, case.state)) for act in more_acts(case, acts)]
    if CaseAct.VOID in acts:
        keys = [key for key, _caption in entries]
        place = keys.index(CaseAct.VOID.value) + 1 if CaseAct.VOID.value in keys else len(keys)
        entries.insert(place, (REPLACE, _("作废重办")))
    return tuple(entries)


def act_caption(act: CaseAct, state: CaseState) -> str:
    """What stands on the button or in the menu."""
    if act is CaseAct.CORRECT and state is CaseState.RETURNED:
        return _("更正并重新上报")
    if act is CaseAct.NOTIFY and state is CaseState.RETURNED:
        return _("打印补正通知")
    return {
        CaseAct.NOTIFY: _("告知并打印"),
        CaseAct.ACCEPT: _("核对并受理"),
        CaseAct.CONCLUDE: _("办结"),
        CaseAct.DELIVER: _("送达"),
        CaseAct.HAND_BACK: _("退还原件"),
        CaseAct.CHECK: _("事后核查"),
        CaseAct.RESUME: _("恢复办理"),
        CaseAct.ADD_MATERIAL: _("补充材料"),
        CaseAct.SUSPEND: _("特别程序"),
        CaseAct.TRANSFER: _("转办"),
        CaseAct.TRANSFER_UP: _("转报"),
        CaseAct.WITHDRAW: _("撤回"),
        CaseAct.LAPSE: _("逾期终止"),
        CaseAct.CORRECT: _("更正"),
        CaseAct.GIVE_WAY: _("以市级为准"),
        CaseAct.VOID: _("作废"),
    }[act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a dialog says: head, sentence, the label of its reason, and the button; `grave`: it can't be taken back."""

    head: str
    said: str
    reason: str = ""
    button: str
    grave: bool = False


def wording(act: CaseAct, case: Case) -> Wording:
    """The words for an act that is decided in a dialog."""
    number = case.case_no
    on_paper = _("原因（印在文书上）")
    return {
        CaseAct.SUSPEND: Wording(
            head=_("转入特别程序？"),
            said=_("{number}：特别程序的日子不计入办理期限。打印告知书，交给申请人。").format(number=number),
            reason=on_paper,
            button=_("转入并打印"),
        ),
        CaseAct.RESUME: Wording(
            head=_("特别程序结束，恢复办理？"),
            said=_("{number}：承诺办结日期相应顺延，打印告知书，交给申请人。").format(number=number),
            button=_("恢复并打印"),
        ),
        CaseAct.TRANSFER: Wording(
            head=_("转办到另一个机关？"),
            said=_("{number}：打印转办告知书，交给申请人。").format(number=number),
            reason=on_paper,
            button=_("转办并打印"),
        ),
        CaseAct.TRANSFER_UP: Wording(
            head=_("转报上级机关？"),
            said=_("{number}：打印转办告知书，交给申请人。").format(number=number),
            reason=on_paper,
            button=_("转报并打印"),
        ),
        CaseAct.GIVE_WAY: Wording(
            head=_("放下被退回的办理，以市级平台为准？"),
            said=_(
                "{number}：本机被退回的办理不再上报，联网后按市级平台的情况更新。"
                "为它出具的文书作废，请向申请人说明并收回。"
            ).format(number=number),
            button=_("以市级为准"),
        ),
        CaseAct.WITHDRAW: Wording(
            head=_("申请人撤回？"),
            said=_("{number}：撤回后不能恢复。打印撤回申请书，请申请人签字。").format(number=number),
            reason=on_paper,
            button=_("撤回并打印"),
            grave=True,
        ),
        CaseAct.LAPSE: Wording(
            head=_("逾期终止？"),
            said=_("{number}：期限过了仍没有补来的，终止办理，不能恢复。打印通知书，交给申请人。").format(
                number=number
            ),
            reason=on_paper,
            button=_("终止并打印"),
            grave=True,
        ),
        CaseAct.VOID: Wording(
            head=_("作废这件？"),
            said=_("{number}：作废后不能恢复，已打印的文书随之作废，请收回。申请人仍要办的，用“作废重办”。").format(
                number=number
            ),
            reason=_("作废理由（写进办件经过，上级能看到）"),
            button=_("作废"),
            grave=True,
        ),
        CaseAct.CONCLUDE: Wording(
            head=_("办结这件？"),
            said=_("{number}：办结后不能改回。").format(number=number),
            button=_("办结"),
        ),
        CaseAct.DELIVER: Wording(
            head=_("送达结果"),
            said=_("{number}：先核验身份。只凭受理凭证，别人不能代领。").format(number=number),
            button=_("送达并打印回证"),
        ),
        CaseAct.HAND_BACK: Wording(
            head=_("退还原件"),
            said=_("{number}：当面清点，清单一式两份，请领取人签字。").format(number=number),
            button=_("退还并打印清单"),
        ),
        CaseAct.CHECK: Wording(
            head=_("记入事后核查结果"),
            said=_("{number}：主管部门核查后记入，记入后不能改。承诺不实的，申请人不能再用告知承诺和容缺受理。").format(
                number=number
            ),
            reason=_("核查情况（写进办件经过和承诺台账）"),
            button=_("记入核查结果"),
            grave=True,
        ),
    }[act]


def originals_said(act: CaseAct, case: Case, item: ServiceItem | None) -> str:
    """A reminder before an act after which the applicant does not come again; empty where nothing was kept."""
    here = originals_here(case) if act in LEAVING else ()
    names = {material.code: material.name for material in item.materials} if item else {}
    listed = "、".join(names.get(code, code) for code in here)
    return _("还留着原件：{names}。请当场退还（更多 → 退还原件）。").format(names=listed) if listed else ""


def originals_move(case: Case, item: ServiceItem | None) -> str:
    """What to do with originals that were kept when another case takes the place of this one; empty for none."""
    names = {material.code: material.name for material in item.materials} if item else {}
    listed = "、".join(names.get(code, code) for code in originals_here(case))
    return _("留着原件：{names}。新件还要的随新件留存，不要的请退还。").format(names=listed) if listed else ""


def done_text(act: CaseAct, state: CaseState, number: str, name: str, *, paper: bool) -> str:
    """The line of success; `paper`: the act issued one, which is on its way to the printer."""
    if paper:
        said = {
            CaseAct.ADD_MATERIAL: _("已补充材料 {number}（{name}），收件凭证已送打印"),
            CaseAct.RESUME: _("已恢复办理 {number}（{name}），告知书已送打印"),
            CaseAct.TRANSFER: _("已转办 {number}（{name}），告知书已送打印"),
            CaseAct.TRANSFER_UP: _("已转报 {number}（{name}），告知书已送打印"),
            CaseAct.CORRECT: _("已更正 {number}（{name}），新文书已送打印，请换回旧的"),
            CaseAct.VOID: _("已作废 {number}（{name}），作废通知书已送打印"),
            CaseAct.HAND_BACK: _("已退还原件 {number}（{name}），清单已送打印，请签字"),
        }.get(act)
        if act is CaseAct.NOTIFY and state is not CaseState.RETURNED:
            said = _("已出具告知文书 {number}（{name}），已送打印，请交申请人签收")
    else:
        said = {
            CaseAct.CORRECT: _("已更正 {number}，联网后自动上报"),
            CaseAct.CONCLUDE: _("已办结 {number}（{name}）"),
            CaseAct.CHECK: _("已记入 {number}（{name}）的核查结果"),
        }.get(act)
    return said.format(number=number, name=name) if said else recorded_text(state, number, name)
