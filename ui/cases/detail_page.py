"""One open case: the applicant and the materials, what happened, the papers, and the acts that are possible now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.given import StoredFile
from app.cases.model import CaseAct, Step
from app.catalogue.model import ServiceItem
from app.receipts.model import PrintState, Receipt
from ui import list_shortcuts as keys
from ui.cases.act_bar import ActBar
from ui.cases.batch_rows import batch_facts
from ui.cases.change_rows import change_lines
from ui.cases.detail_rows import (
    agent_facts,
    answer_facts,
    applicant_facts,
    case_facts,
    catalogue_notice,
    delivery_facts,
    marks,
    material_columns,
    material_rows,
    moment,
    notice,
    paper_columns,
    paper_rows,
    step_mark,
    step_what,
    step_who,
)
from ui.cases.joint_rows import joint_facts, sibling_columns, sibling_rows
from ui.cases.life_rows import life_facts
from ui.cases.view import CaseView
from ui.fonts import EnsureGlyphs
from ui.intake.columns import Columns, page
from ui.language import _
from ui.returned import reason_text
from ui.theme import GRID, ROW_HEIGHT
from ui.todo.rows import limit_mark
from ui.widgets.acting_table import ActingTable
from ui.widgets.banner import Banner
from ui.widgets.bars import HeadStrip
from ui.widgets.buttons import ActionButton
from ui.widgets.chip import ChipRow
from ui.widgets.facts import Facts
from ui.widgets.frames import Divider, Text
from ui.widgets.rows import Row
from ui.widgets.table import Table
from ui.widgets.timeline import Event, Timeline


class DetailPage(QWidget):
    """`left` goes back to the list; `act_asked(CaseAct)`; `copy_asked(Receipt)` prints one more;
    `preview_asked(Receipt)`; `settled(Receipt, PrintState)`: the clerk looked at the paper tray;
    `file_asked(tuple)` of the files of one material, in order; `case_asked(number)` for another one of the same
    theme, or that this one replaced or was replaced by; `letter_asked`: the agent's 授权委托书; `replace_asked`:
    作废重办."""

    left = Signal()
    act_asked = Signal(object)
    copy_asked = Signal(object)
    preview_asked = Signal(object)
    settled = Signal(object, object)
    file_asked = Signal(object)
    case_asked = Signal(str)
    letter_asked = Signal()
    replace_asked = Signal()

    def __init__(self, ensure: EnsureGlyphs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ensure = ensure
        self._view: CaseView | None = None
        self._head = HeadStrip("", self)
        self._marks = ChipRow(self._head)
        self._back = ActionButton(_("返回列表"), keys.BACK, name="back_to_list")
        self._notice = Banner(self)
        self._notice.setObjectName("case_notice")
        self._person, self._agent, self._answers = Facts(2), Facts(2), Facts(2)
        self._case, self._life = Facts(1), Facts(1)
        self._life_head = Text(_("承诺、中止和送达"), "head")
        self.materials = ActingTable(material_columns(), "case_materials", _("材料"))
        self.papers = ActingTable(paper_columns(), "case_papers", _("文书"))
        self.file = ActionButton(_("看附件"), keys.ATTACHMENT, name="open_file")
        self.siblings = ActingTable(sibling_columns(), "case_siblings", _("同一件事的办件"))
        self.next = ActionButton(_("下一件"), keys.SIBLING, name="next_sibling")
        self.letter = ActionButton(_("打印委托书"), keys.LETTER, name="print_letter")
        self.other = ActionButton("", keys.OTHER_CASE, name="open_other")
        self.story = Timeline()
        self.bar = ActBar(self)
        self._lay_out()
        self._connect()

    @property
    def view(self) -> CaseView | None:
        """What is shown."""
        return self._view

    def show_view(self, view: CaseView) -> None:
        """Another case, or the same one after something happened."""
        self._view = view
        case = view.case
        self._ensure(f"{case.applicant.name}{case.applicant.address or ''}{case.agent.name if case.agent else ''}")
        self._head.title.setText(case.item_name)
        self._marks.show_marks(marks(case, limit_mark(view.limit), view.delivery))
        said = notice(case) or catalogue_notice(case, view.item, marked=view.marked)
        self._notice.say(said.text if said else "", said.kind if said else "neutral")
        self._person.show_facts(applicant_facts(case.applicant))
        self._agent.show_facts(agent_facts(case.agent))
        self.letter.setVisible(case.agent is not None)
        self._answers.show_facts(answer_facts(case.answers, view.item))
        joint = joint_facts(case, view.siblings)
        papers = batch_facts(view.batches, case.case_no)
        self._case.show_facts([*case_facts(case), *joint, *papers, *delivery_facts(view.delivery, view.proof)])
        _fill(self.siblings, sibling_rows(case, view.siblings))
        self.next.setVisible(len(view.siblings) > 1)
        happened = life_facts(case, view.item)
        self._life.show_facts(happened)
        self._life_head.setVisible(bool(happened))
        self.other.setVisible(bool(case.life.replaces or case.life.replaced_by))
        self.other.set_caption(_("打开接替的新件") if case.life.replaced_by else _("打开被接替的原办件"))
        _fill(self.materials, material_rows(case, view.item))
        _fill(self.papers, paper_rows(view.papers))
        self.file.setVisible(any(material.file for material in case.materials))
        self.story.show_events([_event(step, view.item) for step in view.steps])
        self.bar.show_acts(case, view.item)
        self._show_paper("")

    def take_focus(self) -> None:
        """The papers take the keys: reprinting is what most come for."""
        self.papers.setFocus()

    def _lay_out(self) -> None:
        self._head.row.addWidget(self._marks)
        self._head.row.addStretch(1)
        self._head.row.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._notice)
        column.addWidget(Columns(self._left_side(), self._right_side(), self), 1)
        column.addWidget(self.bar)

    def _left_side(self) -> QWidget:
        inside, column = page()
        column.addWidget(Text(_("申请人"), "head"))
        column.addWidget(self._person)
        column.addWidget(self._agent)
        column.addWidget(self.letter, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (Divider(), Text(_("填报内容"), "head"), self._answers):
            column.addWidget(part)
        column.addSpacing(GRID)
        column.addWidget(self.materials)
        column.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return inside

    def _right_side(self) -> QWidget:
        inside, column = page()
        column.addWidget(Text(_("办件"), "head"))
        column.addWidget(self._case)
        column.addWidget(self.siblings)
        column.addWidget(self.next, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._life_head, self._life):
            column.addWidget(part)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(GRID)
        column.addWidget(self.papers)
        column.addSpacing(GRID)
        column.addWidget(Text(_("经过"), "head"))
        column.addWidget(self.story)
        column.addStretch(1)
        return inside

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self.papers.chosen.connect(self._show_paper)
        self.papers.opened.connect(self._copy)
        self.materials.opened.connect(self._open_file)
        bar = self.bar
        bar.reprint.clicked.connect(self._copy)
        bar.preview.clicked.connect(self._preview)
        self.file.clicked.connect(self._open_file)
        self.siblings.opened.connect(self._open_sibling)
        self.next.clicked.connect(self._next_sibling)
        self.letter.clicked.connect(self.letter_asked)
        self.other.clicked.connect(self._open_other)
        bar.came_out.clicked.connect(self._came_out)
        bar.did_not_come_out.clicked.connect(self._did_not_come_out)
        bar.act_asked.connect(self._act)
        bar.replace_asked.connect(self.replace_asked)

    def _paper(self) -> Receipt | None:
        """The chosen paper, else the newest."""
        papers = self._view.papers if self._view else ()
        key = self.papers.chosen_key()
        return next((paper for paper in papers if paper.id == key), papers[-1] if papers else None)

    def _show_paper(self, _key: str) -> None:
        self.bar.show_paper(self._paper())

    def _act(self, act: CaseAct) -> None:
        self.act_asked.emit(act)

    def _copy(self) -> None:
        paper = self._paper()
        if paper is not None and paper.state is not PrintState.VOID:
            self.copy_asked.emit(paper)

    def _preview(self) -> None:
        if (paper := self._paper()) is not None:
            self.preview_asked.emit(paper)

    def _came_out(self) -> None:
        self.settled.emit(self._paper(), PrintState.PRINTED)

    def _did_not_come_out(self) -> None:
        self.settled.emit(self._paper(), PrintState.FAILED)

    def _open_sibling(self, number: str) -> None:
        if self._view is not None and number not in ("", self._view.case.case_no):
            self.case_asked.emit(number)

    def _next_sibling(self) -> None:
        """The following case of the theme, after the last one the first."""
        if self._view is None:
            return
        numbers = [case.case_no for case in self._view.siblings]
        here = numbers.index(self._view.case.case_no)
        self.case_asked.emit(numbers[(here + 1) % len(numbers)])

    def _open_other(self) -> None:
        if self._view is not None:
            life = self._view.case.life
            self.case_asked.emit(life.replaced_by or life.replaces or "")

    def _open_file(self) -> None:
        """The chosen material's pages, else those of the first that has some."""
        materials = self._view.case.materials if self._view else ()
        files: dict[str, tuple[StoredFile, ...]] = {given.code: given.files for given in materials if given.files}
        chosen = files.get(self.materials.chosen_key()) or next(iter(files.values()), None)
        if chosen is not None:
            self.file_asked.emit(chosen)


def _event(step: Step, item: ServiceItem | None) -> Event:
    words = reason_text(step.reason) if step.act in (CaseAct.RETURN, CaseAct.NOTIFY) else step.reason
    first = " · ".join(filter(None, (words, _("时间未校准") if step.unanchored else "")))
    return Event(
        when=moment(step.at)[5:],
        what=step_what(step),
        who=step_who(step),
        mark=step_mark(step),
        words="\n".join((first, *change_lines(step.changes, item))).strip(),
    )


def _fill(table: Table, rows: Sequence[Row]) -> None:
    """As high as its rows: the page scrolls, not the list."""
    table.show_rows(rows)
    table.setFixedHeight(ROW_HEIGHT * (len(rows) + 1) + 2)
    table.setVisible(bool(rows))
