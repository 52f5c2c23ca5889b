"""case record, act, show, list."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any

from app.cases.counter import Recorded
from app.cases.life import WHOLE
from app.cases.model import Case, Step, case_to_json
from app.cases.originals import originals_here
from app.cases.savings import savings, savings_to_json
from app.commands.opening import desk_of
from app.commands.output import DONE, REFUSED, as_error, say
from app.errors import NotFound, Refused, Trouble
from app.ids import ActionId
from app.program import Program
from ui.explain import sentence


def record(args: Namespace) -> int:
    """One case a line, each durable before its answer; a refused line changes nothing and stops nobody. Whoever stops
    reading leaves lines that are not recorded: that is no "done", as it is where results are only listed."""
    with desk_of(args.data) as program, _lines(args.file) as lines:
        try:
            taken = (_recorded(program, args, number, line) for number, line in enumerate(lines, 1) if line.strip())
            refused = sum(not one for one in taken)
        except BrokenPipeError as error:
            raise Trouble("output_not_written", reason=error.strerror or "") from error
    return REFUSED if refused else DONE


def _recorded(program: Program, args: Namespace, number: int, line: bytes) -> bool:
    """Whether the line was taken; its answer is said either way."""
    try:
        answer = partial(_answer, number, args.language)
        window, action = program.config.window, _action(args, number)
        program.intake.record(_read(line), action=action, window=window, durable=answer)
    except (Refused, NotFound) as error:
        say({"line": number, **as_error(error, args.language)})
        return False
    return True


def _action(args: Namespace, line: int) -> ActionId | None:
    """--action is for one line; more lines have it with their number."""
    if args.action_prefix:
        return ActionId(f"{args.action_prefix}{line}")
    if args.action:
        return ActionId(args.action if line == 1 else f"{args.action}-{line}")
    return None


def act(args: Namespace) -> int:
    """A later act on a case."""
    body: Any = None
    if args.file:
        with _lines(args.file) as lines:
            body = _read(b"".join(lines))
    action = ActionId(args.action) if args.action else None
    with desk_of(args.data) as program:
        done = program.cases.act(
            args.number, args.act, body=body, reason=args.reason, action=action, window=program.config.window
        )
        say(_result(done, args.language))
    return DONE


def show(args: Namespace) -> int:
    """The case with its steps."""
    with desk_of(args.data) as program:
        case = program.cases.get(args.number)
        steps = program.cases.steps(case)
        with program.store.reading() as desk:
            item = desk.catalogue.item(case.item, case.item_version)
        told = {
            "savings": savings_to_json(savings(case, steps, item)),
            "originals_here": list(originals_here(case)),
            "delivery": _delivery(program, case),
            "attachments": _attachments(program, case),
            "others": [other.case_no for other in program.cases.formerly(args.number) if other.id != case.id],
        }
        say({**_whole(program, case), "steps": [_step(step) for step in steps], **told})
    return DONE


def list_(args: Namespace) -> int:
    """A line a case, oldest first: every field, unmasked."""
    states = (args.state,) if args.state else ()
    with desk_of(args.data) as program, program.store.reading() as desk:
        known = program.acknowledged(desk)
        for case in desk.cases.whole(states, args.since, args.pending):
            say({**WHOLE, **case_to_json(case), **program.standing(desk, case, known)})
    return DONE


def _whole(program: Program, case: Case) -> dict[str, Any]:
    with program.store.reading() as desk:
        return {**WHOLE, **case_to_json(case), **program.standing(desk, case, program.acknowledged(desk))}


def _delivery(program: Program, case: Case) -> dict[str, Any]:
    """How far the case has come, and central's proof of its newest entry: by which key, when, up to which entry."""
    delivery, proof = program.lists.delivery(case)
    signed = proof and {
        "entry": f"{proof.device}/{proof.stream}/{proof.number}",
        "hash": proof.hash.hex(),
        "at": proof.at.isoformat(),
        "key": proof.key.hex(),
        "signature": proof.signature.hex(),
        "body": proof.body.hex(),
    }
    return {"arrival": delivery.arrival.value, "files_waiting": delivery.files, "proof": signed}


def _attachments(program: Program, case: Case) -> list[dict[str, Any]]:
    """Each file of the case: whether central has signed for it (null: another window took it in and sends it), and what
    stands in its way."""
    named = [(given.code, file) for given in case.materials for file in given.files]
    with program.store.reading() as desk:
        proven = desk.sync.proven_files([file.digest for _, file in named])
        here = {file.digest for _, file in named if desk.files.knows(file)}
        troubles = {waiting.digest: waiting.trouble for waiting in desk.files.undelivered()}
    return [
        {
            "material": code,
            "name": file.name,
            "media": file.media,
            "size": file.size,
            "digest": file.digest,
            "delivered": True if file.digest in proven else False if file.digest in here else None,
            "trouble": troubles.get(file.digest),
        }
        for code, file in named
    ]


def _answer(line: int, language: str, done: Recorded) -> None:
    say({"line": line, **_result(done, language)})


def _result(done: Recorded, language: str) -> dict[str, Any]:
    return {**_numbers(done), "warnings": _warnings(done, language), **_joint(done, language)}


def _warnings(done: Recorded, language: str) -> list[dict[str, Any]]:
    return [
        {"code": caution.code, "message": sentence(caution.code, language), "field": caution.field}
        for caution in done.warnings
    ]


def _joint(done: Recorded, language: str) -> dict[str, Any]:
    """Of a theme its number, and all its cases, each with what was warned of it."""
    if not done.joint:
        return {}
    cases = [{**_numbers(one), "warnings": _warnings(one, language)} for one in done.cases]
    return {"joint": done.joint, "cases": cases}


def _numbers(done: Recorded) -> dict[str, Any]:
    return {"case_no": done.case_no, "id": done.id, "state": done.state.value, "receipt_no": done.receipt_no}


def _step(step: Step) -> dict[str, Any]:
    return {
        "at": step.at.isoformat(),
        "act": step.act.value,
        "state": step.state and step.state.value,
        "by": step.by,
        "window": step.window,
        "reason": step.reason,
        "entry": step.entry,
        "changes": [{"field": one.field, "before": one.before, "after": one.after} for one in step.changes],
        "unanchored": step.unanchored,
    }


def _read(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Refused("line_not_utf8") from None
    except (ValueError, RecursionError):
        raise Refused("line_not_json") from None


def _no_constant(name: str) -> object:
    """NaN and Infinity are Python's own, not JSON."""
    raise ValueError(name)


@contextmanager
def _lines(path: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        file = open(path, "rb")  # noqa: SIM115 - closed below
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound("file_unknown", "file", path=path) from error
    except (OSError, ValueError) as error:
        raise Trouble("file_not_read", "file", reason=getattr(error, "strerror", None) or "") from error
    with file:
        yield file
