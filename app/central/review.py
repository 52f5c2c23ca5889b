"""What reviewers do: look cases through, and decide or return them.

A decision changes the case and tells its point in one transaction, under the point's lock: of two reviewers who
decide at once, the second is told that the case has moved on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.cases.acts import NEEDS_REASON, OF_REVIEWER, By, lawful
from app.cases.model import ENDED, Case, CaseAct, CaseState, Step, changed
from app.central.docket import Docket
from app.central.model import Announcement, CaseFile, CaseLine, CaseQuery, Claim, Standing, Tally
from app.central.particulars import NONE, Particulars, Reviewing, change_of, words_of
from app.central.registration import story
from app.central.scans import coming, digests, standing, standing_of
from app.central.shelf import Shelf
from app.central.storage import Central, CentralStore
from app.clock import Clock, local_date
from app.errors import NotFound, Refused
from app.ids import CaseId, Ids
from app.sync.model import FeedKind

BY_NAME = {
    "approved": CaseAct.APPROVE,
    "rejected": CaseAct.REJECT,
    "returned": CaseAct.RETURN,
    "asked": CaseAct.ASK,
    "suspended": CaseAct.SUSPEND,
    "resumed": CaseAct.RESUME,
    "transferred": CaseAct.TRANSFER,
    "transferred_up": CaseAct.TRANSFER_UP,
    "checked": CaseAct.CHECK,
}
"""What `central decide --as` says, and the act that it is."""

LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case as a reviewer sees it opened: everything, unmasked, with the acts that are lawful now. `coming` names the
    materials that arrive by themselves; `asked_before` is when material was last asked for."""

    file: CaseFile
    steps: list[Step]
    acts: tuple[CaseAct, ...]
    claim: Claim | None
    days_left: int | None
    standing: Standing
    coming: tuple[str, ...]
    asked_before: datetime | None
    procedures: tuple[str, ...]
    field_labels: dict[str, str]
    choice_labels: dict[str, dict[str, str]]
    material_names: dict[str, str]
    doubt: tuple[str, str]
    """Of a case that is marked: the sentence's word, and since when the item is cancelled."""
    siblings: tuple[CaseFile, ...]
    """All the cases of its theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of the reviewers' list: each case with the working days to its due date, who has claimed it, and how
    its materials stand. `departments` is empty unless asked for."""

    lines: list[tuple[CaseLine, int | None]]
    count: int
    departments: list[str]
    claims: dict[CaseId, Claim]
    materials: dict[CaseId, Standing]


class Review:
    """The reviewers' desk."""

    def __init__(self, store: CentralStore, shelf: Shelf, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._ids = ids

    def find(self, query: CaseQuery, *, departments: bool = True, counted: int | None = None) -> Found:
        """The cases that the query asks for, and the names of all departments that have any. `counted` is how many they
        are, where that is known already."""
        today = local_date(self._clock.now())
        with self._store.reading() as central:
            lines = central.cases.find(query)
            if query.checks:
                calendar = self._shelf.calendar(central)
                left = [calendar.working_days_left(today, line.check_by) if line.check_by else None for line in lines]
            else:
                left = [self._days_left(central, line.state, line.due_on, today) for line in lines]
            return Found(
                lines=list(zip(lines, left, strict=True)),
                count=central.cases.count(query) if counted is None else counted,
                departments=central.cases.departments() if departments else [],
                claims=_claims(central, lines),
                materials=_materials(central, lines),
            )

    def tally(self, query: CaseQuery, login: str) -> Tally:
        """How many cases the query asks for, and how they stand for the reviewer with this login."""
        with self._store.reading() as central:
            return central.cases.tally(query, login, local_date(self._clock.now()))

    def checks(self, department: str) -> int:
        """How many of the department's cases ("" for all) wait for a later check of a promise."""
        with self._store.reading() as central:
            return central.cases.count(CaseQuery(department=department, checks=True))

    def beside(self, query: CaseQuery, file: CaseFile) -> tuple[str | None, str | None]:
        """The numbers of the cases before and after the place in the list of the case as this `file` has it."""
        with self._store.reading() as central:
            return central.cases.beside(query, file)

    def open(self, number: str, department: str | None = None) -> OpenCase:
        """The case by its number or central's, if it is the department's. Raises NotFound("case_unknown")."""
        today = local_date(self._clock.now())
        with self._store.reading() as central:
            file = by_number(central, number, department)
            case = file.case
            item = self._shelf.item(central, case.item, case.item_version)
            fields = item.fields if item else ()
            steps = story(file, central.cases.steps(case.point, case.id))
            here = central.files.held(case.point, digests(case))
            return OpenCase(
                file=file,
                steps=steps,
                acts=acts_of(case),
                claim=central.claims.get(case.point, case.id),
                days_left=self._days_left(central, case.state, case.due_on, today),
                standing=standing_of(case, here),
                coming=coming(case, here),
                asked_before=max((step.at for step in steps if step.act is CaseAct.ASK), default=None),
                procedures=item.special_procedures if item else (),
                field_labels={field.code: field.label for field in fields},
                choice_labels={f.code: {choice.code: choice.label for choice in f.choices} for f in fields},
                material_names={material.code: material.name for material in item.materials} if item else {},
                doubt=self._doubt(central, case) if file.mark else ("", ""),
                siblings=tuple(central.cases.of_joint(case.point, case.life.joint.no)) if case.life.joint else (),
            )

    def decide(
        self,
        number: str,
        act: CaseAct,
        text: str | None,
        by: str,
        particulars: Particulars = NONE,
        *,
        expected: CaseState | None = None,
        department: str | None = None,
        login: str | None = None,
    ) -> CaseFile:
        """The case after the decision, which its point will be told.

        `expected` is the state that the reviewer had before their eyes, `login` is theirs: they have claimed the case,
        and what ends or returns it releases it. Without a login it is the city itself, which acts on what nobody has.
        Raises NotFound("case_unknown"), Refused: case_moved_on when the state is another, case_claimed by another
        reviewer, claim_missing, decision_reason_missing, text_long, and what `change_of` raises.
        """
        text = (text or "").strip() or None
        _check(act, text)
        with self._store.writing() as central:
            point = by_number(central, number, department).case.point
            central.registry.lock_point(point)
            file = by_number(central, number, department)
            if expected is not None and file.case.state is not expected:
                raise Refused("case_moved_on", "state", state=file.case.state.value)
            claim = central.claims.get(point, file.case.id)
            if claim is not None and claim.login != login:
                raise Refused("case_claimed", "by", by=claim.name)
            if claim is None and login is not None:
                raise Refused("claim_missing", "act")
            return self._decide(central, file, act, text, by, particulars)

    def _decide(
        self, central: Central, file: CaseFile, act: CaseAct, text: str | None, by: str, particulars: Particulars
    ) -> CaseFile:
        case, now = file.case, self._clock.now()
        reviewing = Reviewing(
            case=case,
            item=self._shelf.item(central, case.item, case.item_version),
            calendar=self._shelf.calendar(central),
            steps=central.cases.steps(case.point, case.id),
            here=central.files.held(case.point, digests(case)),
            today=local_date(now),
            text=text,
            by=f"{file.department} {by}",
            particulars=particulars,
        )
        change, words = change_of(reviewing, act), words_of(reviewing, act)
        seen = [case.last.device, case.last.stream.value, case.last.number]
        kind = FeedKind.CASE_RETURNED if act is CaseAct.RETURN else FeedKind.CASE_DECIDED
        body = {"act": act.value, "change": change, "by": by, "text": words, "seen": seen}
        docket = Docket(point=case.point, now=now, files={case.id: file})
        decided = changed(case, change)
        step = Step(at=now, act=act, state=decided.state, by=by, window=None, reason=words, entry="")
        docket.news.append(Announcement(kind=kind.value, subject=case.id, body=body))
        docket.go_on(decided, step)
        docket.write(central, self._ids)
        if decided.state in ENDED or decided.state is CaseState.RETURNED:
            central.claims.release(case.point, case.id)
        return docket.files[case.id]

    def _doubt(self, central: Central, case: Case) -> tuple[str, str]:
        self._shelf.renew(central)
        why, ended = self._shelf.doubt_about(central, case) or ("settled", None)
        return f"mark_{why}", ended.isoformat() if ended else ""

    def _days_left(self, central: Central, state: CaseState, due_on: date | None, today: date) -> int | None:
        """Working days to the due date, None when nothing is due (any more)."""
        if due_on is None or state not in (CaseState.ACCEPTED, CaseState.FORWARDED):
            return None
        return self._shelf.calendar(central).working_days_left(today, due_on)


def _check(act: CaseAct, text: str | None) -> None:
    if act not in OF_REVIEWER:
        raise Refused("case_act_unknown", "act", given=act.value)
    if act in NEEDS_REASON and text is None:
        raise Refused("decision_reason_missing", "reason")
    if text is not None and (len(text) > LONGEST_TEXT or "\x00" in text):
        raise Refused("text_long", "reason", longest=LONGEST_TEXT)


def acts_of(case: Case) -> tuple[CaseAct, ...]:
    """What a reviewer may do with the case now; a later check only where there is something to check."""
    acts = lawful(case.state, By.REVIEWER)
    return acts if case.life.to_check else tuple(act for act in acts if act is not CaseAct.CHECK)


def _claims(central: Central, lines: Sequence[CaseLine]) -> dict[CaseId, Claim]:
    return central.claims.of([(line.point, line.id) for line in lines])


def _materials(central: Central, lines: Sequence[CaseLine]) -> dict[CaseId, Standing]:
    """Asked of the database once for each point on the page."""
    files: dict[str, set[str]] = {}
    for line in lines:
        files.setdefault(line.point, set()).update(line.files)
    here = {point: central.files.held(point, digests) for point, digests in files.items()}
    return {
        line.id: standing(line.files, here[line.point], follows=line.follows, on_paper=line.on_paper) for line in lines
    }


def by_number(central: Central, number: str, department: str | None) -> CaseFile:
    """The case by its number or central's. Raises NotFound("case_unknown"), for another department's too."""
    number = number.strip()
    file = central.cases.by_number(number) if number.isprintable() else None
    if file is None or department not in (None, file.department):
        raise NotFound("case_unknown", "case_no", given=number)
    return file
