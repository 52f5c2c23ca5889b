"""作废重办: the case in whose place an intake is recorded, as a line, a draft and the screen hold it. No Qt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.cases.model import Case
from app.clock import CHINA
from ui.intake.body import SCREEN, Body
from ui.language import _

_KEY = "replaced"
"""Under the screen's own key of a draft: what the banner says of the other case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """The wrong case, why it will be void, and whether its papers came back; `papers`: something was printed."""

    number: str
    item_name: str
    received_at: datetime
    papers: bool
    reason: str = ""
    taken_back: bool = False


def replacement_of(case: Case) -> Replacement:
    """For this case, nothing said of it yet."""
    return Replacement(
        number=case.case_no,
        item_name=case.item_name,
        received_at=case.received_at,
        papers=bool(case.documents),
    )


def details_of(replacement: Replacement | None) -> dict[str, Any]:
    """Its part of a line's details."""
    if replacement is None:
        return {}
    said = {"replaces": replacement.number, "void_reason": replacement.reason}
    return {**said, "taken_back": replacement.taken_back}


def kept_of(replacement: Replacement | None) -> dict[str, Any]:
    """Its part of what only the screen remembers."""
    if replacement is None:
        return {}
    received = replacement.received_at.isoformat()
    return {_KEY: {"item_name": replacement.item_name, "received_at": received, "papers": replacement.papers}}


def in_place_of(body: Body, replacement: Replacement) -> Body:
    """The body of an intake that is recorded in the place of the other case."""
    details = {**(body.get("details") or {}), **details_of(replacement)}
    return {**body, "details": details, SCREEN: {**(body.get(SCREEN) or {}), **kept_of(replacement)}}


def replacement_in(body: Body) -> Replacement | None:
    """The case that the intake replaces; None for an ordinary one."""
    details, kept = body.get("details") or {}, (body.get(SCREEN) or {}).get(_KEY)
    if not details.get("replaces") or kept is None:
        return None
    return Replacement(
        number=str(details["replaces"]),
        item_name=str(kept["item_name"]),
        received_at=datetime.fromisoformat(kept["received_at"]),
        papers=bool(kept["papers"]),
        reason=str(details.get("void_reason") or ""),
        taken_back=bool(details.get("taken_back")),
    )


def replacing_text(replacement: Replacement) -> str:
    """The banner over the intake: what F9 will do."""
    said = _("作废重办：按 F9 后，原办件 {number}（{item}）作废，本件保留原收件时间 {received}。原因：{reason}。")
    received = f"{replacement.received_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return said.format(
        number=replacement.number,
        item=replacement.item_name,
        received=received,
        reason=replacement.reason.rstrip("。"),
    )


def not_void_text(sentence: str) -> str:
    """The banner after a refusal."""
    return _("{sentence}原办件没有作废，也没有立新件；可以改为普通受理，或放弃。").format(sentence=sentence)


def replaced_text(said: str, number: str) -> str:
    """The line of success, with what became of the other case."""
    return _("{said}；原办件 {number} 已作废，请收回旧文书").format(said=said, number=number)


def draft_name(body: Body, item: str) -> str:
    """An unfinished intake's item, with a word when it replaces a case."""
    return _("作废重办：{item}").format(item=item) if replacement_in(body) is not None else item
