"""Central's log: a JSON object a line, with ids and codes and never what was in the hands of the code."""

import json
import logging
from datetime import UTC, datetime

from app.central.failures import told_of

FIELDS = "fields"
"""The attribute of a record that holds further values: `_LOG.info("exchange", extra={FIELDS: {…}})`."""


class JsonLines(logging.Formatter):
    """A record as one line: at, level, logger, message, and its further values. Exceptions by type and place only."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["failure"] = told_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def log_to_stderr() -> None:
    """From now on: central's own words from INFO on, the libraries' warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("sidao").setLevel(logging.INFO)
