"""Reads who imports whom in `app`, `db` and `ui`, from the sources alone: nothing is executed."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
ROOT_PACKAGES = ("app", "db", "ui")


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One import statement: who, whom, which names out of it, and where it stands."""

    importer: str
    imported: str
    names: frozenset[str]
    line: int

    @property
    def is_ours(self) -> bool:
        """Whether it stays inside the project."""
        return self.imported.partition(".")[0] in ROOT_PACKAGES


class Sources:
    """The modules under `top`, and their imports. Conditional and late imports count like all others."""

    def __init__(self, top: Path) -> None:
        self._top = top

    @cached_property
    def modules(self) -> dict[str, Path]:
        """Every module's dotted name and file; a package's name stands for its `__init__.py`."""
        return {
            _dotted(path.relative_to(self._top)): path
            for package in ROOT_PACKAGES
            for path in sorted((self._top / package).rglob("*.py"))
        }

    @cached_property
    def imports(self) -> list[Import]:
        """Every import of a module of ours or of a library; the standard library is everyone's but sqlite3."""
        return [found for module, path in self.modules.items() for found in self._imports_of(module, path)]

    def _imports_of(self, module: str, path: Path) -> Iterator[Import]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                targets = [(alias.name, "") for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                origin = self._origin(module, path, node)
                targets = [self._target(origin, alias.name) for alias in node.names]
            else:
                continue
            for imported, name in targets:
                if imported.partition(".")[0] not in sys.stdlib_module_names - {"sqlite3"}:
                    names = frozenset({name} - {""})
                    yield Import(importer=module, imported=imported, names=names, line=node.lineno)

    def _target(self, origin: str, name: str) -> tuple[str, str]:
        """`from app.tickets import steps` means the module app.tickets.steps, when there is one."""
        inner = f"{origin}.{name}"
        return (inner, "") if inner in self.modules else (origin, name)

    @staticmethod
    def _origin(module: str, path: Path, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
        return ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
