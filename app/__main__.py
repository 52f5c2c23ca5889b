"""The command line: reads what is wanted, does it, and turns every end into cli.md's exit codes."""

import errno
import signal
import sys
from collections.abc import Sequence

from app import config
from app.commands.output import BUG, complain, exit_code
from app.commands.parser import handler, parser
from app.errors import SidaoError, Trouble


def main(given: Sequence[str] | None = None) -> int:
    """One command. Returns its exit code; argparse itself exits 2 on wrong use."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever the console's own code page is
    args = parser().parse_args(given)
    args.language = config.language()
    try:
        return handler(args)(args)
    except SidaoError as error:
        complain(error, args.language)
        return exit_code(error)
    except BrokenPipeError:
        return DONE_BY_READER
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Exception as error:
        if isinstance(error, OSError) and error.errno in OUTSIDE:
            trouble = Trouble(OUTSIDE[error.errno], reason=error.strerror or "")
            complain(trouble, args.language)
            return exit_code(trouble)
        from app.crash import write_crash

        path = write_crash(config.data_folder(args.data), error)
        complain(Trouble("bug", path=str(path)), args.language)
        return BUG


OUTSIDE = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP, errno.EIO), "file_not_read"),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "disk_full"),
}
"""What the system says of a folder that is closed to us, of a name or a disk, where nobody was there to say it better:
no bug of ours."""

DONE_BY_READER = 0
"""Whoever read our output had enough: `sidao case list | head`."""

if __name__ == "__main__":
    sys.exit(main())
