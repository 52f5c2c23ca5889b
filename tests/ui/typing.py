"""A clerk's hands for tests: the same that the journey types with."""

from ui.hands import commit, compose, focused, press, write

__all__ = ["commit", "compose", "focused", "press", "write"]
