"""theme list, theme show, and central's import of themes."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.actions.model import Result
from app.catalogue.item_json import item_to_json
from app.catalogue.versions import ChangeKind
from app.clock import SystemClock
from app.commands.catalogue import read_versions
from app.commands.once import once
from app.commands.opening import desk_of
from app.commands.output import DONE, as_error, say
from app.errors import NotFound
from app.themes.compose import Form
from app.themes.joint_numbers import LETTER
from app.themes.model import Theme
from app.themes.theme_json import theme_from_json
from ui.difference_words import difference_text

if TYPE_CHECKING:
    from app.central.storage import Central, CentralStore
    from app.themes.importing import ThemeChange

_CLOCK = SystemClock()


def list_(args: Namespace) -> int:
    """The themes that are done at this point today; with --all also each newest version that is not, with why."""
    with desk_of(args.data) as program:
        for form in program.themes.forms():
            say(_named(form))
        for theme, why in program.themes.aside() if args.all else ():
            say({**_version(theme), "items": [], **as_error(why, args.language)})
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


def central_import(args: Namespace) -> int:
    """The city's own themes: takes versions in, all or none, and tells every point at its next contact."""
    from app.central.themes import check_themes, import_themes
    from app.commands.central import opened

    def imported(store: "CentralStore") -> list[Result]:
        themes = read_versions(Path(args.place), theme_from_json)
        with store.reading() as central:
            if not central.city.keys():
                raise NotFound("central_not_begun")
            report = check_themes(central, themes, _CLOCK)
            said = [_told(central, change, args.language) for change in report.changes]
        if not args.dry_run:
            with store.writing() as central:
                import_themes(central, themes, _CLOCK)
        counts = {kind.value: len(report.of(kind)) for kind in ChangeKind}
        return [{"dry_run": args.dry_run, **counts, "unchanged": report.unchanged, "changes": said}]

    with opened(args.db) as store:
        for result in imported(store) if args.dry_run else once(store, args, imported):
            say(result)
    return DONE


def _told(central: "Central", change: "ThemeChange", language: str) -> dict[str, Any]:
    from app.central.themes import form_differences

    return {
        "change": change.kind.value,
        **_version(change.now),
        "before": None if change.before is None else change.before.version,
        "parts": list(change.parts),
        "differences": [difference_text(one, language) for one in form_differences(central, change, _CLOCK)],
    }


def _version(theme: Theme) -> dict[str, Any]:
    return {
        "theme": theme.code,
        "name": theme.name,
        "version": theme.version,
        "effective_on": theme.effective_on,
        "cancelled_on": theme.cancelled_on,
    }


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
    return {**_version(form.theme), "items": items}
