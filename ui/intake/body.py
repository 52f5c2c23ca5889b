"""The object that an intake builds: cli.md's input line, the same on screen and command line. No Qt."""

from collections.abc import Mapping
from typing import Any

from app.applicants.model import ApplicantKind, agent_to_json, applicant_to_json
from app.cases.given import material_to_json
from app.cases.model import Case, CaseAct

Body = dict[str, Any]
SCREEN = "screen"
"""A draft's key for what only the screen remembers (ticked conditions, the kind of applicant); no part of a line."""


def line(
    body: Body,
    act: CaseAct,
    *,
    reason: str | None = None,
    wanted: Mapping[str, str] | None = None,
    to: str | None = None,
) -> Body:
    """The input line of `act` from what the form holds."""
    made = {key: value for key, value in body.items() if key != SCREEN}
    if act is CaseAct.ACCEPT and (numbers := promised_conditions(body)):
        made["details"] = {**(made.get("details") or {}), "conditions": numbers}
    if to:
        made["details"] = {**(made.get("details") or {}), "to": to}
    return {**made, "act": act.value, "reason": reason, "wanted": dict(wanted or {})}


def promised_conditions(body: Body) -> list[int]:
    """The ticked conditions of an item on 告知承诺, counted from 1; elsewhere ticks are the clerk's own notes."""
    screen = body.get(SCREEN) or {}
    return [place + 1 for place in screen.get("conditions") or []] if screen.get("promise_based") else []


def is_blank(body: Body) -> bool:
    """Nothing that would be missed: no item, nobody's name or number."""
    people = (body.get("applicant") or {}, body.get("agent") or {})
    chosen = body.get("item") or body.get("theme")
    return not chosen and not any(person.get("name") or person.get("id_no") for person in people)


def side_of(body: Body) -> str:
    """self, agent or company: as the screen left it, else as the people of the line are."""
    screen = body.get(SCREEN) or {}
    if screen.get("side"):
        return str(screen["side"])
    if (body.get("applicant") or {}).get("kind") == ApplicantKind.COMPANY.value:
        return "company"
    return "agent" if body.get("agent") else "self"


def helper_of(body: Body) -> str | None:
    """The number of the 代办员 who brought it."""
    return (body.get("details") or {}).get("helper")


def another(body: Body) -> Body:
    """再办一件: the same item, agent, 代办员 and ticket, another applicant, nothing handed in yet."""
    kept: Body = {key: body.get(key) for key in ("item", "theme", "agent", "ticket") if key in body}
    if helper := helper_of(body):
        kept["details"] = {"helper": helper}
    screen = body.get(SCREEN) or {}
    return {**kept, "applicant": {}, "answers": {}, "materials": [], SCREEN: {"side": screen.get("side", "self")}}


def body_of(case: Case) -> Body:
    """The case as a form takes it."""
    return {
        "item": case.item,
        "applicant": applicant_to_json(case.applicant),
        "agent": agent_to_json(case.agent),
        "answers": dict(case.answers),
        "materials": [material_to_json(material) for material in case.materials],
    }


def material_place(body: Body, path: str) -> str | None:
    """The code of the material that a path speaks of: "materials.2.form" goes by place, "materials.id_card" by code."""
    parts = path.split(".")
    if len(parts) < 2 or parts[0] != "materials":
        return None
    if not parts[1].isdigit():
        return parts[1]
    given = body.get("materials") or []
    place = int(parts[1])
    return str(given[place]["code"]) if place < len(given) else None
