"""What intake writes in sets is held by intake, not looked up again row by row."""

from alembic import op

_HELD = (
    ("case_step", "fk_case_step_case_file", "case_file", ["point", "case_id"], ["point", "id"]),
    ("case_file", "fk_case_file_point", "point", ["point"], ["point"]),
    ("entry", "fk_entry_stream", "stream", ["point", "device", "stream"], ["point", "device", "stream"]),
)


def upgrade() -> None:
    for table, name, *_ in _HELD:
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(name, type_="foreignkey")


def downgrade() -> None:
    for table, name, referred, columns, there in reversed(_HELD):
        with op.batch_alter_table(table) as changed:
            changed.create_foreign_key(name, referred, columns, there)
