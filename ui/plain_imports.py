"""Loads PySide without its look into every module that is imported after it.

For `from __feature__ import …` PySide takes the place of `__import__`, reads the source of each later module and keeps
it: a fifth of a second and three megabytes of a start. No module of ours selects a feature, so Python's own import
stays. A program of screens imports this before anything else of PySide; see DECISIONS.md.
"""

import builtins

_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - it is what takes the import's place

builtins.__import__ = getattr(builtins, "__orig_import__", _import)  # PySide's name for what it goes on to itself
