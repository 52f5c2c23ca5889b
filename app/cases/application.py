"""An application as it comes in: the object of cli.md's input line, read strictly. Screens build the same object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.applicants.model import Agent, Applicant, agent_from_json, applicant_from_json
from app.cases.details import LONGEST_REASON, NONE, Details, read_details
from app.cases.handing_in import HandedIn, read_materials
from app.cases.input_shape import check_storable
from app.cases.line_reading import an_object, known_keys, text
from app.cases.model import CaseAct
from app.catalogue.model import ItemCode
from app.errors import Refused
from app.ids import ActionId, ApplicantId

RECORDING_ACTS = (CaseAct.RECEIVE, CaseAct.ACCEPT, CaseAct.SUPPLEMENT, CaseAct.DECLINE, CaseAct.DRAFT)
_ACTS = {act.value: act for act in RECORDING_ACTS}
_KEYS = frozenset(
    {
        *("item", "applicant", "agent", "answers", "materials", "ticket", "act", "reason", "action_id", "wanted"),
        *("details", "theme"),
    }
)
LONGEST_ACTION = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What is asked for, by whom, with what, and what the clerk does with it."""

    item: ItemCode
    applicant: Applicant
    agent: Agent | None
    answers: Mapping[str, Any]
    materials: tuple[HandedIn, ...]
    ticket: str | None
    act: CaseAct
    reason: str | None
    action: ActionId | None
    wanted: Mapping[str, str]
    """一次性告知: what is wrong with a material, by its code, in the clerk's words."""
    details: Details = NONE


def read_application(value: object) -> Application:
    """The application in `value`. Raises Refused with the path of the first field that has not its shape."""
    return as_application(read_line(value))


def as_application(value: Mapping[str, Any]) -> Application:
    """The application in a line that `read_line` took. Raises as `read_application` does."""
    return Application(
        item=ItemCode(text(value, "item", needed=True) or ""),
        applicant=applicant_from_json(value.get("applicant"), ApplicantId("")),
        agent=agent_from_json(value.get("agent")),
        answers=an_object(value, "answers"),
        materials=read_materials(value.get("materials")),
        ticket=text(value, "ticket"),
        act=act_of(value),
        reason=text(value, "reason", longest=LONGEST_REASON),
        action=action_of(value),
        wanted=_wanted(value),
        details=read_details(value.get("details")),
    )


def read_line(value: object) -> dict[str, Any]:
    """The object of an input line, nothing in it that can't be kept, no key that nobody knows. Raises Refused."""
    if not isinstance(value, dict):
        raise Refused("line_not_object")
    check_storable(value)
    known_keys(value, _KEYS)
    return value


def action_of(value: Mapping[str, object]) -> ActionId | None:
    """The line's own action, if it names one."""
    action = text(value, "action_id", longest=LONGEST_ACTION)
    return ActionId(action) if action else None


def act_of(value: Mapping[str, object]) -> CaseAct:
    """What the clerk does with the application. Raises Refused("case_act_unknown")."""
    given = value.get("act")
    act = _ACTS.get(given) if isinstance(given, str) else None
    if act is None:
        raise Refused("case_act_unknown", "act", given=given)
    return act


def _wanted(value: Mapping[str, object]) -> Mapping[str, str]:
    given = an_object(value, "wanted")
    words = {code: text(given, code, "wanted", longest=LONGEST_REASON) for code in given}
    return {code: said for code, said in words.items() if said}
