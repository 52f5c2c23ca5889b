"""What a log may say of a bug of ours: where it happened, never what was in the hands of the code."""

import traceback


def told_of(failure: BaseException) -> str:
    """The failure's type and its frames. Its text is left out: drivers put rows into it."""
    frames = traceback.extract_tb(failure.__traceback__)
    places = " < ".join(f"{frame.name} ({frame.filename.rsplit('/', 1)[-1]}:{frame.lineno})" for frame in frames[-6:])
    return f"{type(failure).__name__} at {places}"
