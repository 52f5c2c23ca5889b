"""Nothing in the repository is left open, switched off, or speaks of the computer that it was written on."""

import re

from tests.architecture.files import texts

# Written in two pieces, so that this file doesn't find itself.
LEFT_OPEN = re.compile("|".join((r"\bTO" + "DO", r"\bFIX" + "ME", r"\bXX" + r"X\b", "NotImplemented" + "Error")))
SWITCHED_OFF = re.compile(r"pytest\.(mark\.)?(skip|xfail|importor" + r"skip)|unittest\.skip|\bno" + "cover")
THIS_COMPUTER = re.compile(
    "|".join(("/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w", r"/tmp/" + r"\w", r"C:\\" + "Users"))
)
A_REGISTRY = re.compile(
    "|".join(("py" + r"pi\.org", "python" + r"hosted\.org", "--index" + "-url", "--find" + "-links"))
)
A_SECRET = re.compile("-----BEGIN [A-Z ]*PRIVATE " + "KEY-----")


def found(pattern: re.Pattern[str], *endings: str) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts(*endings)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_open() -> None:
    assert found(LEFT_OPEN, ".py") == []


def test_no_test_is_switched_off() -> None:
    assert found(SWITCHED_OFF, ".py") == []


def test_no_path_of_a_developers_computer_is_named() -> None:
    assert found(THIS_COMPUTER) == []


def test_no_registry_is_named() -> None:
    assert found(A_REGISTRY) == []


def test_no_private_key_lies_about() -> None:
    assert found(A_SECRET) == []


def test_nothing_is_printed_by_the_program_but_by_its_roots() -> None:
    printing = found(re.compile(r"^\s*print\("), ".py")
    roots = ("app/__main__.py", "app/commands/", "app/central/__main__.py", "resources/", "tests/")
    assert [line for line in printing if not line.startswith(roots)] == []
