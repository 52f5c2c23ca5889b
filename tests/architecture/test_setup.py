"""Set-up: the locks are whole and name no registry, and an unfinished environment is never taken for a finished one."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from resources.setup import environment, system
from resources.setup.environment import LOCK, PROJECT, begun, finish, is_ready, names_in, wanted
from resources.setup.interop import OVERLAY_LOCK
from resources.setup.trouble import SetupTrouble
from tests.architecture.imports import TOP

LOCKS = (LOCK, OVERLAY_LOCK)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.parent.name)
def test_every_line_of_a_lock_is_pinned_and_hashed(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    line_form = re.compile(r"[a-z0-9.-]+==[^\s;]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+ *")
    assert [line for line in text.splitlines() if not line_form.fullmatch(line)] == []
    assert "://" not in text


def test_the_lock_holds_every_dependency_and_the_build_backend() -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    wishes = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~ ;]", wish)[0]).lower() for wish in wishes}
    assert names <= names_in(LOCK)


def test_every_dependency_says_why_it_is_there() -> None:
    lines = PROJECT.read_text(encoding="utf-8").splitlines()
    wishes = [line for line in lines if re.match(r'\s+"[A-Za-z0-9_.\[\]-]+[<>=~]', line)]
    assert len(wishes) > 20
    assert [line for line in wishes if not re.search(r",\s+# \w", line)] == []


def test_the_overlay_agrees_with_the_lock_below_it() -> None:
    def versions(lock: Path) -> dict[str, str]:
        return dict(re.findall(r"(?m)^([a-z0-9.-]+)==(\S+)", lock.read_text(encoding="utf-8")))

    below, above = versions(LOCK), versions(OVERLAY_LOCK)
    shared = below.keys() & above.keys()
    assert shared
    assert {name: below[name] for name in shared} == {name: above[name] for name in shared}


def test_an_environment_is_ready_only_once_it_is_finished(tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    python = folder / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert not is_ready(folder, "digest")
    finish(folder, "digest")
    assert is_ready(folder, "digest")
    assert not is_ready(folder, "another lock's digest")
    assert begun(folder), "a finished one is brought up to date in place"
    assert not is_ready(folder, "digest"), "and counts as unfinished until then"


def test_an_environment_whose_python_has_gone_is_not_ready(tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(tmp_path / "removed")
    finish(folder, "digest")
    assert not is_ready(folder, "digest")


def test_an_unfinished_environment_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(environment, "run", lambda command, **_: made.append(command))
    folder = tmp_path / "venv"
    folder.mkdir()
    (folder / "half").touch()
    assert not begun(folder)
    assert made
    assert not folder.exists()


def test_the_digest_follows_the_lock_and_the_project_but_no_tools_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, project = tmp_path / "requirements.lock", tmp_path / "pyproject.toml"
    monkeypatch.setattr(environment, "LOCK", lock)
    monkeypatch.setattr(environment, "PROJECT", project)
    lock.write_text("a==1\n")
    project.write_text("[build-system]\n[project]\nname='a'\n")
    first = wanted()
    project.write_text("[build-system]\n[project]\nname='a'\n[tool.ruff]\nline-length=80\n")
    assert wanted() == first
    project.write_text("[build-system]\n[project]\nname='b'\n")
    assert wanted() != first
    project.write_text("[build-system]\n[project]\nname='a'\n")
    lock.write_text("a==2\n")
    assert wanted() != first


def test_without_the_right_to_install_the_one_line_to_type_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_right_to_install", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SetupTrouble, match=r"sudo apt-get install -y --no-install-recommends libegl1 postgresql\n"):
        system.provide(["libegl1", "postgresql"])


def test_a_display_asks_for_its_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "QT_X11", {"libsidao-never-there.so.0": "libxcb-cursor0"})
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "libxcb-cursor0" not in system.needs_of("run")
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libxcb-cursor0" in system.needs_of("run")


def test_a_bare_make_lists_every_target() -> None:
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    listed = re.findall(r"(?m)^([a-z]+):.*## \S", makefile)
    phony = re.findall(r"(?m)^\.PHONY: list (.*)$", makefile)[0].split()
    assert listed == phony == ["run", "test", "check", "bench", "soak", "interop", "screenshots", "lock", "clean"]
