"""Who may import whom: the whole of design.md's table. import-linter holds its outline, this holds every line."""

from pathlib import Path

import pytest

from tests.architecture.imports import TOP, Sources
from tests.architecture.rules import beside_the_table, findings, line_of, model_parts
from tests.architecture.table import AGREED, NOUNS


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources(TOP)


def test_every_import_is_one_that_the_table_allows(sources: Sources) -> None:
    found = findings(sources)
    assert not found, "\n".join(found)


def test_every_agreed_exception_is_still_needed(sources: Sources) -> None:
    assert AGREED.keys() <= {(found.importer, found.imported) for found in beside_the_table(sources)}


def test_every_module_stands_in_the_table(sources: Sources) -> None:
    homeless = [name for name, path in sources.modules.items() if path.name != "__init__.py" and line_of(name) is None]
    assert homeless == [], "give each a line in tests/architecture/table.py, or a home that has one"


def test_every_model_is_free_of_storage_clock_and_services(sources: Sources) -> None:
    models = {f"app.{noun}.model" for noun in NOUNS} & sources.modules.keys()
    assert models
    assert models <= model_parts(sources)


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("app.cases.model", "from app.clock import SystemClock"),
        ("app.cases.model", "from app.cases.service import CaseDesk"),
        ("app.cases.model", "import msgspec"),
        ("app.cases.service", "from app.tickets.service import QueueDesk"),
        ("app.cases.service", "from app.tickets import service"),
        ("app.cases.service", "from ..tickets import service"),
        ("app.cases.service", "from db.desk.cases import Cases"),
        ("app.cases.service", "import sqlite3"),
        ("app.program", "from app.central.intake import Intake"),
        ("app.central.intake", "from app.sync.push import push"),
        ("app.storage.cases", "from app.cases.service import CaseDesk"),
        ("app.sync.push", "import PySide6.QtCore"),
        ("app.nowhere", "import app.errors"),
        ("db.desk.cases", "from app.cases.service import CaseDesk"),
        ("db.desk.cases", "def late():\n    from ui.explain import sentence"),
        ("ui.board.screen", "from db.queue.store import open_queue"),
        ("ui.board.screen", "from app.central.storage import CentralStore"),
        ("ui.board.rows", "from PySide6.QtGui import QColor"),
        ("ui.sentences.cases", "from app.errors import Refused"),
    ],
)
def test_an_import_against_the_table_is_found(tmp_path: Path, module: str, statement: str) -> None:
    for name in ("app.cases.service", "app.tickets.service"):
        write(tmp_path, name, "from app.storage.desk import OpenDesk\n")
    write(tmp_path, module, statement)
    assert [finding for finding in findings(Sources(tmp_path)) if f" {module} may not import" in finding]


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("app.cases.model", "from app.applicants.model import Applicant"),
        ("app.cases.model", "from app.clock import CHINA, local_date"),
        ("app.cases.service", "from app.tickets.model import Ticket"),
        ("app.cases.service", "from app.cases.acts import after"),
        ("app.central.__main__", "from db.central.store import open_central"),
        ("db.desk.cases", "import sqlcipher3.dbapi2"),
        ("ui.main", "from db.desk.store import open_desk"),
    ],
)
def test_an_import_of_the_table_passes(tmp_path: Path, module: str, statement: str) -> None:
    for name in ("app.applicants.model", "app.tickets.model", "app.cases.acts"):
        write(tmp_path, name, "from app.errors import Refused\n")
    write(tmp_path, module, statement)
    assert findings(Sources(tmp_path)) == []


def write(top: Path, module: str, text: str) -> None:
    path = top.joinpath(*module.split(".")).with_suffix(".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
