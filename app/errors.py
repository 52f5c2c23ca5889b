"""What can go wrong, sorted by what the clerk can do about it.

    SidaoError
    ├── Refused      a rule here said no; nothing changed; the clerk can act (exit 3)
    ├── NotFound     no such case, ticket, file (exit 4)
    └── Trouble      the surroundings: link, printer, disk, lock, key (exit 5)

Every other exception is a bug of ours and is caught once, at the top (exit 70).

An error carries a *code* and values, never a sentence: the sentences are in `ui/explain.py`,
and a test holds that every code used in the sources has one.
"""


class SidaoError(Exception):
    """Something that has a sentence for people.

    `code` names the sentence, `field` is the dotted path of the input it is about
    ("applicant.id_no", "materials.2.file") or None, `values` fill the sentence's blanks.
    """

    def __init__(self, code: str, field: str | None = None, /, **values: object) -> None:
        super().__init__(code, field, values)
        self.code = code
        self.field = field
        self.values = values

    def __str__(self) -> str:
        """For logs: the code and the field; never the values, which may be personal data."""
        return self.code if self.field is None else f"{self.code} ({self.field})"


class Refused(SidaoError):
    """A rule of the desk said no. Nothing changed."""


class NotFound(SidaoError):
    """What was named does not exist here."""


class Trouble(SidaoError):
    """The surroundings failed. Nothing is half done; trying again later may work."""
