"""One clerk's intakes, one after another: the draft behind the form, what is looked up, and recording."""

from collections.abc import Callable, Mapping, Sequence

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
from ui.intake.body import SCREEN, Body, another, body_of, is_blank, line
from ui.intake.check_body import filled
from ui.intake.form import IntakeForm
from ui.intake.item_view import ItemView, theme_view, view_of
from ui.intake.known_applicant import KnownApplicant
from ui.intake.people_form import BY_AGENT
from ui.intake.recording import Outcome, print_notice, record
from ui.intake.renewal import Renewal, Renewed, draft_view, still_fitting
from ui.intake.replacement import Replacement, in_place_of
from ui.intake.replacing import Replacing
from ui.intake.rows import helper_choices, submit_act
from ui.intake.services import IntakeServices
from ui.intake.theme_rows import warnings_text
from ui.language import _, chosen
from ui.pages.asking import ask_pages


class IntakeSession(QObject):
    """`recorded(Recorded, name)` after a case; `begun` at the first change; `enquired` for 仅咨询; `abandoned` when the
    clerk gave a 作废重办 up.

    `complained(sentence)` says what has no field of its own. Whatever fails, the form keeps all that was typed.
    """

    recorded = Signal(object, str)
    begun = Signal()
    enquired = Signal()
    abandoned = Signal()
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
        self._replacing = Replacing(form, self)
        self._replacing.changed.connect(self._replacement_changed)
        self._replacing.abandoned.connect(self._abandon)
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

    def begin_instead(self, case: Case, replacement: Replacement) -> None:
        """作废重办: filled with the wrong case, for the visitor who is here now; nothing is void before F9. What stood
        here stays a draft."""
        self.new(self._ticket)
        body = in_place_of({**body_of(case), SCREEN: {"version": case.item_version}}, replacement)
        self._load(body, self._begun_instead)

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

    def record(
        self,
        act: CaseAct,
        *,
        reason: str | None = None,
        wanted: Mapping[str, str] | None = None,
        to: str | None = None,
    ) -> None:
        """Check everything, then record; errors go beside their fields, all at once. `to` is the body to which an
        applicant has to turn who is declined."""
        if self._busy:
            return
        self._set_busy(True)
        self.autosave.flush()
        made = line(self.body(), act, reason=reason, wanted=wanted, to=to)
        services, action, view = self._services, ActionId(self._draft), self.form.view
        self._storage.run(lambda: record(services, made, act, action, view), self._came, self._failed)

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
        if item.department.short_name == DEPARTMENT and self.form.replacement is not None:
            self.form.search.show_item(self.form.view.item if self.form.view else None)
            self.complained.emit(_("一件事不能顶替原来的一件，请选其中的单个事项。"))
            return
        services, today = self._services, local_date(self._services.clock.now())

        def read() -> ItemView:
            if item.department.short_name == DEPARTMENT:
                return theme_view(services.catalogue, services.themes.form(item.code), today)
            return view_of(services.catalogue, item, today)

        self._storage.run(read, self._item_read)

    def _begun_instead(self) -> None:
        """Kept at once; the item has the focus, as it is what was wrong most often."""
        self._edited()
        self.form.search.setFocus()
        self.form.search.selectAll()

    def _replacement_changed(self) -> None:
        self._edited()
        self.known.look_again()

    def _abandon(self) -> None:
        draft, cases = self._draft, self._services.cases
        self.autosave.stop()
        self._storage.run(lambda: cases.discard_draft(draft))
        self.new(self._ticket)
        self.abandoned.emit()

    def _item_read(self, view: ItemView) -> None:
        self.form.show_view(view)
        self.renewal.forget()
        self._edited()
        self.form.focus_first()
        self.known.look_again()

    def _load(self, body: Body, then: Callable[[], None] = lambda: None) -> None:
        services, today = self._services, local_date(self._services.clock.now())
        draft = self._draft

        def show(found: Renewed) -> None:
            if self._draft == draft:
                before, item = found.before, found.view.item
                self._show_kept(found.view, body if before is None else still_fitting(body, before, item))
                self.renewal.tell(found)
                then()

        def keep(error: SidaoError) -> None:
            if self._draft == draft:
                self._show_kept(None, body)
                self.renewal.say(error)

        self._storage.run(lambda: draft_view(services, body, today), show, keep)

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
        if case is not None and (replaced := case.life.replaces) is not None:
            self._storage.run(lambda: print_notice(services, replaced))

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
