"""What central returned, in plain words, and how to reach the applicant about it. No Qt."""

from app.applicants.model import Applicant
from app.sync.model import Reason
from ui.explain import sentence
from ui.language import _, chosen


def reason_text(reason: str | None) -> str:
    """Central's words; a bare code by its own sentence."""
    return sentence(reason, chosen()) if reason in set(Reason) else reason or ""


def phone_text(applicant: Applicant) -> str:
    """The phone in full, or whom to ask for somebody who has none."""
    contact = applicant.contact
    if applicant.phone:
        return applicant.phone
    if contact is not None:
        return _("无手机，联系人 {name} {phone}").format(name=contact.name, phone=contact.phone)
    return _("没有留电话")
