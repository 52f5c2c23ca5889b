"""`python -m app.central serve --db URL --port N`: the same as `sidao central …`."""

import sys

from app.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["central", *sys.argv[1:]]))
