"""A list being made: from which level, by whom, which cases. They are scanned, typed, or chosen below."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.helping.model import Batch, Helper, Level
from app.ids import ActionId
from app.storage.cases import CaseRow
from ui.helping.rows import candidate_columns, candidate_rows, level_choices
from ui.helping.scan_dialog import ScanDialog
from ui.helping.services import HelpingServices
from ui.intake.rows import helper_choices
from ui.language import _
from ui.widgets.acting_table import ActingTable
from ui.widgets.inputs import ChoiceInput


class ListDialog(ScanDialog):
    """A new list, or another choice for one that is still open. `done_well(Batch)`."""

    def __init__(
        self,
        services: HelpingServices,
        helpers: Sequence[Helper],
        batch: Batch | None = None,
        parent: QWidget | None = None,
    ) -> None:
        head = _("开交接清单") if batch is None else _("改清单 {number}").format(number=batch.number)
        super().__init__(services, head, parent)
        self._batch = batch
        self._action = ActionId(services.ids.new())
        self._rows: dict[str, CaseRow] = {}
        self._chosen: dict[str, None] = dict.fromkeys(batch.case_nos if batch else ())
        self._level, helper = ChoiceInput(level_choices()), ChoiceInput()
        self.add("source", _("从哪里交到哪里"), self._level, 4)
        self.add("helper", _("代办员"), helper, 4, required=False)
        self.add("scans", _("扫凭证上的码，或输入办件编号"), self.scan, 4)
        self.table = ActingTable(candidate_columns(), "helping_candidates", _("可以加入的办件"), narrow_hides=(4,))
        self.table.setMinimumHeight(132)
        self.body.insertWidget(self.body.count() - 1, self.table, 1)
        helper.set_choices((("", _("（没有）")), *helper_choices(helpers)))
        self._fill(helper)
        self.grid.arrange()
        self._level.edited.connect(self._read)
        self.table.opened.connect(self._toggle)
        self.add_cancel()
        self.add_confirm(_("存清单"))
        self.resize(760, 480)
        self.scan.setFocus()
        self._read()

    def decide(self) -> None:
        hand_overs, action, batch, cases = self._services.hand_overs, self._action, self._batch, tuple(self._chosen)
        source, helper = Level(self.value("source")), self.value("helper") or None
        if batch is None:
            self.ask(lambda: hand_overs.open(cases, source=source, helper=helper, action=action))
            return
        drop = tuple(number for number in batch.case_nos if number not in self._chosen)
        self.ask(lambda: hand_overs.relist(batch.id, add=cases, drop=drop, action=action))

    def _fill(self, helper: ChoiceInput) -> None:
        batch = self._batch
        village = not self._services.point.endswith("000")
        source = batch.source if batch else Level.VILLAGE if village else Level.TOWN
        self._level.set_value(source.value)
        helper.set_value("")
        if batch is not None:
            self._level.setEnabled(False)
            helper.set_choices((("", batch.helper_name or _("（没有）")),))
            helper.set_value("")
            helper.setEnabled(False)

    def _read(self) -> None:
        level = Level(self.value("source"))
        hand_overs, batch = self._services.hand_overs, self._batch
        self._lane.run(lambda: hand_overs.candidates(level, batch), self._show, self.refused)

    def _show(self, rows: Sequence[CaseRow]) -> None:
        listed_first = sorted(rows, key=lambda row: row.case_no not in self._chosen)
        self._rows = {row.case_no: row for row in listed_first}
        self._services.ensure("".join(row.name for row in rows))
        self._show_chosen()

    def take(self, number: str) -> None:
        self._chosen[number] = None
        self._show_chosen()
        self.table.choose(number)

    def _toggle(self, number: str) -> None:
        if number in self._chosen:
            del self._chosen[number]
        else:
            self._chosen[number] = None
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.table.show_rows(candidate_rows(tuple(self._rows.values()), self._chosen))
        unlisted = [number for number in self._chosen if number not in self._rows]
        said = _("已加入 {count} 件").format(count=len(self._chosen))
        if unlisted:
            said += "　" + _("（其中较早的：{numbers}）").format(numbers=_("、").join(unlisted))
        self.sentence.setText(said)
        self.sentence.show()

    def _texts(self) -> list[str]:
        """What was chosen counts as typed: Esc asks before it is lost."""
        return [*super()._texts(), *self._chosen]
