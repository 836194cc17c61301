"""A mandate as its donor makes it: drafted, read, signed on the screen or by hand."""

from io import BytesIO

from PIL import Image, ImageDraw

from db.connection import writing
from db.models import Donor, Mandate
from kiosk.files.watermarks import pdf_of
from kiosk.services import loose_papers, mandate_drafts, mandate_papers, mandate_signing, mandate_terms
from kiosk.services.mandate_documents import DEPARTMENTS, DONORS
from kiosk.services.mandate_drafts import DraftWish
from kiosk.services.mandate_signing import Signature
from tests.services import asn_desk
from tests.services.at_once import key

ACCOUNT = "3012345678"


def wish(donor: Donor, **changed) -> DraftWish:
    return DraftWish(**{"plan": "jkk_jkm", "account": ACCOUNT, "account_name": donor.name.upper()} | changed)


def drafted(donor: Donor, *, people: int = 1, **changed) -> Mandate:
    """A draft, with so many people reserved."""
    for _ in range(people):
        asn_desk.picked(donor)
    by = asn_desk.acting(donor)
    mandate_drafts.draft(wish=wish(donor, **changed), client_key=key(), by=by)
    return mandate_drafts.draft_of(donor)


def code(draft: Mandate) -> str:
    """That of the draft as it reads now."""
    return mandate_terms.code_of(draft, mandate_terms.to_be_signed(draft))


def drawn() -> Signature:
    return Signature(drawn=picture("PNG"))


def by_hand() -> Signature:
    return Signature(scan=pdf_of([picture("JPEG")]))


def signed(donor: Donor, *, people: int = 1, signature: Signature | None = None, **changed) -> Mandate:
    """Drafted, read and signed, by the real uses."""
    draft = drafted(donor, people=people, **changed)
    no = mandate_signing.sign(
        code=code(draft), signature=signature or drawn(), client_key=key(), by=asn_desk.acting(donor)
    )
    return Mandate.get(Mandate.no == no)


def picture(kind: str, size: tuple[int, int] = (640, 420), colour: str = "white") -> bytes:
    sheet, out = Image.new("RGB", size, colour), BytesIO()
    ImageDraw.Draw(sheet).line((40, 300, 200, 80, 380, 320, 600, 120), fill="black", width=6)
    sheet.save(out, kind)
    return out.getvalue()


def kept(mandate: Mandate) -> Mandate:
    """One that asn_desk has signed gets its papers, and a copy of the KTP; what stands in them matters to nobody."""
    by = asn_desk.acting(mandate.donor)
    for kind in (DONORS, DEPARTMENTS):
        paper = loose_papers.lay_down(pdf_of([picture("JPEG")]), kind=kind, by=by)
        with writing():
            loose_papers.hand_over(paper, owner_kind=mandate_papers.OWNER, owner_id=mandate.id, by=by)
    paper = mandate_papers.lay_down(picture("JPEG"), what="ktp", form="foto", by=by)
    with writing():
        mandate_papers.attach(mandate, paper, what="ktp", by=by)
    return mandate


def sign_as_it_reads(donor: Donor) -> str:
    """The draft that is there; answers with its number."""
    said = {"code": code(mandate_drafts.draft_of(donor)), "signature": drawn(), "client_key": key()}
    return mandate_signing.sign(**said, by=asn_desk.acting(donor))
