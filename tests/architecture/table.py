"""design.md's table "Who may import whom", line by line, as data.

The standard library is everyone's, but sqlite3. A module may always import its neighbours in the same package
(app.cases, app.sync, …), and VALUES. A noun's file that imports nothing but what a model may is *part of its
model*, whatever its name; any other is *part of its service*. DECISIONS.md beside this file says why.
"""

from dataclasses import dataclass

NOUNS = (
    *("actions", "applicants", "cases", "catalogue", "clerks", "helping", "ratings", "receipts", "reports", "themes"),
    "tickets",
)

FOUNDATION = ("app.desk_folder", "app.errors", "app.ids")
MODEL_MAY = (*FOUNDATION, "app.journal", "app.events")
"""What a noun's model may import besides other models: design.md's first line, and its neighbours in that line."""
VALUES = {"app.clock": frozenset({"CHINA", "local_date"}), "app.keys": frozenset({"Signer"})}
"""Names that everyone may import: constants and pure functions, and the Protocol of what is handed in."""
SERVICE_MAY = (*FOUNDATION, "app.catalogue.shelf", "app.clock", "app.events", "app.journal", "app.storage")
"""What a noun's service may import besides models; the shelf is the catalogue as last read."""
PAPER = ("app.receipts.fonts", "app.receipts.layout", "app.receipts.qr")

CITY_PAGES = (
    *("app.central.case_storage", "app.central.city_model", "app.central.city_storage", "app.central.file_storage"),
    *("app.central.helping_model", "app.central.helping_storage"),
)
"""The same two of central, for cases, the pages that its technicians look at, and attachments."""
WIRE = (
    *("app.sync.bundle", "app.sync.codes", "app.sync.continuing", "app.sync.enrol_messages", "app.sync.key_sheets"),
    *("app.sync.messages", "app.sync.on_stick", "app.sync.packets", "app.sync.packing", "app.sync.parts"),
    *("app.sync.point_cases", "app.sync.reckoning"),
)
"""What desk and central must read alike: app/sync/README.md in code."""
QT = ("PySide6", "shiboken6")
DATABASE = ("alembic", "psycopg", "sqlalchemy", "sqlcipher3", "sqlite3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The modules that it speaks of; the modules and libraries that they may import; "*" is any.

    `a.*.b` stands for one name in the place of the star, and every name for what lies under it, too.
    """

    modules: tuple[str, ...]
    may: tuple[str, ...] = ()
    models: bool = False
    never: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()


ROOTS = ("ui.main", "ui.journey", "app.__main__", "app.commands", "app.central.__main__")
"""design.md's three, and the command line's parts."""

TABLE = (
    Line(modules=ROOTS, may=("app", "db", "ui"), models=True, libraries=("*",)),
    Line(modules=("app.errors",)),
    Line(modules=("app.desk_folder",)),
    Line(modules=("app.clock",), may=("app.errors",)),
    Line(modules=("app.ids",), may=("app.clock", "app.errors")),
    Line(modules=("app.journal", "app.events", "app.*.model"), may=MODEL_MAY, models=True),
    Line(modules=("app.keys", "app.key_slots"), may=(*FOUNDATION, "app.keys"), libraries=("argon2", "cryptography")),
    Line(modules=("app.storage",), may=(*FOUNDATION, "app.journal"), models=True),
    Line(
        modules=("app.receipts.service", "app.receipts.guide_desk", "app.receipts.in_force"),
        may=SERVICE_MAY,
        models=True,
    ),
    Line(
        modules=("app.receipts",),  # paper and its codes
        may=(*FOUNDATION, "app.journal", "app.keys"),
        models=True,
        libraries=(
            *("PIL", "base45", "cbor2", "cryptography", "cwt", "fontTools"),
            *("pypdfium2", "qrcode", "reportlab", "zxingcpp"),
        ),
    ),
    Line(modules=("app.applicants.search_text",), may=MODEL_MAY, models=True, libraries=("pypinyin",)),
    Line(modules=("app.catalogue.spelling",), may=MODEL_MAY, models=True, libraries=("pypinyin",)),
    Line(modules=("app.cases.input_shape",), may=MODEL_MAY, models=True, libraries=("msgspec",)),  # JSON, and back
    Line(modules=("app.reports",), may=(*SERVICE_MAY, "app.receipts.layout"), models=True),
    Line(modules=("app.clerks",), may=(*SERVICE_MAY, "app.key_slots"), models=True),  # a passphrase is a slot
    Line(modules=tuple(f"app.{noun}" for noun in NOUNS), may=SERVICE_MAY, models=True),
    Line(
        modules=("app.sync",),
        may=(*SERVICE_MAY, "app.config"),
        models=True,
        libraries=("cbor2", "cryptography", "httpx", "msgspec", "zstandard"),
    ),
    Line(
        modules=("app.copies",), may=(*SERVICE_MAY, "app.config", "app.key_slots", "app.keys"), models=True
    ),  # the queue's key is locked under the desk's
    Line(modules=("app.timekeeping",), may=(*SERVICE_MAY, "app.key_slots"), models=True),  # a file replaced whole
    Line(
        modules=("app.devices",),
        may=(*SERVICE_MAY, *PAPER, "app.config"),
        models=True,
        libraries=("PIL", "escpos", "pypdfium2", "serial"),
    ),
    Line(modules=("app.central.model", "app.central.storage", *CITY_PAGES), may=MODEL_MAY, models=True),
    Line(
        modules=("app.central",),
        may=(*FOUNDATION, "app.clock", "app.journal", "app.keys", "app.receipts.qr", *WIRE),
        models=True,
        libraries=(
            *("anyio", "argon2", "cryptography", "fastapi", "jinja2", "msgspec"),
            *("multipart", "pydantic", "python_multipart", "starlette", "uvicorn", "zstandard"),
        ),
    ),
    Line(
        modules=(
            "app.program",
            "app.helping_program",
            "app.paper_program",
            "app.queue_program",
            "app.signed_in",
            "app.worker",
            "app.config",
            "app.crash",
            "app.intake",
            "app.recovery",
            "app.recount",
            "app.recovery_folder",
            "app.setup",
            "app.sync_program",
            "app.verify",
        ),
        may=("app",),
        models=True,
        never=("app.central", *ROOTS),
        libraries=("platformdirs",),
    ),
    Line(
        modules=("db",),
        may=(
            *(*FOUNDATION, "app.central.model", "app.central.storage", *CITY_PAGES, "app.journal", "app.storage"),
            *("app.clock", "app.keys"),  # handed in; the desk's signing key lies in desk.db, attachments beside it
        ),
        models=True,
        libraries=(*DATABASE, "msgspec"),  # JSON columns, five times faster than the standard library
    ),
    Line(modules=("ui.sentences",)),
    Line(modules=("ui.explain", "ui.language", "ui.*.rows"), may=("app",), models=True, never=("app.central",)),
    Line(modules=("ui",), may=("app",), models=True, never=("app.central", *ROOTS), libraries=QT),
)

AGREED = {
    ("app.sync.packing", "app.keys"): "a batch is verified by whoever unpacks it, central's or a neighbour's",
    ("ui.widgets.preview", "pypdfium2"): "a page becomes a picture where it is shown, at that size",
}
"""Single imports beside the table, each with its reason; one that is no longer needed has to go."""
