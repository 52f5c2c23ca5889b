import io
import random
from datetime import UTC, datetime

import pytest
from PIL import Image

from app.ids import DeviceId
from app.keys import Ed25519Signer
from app.receipts.fonts import Fonts
from app.receipts.layout import render
from app.receipts.model import DocumentKind
from app.receipts.qr import sign_proof
from app.receipts.read_codes import proof_texts
from app.receipts.verify import Verdict, verify
from app.receipts.wording import Wording
from tests.app.receipts.pages import pictures_of
from tests.app.receipts.samples import SIGNER, facts, long_facts, proof, ring

TEXT = sign_proof(proof(), SIGNER)
REPLACED_AT = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def pdf(fonts: Fonts, wording: Wording) -> bytes:
    return render(facts(), fonts, wording)


def test_a_paper_of_a_known_key_is_valid_and_says_what_it_proves() -> None:
    judgement = verify(TEXT, ring())
    assert judgement.verdict is Verdict.VALID
    assert judgement.proof == proof()


def test_a_paper_of_a_key_that_was_replaced_is_retired() -> None:
    assert verify(TEXT, ring(replaced_at=REPLACED_AT)).verdict is Verdict.RETIRED


def test_a_paper_up_to_the_revocation_stays_valid() -> None:
    assert verify(TEXT, ring(revoked_after=proof().number)).verdict is Verdict.VALID


def test_a_paper_signed_after_the_revocation_is_unproven_until_central_has_it() -> None:
    known = ring(revoked_after=proof().number - 1)
    assert verify(TEXT, known).verdict is Verdict.UNPROVEN
    known.held.add(proof().number)
    assert verify(TEXT, known).verdict is Verdict.VALID


def test_a_stolen_clock_does_not_help() -> None:
    early = proof(number=9999, received_at=datetime(2020, 1, 1, tzinfo=UTC), accepted_at=None)
    assert verify(sign_proof(early, SIGNER), ring(revoked_after=500)).verdict is Verdict.UNPROVEN


def test_a_paper_of_no_key_of_ours_is_unknown() -> None:
    stranger = Ed25519Signer(bytes(32))
    assert verify(sign_proof(proof(), stranger), ring()).verdict is Verdict.UNKNOWN


def test_a_stranger_who_takes_the_name_of_our_key_is_found_out() -> None:
    class Impostor(Ed25519Signer):
        def __init__(self) -> None:
            super().__init__(bytes(32))
            self.key_id = SIGNER.key_id

    assert verify(sign_proof(proof(), Impostor()), ring()).verdict is Verdict.ALTERED


@pytest.mark.parametrize("changes", [{"device": DeviceId("another")}, {"point": "220502100009"}])
def test_a_key_vouches_for_its_own_device_and_point_only(changes: dict[str, str]) -> None:
    assert verify(sign_proof(proof(**changes), SIGNER), ring()).verdict is Verdict.ALTERED


@pytest.mark.parametrize("source", ["", "随便写的", b"", b"%PDF-1.4 broken", b"\x89PNG\r\n\x1a\nbroken", bytes(1000)])
def test_what_holds_no_code_is_unknown(source: str | bytes) -> None:
    assert verify(source, ring()).verdict is Verdict.UNKNOWN


def test_a_file_that_holds_the_text_is_read(pdf: bytes) -> None:
    assert verify(TEXT.encode() + b"\n", ring()).verdict is Verdict.VALID


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_the_pdf_of_every_document_verifies(fonts: Fonts, wording: Wording, kind: DocumentKind) -> None:
    judgement = verify(render(facts(kind), fonts, wording), ring())
    assert judgement.verdict is Verdict.VALID
    assert judgement.proof is not None
    assert judgement.proof.kind is kind


def test_the_code_on_the_last_of_several_pages_is_found(fonts: Fonts, wording: Wording) -> None:
    judgement = verify(render(long_facts(DocumentKind.SUPPLEMENT), fonts, wording), ring())
    assert judgement.proof is not None
    assert judgement.proof.copy_number == 3


def photograph(
    page: Image.Image, *, turned: float = 0.0, noise: float = 0.0, tilted: bool = False, kind: str = "PNG"
) -> bytes:
    """The paper as a phone sees it: turned, tilted, on a grey desk, with a noisy sensor."""
    paper = page.convert("L")
    if tilted:
        width, height = paper.size
        lean = (1, 0.06, -0.03 * width, 0.02, 1, -0.01 * height, 0.06 / width, 0.05 / height)
        paper = paper.transform(paper.size, Image.Transform.PERSPECTIVE, lean, Image.Resampling.BICUBIC, fillcolor=120)
    if turned:
        paper = paper.rotate(turned, expand=True, resample=Image.Resampling.BICUBIC, fillcolor=120)
    if noise:
        grain = random.Random(7).randbytes(paper.width * paper.height)
        paper = Image.blend(paper, Image.frombytes("L", paper.size, grain), noise)
    out = io.BytesIO()
    paper.save(out, kind, **({"quality": 70} if kind == "JPEG" else {}))
    return out.getvalue()


@pytest.mark.parametrize("resolution", [150, 200, 300])
@pytest.mark.parametrize("turned", [0, 90, 180, 7, -33])
def test_a_turned_scan_is_read(pdf: bytes, resolution: int, turned: float) -> None:
    picture = photograph(pictures_of(pdf, resolution)[0], turned=turned)
    assert verify(picture, ring()).verdict is Verdict.VALID


@pytest.mark.parametrize(("resolution", "noise"), [(150, 0.4), (150, 0.5), (200, 0.5)])
def test_a_noisy_tilted_photograph_is_read(pdf: bytes, resolution: int, noise: float) -> None:
    picture = photograph(pictures_of(pdf, resolution)[0], turned=4, noise=noise, tilted=True, kind="JPEG")
    assert verify(picture, ring()).verdict is Verdict.VALID


def test_a_small_spot_on_the_code_is_healed_and_a_large_one_never_gives_another_reading(pdf: bytes) -> None:
    page = pictures_of(pdf, 200)[0]
    left, top = round(75 / 72 * 200), round(660 / 72 * 200)
    spotted = page.copy()
    spotted.paste(0, (left, top, left + 30, top + 30))
    assert verify(photograph(spotted), ring()).verdict is Verdict.VALID
    page.paste(255, (left, top, left + 220, top + 220))
    assert verify(photograph(page), ring()).verdict is Verdict.UNKNOWN


def test_a_picture_larger_than_any_camera_takes_is_not_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (21_000, 100)).save(out, "PNG")
    assert proof_texts(out.getvalue()) == ()
