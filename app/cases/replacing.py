"""更正 of a case that can't be mended in place: another one is recorded, and the wrong one is void, each naming the
other."""

from collections.abc import Iterator
from dataclasses import replace

from app.applicants.checks import Caution
from app.cases.acting import act_on, application_of
from app.cases.acts import after_at_window
from app.cases.application import Application
from app.cases.counter import Counter, Moment, Recorded
from app.cases.details import Details
from app.cases.joining import LIST
from app.cases.model import Case, CaseAct
from app.cases.originals import originals_here
from app.cases.recording import imagined, record
from app.errors import NotFound, Refused, SidaoError
from app.ids import ActionId
from app.storage.desk import Desk


def record_instead(
    desk: Desk, counter: Counter, application: Application, action: ActionId, moment: Moment
) -> Recorded:
    """The new case, with the time of receipt of the one that it replaces; both acts in this transaction. The void's
    reason is `details.void_reason`, else the line's. An original that is kept on goes over to the new case.

    Raises what `replaced` and recording raise.
    """
    old, reason = replaced(desk, application), _void_reason(application)
    beside = () if old.life.joint is None else LIST  # the theme's list names the other one
    done = record(desk, counter, application, action, moment, old, beside=beside)
    kept_on = {given.code for given in application.materials if given.kept}
    details = Details(
        taken_back=application.details.taken_back,
        replaced_by=done.case_no,
        moved=tuple(code for code in originals_here(old) if code in kept_on),
    )
    void = replace(application_of(old, CaseAct.VOID, reason), details=details)
    left = act_on(desk, counter, old, void, ActionId(counter.ids.new()), moment).case
    if left is None or not originals_here(left):
        return done
    still_here = Caution(code="originals_here", field="details.replaces")
    return replace(done, warnings=(*done.warnings, still_here))


def replaced(desk: Desk, application: Application) -> Case:
    """The case in whose place this one is to be recorded.

    Raises NotFound("case_unknown"), Refused: case_act_unlawful for a case that can't be void, act_reason_missing.
    """
    number = application.details.replaces or ""
    old = desk.cases.by_number(number)
    if old is None:
        raise NotFound("case_unknown", "details.replaces", given=number)
    try:
        after_at_window(old.state, CaseAct.VOID)
    except Refused as unlawful:
        raise Refused(unlawful.code, "details.replaces", **unlawful.values) from None
    if not _void_reason(application):
        raise Refused("act_reason_missing", "reason")
    return old


def replacing_troubles(desk: Desk, application: Application) -> Iterator[SidaoError]:
    """What stands against a void of the other case, if this is to be recorded in the place of one."""
    if application.details.replaces:
        try:
            replaced(desk, application)
        except SidaoError as trouble:
            yield trouble


def imagined_instead(desk: Desk, counter: Counter, application: Application, moment: Moment) -> Case:
    """As `imagined`, with what the case takes over from the one that it replaces. Raises what `record_instead` does."""
    old = replaced(desk, application)
    beside = () if old.life.joint is None else LIST
    case = imagined(desk, counter, application, moment, old.life.joint, beside)
    return replace(case, received_at=old.received_at, life=replace(case.life, replaces=old.case_no))


def _void_reason(application: Application) -> str | None:
    return application.details.void_reason or application.reason
