"""受理前核对: an item's conditions and materials as questions, the answer beside them, and what follows from it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.cases.completeness import (
    Assessment,
    Checklist,
    ConditionQuestion,
    FieldQuestion,
    Question,
    questions,
    spares,
)
from app.catalogue.model import GivenForm, ServiceItem
from app.receipts.guide_model import PaperSize
from ui import shortcuts
from ui.intake.check_question import QuestionRow
from ui.intake.check_rows import ABSENT, HERE, Asked, advice, asked, end_caption, likely_outcome, verdict
from ui.language import _
from ui.theme import GRID
from ui.widgets.buttons import ActionButton
from ui.widgets.chip import SIGNS
from ui.widgets.dialog import Dialog
from ui.widgets.frames import Text, WrappedText, scrolling
from ui.widgets.inputs import ChoiceInput, TextInput

_WIDTH, _ANSWER_WIDTH = 920, 264


class CheckDialog(Dialog):
    """`changed(Checklist)` after every answer. `list_asked(Checklist, name, PaperSize)` and `guide_asked(PaperSize)`
    print; `case_asked(Checklist)` and `ended(Outcome)` close it."""

    changed = Signal(object)
    list_asked = Signal(object, str, object)
    guide_asked = Signal(object)
    case_asked = Signal(object)
    ended = Signal(object)

    def __init__(
        self,
        item: ServiceItem,
        checklist: Checklist,
        assess: Callable[[Checklist], Assessment],
        *,
        size: PaperSize,
        may_begin: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`assess` is quick and pure. `may_begin`: the point takes this item in, so a case may follow."""
        super().__init__(_("核对：{item}").format(item=item.name), width=640, parent=parent)
        self._item, self._assess, self.checklist = item, assess, checklist
        self._rows: dict[str, QuestionRow] = {}
        self._questions: dict[str, Question] = {}
        halves = QHBoxLayout()
        halves.setSpacing(2 * GRID)
        self._area = self._left()
        halves.addWidget(self._area, 1)
        halves.addWidget(self._right(size))
        self.body.addLayout(halves, 1)
        self._add_buttons(may_begin=may_begin)
        if parent is not None:
            self.resize(min(_WIDTH, parent.window().width() - 2 * GRID), parent.window().height() - 4 * GRID)
        self._show_questions()
        self._show_verdict()
        self._go_to_first_open()

    @property
    def assessment(self) -> Assessment:
        """What the answers come to."""
        return self._assess(self.checklist)

    def confirm(self) -> None:
        """转为办件."""
        self.accept()
        self.case_asked.emit(self.checklist)

    def _left(self) -> QScrollArea:
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        area = scrolling(inside, self)
        area.setMinimumHeight(120)
        return area

    def _right(self, size: PaperSize) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(_ANSWER_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._verdict = Text("", "title", side)
        self._verdict.setObjectName("verdict")
        column.addWidget(self._verdict)
        inside = QWidget(side)
        self._advice = QVBoxLayout(inside)
        self._advice.setContentsMargins(0, 0, GRID, 0)
        self._advice.setSpacing(4)
        area = scrolling(inside, side)
        area.setMinimumHeight(60)
        column.addWidget(area, 1)
        papers = QHBoxLayout()
        papers.setSpacing(GRID)
        self.name = TextInput(_("称谓（选填）"))
        self.name.setObjectName("check_name")
        self.name.setAccessibleName(_("称谓，印在清单上"))
        self.name.setMaxLength(20)
        self.paper = ChoiceInput([(PaperSize.A4, _("A4 纸")), (PaperSize.ROLL, _("80 毫米"))])
        self.paper.setObjectName("check_size")
        self.paper.setAccessibleName(_("纸张"))
        self.paper.set_value(size)
        papers.addWidget(self.name, 1)
        papers.addWidget(self.paper)
        column.addLayout(papers)
        return side

    def _add_buttons(self, *, may_begin: bool) -> None:
        self.add_cancel()
        self.guide = ActionButton(_("打印办事指南"), shortcuts.PRINT_GUIDE, name="print_guide", parent=self)
        self.guide.clicked.connect(self._print_guide)
        self.list = ActionButton(_("打印材料清单"), shortcuts.PREVIEW, name="print_list", parent=self)
        self.list.clicked.connect(self._print_list)
        self.end = ActionButton("", shortcuts.ENQUIRY, name="end_enquiry", parent=self)
        self.end.clicked.connect(self._end)
        for button in (self.guide, self.list, self.end):
            self.buttons.addWidget(button)
        self.begin = self.add_confirm(_("转为办件"))
        self.begin.setEnabled(may_begin)

    def _show_questions(self) -> None:
        """The questions that these answers call for; rows that stay keep their place and focus."""
        asking = questions(self._item, self.checklist)
        wanted = [asked(question) for question in asking]
        self._questions = {one.key: question for one, question in zip(wanted, asking, strict=True)}
        for key in [key for key in self._rows if key not in self._questions]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        before = self._area
        for place, one in enumerate(wanted):
            if one.key not in self._rows:
                self._rows[one.key] = self._new_row(one)
                self._column.insertWidget(place, self._rows[one.key])
            self.setTabOrder(before, self._rows[one.key])
            before = self._rows[one.key]  # type: ignore[assignment]  # any widget

    def _new_row(self, one: Asked) -> QuestionRow:
        row = QuestionRow(one, self)
        row.show_answer(self._answer(self._questions[one.key]))
        row.answered.connect(self._answered)
        row.passed.connect(self._go_on)
        return row

    def _answer(self, question: Question) -> object:
        """As the row has it; None for a question that is open."""
        if isinstance(question, ConditionQuestion):
            return self.checklist.conditions.get(question.place)
        if isinstance(question, FieldQuestion):
            return self.checklist.answers.get(question.code)
        code = question.material.code
        if code not in self.checklist.materials:
            return None
        form = self.checklist.materials[code]
        return ABSENT if form is None else form if form in question.spares else HERE

    def _answered(self, key: str, value: object) -> None:
        question = self._questions[key]
        if isinstance(question, ConditionQuestion):
            self.checklist = self.checklist.with_condition(question.place, bool(value))
        elif isinstance(question, FieldQuestion):
            self.checklist = self.checklist.with_answer(question.code, value)
        else:
            form = question.here if value == HERE else None if value == ABSENT else GivenForm(str(value))
            self.checklist = self.checklist.with_material(question.material.code, form)
        self._show_questions()
        self._show_verdict()
        self.changed.emit(self.checklist)

    def _show_verdict(self) -> None:
        found = self.assessment
        words, kind = verdict(found)
        self._verdict.setText(SIGNS[kind] + words)
        self._verdict.set_kind(kind)
        while (taken := self._advice.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        ways = [(material, spares(material)) for material in self._item.materials]
        for what, how in advice(found, ways):
            self._advice.addWidget(WrappedText(what, "plain", self))
            self._advice.addWidget(WrappedText(how, "label", self))
        if self._advice.count() == 0:
            self._advice.addWidget(WrappedText(_("按数字回答，回车到下一问，空格选中。"), "label", self))
        self._advice.addStretch(1)
        self.end.set_caption(end_caption(likely_outcome(found)))

    def _go_on(self, key: str) -> None:
        keys = [one for one in self._questions if one in self._rows]
        place = keys.index(key) + 1
        if place < len(keys):
            self._go_to(keys[place])
        else:
            self.name.setFocus()

    def _go_to_first_open(self) -> None:
        still = [key for key, question in self._questions.items() if self._answer(question) is None]
        if still or self._rows:
            self._go_to(still[0] if still else next(iter(self._rows)))

    def _go_to(self, key: str) -> None:
        row = self._rows[key]
        row.take_focus()
        self._area.ensureWidgetVisible(row, 0, 24)

    def _end(self) -> None:
        outcome = likely_outcome(self.assessment)
        self.accept()
        self.ended.emit(outcome)

    def _print_guide(self) -> None:
        self.guide_asked.emit(self._size())

    def _print_list(self) -> None:
        self.list_asked.emit(self.checklist, self.name.value(), self._size())
        self._typed = self._texts()  # it has been used: Esc need not ask about it

    def _size(self) -> PaperSize:
        return PaperSize(self.paper.value() or PaperSize.A4)
