"""What came after the acceptance, and what it settles: 补充材料, or 更正 and 办结 that bring what was to follow."""

from collections.abc import Iterable
from typing import Any

from app.cases.checking import CheckedApplication
from app.cases.counter import Moment
from app.cases.given import material_to_json
from app.cases.handing_in import HandedIn, handed_in
from app.cases.life import Life, life_to_json
from app.cases.model import Case
from app.cases.promising import kept
from app.catalogue.model import GivenForm, ServiceItem
from app.clock import local_date
from app.errors import Refused


def with_added(case: Case, added: Iterable[HandedIn]) -> tuple[HandedIn, ...]:
    """The case's materials with these in the place of those of the same code, or behind: 补充材料 takes none away, and
    what is still to follow has not come."""
    held = {given.code: handed_in(given) for given in case.materials}
    came = {given.code: given for given in added if given.form is not GivenForm.LATER}
    return tuple((held | came).values())


def settled_by(case: Case, materials: list[Any], checked: CheckedApplication, moment: Moment) -> dict[str, Any]:
    """补充材料: what came now; a promise of 容缺 is settled with its last material, and what central asked for with
    each material that it named. Raises Refused("nothing_added")."""
    held = [material_to_json(given) for given in case.materials]
    added = {given["code"] for given in materials if given not in held}
    if not added:
        raise Refused("nothing_added", "materials")
    return promises_kept(case, checked, moment) | _answered(case, checked.item, added)


def promises_kept(case: Case, checked: CheckedApplication, moment: Moment) -> dict[str, Any]:
    """The promises of 容缺 of which nothing is to follow any more, settled today; nothing where none is."""
    forms = [(given.code, given.form) for given in checked.application.materials]
    promises = kept(case.life, forms, local_date(moment.now))
    return life_to_json(Life(promises=promises)) if promises != case.life.promises else {}


def _answered(case: Case, item: ServiceItem, added: set[str]) -> dict[str, Any]:
    """What central asked for and still lacks. A heading names no material of the item: anything added answers it."""
    asked = case.life.asked
    if asked is None:
        return {}
    named = {material.code for material in item.materials}
    lacking = {code: about for code, about in asked.items() if code in named and code not in added}
    return {"asked": lacking} if lacking else {"asked": None, "asked_until": None}
