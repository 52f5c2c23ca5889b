"""What a desk on one PC does not load: a slow one waits for each module."""

import subprocess
import sys
from pathlib import Path

_RECORDS = """
import sys
from pathlib import Path
from tests import make
with make.signed_in(Path(sys.argv[1])) as desk:
    desk.program.cases.record(make.line())
    desk.program.catalogue.missing_year()
print([name for name in sys.modules if name.startswith(("sqlalchemy.dialects.postgresql", "psycopg", "alembic"))])
"""


def test_a_desk_that_records_loads_no_other_database(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _RECORDS, str(tmp_path / "desk")], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
