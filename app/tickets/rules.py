"""What a point may set about its queue: letters, fairness, limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.errors import Refused
from app.tickets.model import PriorityGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A business group with its letter; every ticket of the letter belongs to `priority`, if it has one."""

    letter: str
    name: str
    name_en: str
    priority: PriorityGroup | None = None


class Fairness(StrEnum):
    """How the two lines share the windows."""

    STRICT = "strict"  # priority visitors always first
    RATIO = "ratio"  # one priority visitor jumps per `normals_per_priority` normal ones


CATEGORIES = (
    Category(letter="A", name="综合", name_en="General"),
    Category(letter="B", name="社保医保", name_en="Social and medical insurance"),
    Category(letter="C", name="民政", name_en="Civil affairs"),
    Category(letter="Y", name="优先", name_en="Priority", priority=PriorityGroup.OTHER),
    Category(letter="P", name="预约", name_en="Appointment", priority=PriorityGroup.APPOINTMENT),
)
"""The letters in general use (domain.md §5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRules:
    """The point's settings; seconds where a time is meant. A window without letters of its own serves all."""

    categories: tuple[Category, ...] = CATEGORIES
    fairness: Fairness = Fairness.RATIO
    normals_per_priority: int = 2
    recall_limit: int = 3
    recall_interval: int = 10
    undo_within: int = 10
    return_behind: int = 3
    windows: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def category(self, letter: str) -> Category:
        """The category of a letter. Raises Refused("category_unknown")."""
        for category in self.categories:
            if category.letter == letter:
                return category
        raise Refused("category_unknown", "category", category=letter)

    def serves(self, window: int, letter: str) -> bool:
        """Whether `window` calls tickets of `letter`."""
        letters = self.windows.get(window)
        return not letters or letter in letters


def check_rules(rules: QueueRules) -> QueueRules:
    """The same rules, when a queue can run by them. Raises Refused, naming the field that cannot be."""
    letters = [category.letter for category in rules.categories]
    if not letters or len(set(letters)) != len(letters) or not all(_is_letter(letter) for letter in letters):
        raise Refused("queue_letters", "categories")
    for window, served in rules.windows.items():
        if not served <= set(letters):
            raise Refused("queue_window_letters", f"windows.{window}", window=window)
    for name, least in _LEAST.items():
        if getattr(rules, name) < least:
            raise Refused("queue_rule_too_small", name, least=least)
    return rules


_LEAST = {"normals_per_priority": 1, "recall_limit": 0, "recall_interval": 0, "undo_within": 0, "return_behind": 0}


def _is_letter(letter: str) -> bool:
    return len(letter) == 1 and "A" <= letter <= "Z"


def rules_to_json(rules: QueueRules) -> dict[str, Any]:
    """The rules as JSON-able values."""
    return {
        "categories": [
            {"letter": one.letter, "name": one.name, "name_en": one.name_en, "priority": one.priority}
            for one in rules.categories
        ],
        "fairness": rules.fairness,
        **{name: getattr(rules, name) for name in _LEAST},
        "windows": {str(window): sorted(letters) for window, letters in rules.windows.items()},
    }


def rules_from_json(values: Mapping[str, Any]) -> QueueRules:
    """The inverse of `rules_to_json`."""
    return QueueRules(
        categories=tuple(
            Category(
                letter=one["letter"],
                name=one["name"],
                name_en=one["name_en"],
                priority=None if one["priority"] is None else PriorityGroup(one["priority"]),
            )
            for one in values["categories"]
        ),
        fairness=Fairness(values["fairness"]),
        windows={int(window): frozenset(letters) for window, letters in values["windows"].items()},
        **{name: int(values[name]) for name in _LEAST},
    )
