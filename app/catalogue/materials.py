"""What was handed in, held against what the item asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.catalogue.answers import Answers, applies
from app.catalogue.model import GivenForm, Material, Medium, RequiredForm, ServiceItem

_SPARED = (GivenForm.ELECTRONIC, GivenForm.SHARED, GivenForm.WAIVED, GivenForm.PROMISED, GivenForm.LATER)
_ORIGINAL_FIRST = (GivenForm.ORIGINAL, GivenForm.COPY, *_SPARED)
_COPY_FIRST = (GivenForm.COPY, GivenForm.ORIGINAL, *_SPARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialTrouble:
    """What is wrong with one given material: material_unknown, material_form."""

    material: str
    code: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsCheck:
    """`missing`: needed and not given; `late`: accepted to follow (容缺); `troubles`: given wrongly."""

    missing: tuple[Material, ...]
    late: tuple[Material, ...]
    troubles: tuple[MaterialTrouble, ...]

    @property
    def complete(self) -> bool:
        """Nothing is missing or wrong; late ones are allowed."""
        return not self.missing and not self.troubles

    @property
    def may_follow(self) -> bool:
        """Whatever is missing may be handed in later, so 容缺受理 is possible."""
        return not self.troubles and all(material.may_be_late for material in self.missing)


def needed_materials(item: ServiceItem, answers: Answers) -> tuple[Material, ...]:
    """The materials that apply to these normalised answers, required or not, in the guide's order."""
    return tuple(material for material in item.materials if applies(material.only_when, answers))


def allowed_forms(material: Material) -> tuple[GivenForm, ...]:
    """The ways in which the material may come, the guide's own first.

    An original serves where a copy is asked for (it is compared and handed back); a copy serves for an
    original only where both are asked for.
    """
    order = _COPY_FIRST if material.form is RequiredForm.COPY else _ORIGINAL_FIRST
    return tuple(form for form in order if is_allowed(material, form))


def is_allowed(material: Material, form: GivenForm) -> bool:
    """Whether the material may come in this form; see `allowed_forms`."""
    if form is GivenForm.ORIGINAL:
        return material.medium is not Medium.ELECTRONIC
    if form is GivenForm.COPY:
        return material.medium is not Medium.ELECTRONIC and material.form is not RequiredForm.ORIGINAL
    if form is GivenForm.ELECTRONIC:
        return material.medium is not Medium.PAPER
    if form is GivenForm.SHARED:
        return material.shared_data_waives
    if form is GivenForm.WAIVED:
        return material.licence_waives
    return material.promise_replaces if form is GivenForm.PROMISED else material.may_be_late


def check_materials(
    item: ServiceItem, given: Mapping[str, GivenForm], answers: Answers | None = None
) -> MaterialsCheck:
    """Hold the given materials (code → form) against the item.

    `answers`, normalised, decide which conditional materials apply; without them none of those is missing.
    """
    known = {material.code: material for material in item.materials}
    needed = needed_materials(item, answers or {})
    troubles = []
    for code, form in given.items():
        material = known.get(code)
        if material is None:
            troubles.append(MaterialTrouble(material=code, code="material_unknown", values={"name": code}))
        elif not is_allowed(material, form):
            values = {"name": material.name, "form": form.value}
            troubles.append(MaterialTrouble(material=code, code="material_form", values=values))
    return MaterialsCheck(
        missing=tuple(material for material in needed if material.required and material.code not in given),
        late=tuple(material for material in item.materials if given.get(material.code) is GivenForm.LATER),
        troubles=tuple(troubles),
    )
