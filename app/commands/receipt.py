"""receipt print, letter, verify."""

import errno
import json
import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.cases.application import read_line
from app.cases.model import Case, case_to_json
from app.commands.opening import desk_of
from app.commands.output import DONE, REFUSED, say
from app.errors import NotFound, Refused, Trouble
from app.ids import ActionId
from app.key_slots import replace_file
from app.program import Program
from app.receipts.model import PrintState
from app.receipts.rendering import pages_of


def print_(args: Namespace) -> int:
    """The next copy of a case's paper, into a file."""
    if args.paper != "a4":
        raise Refused("paper_not_offered", "paper", given=args.paper)
    with desk_of(args.data) as program:
        copy = program.papers.copy(args.number, args.document, action=ActionId(args.action) if args.action else None)
        try:
            written(args.out, copy.pdf)
        except Trouble:
            program.papers.settle(copy.receipt.id, PrintState.FAILED)
            raise
        program.papers.settle(copy.receipt.id, PrintState.PRINTED)
    say(
        {
            "receipt_no": copy.receipt.receipt_no,
            "copy": copy.copy_number,
            "pages": copy.pages,
            "bytes": len(copy.pdf),
        }
    )
    return DONE


def letter(args: Namespace) -> int:
    """授权委托书 of a case, or of an input line that is not recorded yet, to be signed by the applicant."""
    with desk_of(args.data) as program:
        pdf = program.authority_letter(_line_of(program, args.number))
    written(args.out, pdf)
    say({"pages": pages_of(pdf), "bytes": len(pdf)})
    return DONE


def _line_of(program: Program, given: str) -> Mapping[str, Any]:
    """A case's JSON by its number; else the first line of a file."""
    if given != "-" and not Path(given).is_file():
        return case_to_json(program.cases.get(given))
    try:
        text = given_text() if given == "-" else Path(given).read_text("utf-8-sig")
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("line_not_json") from None
    except OSError as error:
        raise Trouble("file_not_read", "file", reason=error.strerror or "") from error
    return read_line(found)


def given_text() -> str:
    """All of standard input, whatever the console's own code page is. Raises Refused("line_not_utf8")."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("line_not_utf8") from None


def written(out: str, pdf: bytes) -> None:
    """The paper in its file, whole or not at all: what stood there before stands until then. What is no file (a pipe,
    /dev/stdout) is written to as it is. Raises Trouble("file_not_written")."""
    target = Path(os.path.realpath(out))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(pdf)
        else:
            replace_file(target, pdf, mode=0o666)  # as the system lets new files be read
    except Trouble as trouble:
        raise Trouble("file_not_written", "out", **{**trouble.values, "path": out}) from trouble
    except (OSError, ValueError) as error:  # ValueError: a name that can't be one
        reason = getattr(error, "strerror", None) or ""
        raise Trouble("file_not_written", "out", path=out, reason=reason) from error


def verify(args: Namespace) -> int:
    """Judges a paper with no network, from its code's text, a picture or the PDF."""
    from app.receipts.qr import PREFIX
    from app.receipts.verify import Verdict
    from app.receipts.verify import verify as judge

    with desk_of(args.data) as program:
        judged = judge(source_of(args.source, PREFIX), program.key_ring())
        proof = judged.proof
        ours = proof if judged.verdict not in (Verdict.UNKNOWN, Verdict.ALTERED) else None
        known = program.papers.known(ours.case_no, ours.receipt_no) if ours else None
    accepted = proof and (proof.accepted_at or proof.received_at)
    say(
        {
            "verdict": judged.verdict.value,
            "point": proof and proof.point,
            "item": proof and proof.item_code,
            "item_version": proof and proof.item_version,
            "case_no": proof and proof.case_no,
            "receipt_no": proof and proof.receipt_no,
            "accepted_at": accepted and accepted.isoformat(),
            "due_on": proof and proof.due_on and proof.due_on.isoformat(),
            "copy": proof and proof.copy_number,
            "trial": proof and proof.trial,
            "document": known and known.kind.value,
            "in_force": known and known.in_force,
            "joint": known and known.joint,
            "covers": known and [_covered(case) for case in known.covers],
        }
    )
    return DONE if judged.verdict in (Verdict.VALID, Verdict.RETIRED) else REFUSED


def _covered(case: Case) -> dict[str, Any]:
    return {"case_no": case.case_no, "item": case.item, "item_name": case.item_name, "state": case.state.value}


def source_of(given: str, *prefixes: str) -> str | bytes:
    """The text of a code (by its beginning), or a file's bytes; "-" reads either from standard input.

    Raises NotFound("file_unknown"), Trouble("file_not_read").
    """
    if given == "-":
        return sys.stdin.buffer.read()
    if given.startswith(prefixes):
        return given
    path = Path(given)
    try:
        if path.is_file():
            return path.read_bytes()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # a text that somebody scanned, and none of ours
            return given
        raise Trouble("file_not_read", "source", reason=error.strerror or "") from error
    if "/" in given or path.suffix.lower() in (".pdf", ".png", ".jpg", ".jpeg", ".txt", ".bmp", ".tif", ".tiff"):
        raise NotFound("file_unknown", "source", path=given)
    return given
