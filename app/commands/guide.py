"""guide print, guide check, guide resume: an item's papers and the completeness check, with no case."""

from argparse import Namespace
from typing import Any

from app.cases.completeness import Assessment, Checklist, given, questions
from app.catalogue.materials import allowed_forms
from app.catalogue.model import GivenForm, ItemCode, Material, ServiceItem
from app.commands.opening import desk_of
from app.commands.output import DONE, say
from app.commands.receipt import source_of, written
from app.errors import Refused
from app.receipts import list_code, qr
from app.receipts.guide_desk import text_in
from app.receipts.guide_model import PaperSize


def print_(args: Namespace) -> int:
    """办事指南 of today's version, into a file."""
    with desk_of(args.data) as program:
        sheet = program.guides.guide(ItemCode(args.item), PaperSize(args.paper))
    written(args.out, sheet.pdf)
    say({"item": args.item, "pages": sheet.pages, "bytes": len(sheet.pdf)})
    return DONE


def check(args: Namespace) -> int:
    """What the answers come to; with --out also the 材料清单, its code among the results."""
    with desk_of(args.data) as program:
        item = program.guides.item(ItemCode(args.item))
        checklist = _checklist(item, args)
        found = program.guides.assess(item.code, checklist)
        facts = _told(item, checklist, found)
        if args.out:
            sheet = program.guides.checklist(item.code, checklist, size=PaperSize(args.paper), name=args.name)
            written(args.out, sheet.pdf)
            facts |= {"pages": sheet.pages, "bytes": len(sheet.pdf)}
        say({**facts, "code": program.guides.code(item.code, checklist)})
    return DONE


def resume(args: Namespace) -> int:
    """What a list's code says, by its text or a picture of the paper."""
    with desk_of(args.data) as program:
        back = program.guides.resume(code_text(args.source))
        found = program.guides.assess(back.item.code, back.found.checklist)
        say(
            {
                **_told(back.item, back.found.checklist, found),
                "version": back.item.version,
                "printed_version": back.code.version,
                "new": list(back.found.new),
                "gone": back.found.gone,
                "draft": back.code.draft,
            }
        )
    return DONE


def code_text(source: str) -> str:
    """The code's text itself, or the one in a picture, a PDF or a text file.

    Raises Refused("list_code_foreign") where there is none, and as `source_of`.
    """
    given = source_of(source, list_code.PREFIX, qr.PREFIX)
    return given if isinstance(given, str) else text_in(given)


def _told(item: ServiceItem, checklist: Checklist, found: Assessment) -> dict[str, Any]:
    return {
        "item": item.code,
        "standing": found.standing,
        "unmet": list(found.unmet),
        "lacking": [material.code for material in found.lacking],
        "late": [material.code for material in found.late],
        "until": found.until and found.until.isoformat(),
        "open": found.open_questions,
        "asked": len(questions(item, checklist)),
        "materials": [{"code": code, "form": form} for code, form in given(item, checklist).items()],
    }


def _checklist(item: ServiceItem, args: Namespace) -> Checklist:
    """Raises Refused: material_unknown, material_form, condition_unknown, answer_unknown."""
    checklist = Checklist()
    for number, met in [*((one, True) for one in args.met), *((one, False) for one in args.unmet)]:
        if not 1 <= number <= len(item.conditions):
            raise Refused("condition_unknown", "met" if met else "unmet", given=number, count=len(item.conditions))
        checklist = checklist.with_condition(number - 1, met)
    for said in args.answer:
        field, _equals, value = said.partition("=")
        if item.field(field) is None:
            raise Refused("answer_unknown", f"answers.{field}", label=field)
        checklist = checklist.with_answer(field, value)
    for said in args.have:
        code, _equals, form = said.partition("=")
        checklist = checklist.with_material(code, _form(item, code, form))
    for code in args.lack:
        _material(item, code)
        checklist = checklist.with_material(code, None)
    return checklist


def _form(item: ServiceItem, code: str, form: str) -> GivenForm:
    allowed = allowed_forms(_material(item, code))
    if not form:
        return allowed[0]
    if form not in allowed:
        raise Refused("material_form", f"materials.{code}.form", name=_material(item, code).name, form=form)
    return GivenForm(form)


def _material(item: ServiceItem, code: str) -> Material:
    found = item.material(code)
    if found is None:
        raise Refused("material_unknown", f"materials.{code}", name=code)
    return found
