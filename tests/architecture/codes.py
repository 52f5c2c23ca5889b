"""Finds every error's code in the sources, and where it is raised, by reading them."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

CARRIERS = re.compile(r"Refused|NotFound|Caution|\w*Trouble")
"""What carries a code, as its first argument or as `code=`."""
ANY = "[a-z0-9_]+"
"""What stands in a pattern for a part that only the running program knows."""
LOOKS_LIKE_A_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that names a code outright, with the values that it hands to the sentence (None: not to be seen here)."""

    code: str
    values: frozenset[str] | None
    place: str


@dataclass(slots=True)
class Codes:
    """What was found: `patterns` are codes put together from parts, `unclear` the places that could not be read."""

    sites: list[Site] = field(default_factory=list)
    patterns: set[str] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {site.code for site in self.sites}


def codes_in(files: Iterable[Path]) -> Codes:
    """All codes that the Python files can raise or return."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    return _Reader(trees).read()


class _Reader:
    """Follows a code back to its literals: through names, parameters, returned values and constant tables."""

    def __init__(self, trees: dict[Path, ast.Module]) -> None:
        self._trees = trees
        self._functions: dict[str, list[Function]] = defaultdict(list)
        self._calls: dict[str, list[ast.Call]] = defaultdict(list)
        self._home: dict[ast.AST, tuple[Path, Function | None]] = {}
        self._constants: dict[str, list[ast.expr]] = defaultdict(list)
        for path, tree in trees.items():
            self._index(tree, path, None)
            for node in tree.body:
                if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    for target in targets:
                        self._constants[_name(target)].append(node.value)
        self._found = Codes()

    def read(self) -> Codes:
        for calls in list(self._calls.values()):
            for call in calls:
                self._read(call)
        return self._found

    def _index(self, node: ast.AST, path: Path, function: Function | None) -> None:
        for child in ast.iter_child_nodes(node):
            inside = child if isinstance(child, Function) else function
            self._home[child] = (path, function)
            if isinstance(child, Function):
                self._functions[child.name].append(child)
            if isinstance(child, ast.Call):
                self._calls[_name(child.func)].append(child)
            self._index(child, path, inside)

    def _read(self, call: ast.Call) -> None:
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        if CARRIERS.fullmatch(_name(call.func)):
            code = given.get("code") or (call.args[0] if call.args and "code" not in given else None)
            if code is not None:
                self._take(code, call, given)
        if "warnings" in given:
            for part in ast.walk(given["warnings"]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    self._add(part.value, call, None)

    def _take(self, code: ast.expr, call: ast.Call, given: dict[str | None, ast.expr]) -> None:
        is_direct = isinstance(code, ast.Constant) and None not in given and "values" not in given
        values = frozenset(name for name in given if name) - {"code", "field"} if is_direct else None
        for text in self._literals(code, set()):
            if text is None:
                self._found.unclear.append(f"{self._place(call)}: {ast.unparse(call)}")
            elif ANY in text:
                self._found.patterns.add(text)
            elif text:
                self._add(text, call, values)

    def _add(self, code: str, call: ast.Call, values: frozenset[str] | None) -> None:
        self._found.sites.append(Site(code=code, values=values, place=self._place(call)))

    def _place(self, call: ast.Call) -> str:
        return f"{self._home[call][0]}:{call.lineno}"

    def _literals(self, node: ast.expr, seen: set[ast.AST]) -> Iterator[str | None]:
        """The texts that an expression can be; a pattern for one put together; None when that can't be told."""
        if node in seen:
            return
        seen.add(node)
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.Constant(value=None) | ast.Attribute():
                return  # nothing, or the code of something that was found where it was made
            case ast.JoinedStr(values=parts):
                yield "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ANY for p in parts)
            case ast.IfExp(body=one, orelse=other):
                yield from self._literals(one, seen)
                yield from self._literals(other, seen)
            case ast.BoolOp(values=several):
                for one in several:
                    yield from self._literals(one, seen)
            case ast.Name():
                yield from self._bound(node, seen)
            case ast.Subscript(value=ast.Name(id=table)) | ast.Call(func=ast.Attribute(value=ast.Name(id=table))) if (
                table in self._constants
            ):
                yield from self._table(table)
            case ast.Call(func=called) if _name(called) in self._functions:
                for function in self._functions[_name(called)]:
                    for result in ast.walk(function):
                        if isinstance(result, ast.Return) and result.value:
                            yield from self._literals(result.value, seen)
            case _:
                yield None

    def _table(self, name: str) -> Iterator[str]:
        """The codes in a module's constant."""
        for value in self._constants[name]:
            for node in ast.walk(value):
                text = node.value if isinstance(node, ast.Constant) else None
                if isinstance(text, str) and LOOKS_LIKE_A_CODE.fullmatch(text):
                    yield text

    def _bound(self, name: ast.Name, seen: set[ast.AST]) -> Iterator[str | None]:
        """What a name can stand for: assigned here, looped over, handed in by callers, or a constant."""
        function = self._home[name][1]
        inside = list(ast.walk(function)) if function else []
        tables = [table for node in inside for table in _names_of_membership(node, name.id) & self._constants.keys()]
        if tables:
            for table in tables:
                yield from self._table(table)
            return
        found = False
        for node in inside:
            if (value := _value_given(node, name.id)) is not None:
                found = True
                yield from self._literals(value, seen)
            if isinstance(node, ast.For | ast.comprehension) and name.id in _names(node.target):
                found = True
                for table in _names(node.iter) & self._constants.keys():
                    yield from self._table(table)
        if function and name.id in (parameters := _parameters(function)):
            found = True
            for call in self._calls[function.name]:
                yield from self._argument(call, parameters, name.id, seen)
        if not found:
            yield from self._table(name.id) if name.id in self._constants else [None]

    def _argument(self, call: ast.Call, parameters: list[str], name: str, seen: set[ast.AST]) -> Iterator[str | None]:
        place = parameters.index(name) - (parameters[0] in ("self", "cls"))
        if place < len(call.args):
            yield from self._literals(call.args[place], seen)
        for keyword in call.keywords:
            if keyword.arg == name:
                yield from self._literals(keyword.value, seen)


def _name(node: ast.AST) -> str:
    """The last part of a dotted name."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _value_given(node: ast.AST, name: str) -> ast.expr | None:
    """The value that an assignment, also one inside an expression, gives to a name."""
    if isinstance(node, ast.Assign):
        return node.value if any(_name(target) == name for target in node.targets) else None
    if isinstance(node, ast.AnnAssign | ast.NamedExpr):
        return node.value if _name(node.target) == name else None
    return None


def _names_of_membership(node: ast.AST, name: str) -> set[str]:
    """The tables that `name in TABLE` looks into."""
    if isinstance(node, ast.Compare) and _name(node.left) == name and isinstance(node.ops[0], ast.In):
        return _names(node.comparators[0])
    return set()


def _names(node: ast.AST) -> set[str]:
    return {found.id for found in ast.walk(node) if isinstance(found, ast.Name)}


def _parameters(function: Function) -> list[str]:
    arguments = function.args
    return [one.arg for one in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]]
