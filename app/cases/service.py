"""The clerk's verbs for cases: draft, record, act. Each act is one transaction and one journal entry."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.cases.acting import act_on, application_of
from app.cases.application import Application, read_application
from app.cases.checking import find_item, troubles
from app.cases.counter import Counter, Moment, Recorded
from app.cases.files import read_file
from app.cases.model import Case, CaseAct, CaseState, Step, StoredFile
from app.cases.recording import imagined, record
from app.cases.story import story
from app.clock import Clock, local_date
from app.errors import NotFound, SidaoError
from app.events import Announcer, Changes
from app.ids import ActionId, DraftId
from app.journal import Entry
from app.storage.cases import Draft
from app.storage.desk import Desk, DeskStore


class CaseDesk:
    """Records cases and acts on them. Called on the storage lane; its promises hold across programs.

    Every method raises Trouble when the store can't be used; then nothing has changed.
    """

    def __init__(self, store: DeskStore, *, counter: Counter, clock: Clock, announcer: Announcer) -> None:
        self._store = store
        self._counter = counter
        self._clock = clock
        self._announcer = announcer

    def check(self, body: object, act: CaseAct) -> list[SidaoError]:
        """Everything that stands against `act` on this application, each with its field; writes nothing."""
        with self._store.reading() as desk:
            view = self._counter.shelf.renew(desk.catalogue)
            today = local_date(self._clock.now())
            try:
                application = replace(read_application(body), act=act)
                item = find_item(view, application, today)
            except SidaoError as trouble:
                return [trouble]
            return list(troubles(application, item, view.rules, today))

    def record(self, body: object, *, action: ActionId | None = None, window: int = 1) -> Recorded:
        """A new case from an input line's object, durable when this returns.

        The same action again returns the first result; a draft whose id is the action's ends with it.
        Raises Refused with the field that stands against it.
        """
        application = read_application(body)
        action = action or application.action or ActionId(self._counter.ids.new())
        if application.act is CaseAct.DRAFT:
            self.save_draft(DraftId(action), body)  # type: ignore[arg-type]  # read_application took it as an object
            return Recorded(id=action, case_no=None, state=CaseState.DRAFT, receipt_no=None)
        with self._store.writing() as desk:
            if done := desk.journal.by_action(action):
                return _first_result(done)
            result = record(desk, self._counter, application, action, Moment(now=self._clock.now(), window=window))
            desk.drafts.discard(DraftId(action))
        self._announcer.announce(Changes(cases=True, drafts=True, receipts=True))
        return result

    def act(
        self,
        number: str,
        act: CaseAct,
        *,
        body: object = None,
        reason: str | None = None,
        action: ActionId | None = None,
        window: int = 1,
    ) -> Recorded:
        """A later act on a case. `body` brings the application as it is now (materials that came, answers mended).

        Raises NotFound("case_unknown"), Refused("case_act_unlawful") and what `record` raises.
        """
        action = action or ActionId(self._counter.ids.new())
        with self._store.writing() as desk:
            if done := desk.journal.by_action(action):
                return _first_result(done)
            case = _known(desk, number)
            application = self._application(case, act, body, reason)
            moment = Moment(now=self._clock.now(), window=window)
            result = act_on(desk, self._counter, case, application, action, moment)
            desk.drafts.discard(DraftId(action))
        self._announcer.announce(Changes(cases=True, drafts=True, receipts=True))
        return result

    def imagine(self, body: object, window: int = 1) -> Case:
        """The case that `record` would make of this, for a preview; raises what `record` raises, writes nothing."""
        application = read_application(body)
        with self._store.reading() as desk:
            return imagined(desk, self._counter, application, Moment(now=self._clock.now(), window=window))

    def save_draft(self, draft: DraftId, body: Mapping[str, Any]) -> Draft:
        """Keeps what has been typed so far, however incomplete."""
        kept = Draft(id=draft, body=dict(body), clerk=self._counter.clerk.id, saved_at=self._clock.now())
        with self._store.writing() as desk:
            desk.drafts.save(kept)
        self._announcer.announce(Changes(drafts=True))
        return kept

    def drafts(self) -> list[Draft]:
        """Unfinished intakes of this desk, the newest first."""
        with self._store.reading() as desk:
            return desk.drafts.all()

    def discard_draft(self, draft: DraftId) -> None:
        """Gives an unfinished intake up, when the clerk says so."""
        with self._store.writing() as desk:
            desk.drafts.discard(draft)
        self._announcer.announce(Changes(drafts=True))

    def keep_file(self, path: str) -> StoredFile:
        """Takes a file in at once, so that the draft no longer needs the stick or folder that it came from."""
        name, media, content = read_file(path, "file")
        with self._store.writing() as desk:
            return desk.files.keep(content, name, media)

    def get(self, number: str) -> Case:
        """By the desk's number, central's number or the id. Raises NotFound("case_unknown")."""
        with self._store.reading() as desk:
            return _known(desk, number)

    def steps(self, case: Case) -> list[Step]:
        """The case's story in order: acts at windows and decisions of central."""
        with self._store.reading() as desk:
            return story(desk.journal.of_subject(case.id), [item for _, item in desk.sync.feed_of(case.id)])

    @staticmethod
    def _application(case: Case, act: CaseAct, body: object, reason: str | None) -> Application:
        if body is None:
            return application_of(case, act, reason)
        read = read_application({**body, "act": CaseAct.RECEIVE.value} if isinstance(body, dict) else body)
        return replace(read, item=case.item, act=act, reason=reason or read.reason, ticket=case.ticket)


def _known(desk: Desk, number: str) -> Case:
    case = desk.cases.by_number(number)
    if case is None:
        raise NotFound("case_unknown", "case_no", given=number)
    return case


def _first_result(entry: Entry) -> Recorded:
    """What the act came to when it was done, read from its entry."""
    body = entry.body()
    first = body.get("case") or {**body, "receipt_no": _newest_paper(body)}
    return Recorded(
        id=entry.subject,
        case_no=first["case_no"],
        state=CaseState(first["state"]),
        receipt_no=first["receipt_no"],
        repeated=True,
    )


def _newest_paper(body: Mapping[str, Any]) -> str | None:
    documents = body["change"].get("documents")
    return documents[-1]["receipt_no"] if documents else None
