"""Holds imports against the table."""

from collections.abc import Sequence

from tests.architecture.imports import Import, Sources
from tests.architecture.table import AGREED, MODEL_MAY, NOUNS, TABLE, VALUES, Line


def lies_in(module: str, place: str) -> bool:
    """Whether `module` is `place` or under it, a star in `place` standing for any one name."""
    names, wanted = module.split("."), place.split(".")
    return len(names) >= len(wanted) and all(w in ("*", n) for n, w in zip(names, wanted, strict=False))


def line_of(module: str, table: Sequence[Line] = TABLE) -> Line | None:
    """The first line that speaks of `module`."""
    return next((line for line in table if any(lies_in(module, place) for place in line.modules)), None)


def model_parts(sources: Sources) -> frozenset[str]:
    """The files of nouns, and any other `model`, that import nothing but what a model may, and so are part of one."""
    parts = {name for name in sources.modules if _is_of_a_noun(name)}
    while True:
        outside = {
            found.importer
            for found in sources.imports
            if found.importer in parts and found.is_ours and not _is_pure(found, parts)
        }
        if not outside:
            return frozenset(parts)
        parts -= outside


def beside_the_table(sources: Sources) -> list[Import]:
    """Every import that no line of the table allows."""
    parts = model_parts(sources)
    return [found for found in sources.imports if not _may(found, parts)]


def findings(sources: Sources) -> list[str]:
    """Every import that neither the table nor an agreed exception allows, one sentence each."""
    wrong = {
        f"{sources.modules[found.importer]}:{found.line}: {found.importer} may not import {found.imported}"
        for found in beside_the_table(sources)
        if (found.importer, found.imported) not in AGREED
    }
    return sorted(wrong)


def _may(found: Import, parts: frozenset[str]) -> bool:
    line = line_of(found.importer)
    if line is None:
        return False
    if not found.is_ours:
        return any(found.imported.partition(".")[0] == library or library == "*" for library in line.libraries)
    if any(lies_in(found.imported, place) for place in line.never):
        return False
    if _is_value(found) or (line.models and found.imported in parts):
        return True
    is_neighbour = _package(found.importer) == _package(found.imported) and not found.importer.endswith(".model")
    return is_neighbour or any(lies_in(found.imported, place) for place in line.may)


def _package(module: str) -> str:
    """app.cases of app.cases.acts; db of db.desk.cases, ui of ui.board.screen: these two are one package each."""
    first, *rest = module.split(".")
    return first if first != "app" else ".".join([first, *rest[:1]])


def _is_of_a_noun(module: str) -> bool:
    return lies_in(module, "app.*.model") or any(lies_in(module, f"app.{noun}.*") for noun in NOUNS)


def _is_pure(found: Import, parts: set[str]) -> bool:
    is_ground = any(lies_in(found.imported, place) for place in MODEL_MAY)
    return is_ground or found.imported in parts or _is_value(found)


def _is_value(found: Import) -> bool:
    return bool(found.names) and found.names <= VALUES.get(found.imported, frozenset())
