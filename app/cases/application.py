"""An application as it comes in: the object of cli.md's input line, read strictly. Screens build the same object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.applicants.model import Agent, Applicant, agent_from_json, applicant_from_json
from app.cases.details import NONE, Details, read_details
from app.cases.input_shape import check_storable
from app.cases.model import CaseAct, StoredFile
from app.catalogue.model import GivenForm, ItemCode
from app.errors import Refused
from app.ids import ActionId, ApplicantId

RECORDING_ACTS = (CaseAct.RECEIVE, CaseAct.ACCEPT, CaseAct.SUPPLEMENT, CaseAct.DECLINE, CaseAct.DRAFT)
_ACTS = {act.value: act for act in RECORDING_ACTS}
_FORMS = {form.value: form for form in GivenForm}
_KEYS = frozenset(
    {
        *("item", "applicant", "agent", "answers", "materials", "ticket", "act", "reason", "action_id", "wanted"),
        "details",
    }
)
_MATERIAL_KEYS = frozenset(("code", "form", "count", "file"))
_FILE_KEYS = {"digest": str, "name": str, "media": str, "size": int}
_LONGEST_REASON = 1000
_LONGEST_PATH = 4096
_MOST_COPIES = 99
LONGEST_ACTION = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A material as the input names it; `file` is a path to read, or a file that the desk keeps already."""

    code: str
    form: GivenForm
    count: int
    file: str | StoredFile | None


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
        item=ItemCode(_text(value, "item", needed=True) or ""),
        applicant=applicant_from_json(value.get("applicant"), ApplicantId("")),
        agent=agent_from_json(value.get("agent")),
        answers=_object(value, "answers"),
        materials=_materials(value.get("materials")),
        ticket=_text(value, "ticket"),
        act=act_of(value),
        reason=_text(value, "reason", longest=_LONGEST_REASON),
        action=action_of(value),
        wanted=_wanted(value),
        details=read_details(value.get("details")),
    )


def read_line(value: object) -> dict[str, Any]:
    """The object of an input line, nothing in it that can't be kept, no key that nobody knows. Raises Refused."""
    if not isinstance(value, dict):
        raise Refused("line_not_object")
    check_storable(value)
    _known_keys(value, _KEYS)
    return value


def _known_keys(value: dict[str, Any], keys: frozenset[str], place: str = "") -> None:
    if not value.keys() <= keys:
        unknown = next(key for key in value if key not in keys)
        raise Refused("line_key_unknown", f"{place}{unknown}", key=unknown)


def action_of(value: Mapping[str, object]) -> ActionId | None:
    """The line's own action, if it names one."""
    action = _text(value, "action_id", longest=LONGEST_ACTION)
    return ActionId(action) if action else None


def act_of(value: Mapping[str, object]) -> CaseAct:
    """What the clerk does with the application. Raises Refused("case_act_unknown")."""
    given = value.get("act")
    act = _ACTS.get(given) if isinstance(given, str) else None
    if act is None:
        raise Refused("case_act_unknown", "act", given=given)
    return act


def _wanted(value: Mapping[str, object]) -> Mapping[str, str]:
    given = _object(value, "wanted")
    words = {code: _text(given, code, "wanted", longest=_LONGEST_REASON) for code in given}
    return {code: text for code, text in words.items() if text}


def _materials(value: object) -> tuple[HandedIn, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Refused("line_not_list", "materials")
    read = tuple(_material(material, f"materials.{place}") for place, material in enumerate(value))
    codes = [material.code for material in read]
    if len(set(codes)) < len(codes):
        place, code = next((place, code) for place, code in enumerate(codes) if code in codes[:place])
        raise Refused("material_twice", f"materials.{place}.code", code=code)
    return read


def _material(value: object, path: str) -> HandedIn:
    if not isinstance(value, dict):
        raise Refused("line_not_object", path)
    _known_keys(value, _MATERIAL_KEYS, f"{path}.")
    count = value.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= _MOST_COPIES:
        raise Refused("material_count", f"{path}.count", most=_MOST_COPIES)
    form = _FORMS.get(str(value.get("form")))
    if form is None:
        raise Refused("material_form_unknown", f"{path}.form", given=value.get("form"))
    code, file = _text(value, "code", path, needed=True) or "", value.get("file")
    return HandedIn(code=code, form=form, count=count, file=None if file is None else _file(file, path))


def _file(value: object, path: str) -> str | StoredFile | None:
    if value is None or isinstance(value, str):
        if value and len(value) > _LONGEST_PATH:
            raise Refused("text_long", f"{path}.file", longest=_LONGEST_PATH)
        return value or None
    fits = isinstance(value, dict) and value.keys() == _FILE_KEYS.keys()
    if not fits or not all(type(value[key]) is kind for key, kind in _FILE_KEYS.items()):  # type: ignore[index]
        raise Refused("line_not_text", f"{path}.file")
    return StoredFile(**value)  # type: ignore[arg-type]  # just looked at


def _object(value: Mapping[str, object], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Refused("line_not_object", key)
    return found


def _text(
    value: Mapping[str, object], key: str, path: str = "", *, needed: bool = False, longest: int = 200
) -> str | None:
    found = value.get(key)
    if found is None and not needed:
        return None
    place = f"{path}.{key}" if path else key
    if found is not None and not isinstance(found, str):
        raise Refused("line_not_text", place)
    text = (found or "").strip()
    if needed and not text:
        raise Refused("line_field_missing", place)
    if len(text) > longest:
        raise Refused("text_long", place, longest=longest)
    return text or None
