"""Clerks as choices of the sign-in screen. No Qt."""

from collections.abc import Sequence

from app.key_slots import Holder


def clerk_choices(holders: Sequence[Holder]) -> tuple[tuple[str, str], ...]:
    """(id, name with staff number) for each who has a slot."""
    return tuple((holder.clerk, f"{holder.name}  {holder.number}") for holder in holders)
