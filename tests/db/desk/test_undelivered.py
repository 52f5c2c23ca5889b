"""Which attachments central lacks, and in which order they go."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from db.engine import transaction
from db.migration import move_to, revisions
from tests import make

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def scan(folder: Path, name: str, size: int) -> str:
    path = folder / f"{name}.pdf"
    path.write_bytes(b"%PDF-" + name.encode() * size)
    return str(path)


def test_the_smallest_case_goes_first_and_what_arrived_goes_no_more(tmp_path: Path) -> None:
    large, small = make.line(), make.line()
    for place, size in enumerate((900, 10)):
        large["materials"][place]["file"] = scan(tmp_path, f"l{place}", size)
    small["materials"][0]["file"] = scan(tmp_path, "s", 300)
    with make.signed_in(tmp_path / "desk") as desk:
        desk.program.cases.keep_file(scan(tmp_path, "draft", 5))
        desk.program.cases.record(large)
        desk.program.cases.record(small)
        with desk.program.store.writing() as rows:
            first, *others = rows.files.undelivered()
            assert first.size == 305
            assert sorted(file.size for file in others) == [25, 1805]
            rows.files.mark_delivered(first.digest, NOW)
            assert {file.digest for file in rows.files.undelivered()} == {file.digest for file in others}
            assert rows.files.unproven(10) == [first.digest]
            rows.files.mark_trouble(others[0].digest, "file_missing")
            assert [file.trouble for file in rows.files.undelivered()] == [None, "file_missing"]
            rows.files.send_again([first.digest])
            assert first.digest in {file.digest for file in rows.files.undelivered()}
            assert rows.files.unproven(10) == []


def test_cases_from_before_are_known_to_name_their_attachments(tmp_path: Path) -> None:
    line = make.line()
    line["materials"][0]["file"] = scan(tmp_path, "s", 300)
    with make.signed_in(tmp_path / "desk") as desk:
        desk.program.cases.record(line)
        engine = desk.program.store._engine
        with transaction(engine, writes=False) as connection:
            before = connection.execute(text("SELECT * FROM case_file")).all()
        move_to(engine, "db.desk.versions", "0004")
        move_to(engine, "db.desk.versions", max(revisions("db.desk.versions")))
        with transaction(engine, writes=False) as connection:
            assert connection.execute(text("SELECT * FROM case_file")).all() == before != []
