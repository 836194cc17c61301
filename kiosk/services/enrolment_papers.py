"""What comes with an enrolment beside its answers: a photograph, a signature, a word on how consent was given."""

from dataclasses import dataclass

from kiosk.services import loose_papers, photos
from kiosk.services.acting import Actor
from kiosk.services.consents import PAPER, SIGNATURE
from kiosk.services.loose_papers import LoosePaper


@dataclass(frozen=True)
class EnrolmentPapers:
    """`photo` is an upright JPEG, or one laid down when the form came back; `signature` a PNG; `consent_note` where
    the thumb print is or who the witness was."""

    photo: bytes | LoosePaper | None = None
    signature: bytes | None = None
    consent_note: str = ""

    def content(self) -> dict[str, str]:
        """What tells a repeat of the form from a changed one."""
        signature = loose_papers.fingerprint(self.signature) if self.signature else ""
        return {"photo": self._photo_print(), "signature": signature, "consent_note": self.consent_note}

    def _photo_print(self) -> str:
        if isinstance(self.photo, LoosePaper):
            return self.photo.sha256
        return loose_papers.fingerprint(self.photo) if self.photo else ""


NO_PAPERS = EnrolmentPapers()


@dataclass(frozen=True)
class OnDisk:
    """The same papers, sealed on disk and noted as loose: what an aborted enrolment leaves is cleaned away."""

    photo: LoosePaper | None = None
    signature: LoosePaper | None = None

    def attach(self, *, worker_id: int, consent_id: int, by: Actor) -> None:
        """In the transaction that saves the person. Raises PaperGone."""
        if self.photo:
            photos.attach(self.photo, worker_id=worker_id, by=by)
        if self.signature:
            loose_papers.hand_over(self.signature, owner_kind=PAPER, owner_id=consent_id, by=by)


def lay_down(papers: EnrolmentPapers, *, by: Actor) -> OnDisk:
    """Before the transaction: writing files takes longer than a database may be held up. Without papers it costs
    nothing."""
    photo = papers.photo
    if isinstance(photo, bytes):
        photo = loose_papers.lay_down(photo, kind=photos.PHOTO, by=by)
    signature = papers.signature
    if signature:
        signature = loose_papers.lay_down(signature, kind=SIGNATURE, by=by)
    return OnDisk(photo or None, signature or None)
