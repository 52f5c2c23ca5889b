"""What reviewers say often, by department: data in resources/central/reasons.toml, chosen by a digit on a page."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MOST = 9
"""As many as there are digits to choose by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """`by_department` holds each department's texts by act; "" is everybody's."""

    by_department: Mapping[str, Mapping[str, tuple[str, ...]]]

    def of(self, department: str) -> dict[str, tuple[str, ...]]:
        """The texts for each act, the department's own first."""
        common, own = self.by_department.get("", {}), self.by_department.get(department, {})
        acts = {**common, **own}
        return {act: tuple(dict.fromkeys((*own.get(act, ()), *common.get(act, ()))))[:MOST] for act in acts}


def shipped_reasons(resources: Path) -> Reasons:
    """Those that come with the program; none without the file."""
    path = resources / "central" / "reasons.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Reasons(by_department={name: _texts(acts) for name, acts in read.items()})


def _texts(acts: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {act: tuple(texts) for act, texts in acts.items()}
