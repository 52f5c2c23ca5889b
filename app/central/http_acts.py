"""What a reviewer's form asks for, done: an act on the case, or a claim."""

from collections.abc import Mapping
from datetime import date

from app.cases.model import CaseAct, CaseState
from app.central.model import Reviewer
from app.central.particulars import Particulars
from app.central.program import CentralProgram
from app.errors import Refused

ASKED = "ask."
"""Before a material's code: what is wanted about it."""
FIELDS = (
    *("csrf", "act", "text", "common", "expected", "procedure", "days", "to"),
    *("heading", "about", "until", "anyway", "kept"),
)
OF_OUTCOME = ("document", "number", "valid_until", "pickup")
_IN_WORDS = ("common", "text", "procedure", "days", "to", "heading", "about", "until", *OF_OUTCOME)


def do(program: CentralProgram, reviewer: Reviewer, number: str, form: dict[str, str]) -> str:
    """The word for what was done. Raises NotFound("case_unknown"), Refused: form_old, and what `Review.decide` and
    `Claims` raise."""
    word, text = form.get("act", ""), _said(form)
    match word:
        case "claim":
            program.claims.claim(number, reviewer)
        case "release":
            program.claims.release(number, reviewer)
        case CaseAct.TAKE_OVER.value:
            program.claims.take_over(number, reviewer, text)
        case _:
            act, expected = _act(word), _state(form.get("expected", ""))
            program.review.decide(
                number,
                act,
                text,
                reviewer.name,
                particulars_of(form),
                expected=expected,
                department=reviewer.department,
                login=reviewer.login,
            )
    return word


def particulars_of(form: dict[str, str]) -> Particulars:
    """The particulars in a form's fields. Raises Refused: days_not_number, day_malformed."""
    said = {name: value.strip() for name, value in form.items()}
    asked = {name.removeprefix(ASKED): about for name, about in said.items() if name.startswith(ASKED) and about}
    if said.get("about"):
        asked[said.get("heading", "")] = said["about"]
    days = said.get("days") or None
    if days is not None and not (days.isascii() and days.isdigit() and len(days) < 6):
        raise Refused("days_not_number", "days")
    return Particulars(
        procedure=said.get("procedure") or None,
        days=None if days is None else int(days),
        to=said.get("to") or None,
        asked=asked,
        until=_day(said.get("until")),
        anyway=said.get("anyway") == "yes",
        document=said.get("document") or None,
        number=said.get("number") or None,
        valid_until=_day(said.get("valid_until")),
        pickup=said.get("pickup") or None,
        kept={"yes": True, "no": False}.get(said.get("kept", "")),
    )


def typed(form: Mapping[str, str], names: Mapping[str, str]) -> str:
    """All that was written in a form, a line each, for whoever can't send it any more; `names` are the materials'."""
    told = [form.get(name, "") for name in _IN_WORDS]
    for name, about in form.items():
        if name.startswith(ASKED) and about.strip():
            code = name.removeprefix(ASKED)
            told.append(f"{names.get(code, code)}：{about}")
    return "\n".join(line.strip() for line in told if line.strip())


def _said(form: dict[str, str]) -> str:
    """The common reason that was picked, with what was typed besides."""
    return "；".join(part for part in (form.get("common", "").strip(), form.get("text", "").strip()) if part)


def _act(word: str) -> CaseAct:
    try:
        return CaseAct(word)
    except ValueError:
        raise Refused("form_old", "act") from None


def _state(word: str) -> CaseState:
    try:
        return CaseState(word)
    except ValueError:
        raise Refused("form_old", "expected") from None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("day_malformed", "day") from None
