"""一件事一次办: the cases of one theme, recorded together under one joint number, or none of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from app.cases.acts import RULES, Need
from app.cases.application import Application, act_of, as_application
from app.cases.checking import find_item, troubles
from app.cases.counter import Counter, Moment, Recorded
from app.cases.life import Joint
from app.cases.model import Case, CaseAct
from app.cases.numbers import plain_day
from app.cases.recording import PREVIEW, imagined, record
from app.catalogue.answers import check_normalised, normalise
from app.catalogue.model import PointRules, Scope
from app.catalogue.shelf import View
from app.clock import local_date
from app.errors import Refused, SidaoError
from app.ids import ActionId
from app.receipts.model import DocumentKind
from app.storage.desk import Desk
from app.themes.compose import Form
from app.themes.joint_numbers import joint_number
from app.themes.known import joined
from app.themes.model import Theme
from app.themes.ready import form_of
from app.themes.split import THEME, Child, split

TOGETHER: Final = (CaseAct.RECEIVE, CaseAct.ACCEPT)
"""What may be done with a whole theme; anything else is done to a single case of it."""
_OF_ALL: Final = frozenset({"helper"})
"""What the details of a line may say about all of its items."""
_ANSWERED: Final = frozenset(rule.act for rule in RULES if Need.ANSWERS in rule.needs)
LIST: Final = (DocumentKind.JOINT,)
"""The paper that the first case of a theme brings for all of them."""
_MISSING: Final = "answer_missing"


def is_theme(line: Mapping[str, Any]) -> bool:
    """Whether the line names a theme in the place of an item."""
    return line.get(THEME) is not None


def child_action(action: ActionId, place: int) -> ActionId:
    """The intention behind the theme's case at `place` (from 1): the first has the theme's own."""
    return action if place == 1 else ActionId(f"{action}/{place}")


def joint_troubles(
    view: View, themes: tuple[Theme, ...], line: Mapping[str, Any], act: CaseAct, today: date
) -> list[SidaoError]:
    """Everything that stands against the act, each once and where the form asks it."""
    try:
        form, children = _children(view, themes, {**line, "act": act.value}, today)
    except SidaoError as trouble:
        return [trouble]
    found: dict[str | None, SidaoError] = {}
    for wrong in _all_troubles(view, form, children, line, act, today):
        found.setdefault(wrong.field, wrong)
    return list(found.values())


def record_joint(desk: Desk, counter: Counter, line: Mapping[str, Any], action: ActionId, moment: Moment) -> Recorded:
    """Every case of the theme, each with its own number, clock and papers. Raises Refused where the form asks what
    stands against one of them; this transaction is then to be left with nothing of it written."""
    view, today = counter.shelf.renew(desk.catalogue), local_date(moment.now)
    form, children = _children(view, counter.themes, line, today)
    for trouble in _all_troubles(view, form, children, line, act_of(line), today):
        raise trouble
    place = counter.place
    serial = desk.next_serial(f"joint {plain_day(today)}")
    joint = _joint(form, joint_number(place.point, place.device_number, today, serial), len(children))
    done = []
    for number, child in enumerate(children, start=1):
        application = _application(child, act_of(line), view.rules)
        try:
            beside = LIST if number == 1 else ()
            action_of = child_action(action, number)
            done.append(record(desk, counter, application, action_of, moment, joint=joint, beside=beside))
        except Refused as refused:
            raise _on_the_form(child, refused) from refused
    return together(joint.no, done)


def imagined_joint(desk: Desk, counter: Counter, line: Mapping[str, Any], moment: Moment) -> tuple[Case, ...]:
    """The cases that recording this would make, with no numbers used up and nothing written: for a preview."""
    view, today = counter.shelf.renew(desk.catalogue), local_date(moment.now)
    form, children = _children(view, counter.themes, line, today)
    for trouble in _all_troubles(view, form, children, line, act_of(line), today):
        raise trouble
    joint = _joint(form, PREVIEW, len(children))
    applications = [_application(child, act_of(line), view.rules) for child in children]
    return tuple(
        imagined(desk, counter, application, moment, joint, () if place else LIST)
        for place, application in enumerate(applications)
    )


def together(joint: str, done: list[Recorded]) -> Recorded:
    """What the theme came to: its first case, with all of them beside it and each warning once."""
    warnings = tuple(dict.fromkeys(caution for one in done for caution in one.warnings))
    return replace(done[0], warnings=warnings, joint=joint, cases=tuple(done))


def _joint(form: Form, number: str, count: int) -> Joint:
    theme = form.theme
    return Joint(no=number, theme=theme.code, version=theme.version, name=theme.name, count=count)


def _children(
    view: View, themes: tuple[Theme, ...], line: Mapping[str, Any], today: date
) -> tuple[Form, tuple[Child, ...]]:
    """The form and what each item gets of the line. Raises as `form_of`, and Refused: theme_act_single,
    line_key_unknown, and what is wrong with the line's shape."""
    if line.get("item"):
        raise Refused("theme_and_item", "item")
    if line.get("wanted"):
        raise Refused("theme_key_single", "wanted", key="wanted")
    details = line.get("details")
    if isinstance(details, dict) and (single := sorted(key for key in details if key not in _OF_ALL)):
        raise Refused("theme_key_single", f"details.{single[0]}", key=single[0])
    if act_of(line) not in TOGETHER:
        raise Refused("theme_act_single", "act")
    _read(line)
    known = joined(themes, view.themes)
    form = form_of(known, line[THEME], lambda code: view.current(code, today), view.rules, today)
    return form, split(form, line)


def _read(line: Mapping[str, Any], **said: Any) -> Application:
    """An application of one item, or the theme's own line read as one, for its shape."""
    kept = {key: value for key, value in line.items() if key != THEME}
    return as_application({"item": line.get(THEME), **kept, **said})


def _application(child: Child, act: CaseAct, rules: PointRules) -> Application:
    """What is recorded for one item: where the point only takes in for another body, it is received."""
    forwards = rules.scope(child.item.code).scope is Scope.FORWARD
    return _read(child.line, act=(CaseAct.RECEIVE if forwards else act).value)


def _all_troubles(
    view: View, form: Form, children: tuple[Child, ...], line: Mapping[str, Any], act: CaseAct, today: date
) -> Iterator[SidaoError]:
    """What is wrong with the form itself, then with each item's part of it."""
    answers = normalise(form.item, line.get("answers") or {})
    for answer in check_normalised(form.item, answers, today=today):
        if answer.code != _MISSING or act in _ANSWERED:
            yield Refused(answer.code, f"answers.{answer.field}", **answer.values)
    known = {material.code for material in form.item.materials}
    for place, given in enumerate(line.get("materials") or ()):
        if given.get("code") not in known:
            yield Refused("material_unknown", f"materials.{place}.code", name=str(given.get("code")))
    for child in children:
        try:
            application = _application(child, act, view.rules)
            item = find_item(view, application, today)
        except SidaoError as trouble:
            yield _on_the_form(child, trouble)
            continue
        for wrong in troubles(application, item, view.rules, today):
            yield _on_the_form(child, wrong)


def _on_the_form(child: Child, trouble: SidaoError) -> SidaoError:
    """The same trouble, at the place where the form asks it and in the form's words."""
    place = child.place(trouble.field)
    return type(trouble)(trouble.code, place, **{**trouble.values, **child.words(place, trouble.values)})
