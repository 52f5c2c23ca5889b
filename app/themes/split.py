"""From the answers on a theme's form to an input line for each item, and from an item's refusal back to the form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.applicants.model import ApplicantKind
from app.catalogue.answers import applies, asked_fields, normalise
from app.catalogue.materials import needed_materials
from app.catalogue.model import ServiceItem
from app.themes.compose import Asked, Form, Source, Taken
from app.themes.model import Part, Subject

THEME = "theme"
"""The key of an input line that names a theme in the place of an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One item's part of the line. `line` is an input line without its act."""

    part: Part
    item: ServiceItem
    line: dict[str, Any]
    form: Form
    whole: Mapping[str, Any]

    def place(self, path: str | None) -> str | None:
        """Where the form asks what the item's own `path` is about ("answers.born_on", "materials.id_card")."""
        if path is None:
            return None
        head, _, rest = path.partition(".")
        code, dot, deeper = rest.partition(".")
        match head:
            case "item":
                return THEME
            case "answers":
                return self._of_answer(code, f"{dot}{deeper}")
            case "materials":
                return self._of_material(code, f"{dot}{deeper}")
            case "applicant" if self.part.subject is not None:
                return _of_subject(self.part.subject, code)
            case "agent" if self.part.subject is not None and not self.whole.get("agent"):
                return f"applicant.{rest}" if rest else "applicant"
        return path

    def words(self, place: str | None, values: Mapping[str, object]) -> dict[str, str]:
        """What the form calls the field or material at `place`, for a sentence that names it."""
        part, _, rest = (place or "").partition(".")
        if part == "answers" and "label" in values and (field := self.form.item.field(rest)):
            return {"label": field.label}
        if part == "materials" and "name" in values:
            at = rest.partition(".")[0]
            code = str(self.whole["materials"][int(at)]["code"]) if at.isdigit() else at
            if (material := self.form.item.material(code)) is not None:
                return {"name": material.name}
        return {}

    def _of_answer(self, code: str, deeper: str) -> str:
        source = self.form.sources.get((self.part.key, code))
        if isinstance(source, Asked):
            return f"answers.{source.code}{deeper}"
        return f"applicant.{source.key}" if isinstance(source, Taken) else THEME

    def _of_material(self, code: str, deeper: str) -> str:
        """ "materials.2.form" goes by place, "materials.id_card" by code."""
        if code.isdigit():
            code = str(self.line["materials"][int(code)]["code"])
        serving = self.form.handed_in.get((self.part.key, code), code)
        given = [one.get("code") for one in self.whole.get("materials") or () if isinstance(one, Mapping)]
        place = str(given.index(serving)) if deeper and serving in given else serving
        return f"materials.{place}{deeper}"


def split(form: Form, line: Mapping[str, Any]) -> tuple[Child, ...]:
    """A line for each item that the answers choose, in the theme's order. `line` is a theme's, of the right shape;
    whatever is wrong with its content is left for the checks of the items."""
    answers = normalise(form.item, line.get("answers") or {})
    known = {field.code for field in asked_fields(form.item.fields, answers)}
    told = {code: value for code, value in answers.items() if code in known}
    return tuple(
        Child(
            part=part,
            item=form.items[part.key],
            line=_line(form, part, line, told),
            form=form,
            whole=line,
        )
        for part in form.parts
        if applies(part.only_when, told)
    )


def _line(form: Form, part: Part, line: Mapping[str, Any], told: Mapping[str, object]) -> dict[str, Any]:
    item = form.items[part.key]
    answers = _answers(form, part, item, line, told)
    applicant, agent = _people(part, line, told)
    return {
        "item": item.code,
        "applicant": applicant,
        "agent": agent,
        "answers": answers,
        "materials": list(_materials(form, part, item, line, answers)),
        "ticket": line.get("ticket"),
        "reason": line.get("reason"),
        "details": line.get("details"),
    }


def _answers(
    form: Form, part: Part, item: ServiceItem, line: Mapping[str, Any], told: Mapping[str, object]
) -> dict[str, Any]:
    """The item's answers: only those that the item asks, as what is asked once may serve another item alone."""
    applicant = line.get("applicant")
    person = applicant if isinstance(applicant, Mapping) else {}
    found = {
        field.code: value
        for field in item.fields
        if (value := _value(form.sources[part.key, field.code], person, told)) is not None
    }
    asked = {field.code for field in asked_fields(item.fields, normalise(item, found))}
    return {code: value for code, value in found.items() if code in asked}


def _value(source: Source, person: Mapping[str, Any], told: Mapping[str, object]) -> object:
    match source:
        case Asked(code=code):
            return told.get(code)
        case Taken(key=key):
            return person.get(key) or None
    return source.value


def _materials(
    form: Form, part: Part, item: ServiceItem, line: Mapping[str, Any], answers: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    given = {one.get("code"): one for one in _objects(line.get("materials"))}
    for material in needed_materials(item, normalise(item, answers)):
        if material.code in part.brought:
            yield {"code": material.code, "form": part.brought[material.code].value, "count": 1, "file": None}
            continue
        serving = given.get(form.handed_in[part.key, material.code])
        if serving is not None:
            yield {**serving, "code": material.code}


def _objects(value: object) -> Sequence[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _people(part: Part, line: Mapping[str, Any], told: Mapping[str, object]) -> tuple[Any, Any]:
    """Who the item is about and who acts for them: the line's own people, or the theme's subject, for whom the one who
    applies acts."""
    applicant, agent = line.get("applicant"), line.get("agent")
    subject = part.subject
    if subject is None or not isinstance(applicant, Mapping):
        return applicant, agent
    about = {
        "kind": ApplicantKind.PERSON.value,
        "name": told.get(subject.name),
        "id_type": subject.id_type.value,
        "id_no": told.get(subject.id_no),
        "phone": None,
        "address": applicant.get("address"),
        "id_until": None,
        "contact": applicant.get("contact"),
    }
    acting = {key: applicant.get(key) for key in ("name", "id_type", "id_no", "phone")}
    return about, agent or {**acting, "relation": subject.relation}


def _of_subject(subject: Subject, key: str) -> str:
    """The form's place of what is said about the subject."""
    if key == "name":
        return f"answers.{subject.name}"
    if key in ("id_no", "id_type"):
        return f"answers.{subject.id_no}"
    return f"applicant.{key}" if key else "applicant"
