"""One material in the place of several: what of each of them it must keep to, and when it is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from app.catalogue.model import Material, Medium, OnlyWhen, RequiredForm
from app.errors import Refused
from app.themes.model import SharedMaterial


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A part's condition said about the form's fields. Where the form can't say all of it (`loose`) it asks more often
    than the item does, and demands nothing: the item's own check does."""

    only_when: OnlyWhen | None
    loose: bool = False


def in_place_of(shared: SharedMaterial, fed: Sequence[tuple[Material, When]]) -> Material:
    """The theme's material for these, at least one, each with when it is wanted: it may come only in a way that each
    of them allows. Raises Refused("theme_contradicts")."""
    needed = [when for material, when in fed if material.required]
    when = _either(needed or [when for _, when in fed])
    all_of = [material for material, _ in fed]
    return replace(
        all_of[0],
        code=shared.code,
        name=shared.name,
        required=bool(needed) and not when.loose,
        form=_form(all_of),
        medium=_medium(all_of),
        copies=max(material.copies for material in all_of),
        standard="；".join(dict.fromkeys(material.standard for material in all_of if material.standard)),
        only_when=when.only_when,
        may_be_late=all(material.may_be_late for material in all_of),
        licence_waives=all(material.licence_waives for material in all_of),
        shared_data_waives=all(material.shared_data_waives for material in all_of),
        promise_replaces=all(material.promise_replaces for material in all_of),
    )


def _form(materials: list[Material]) -> RequiredForm:
    """An original serves every item, a copy only those that take one."""
    forms = {material.form for material in materials}
    if RequiredForm.ORIGINAL in forms:
        return RequiredForm.ORIGINAL
    return RequiredForm.ORIGINAL_AND_COPY if RequiredForm.ORIGINAL_AND_COPY in forms else RequiredForm.COPY


def _medium(materials: list[Material]) -> Medium:
    media = {material.medium for material in materials} - {Medium.EITHER}
    if len(media) > 1:
        raise Refused("theme_contradicts", "theme.materials")
    return media.pop() if media else Medium.EITHER


def _either(whens: list[When]) -> When:
    """The condition under which any of these holds; always, and loosely, where one can't say that about one field."""
    stated = [when.only_when for when in whens if when.only_when is not None]
    if len(stated) < len(whens):
        return When(only_when=None, loose=all(when.loose for when in whens))
    if len({condition.field for condition in stated}) > 1:
        return When(only_when=None, loose=True)
    values = dict.fromkeys(chain.from_iterable(condition.values for condition in stated))
    either = OnlyWhen(field=stated[0].field, values=tuple(values))
    return When(only_when=either, loose=all(when.loose for when in whens))
