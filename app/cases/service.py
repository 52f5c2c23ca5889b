"""The clerk's verbs for cases: draft, record, act. Each act is one transaction and one journal entry."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.applicants.checks import Caution
from app.cases.acting import act_on, application_of
from app.cases.adding import with_added
from app.cases.application import (
    LONGEST_ACTION,
    Application,
    act_of,
    action_of,
    as_application,
    read_line,
)
from app.cases.checking import find_item, troubles
from app.cases.counter import Counter, Moment, Recorded
from app.cases.files import TakenIn, check_content, read_fitted
from app.cases.given import StoredFile
from app.cases.joining import child_action, imagined_joint, is_theme, joint_troubles, record_joint, together
from app.cases.model import ACTED, BEGINNING, RECORDED, Case, CaseAct, CaseState, Step, case_to_json
from app.cases.recording import imagined, record
from app.cases.replacing import imagined_instead, record_instead, replacing_troubles
from app.cases.story import story
from app.clock import Clock, local_date
from app.errors import NotFound, Refused, SidaoError
from app.events import Announcer, Changes
from app.ids import ActionId, DraftId
from app.journal import Entry
from app.storage.cases import Draft
from app.storage.desk import Desk, DeskStore
from app.sync.model import Reason

_TOUCHED = Changes(cases=True, drafts=True, receipts=True)
_FOR_PLACES = 3
"""Characters that the cases of a theme add to its action."""


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
                line = read_line(body)
                if is_theme(line):
                    return joint_troubles(view, self._counter.themes, line, act, today)
                application = replace(as_application(line), act=act)
                item = find_item(view, application, today)
            except SidaoError as trouble:
                return [trouble]
            return [*troubles(application, item, view.rules, today), *replacing_troubles(desk, application)]

    def record(self, body: object, *, action: ActionId | None = None, window: int = 1) -> Recorded:
        """A new case from an input line's object, or all the cases of a theme, durable when this returns.

        The same action again returns the first result; a draft whose id is the action's ends with it. An action
        that the line itself names goes before `action`. Raises Refused with the field that stands against it.
        """
        line = read_line(body)
        action = _fitting(action_of(line) or action or ActionId(self._counter.ids.new()))
        if act_of(line) is CaseAct.DRAFT:
            return self._begin(line, action)
        if is_theme(line):
            return self._record_joint(line, action, window)
        application = as_application(line)
        with self._store.writing() as desk:
            if done := desk.journal.by_action(action):
                return _first_result(desk, done)
            moment = Moment(now=self._clock.now(), window=window)
            if application.details.replaces:
                result = record_instead(desk, self._counter, application, action, moment)
            else:
                result = record(desk, self._counter, application, action, moment)
            desk.drafts.discard(DraftId(action))
        self._announcer.announce(_TOUCHED)
        return result

    def first_result(self, body: object, action: ActionId | None = None) -> Recorded | None:
        """What `record` of this came to, if it has been done already under its action."""
        line = read_line(body)
        action = action_of(line) or action
        with self._store.reading() as desk:
            done = desk.journal.by_action(action) if action else None
            return None if done is None else _first_result(desk, done)

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
        """A later act on a case. `body` brings what is different now (materials that came, answers mended): an
        input line's object, of which each key that is missing stays as the case has it.

        Raises NotFound("case_unknown"), Refused("case_act_unlawful") and what `record` raises.
        """
        line = {} if body is None else read_line(body)
        action = _fitting(action or action_of(line) or ActionId(self._counter.ids.new()))
        with self._store.writing() as desk:
            if done := desk.journal.by_action(action):
                return _first_result(desk, done)
            case = _known(desk, number)
            application = _application(case, act, line, reason)
            moment = Moment(now=self._clock.now(), window=window)
            result = act_on(desk, self._counter, case, application, action, moment)
            desk.drafts.discard(DraftId(action))
        self._announcer.announce(_TOUCHED)
        return result

    def imagine(self, body: object, window: int = 1) -> Case:
        """The case that `record` would make of this (a theme's first), for a preview; raises what `record` raises and
        writes nothing."""
        return self.imagine_all(body, window)[0]

    def imagine_all(self, body: object, window: int = 1) -> tuple[Case, ...]:
        """As `imagine`, with every case of a theme."""
        line, moment = read_line(body), Moment(now=self._clock.now(), window=window)
        with self._store.reading() as desk:
            if is_theme(line):
                return imagined_joint(desk, self._counter, line, moment)
            application = as_application(line)
            if application.details.replaces:
                return (imagined_instead(desk, self._counter, application, moment),)
            return (imagined(desk, self._counter, application, moment),)

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
        return self.take_file(path).file

    def take_file(self, path: str) -> TakenIn:
        """As `keep_file`, and says how large the file was before it was brought to size."""
        name, media, content, came = read_fitted(path, "file", self._counter.fit)
        with self._store.writing() as desk:
            return TakenIn(file=desk.files.keep(content, name, media), came=came)

    def keep_pages(self, pages: Sequence[tuple[str, bytes]]) -> list[StoredFile]:
        """Takes pages in (name, content) that were brought to size already, all or none. Raises Refused about the first
        that may not be taken."""
        kinds = [check_content(name, content, "file") for name, content in pages]
        with self._store.writing() as desk:
            return [desk.files.keep(content, name, media) for (name, content), media in zip(pages, kinds, strict=True)]

    def read_file(self, file: StoredFile) -> bytes:
        """A file that the desk keeps. Raises NotFound("attachment_missing")."""
        with self._store.reading() as desk:
            content = desk.files.read(file.digest)
        if content is None:
            raise NotFound("attachment_missing", "materials", name=file.name)
        return content

    def sweep_files(self) -> int:
        """Removes what crashes left in the folder of attachments; how many files. For a quiet moment."""
        with self._store.writing() as desk:
            return desk.files.sweep(self._clock.now())

    def get(self, number: str) -> Case:
        """By the desk's number, central's number, the id, or a former number. Raises NotFound("case_unknown")."""
        with self._store.reading() as desk:
            return _known(desk, number)

    def formerly(self, number: str) -> list[Case]:
        """The cases that had this number before their desk was copied; another case may have it now."""
        with self._store.reading() as desk:
            return desk.cases.formerly(number)

    def steps(self, case: Case) -> list[Step]:
        """The case's story in order: acts at windows and decisions of central."""
        with self._store.reading() as desk:
            entries = desk.journal.of_subject(case.id)
            return story(entries, desk.sync.told(case.id, [entry.name for entry in entries]))

    def marked(self, case: Case) -> bool:
        """Whether central took something of the case in by a catalogue that this desk had not heard of."""
        with self._store.reading() as desk:
            words = desk.sync.verdicts([entry.name for entry in desk.journal.of_subject(case.id)])
        return any(verdict.reason == Reason.CATALOGUE_UNKNOWN for _, verdict in words)

    def _record_joint(self, line: dict[str, Any], action: ActionId, window: int) -> Recorded:
        """All cases of a theme or none, in one transaction under one intention."""
        if len(action) > LONGEST_ACTION - _FOR_PLACES:
            raise Refused("text_long", "action_id", longest=LONGEST_ACTION - _FOR_PLACES)
        with self._store.writing() as desk:
            if done := desk.journal.by_action(action):
                return _first_result(desk, done)
            moment = Moment(now=self._clock.now(), window=window)
            result = record_joint(desk, self._counter, line, action, moment)
            desk.drafts.discard(DraftId(action))
        self._announcer.announce(_TOUCHED)
        return result

    def _begin(self, line: dict[str, Any], action: ActionId) -> Recorded:
        """A draft from an input line; the same action again leaves what is there."""
        draft, now = DraftId(action), self._clock.now()
        with self._store.writing() as desk:
            if done := desk.journal.by_action(action):
                return _first_result(desk, done)
            known = desk.drafts.get(draft)
            if known is None:
                desk.drafts.save(Draft(id=draft, body=line, clerk=self._counter.clerk.id, saved_at=now))
        self._announcer.announce(Changes(drafts=True))
        repeated = known is not None
        return Recorded(id=draft, case_no=None, state=CaseState.DRAFT, receipt_no=None, repeated=repeated)


def _application(case: Case, act: CaseAct, line: Mapping[str, Any], reason: str | None) -> Application:
    """The case's application with what the line says differently."""
    if not line:
        return application_of(case, act, reason)
    if line.get("item") not in (None, case.item):
        raise Refused("case_item_fixed", "item", name=case.item_name)
    held = case_to_json(case)
    kept = {key: held[key] for key in ("item", "applicant", "agent", "answers", "materials")}
    read = as_application({**kept, **line, "item": case.item, "act": CaseAct.RECEIVE.value})
    if act is CaseAct.ADD_MATERIAL:
        read = replace(read, materials=with_added(case, read.materials))
    return replace(read, act=act, reason=reason or read.reason, ticket=case.ticket)


def _fitting(action: ActionId) -> ActionId:
    """An action's id as long as every store can keep it."""
    if len(action) > LONGEST_ACTION:
        raise Refused("text_long", "action_id", longest=LONGEST_ACTION)
    return action


def _known(desk: Desk, number: str) -> Case:
    case = desk.cases.by_number(number)
    if case is None:
        raise NotFound("case_unknown", "case_no", given=number)
    return case


def _first_result(desk: Desk, entry: Entry) -> Recorded:
    """What the act came to when it was done, read from its entry. Raises Refused("action_used_otherwise")."""
    if entry.kind not in BEGINNING | {ACTED}:
        raise Refused("action_used_otherwise", "action_id", kind=entry.kind)
    first = _result_of(entry)
    if entry.kind == RECORDED and entry.action and (joint := entry.body()["case"].get("joint")):
        actions = (child_action(entry.action, place) for place in range(2, joint["count"] + 1))
        others = [_result_of(other) for action in actions if (other := desk.journal.by_action(action)) is not None]
        return together(joint["no"], [first, *others]) if len(others) == joint["count"] - 1 else first
    return first


def _result_of(entry: Entry) -> Recorded:
    body = entry.body()
    first = body["case"] if entry.kind in BEGINNING else body
    cautions = tuple(Caution(code=code, field=field) for code, field in body["cautions"])
    return Recorded(
        id=entry.subject,
        case_no=first["case_no"],
        state=CaseState(first["state"]),
        receipt_no=first["receipt_no"],
        warnings=cautions,
        repeated=True,
    )
