"""The tree is the one of design.md, "The house", and stays tidy."""

import ast

from tests.architecture.files import all_files, texts
from tests.architecture.imports import TOP

AT_THE_TOP = {
    *(".ci", ".editorconfig", ".gitattributes", ".gitignore", "app", "db", "resources", "tests", "ui"),
    *("CHANGELOG.md", "LICENSE", "Makefile", "README.md", "pyproject.toml", "requirements.lock"),
}
ATTICS = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
LONGEST = 500
"""Lines; a file past 300 usually hides a second noun, past this one it surely does."""


def test_nothing_else_lies_at_the_top() -> None:
    assert {path.parts[0] for path in all_files()} <= AT_THE_TOP


def test_no_folder_or_module_is_an_attic() -> None:
    named = [
        str(path) for path in all_files() if ATTICS & {*path.parts[:-1], path.stem if path.suffix == ".py" else ""}
    ]
    assert named == [], "name it after what is in it"


def test_every_init_is_empty() -> None:
    assert [path for path in all_files() if path.name == "__init__.py" and (TOP / path).stat().st_size] == []


def test_every_folder_with_python_files_is_a_package() -> None:
    folders = {path.parent for path, _ in texts(".py") if path.parts[0] in ("app", "db", "ui", "tests")}
    assert [str(folder) for folder in sorted(folders) if not (TOP / folder / "__init__.py").exists()] == []


def test_no_file_is_long() -> None:
    long = {str(path): lines for path, text in texts(".py") if (lines := text.count("\n")) > LONGEST}
    assert long == {}, "which second noun is inside?"


def test_every_test_module_asserts_something() -> None:
    silent = [
        str(path)
        for path, text in texts(".py")
        if path.name.startswith("test_") and not any(word in text for word in ("assert", "raises(", "waitSignal("))
    ]
    assert silent == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path)
        for path, text in texts(".py")
        if path.parts[0] != "tests" and text.strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == [], "its docstring's first sentence is its promise"
