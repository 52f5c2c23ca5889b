"""帮代办 of a desk, put together: who the 代办员 are, and the batches that they hand over."""

from functools import cached_property
from typing import TYPE_CHECKING

from app.errors import Refused
from app.paper_program import PaperProgram

if TYPE_CHECKING:
    from app.helping.acting import Counter as HelpingCounter
    from app.helping.model import Batch
    from app.helping.register import Register
    from app.helping.service import HandOvers


class HelpingProgram(PaperProgram):
    """The register and the hand-overs. Services are made when first asked for."""

    @cached_property
    def helpers(self) -> "Register":
        """The register of 代办员 and the log of their visits."""
        from app.helping.register import Register

        return Register(self._helping_counter)

    @cached_property
    def hand_overs(self) -> "HandOvers":
        """The batches of papers on their way up."""
        from app.helping.service import HandOvers

        return HandOvers(self._helping_counter, self._case_of_code, self._batch_of_code)

    @cached_property
    def _helping_counter(self) -> "HelpingCounter":
        from app.helping.acting import Counter

        settings = self.config
        return Counter(
            store=self.store,
            point=settings.point,
            device=settings.device,
            device_number=settings.device_number,
            clerk=self.clerk,
            clock=self.queue.clock,
            ids=self._around.ids,
            announcer=self.announcer,
            place_name=self._place_name,
        )

    def _place_name(self, code: str) -> str:
        """The point itself by its own name, others as their division suggests."""
        if code == self.config.point:
            return self.letterhead().name
        county = self.divisions.county(code)
        return self.divisions.point_name(code) if len(code) > 6 else f"{county.name if county else ''}政务服务中心"

    def _case_of_code(self, text: str) -> str | None:
        """The case number of a paper's proof code. Raises Refused("scan_altered")."""
        from app.receipts.verify import Verdict, verify_text

        judged = verify_text(text, self.key_ring())
        if judged.verdict is Verdict.ALTERED:
            raise Refused("scan_altered", "scans")
        return judged.proof.case_no if judged.proof else None

    def _batch_of_code(self, text: str) -> "Batch":
        """The list in the code of a 交接清单. Raises Refused: batch_code_…"""
        from app.receipts.batch_code import verified_batch

        return verified_batch(text, self.key_ring())
