"""What `make interop` needs besides: foreign clients and a browser's driver, laid over `.venv`.

They live in an environment of their own that sees `.venv`, so that the tests of `make test` never meet their
plugins; tests/interop/requirements.lock is made under the versions of requirements.lock.
"""

import hashlib

from resources.setup.environment import (
    BUILD,
    FOLDER,
    LOCK,
    begun,
    finish,
    install,
    is_ready,
    one_at_a_time,
)
from resources.setup.trouble import TOP, say

OVERLAY = BUILD / "interop"
OVERLAY_LOCK = TOP / "tests" / "interop" / "requirements.lock"


def provide() -> None:
    """Make the overlay ready, unless it is."""
    digest = hashlib.sha256(LOCK.read_bytes() + OVERLAY_LOCK.read_bytes()).hexdigest()
    if is_ready(OVERLAY, digest):
        return
    with one_at_a_time():
        say("正在安装互操作测试的工具…")
        begun(OVERLAY)
        below = next(FOLDER.glob("lib/python3*/site-packages"))
        site = next(OVERLAY.glob("lib/python3*/site-packages"))
        (site / "sidao_below.pth").write_text(f"import site; site.addsitedir({str(below)!r})\n")
        install(OVERLAY / "bin" / "python", OVERLAY_LOCK)
        finish(OVERLAY, digest)
