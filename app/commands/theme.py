"""theme list, theme show."""

from argparse import Namespace
from typing import Any

from app.catalogue.item_json import item_to_json
from app.commands.opening import desk_of
from app.commands.output import DONE, say
from app.themes.compose import Form
from app.themes.joint_numbers import LETTER


def list_(args: Namespace) -> int:
    """The themes that are done at this point today."""
    with desk_of(args.data) as program:
        for form in program.themes.forms():
            say(_named(form))
    return DONE


def show(args: Namespace) -> int:
    """What a theme asks, each thing once; of a joint number, the cases and how far they have come together."""
    with desk_of(args.data) as program:
        if args.number.strip().upper().startswith(LETTER) and args.number[-1:].upper() in "0123456789X":
            found = program.themes.together(args.number)
            cases = [
                {
                    "case_no": case.case_no,
                    "id": case.id,
                    "item": case.item,
                    "item_name": case.item_name,
                    "state": case.state.value,
                    "due_on": case.due_on and case.due_on.isoformat(),
                    "receipt_no": case.receipt_no,
                }
                for case in found.cases
            ]
            say({"joint": found.no, "name": found.name, "state": found.standing.value, "cases": cases})
        else:
            form = program.themes.form(args.number)
            asked = item_to_json(form.item)
            say({**_named(form), "fields": asked["fields"], "materials": asked["materials"]})
    return DONE


def _named(form: Form) -> dict[str, Any]:
    items = [
        {
            "key": part.key,
            "item": part.item,
            "name": form.items[part.key].name,
            "department": form.items[part.key].department.name,
            "chosen_by": part.only_when and part.only_when.field,
        }
        for part in form.parts
    ]
    return {"theme": form.theme.code, "name": form.theme.name, "version": form.theme.version, "items": items}
