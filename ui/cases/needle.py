"""What was typed or scanned into the search, as what the lists look for. No Qt."""

from app.errors import Refused
from app.receipts.qr import PREFIX, read_proof


def needle(text: str) -> str:
    """The case number of a proof code, the token of a paper's link, or the text itself.

    A damaged proof code finds nothing rather than something else.
    """
    plain = text.strip()
    if plain.startswith(PREFIX):
        try:
            return read_proof(plain).proof.case_no
        except Refused:
            return ""
    if "://" in plain and "/p/" in plain:
        return plain.rpartition("/p/")[2].split("?")[0].strip("/")
    return plain
