"""A stolen desk's key is revoked after the last entry that central holds: older papers stand, newer ones don't."""

from pathlib import Path

from tests.end_to_end.programs import central, done, here, lines, sidao

POINT = "220521100001"


def test_another_window_tells_papers_before_the_theft_from_those_after_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'central.db'}"
    lost, ours = str(tmp_path / "lost"), str(tmp_path / "ours")
    demo = sidao("demo", "cases", "2", "--seed", "9").stdout.splitlines()
    with central(url, "--demo") as serving:
        for folder, device in ((lost, "1"), (ours, "2")):
            options = ("--point", POINT, "--device", device, "--central", serving["listening"], "--demo")
            done("init", "--data", folder, *options)
        before = _paper(tmp_path / "before.pdf", lost, demo[0])
        done("--data", lost, "sync", "--once")
        device = here("--data", lost, "status")[0]["device_id"]
        here("central", "revoke", "--db", url, device)
        after = _paper(tmp_path / "after.pdf", lost, demo[1])
        assert _verdict(ours, after) == (0, "valid"), "the news of the theft has not come yet"
        done("--data", ours, "sync", "--once")
        assert _verdict(ours, before) == (0, "valid")
        assert _verdict(ours, after) == (3, "unproven")


def _paper(file: Path, desk: str, line: bytes) -> Path:
    [recorded] = done("--data", desk, "case", "record", "-", stdin=line)
    here("--data", desk, "receipt", "print", recorded["case_no"], "--paper", "a4", "--out", str(file))
    return file


def _verdict(desk: str, paper: Path) -> tuple[int, str]:
    judged = sidao("--data", desk, "receipt", "verify", str(paper))
    return judged.returncode, lines(judged.stdout)[0]["verdict"]
