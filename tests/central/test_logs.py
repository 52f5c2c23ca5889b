"""Central's log: a JSON object a line, and nobody's data in it."""

import json
import logging

from app.central.logs import FIELDS, JsonLines


def written(*args: object, **values: object) -> dict[str, object]:
    record = logging.LogRecord("sidao.central", logging.WARNING, __file__, 1, "%s of %d", args, None)
    record.__dict__.update(values)
    line = JsonLines().format(record)
    assert "\n" not in line
    found: dict[str, object] = json.loads(line)
    return found


def test_a_line_has_its_words_and_further_values() -> None:
    line = written("held", 3, **{FIELDS: {"device": "d", "code": "busy"}})
    assert (line["level"], line["logger"], line["message"]) == ("warning", "sidao.central", "held of 3")
    assert (line["device"], line["code"]) == ("d", "busy")
    assert str(line["at"]).endswith("+00:00")


def test_an_exception_is_told_by_type_and_place_and_not_by_its_text() -> None:
    try:
        raise LookupError("刘𬘘 220521194802290002")
    except LookupError as failure:
        line = written("x", 1, exc_info=(LookupError, failure, failure.__traceback__))
    assert str(line["failure"]).startswith("LookupError at ")
    assert "220521194802290002" not in json.dumps(line, ensure_ascii=False)
