"""One clerk's intakes, one after another: the draft behind the form, what is looked up, and recording."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.cases.completeness import Checklist
from app.cases.counter import Recorded
from app.cases.files import TakenIn
from app.cases.model import Case, CaseAct
from app.catalogue.model import Scope, ServiceItem
from app.clock import local_date
from app.errors import SidaoError
from app.helping.model import Helper
from app.ids import ActionId, DraftId
from app.storage.cases import Draft
from app.themes.compose import DEPARTMENT
from ui.explain import explain
from ui.intake.autosave import Autosave
from ui.intake.body import Body, another, is_blank, line
from ui.intake.check_body import filled
from ui.intake.form import IntakeForm
from ui.intake.item_view import ItemView, theme_view, view_of
from ui.intake.known_applicant import KnownApplicant
from ui.intake.people_form import BY_AGENT
from ui.intake.renewal import Renewal, Renewed, draft_view, renewed, still_fitting
from ui.intake.rows import helper_choices, submit_act
from ui.intake.services import IntakeServices
from ui.intake.theme_rows import warnings_text
from ui.language import chosen
from ui.pages.asking import ask_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of recording: the case, or everything that stands against it, or first that the item has changed."""

    recorded: Recorded | None
    renewed: Renewed | None = None
    errors: tuple[SidaoError, ...] = ()


class IntakeSession(QObject):
    """`recorded(Recorded, name)` after a case; `begun` at the first change; `enquired` for 仅咨询.

    `complained(sentence)` says what has no field of its own. Whatever fails, the form keeps all that was typed.
    """

    recorded = Signal(object, str)
    begun = Signal()
    enquired = Signal()
    complained = Signal(str)

    def __init__(self, form: IntakeForm, services: IntakeServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form, self._services = form, services
        self._storage = services.lanes.storage
        self._ticket: str | None = None
        self._draft = DraftId("")
        self._busy = self._begun = self._left_for_later = False
        self._last: Body = {}
        self.autosave = Autosave(services.cases, self._storage, self.body, self)
        self.known = KnownApplicant(form, services, self)
        self.known.filled.connect(self._edited)
        self.renewal = Renewal(form, services, self)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)
        self._connect()
        self.new(None)

    @property
    def ticket(self) -> str | None:
        """The visitor's number, None for a case without one."""
        return self._ticket

    @property
    def draft(self) -> DraftId:
        """Under which what stands here is kept."""
        return self._draft

    @property
    def blank(self) -> bool:
        """Nothing would be missed if the form were emptied."""
        return is_blank(self.body())

    def body(self) -> Body:
        """The form with the visitor's number."""
        return {**self.form.body(), "ticket": self._ticket}

    def new(self, ticket: str | None) -> None:
        """An empty form for a visitor. What stood there stays a draft."""
        self._start(ticket, DraftId(self._services.ids.new()))
        self.form.show_view(None)
        self.form.show_body({})
        self._storage.run(self._services.desk.helpers.serving, self._show_helpers)

    def _show_helpers(self, helpers: Sequence[Helper]) -> None:
        self.form.people.show_helpers(helper_choices(helpers))

    def another(self) -> None:
        """再办一件: item, agent and ticket stay (also those of the case just recorded), the applicant changes."""
        kept = another(self.body() if not self.blank else self._last)
        if kept.get("agent"):
            kept["screen"] = {"side": BY_AGENT}
        view = self.form.view
        self.new(self._ticket)
        if view is None and (kept.get("item") or kept.get("theme")):
            self._load(kept)
            return
        self._show_kept(view, kept)

    def resume(self, draft: Draft) -> None:
        """Go on with an unfinished intake, for the visitor who is here now."""
        self._start(self._ticket or draft.body.get("ticket"), draft.id)
        self._begun = True
        if draft.body.get("item") or draft.body.get("theme"):
            self._load(draft.body)
        else:
            self._show_kept(None, draft.body)
        self.form.bar.show_saved(draft.saved_at)

    def fill(self, body: Body) -> None:
        """This in the form, as if the clerk had typed it."""
        self.form.show_body(body)
        self._edited()
        self.form.focus_first()
        self.known.look_again()

    def begin_with(self, view: ItemView, checklist: Checklist) -> None:
        """An intake of this item with what its list said. What stood here stays a draft."""
        self.new(self._ticket)
        self.form.show_view(view)
        self.fill(filled(view.item, self.body(), checklist))

    def leave_for_later(self) -> DraftId | None:
        """Keeps what was typed of the applicant for when they come back, whatever becomes of this visit: the draft's
        id, or None where nothing of them was typed yet."""
        if is_blank({**self.body(), "item": ""}):
            return None
        self.autosave.touch()
        self.autosave.flush()
        self._left_for_later = True
        return self._draft

    def give_up(self) -> None:
        """The intake came to nothing by the clerk's decision (仅咨询): its draft goes too, unless a list was given out
        with which the applicant comes back to it."""
        draft, cases = self._draft, self._services.cases
        if self._left_for_later:
            self.autosave.flush()
            self.autosave.stop()
            return
        self.autosave.stop()
        self._storage.run(lambda: cases.discard_draft(draft))

    def submit(self) -> None:
        """F9: what the item allows here."""
        view = self.form.view
        if view is not None and view.scope.scope is Scope.ADVISE:
            self.form.check.click()  # the answer is all that there is to give here; F12 then ends the visit
        else:
            self.record(submit_act(view.scope if view else None))

    def receive(self) -> None:
        """收件: taken in, not yet accepted."""
        self.record(CaseAct.RECEIVE)

    def record(self, act: CaseAct, *, reason: str | None = None, wanted: Mapping[str, str] | None = None) -> None:
        """Check everything, then record; errors go beside their fields, all at once."""
        if self._busy:
            return
        self._set_busy(True)
        self.autosave.flush()
        made = line(self.body(), act, reason=reason, wanted=wanted)
        services, action, view = self._services, ActionId(self._draft), self.form.view
        self._storage.run(lambda: _record(services, made, act, action, view), self._came, self._failed)

    def check(self, done: Callable[[Body], None]) -> None:
        """`done(line)` with what F9 would record now; when something stands against it, that is said instead."""
        view, cases = self.form.view, self._services.cases
        act = submit_act(view.scope if view else None)
        made = line(self.body(), act)

        def checked(errors: list[SidaoError]) -> None:
            if errors:
                self._show_errors(errors)
            else:
                done(made)

        self._storage.run(lambda: cases.check(made, act), checked)

    def _start(self, ticket: str | None, draft: DraftId) -> None:
        self.autosave.begin(draft)
        self._ticket, self._draft, self._begun = ticket, draft, False
        self._left_for_later = False
        self.form.bar.show_saved(None)
        self.form.notice.say("")
        self.known.forget()
        self.renewal.forget()

    def _connect(self) -> None:
        form = self.form
        form.edited.connect(self._edited)
        form.search.chosen.connect(self._item_chosen)
        form.materials.attach_asked.connect(self._ask_file)
        form.bar.submit.clicked.connect(self.submit)
        form.bar.receive.clicked.connect(self.receive)
        form.bar.another.clicked.connect(self.another)
        form.bar.enquiry.clicked.connect(self.enquired)

    def _edited(self) -> None:
        if self._busy:
            return  # a save now would bring back the draft that is becoming a case
        self.autosave.touch()
        if not self._begun:
            self._begun = True
            self.begun.emit()

    def _item_chosen(self, item: ServiceItem) -> None:
        services, today = self._services, local_date(self._services.clock.now())

        def read() -> ItemView:
            if item.department.short_name == DEPARTMENT:
                return theme_view(services.catalogue, services.themes.form(item.code), today)
            return view_of(services.catalogue, item, today)

        self._storage.run(read, self._item_read)

    def _item_read(self, view: ItemView) -> None:
        self.form.show_view(view)
        self.renewal.forget()
        self._edited()
        self.form.focus_first()
        self.known.look_again()

    def _load(self, body: Body) -> None:
        services, today = self._services, local_date(self._services.clock.now())
        draft = self._draft

        def show(found: Renewed) -> None:
            if self._draft == draft:
                before, item = found.before, found.view.item
                self._show_kept(found.view, body if before is None else still_fitting(body, before, item))
                self.renewal.tell(found)

        self._storage.run(lambda: draft_view(services, body, today), show)

    def _show_kept(self, view: ItemView | None, body: Body) -> None:
        self.form.show_view(view)
        self.form.show_body(body)
        self.form.focus_first()
        self.known.look_again()

    def _ask_file(self, code: str) -> None:
        ask_pages(self.form.materials, code, self._services, self.form)

    def attach(self, code: str, path: str) -> None:
        """Take a file in for the material; it is stored at once, so the stick may be pulled."""
        cases, draft = self._services.cases, self._draft

        def kept(taken: TakenIn) -> None:
            if self._draft == draft:
                self.form.materials.attached(code, taken)

        def refused(error: SidaoError) -> None:
            self.form.materials.show_error(code, explain(error, chosen()))

        self._storage.run(lambda: cases.take_file(path), kept, refused)

    def _came(self, outcome: Outcome) -> None:
        self._set_busy(False)
        if outcome.recorded is None:
            self._edited()
            if outcome.renewed is not None:
                self.renewal.take(outcome.renewed)
            self._show_errors(outcome.errors)
            return
        self.autosave.stop()
        self._last = self.body()
        name = str(self._last["applicant"].get("name") or "")
        for one in outcome.recorded.cases or (outcome.recorded,):
            self._print(one.case)
        self.new(self._ticket)
        self.recorded.emit(outcome.recorded, name)
        self._warn(outcome.recorded)

    def _print(self, case: Case | None) -> None:
        """All that was issued with the case."""
        services = self._services
        if case is not None and case.documents:
            number, kinds = case.case_no, [paper.kind for paper in case.documents]
            self._storage.run(lambda: services.print_papers(number, kinds))

    def _failed(self, error: SidaoError) -> None:
        self._set_busy(False)
        self._edited()
        self._show_errors((error,))

    def _show_errors(self, errors: Sequence[SidaoError]) -> None:
        said = [(error.field or "", explain(error, chosen())) for error in errors]
        homeless = self.form.show_errors(said, self.body())
        if homeless:
            self.complained.emit("".join(homeless))

    def _warn(self, recorded: Recorded) -> None:
        if words := warnings_text(recorded, chosen()):
            self.form.notice.say(words, "attention")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.form.bar.set_busy(busy)

    def _saved(self, draft: Draft) -> None:
        self.form.bar.show_saved(draft.saved_at)

    def _not_saved(self, error: SidaoError) -> None:
        self.complained.emit(explain(error, chosen()))


def _record(services: IntakeServices, made: Body, act: CaseAct, action: ActionId, view: ItemView | None) -> Outcome:
    """On the storage lane: check all, then record; but first show an item that has changed since the form was made."""
    if view is not None and (found := renewed(services, view, local_date(services.clock.now()))) is not None:
        return Outcome(recorded=None, renewed=found)
    if errors := services.cases.check(made, act):
        return Outcome(recorded=None, errors=tuple(errors))
    return Outcome(recorded=services.intake.record(made, action=action, window=services.window))
