"""更正 of a case that can't be mended in place: another one is recorded, and the wrong one is void, each naming the
other."""

from dataclasses import replace

from app.cases.acting import act_on, application_of
from app.cases.acts import after_at_window
from app.cases.application import Application
from app.cases.counter import Counter, Moment, Recorded
from app.cases.details import Details
from app.cases.model import CaseAct
from app.cases.recording import record
from app.errors import NotFound, Refused
from app.ids import ActionId
from app.storage.desk import Desk


def record_instead(
    desk: Desk, counter: Counter, application: Application, action: ActionId, moment: Moment
) -> Recorded:
    """The new case, with the time of receipt of the one that it replaces; both acts in this transaction. The line's
    reason is the void's.

    Raises NotFound("case_unknown"), Refused: case_act_unlawful for a case that can't be void, act_reason_missing, and
    what recording raises.
    """
    number, details = application.details.replaces or "", application.details
    old = desk.cases.by_number(number)
    if old is None:
        raise NotFound("case_unknown", "details.replaces", given=number)
    after_at_window(old.state, CaseAct.VOID)
    if not application.reason:
        raise Refused("act_reason_missing", "reason")
    done = record(desk, counter, application, action, moment, old)
    void = replace(
        application_of(old, CaseAct.VOID, application.reason),
        details=Details(taken_back=details.taken_back, replaced_by=done.case_no),
    )
    act_on(desk, counter, old, void, ActionId(counter.ids.new()), moment)
    return done
