"""How a material came, in the words that stand on paper (收取方式)."""

from app.applicants.names import mask_number_on_paper
from app.cases.given import GivenMaterial
from app.catalogue.model import GivenForm
from app.receipts.wording import Wording, filled


def form_words(given: GivenMaterial, wording: Wording) -> str:
    """原件，留存待退还; 电子证照免交（居民身份证 220502********0014，扫码核验）: a licence's number is masked."""
    common, word = wording.common, wording.common[f"form_{given.form.value}"]
    if given.kept:
        word = common["form_kept"]
    elif given.form is GivenForm.WAIVED and given.reason and given.licence is None:
        word = common["form_spared"]
    until = f"{given.valid_until:%Y-%m-%d}" if given.valid_until else ""
    said = (_licence(given, wording), given.reason, filled(common["form_until"], {"until": until}))
    beside = "，".join(filter(None, said))
    return filled(common["form_beside"], {"form": word, "beside": beside}) or word


def _licence(given: GivenMaterial, wording: Wording) -> str:
    licence = given.licence
    if licence is None:
        return ""
    checked = wording.common[f"licence_{licence.checked.value}"]
    return f"{licence.kind} {mask_number_on_paper(licence.number)}，{checked}"
