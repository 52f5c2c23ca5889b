"""Who applies and who acts for them: 本人, 代理人 or 单位."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.catalogue.divisions import Divisions
from ui.fonts import EnsureGlyphs
from ui.intake.agent_fields import AgentFields
from ui.intake.applicant_fields import ApplicantFields
from ui.language import _
from ui.theme import GRID
from ui.widgets.field import Field
from ui.widgets.frames import ElidedText, Text
from ui.widgets.inputs import ChoiceInput, RadioInput

SELF, BY_AGENT, COMPANY = "self", "agent", "company"


class PeopleForm(QWidget):
    """`edited` on any change; `identified(Identity or None)` when the applicant's number becomes good or is no more.

    `values()` are the line's "applicant" and "agent"; `side` is self, agent or company. `letter_asked`: 授权委托书.
    """

    edited = Signal()
    identified = Signal(object)
    agent_identified = Signal(object)
    letter_asked = Signal()

    def __init__(
        self,
        divisions: Divisions,
        point: str,
        *,
        ensure: EnsureGlyphs,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._loading = False
        self._sides = QButtonGroup(self)
        self._radios: dict[str, RadioInput] = {}
        self._applicant = ApplicantFields(divisions, point, ensure=ensure, today=today)
        self._agent_head = Text(_("代理人"), "head", self)
        self._agent = AgentFields(ensure=ensure, today=today)
        self._helper = ChoiceInput()
        self._helper.setObjectName("details.helper")
        self._helper.keeps_others = True  # a draft's, before the register is read
        self._brought = Field(_("谁带来的（代办员）"), self._helper, required=True, parent=self)
        self._brought.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._head())
        for part in (self._applicant, self._agent_head, self._agent, self._brought):
            column.addWidget(part)
        self._helper.edited.connect(self._changed)
        self._agent.letter_asked.connect(self.letter_asked)
        self._applicant.identified.connect(self.identified)
        self._agent.identified.connect(self.agent_identified)
        for fields in (self._applicant, self._agent):
            fields.edited.connect(self._changed)
        self.show_values({}, None, SELF)

    @property
    def side(self) -> str:
        """self, agent or company."""
        return next((side for side, radio in self._radios.items() if radio.isChecked()), SELF)

    def values(self) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """The applicant and the agent as the input line writes them."""
        agent = self._agent.values()
        typed = agent["name"] or agent["id_no"]
        acting = self.side == BY_AGENT or (self.side == COMPANY and typed)
        return self._applicant.values(), agent if acting else None

    @property
    def helper(self) -> str | None:
        """The number of the 代办员 who brought the case, None for nobody."""
        return self._helper.value() or None

    def show_helpers(self, choices: Sequence[tuple[str, str]]) -> None:
        """Who may have brought it, number and name; with nobody to choose from nothing is asked."""
        self._helper.set_choices((("", _("（不是代办员带来的）")), *choices) if choices else ())
        if choices and self._helper.value() is None:
            self._helper.set_value("")
        self._brought.setVisible(bool(choices))

    def show_helper(self, number: str | None) -> None:
        """Choose this one."""
        self._helper.set_value(number or ("" if self._helper.count() else None))

    def show_values(self, applicant: dict[str, Any], agent: dict[str, Any] | None, side: str) -> None:
        """Fill in, e.g. from a draft or an earlier visit; an empty applicant empties the form."""
        self._loading = True
        self._radios[side].setChecked(True)
        self._show_side()
        self._applicant.show_values(applicant)
        self._agent.show_values(agent or {})
        self.clear_errors()
        self._applicant.show_asked()
        self._applicant.who.note_again()
        self._loading = False

    def show_earlier(self, text: str) -> None:
        """The line about the last visit."""
        self._earlier.setText(text)

    def show_error(self, path: str, sentence: str) -> QWidget | None:
        """Put the sentence under the field of `path`; the input to focus, None when it is not here."""
        brought = self._brought if path == "details.helper" else None
        field = self._applicant.field(path) or self._agent.field(path) or brought
        if field is None:
            return None
        field.show_error(sentence)
        return field.editor

    def clear_errors(self) -> None:
        """No field is wrong any more; what checks found stays."""
        self._applicant.clear_errors()
        self._agent.clear_errors()
        if self._brought.error:
            self._brought.clear_note()

    def first(self) -> QWidget:
        """Where typing begins."""
        return self._applicant.who.name.editor

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(Text(_("申请人"), "head", self))
        for side, caption in ((SELF, _("本人")), (BY_AGENT, _("代理人")), (COMPANY, _("单位"))):
            radio = RadioInput(caption, self)
            radio.setObjectName(f"side_{side}")
            radio.toggled.connect(self._side_chosen)
            self._sides.addButton(radio)
            self._radios[side] = radio
            row.addWidget(radio)
        self._earlier = ElidedText("", "secondary", self)
        self._earlier.setObjectName("earlier")
        row.addWidget(self._earlier, 1)
        return row

    def _side_chosen(self, chosen: bool) -> None:
        if chosen and not self._loading:
            self._show_side()
            self.edited.emit()

    def _show_side(self) -> None:
        acting = self.side != SELF
        self._agent_head.setVisible(acting)
        self._agent_head.setText(_("经办人") if self.side == COMPANY else _("代理人"))
        self._agent.arrange()
        self._agent.setVisible(acting)
        self._applicant.set_company(self.side == COMPANY)

    def _changed(self) -> None:
        if not self._loading:
            self.edited.emit()
