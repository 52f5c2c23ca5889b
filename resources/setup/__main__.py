"""Makes this computer ready for one of make's targets; a second time it only looks, in well under a second.

    python3 -m resources.setup check|run|test|interop|lock

Standard library only: it runs before anything is installed.
"""

import sys

from resources.setup import environment, interop, lock, system
from resources.setup.trouble import SetupTrouble

PURPOSES = ("check", "run", "test", "interop", "lock")


def prepare(purpose: str) -> None:
    """Set up what `purpose` needs: first the system's packages, in one go, then the virtual environment."""
    system.provide(system.needs_of(purpose))
    environment.provide()
    if purpose == "interop":
        interop.provide()
    if purpose == "lock":
        lock.renew()


def main(arguments: list[str]) -> int:
    """Prepare, and say in one sentence what a person has to do when that is impossible."""
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        prepare(arguments[0])
    except SetupTrouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已中断；下次会从头再来。", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
