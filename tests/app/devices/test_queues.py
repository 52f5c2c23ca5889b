"""The printers that the system names."""

from pathlib import Path

import pytest

from app.devices.queues import printer_queues


def system_says(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "lpstat"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_each_printer_is_named_once_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system_says(tmp_path, "printf 'Pantum-P2206\\nHP-M1136\\n\\nHP-M1136\\n'", monkeypatch)
    assert printer_queues() == ("HP-M1136", "Pantum-P2206")


def test_a_system_that_prints_nothing_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printer_queues() == ()


def test_a_failing_system_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system_says(tmp_path, "exit 1", monkeypatch)
    assert printer_queues() == ()
