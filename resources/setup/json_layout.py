"""JSON for people to read and compare: what fits on a line stays on it, the rest has a line a member."""

import json

WIDTH = 120


def laid_out(value: object, indent: int = 0, before: int = 0) -> str:
    """`value` as JSON; `before` counts the characters that stand before it on its first line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + before + indent < WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        keys = {key: json.dumps(key, ensure_ascii=False) + ": " for key in value}
        parts = [keys[key] + laid_out(part, indent + 2, len(keys[key])) for key, part in value.items()]
        opening, closing = "{}"
    else:
        parts = [laid_out(part, indent + 2) for part in value]
        opening, closing = "[]"
    lines = ",\n".join(inner + part for part in parts)
    return f"{opening}\n{lines}\n{' ' * indent}{closing}"
