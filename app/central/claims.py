"""签收: a case is one reviewer's until it is decided, released, or taken over by a head with a reason.

Under the point's lock, as decisions are: of two who claim at once, one gets it and the other is told who.
"""

from app.cases.model import CaseAct, Step
from app.central.docket import Docket
from app.central.model import CaseFile, Claim, Reviewer
from app.central.review import acts_of, by_number
from app.central.rulings import checked_words
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import Refused
from app.ids import Ids


class Claims:
    """Who has which case. Each raises NotFound("case_unknown") for another department's."""

    def __init__(self, store: CentralStore, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def claim(self, number: str, reviewer: Reviewer) -> Claim:
        """The case is the reviewer's from now on; again is once. Raises Refused: case_claimed by another, claim_idle
        where a reviewer can do nothing."""
        with self._store.writing() as central:
            file = self._locked(central, number, reviewer)
            held = central.claims.get(file.case.point, file.case.id)
            if held is not None:
                return _own(held, reviewer)
            return self._keep(central, file, reviewer)

    def release(self, number: str, reviewer: Reviewer) -> None:
        """Anybody may claim it again. Raises Refused("case_claimed") for another's."""
        with self._store.writing() as central:
            case = self._locked(central, number, reviewer).case
            held = central.claims.get(case.point, case.id)
            if held is not None:
                _own(held, reviewer)
                central.claims.release(case.point, case.id)

    def take_over(self, number: str, reviewer: Reviewer, reason: str) -> Claim:
        """Another's case becomes the reviewer's, a head, and the case's story says from whom and why.

        Raises Refused: head_only, decision_reason_missing, text_long, and as `claim`.
        """
        if not reviewer.head:
            raise Refused("head_only", "act")
        reason = checked_words(reason)
        with self._store.writing() as central:
            file = self._locked(central, number, reviewer)
            held = central.claims.get(file.case.point, file.case.id)
            if held is not None and held.login == reviewer.login:
                return held
            claim = self._keep(central, file, reviewer)
            if held is not None:
                self._write(central, file, reviewer, f"由{held.name}转来：{reason}")
            return claim

    def _locked(self, central: Central, number: str, reviewer: Reviewer) -> CaseFile:
        central.registry.lock_point(by_number(central, number, reviewer.department).case.point)
        return by_number(central, number, reviewer.department)

    def _keep(self, central: Central, file: CaseFile, reviewer: Reviewer) -> Claim:
        case, now = file.case, self._clock.now()
        if not acts_of(case):
            raise Refused("claim_idle", "state", state=case.state.value)
        claim = Claim(point=case.point, case_id=case.id, login=reviewer.login, name=reviewer.name, at=now)
        central.claims.keep(claim)
        return claim

    def _write(self, central: Central, file: CaseFile, reviewer: Reviewer, words: str) -> None:
        """Central's own affair: no desk is told."""
        case, now = file.case, self._clock.now()
        docket = Docket(point=case.point, now=now, files={case.id: file})
        act = CaseAct.TAKE_OVER
        docket.go_on(case, Step(at=now, act=act, state=None, by=reviewer.name, window=None, reason=words, entry=""))
        docket.write(central, self._ids)


def _own(held: Claim, reviewer: Reviewer) -> Claim:
    if held.login != reviewer.login:
        raise Refused("case_claimed", "by", by=held.name)
    return held
