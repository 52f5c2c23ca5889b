"""What is said of an attached file."""

from ui.intake.file_text import size_note


def test_both_sizes_are_said_where_the_file_was_made_smaller() -> None:
    assert size_note(312_000, 3_100_000) == "附件已由 3.1 MB 缩小到 312.0 KB"


def test_one_size_is_said_where_it_stayed_or_comes_from_a_draft() -> None:
    assert size_note(312_000, 312_000) == "附件 312.0 KB"
    assert size_note(812, 0) == "附件 812 B"
