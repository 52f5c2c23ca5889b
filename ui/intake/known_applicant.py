"""What the desk knows of the applicant as soon as the number is good: earlier cases, likely duplicates, the phone."""

from PySide6.QtCore import QObject, Signal

from app.applicants.model import Identity, applicant_to_json
from app.applicants.service import Earlier
from app.cases.model import Case, CaseState
from app.catalogue.model import ItemCode
from app.clock import local_date
from app.themes.holders import holders
from ui.intake.form import IntakeForm
from ui.intake.rows import duplicate_warning, last_visit
from ui.intake.services import IntakeServices
from ui.intake.theme_rows import theme_duplicates

Wanted = tuple[tuple[ItemCode, Identity], ...]
"""The items that are being applied for, each with whom it is about."""


class KnownApplicant(QObject):
    """Looks on the storage lane; an answer about somebody who is no longer on the form is dropped.

    `filled` when details of the last visit have been put into the form.
    """

    filled = Signal()

    def __init__(self, form: IntakeForm, services: IntakeServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form, self._services = form, services
        self._identity: Identity | None = None
        self._earlier: Earlier | None = None
        self._wanted: Wanted = ()
        self._same: tuple[Case, ...] = ()
        form.people.identified.connect(self._look)
        form.edited.connect(self._look_for_same)
        form.side.use_earlier.connect(self._fill)

    @property
    def told_to_supplement(self) -> bool:
        """This person's same case was told what to supplement before."""
        return any(case.state is CaseState.SUPPLEMENT for case in self._same)

    def forget(self) -> None:
        """Another intake begins."""
        self._identity, self._earlier, self._wanted, self._same = None, None, (), ()
        self._form.people.show_earlier("")
        self._form.side.show_earlier(None, can_use=False)
        self._form.materials.show_earlier((), local_date(self._services.clock.now()))
        self._form.side.duplicate.say("")

    def look_again(self) -> None:
        """Another item was chosen, or a draft is on the form: other cases are duplicates now."""
        self._look(self._identity)

    def _look(self, identity: Identity | None) -> None:
        self.forget()
        self._identity = identity
        if identity is not None:
            applicants = self._services.applicants
            self._services.lanes.storage.run(lambda: (identity, applicants.earlier(identity)), self._known)
        self._look_for_same()

    def _known(self, found: tuple[Identity, Earlier | None]) -> None:
        identity, earlier = found
        if identity != self._identity:
            return
        self._earlier = earlier
        self._form.people.show_earlier(last_visit(earlier.cases) if earlier else "")
        self._form.side.show_earlier(earlier, can_use=self._has_more(earlier))
        self._form.materials.show_earlier(earlier.materials if earlier else (), local_date(self._services.clock.now()))

    def _look_for_same(self) -> None:
        """Where what is applied for, or for whom, is another than was looked for: an answer may choose an item of a
        theme, or say whom it is about."""
        wanted = self._wanted_now()
        if wanted == self._wanted:
            return
        self._wanted = wanted
        applicants = self._services.applicants
        self._services.lanes.storage.run(lambda: (wanted, applicants.duplicates_among(wanted)), self._found_same)

    def _wanted_now(self) -> Wanted:
        view = self._form.view
        if view is None:
            return ()
        if view.theme is not None:
            return holders(view.theme, self._form.body(), local_date(self._services.clock.now()))
        return () if self._identity is None else ((view.item.code, self._identity),)

    def _found_same(self, found: tuple[Wanted, list[Case]]) -> None:
        wanted, found_same = found
        if wanted != self._wanted:
            return
        replacement = self._form.replacement
        same = [case for case in found_same if replacement is None or case.case_no != replacement.number]
        self._same = tuple(same)
        view = self._form.view
        said = theme_duplicates if view is not None and view.theme is not None else duplicate_warning
        self._form.side.duplicate.say(said(same))

    def _has_more(self, earlier: Earlier | None) -> bool:
        """Whether the last visit knows a phone or an address that the form does not."""
        if earlier is None:
            return False
        applicant, _agent = self._form.people.values()
        known = earlier.applicant
        return bool((known.phone and not applicant["phone"]) or (known.address and not applicant["address"]))

    def _fill(self) -> None:
        """Put what is still empty in: the name, the document's last day, the phone or the contact, the address. It goes
        on with what is still missing."""
        if self._earlier is None:
            return
        earlier, identity = self._earlier, self._identity
        known, people = earlier.applicant, self._form.people
        applicant, agent = people.values()
        contact = known.contact and {"name": known.contact.name, "phone": known.contact.phone}
        filled = {
            **applicant,
            "name": applicant["name"] or known.name,
            "phone": applicant["phone"] or known.phone,
            "address": applicant["address"] or known.address,
            "id_until": applicant["id_until"] or applicant_to_json(known)["id_until"],
            "contact": applicant["contact"] or (None if known.phone else contact),
        }
        people.show_values(filled, agent, people.side)
        self._known((identity or known.identity, earlier))
        self._form.side.show_earlier(earlier, can_use=False)
        self._form.focus_missing()
        self.filled.emit()
