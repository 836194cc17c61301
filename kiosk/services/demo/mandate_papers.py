"""The papers of made-up mandates that wait to be checked: the surat kuasa with a drawn signature, and copies that say
they are examples."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from db.connection import writing
from db.models import Donor, Mandate, Opd
from kiosk.domain.mandates import SIGNED
from kiosk.files.own_folders import ROOT
from kiosk.files.watermarks import marked
from kiosk.services import loose_papers, mandate_documents, mandate_papers, mandate_terms, pledges
from kiosk.services.acting import Actor
from kiosk.services.demo.donors import own_donor
from kiosk.services.mandate_copies import purpose_of
from kiosk.services.mandate_documents import DEPARTMENTS, DONORS

FONT = ROOT / "static" / "fonts" / "plus-jakarta-sans-latin-wght-normal.woff2"
SIZE, INK = (720, 448), "#14282d"
STROKE = ((40, 130), (90, 40), (130, 140), (190, 60), (230, 120), (300, 70), (360, 110))


def draw_papers() -> None:
    """Each as its donor would have added it; what is there already stays. The donor who can sign in reads the own
    copy."""
    own = own_donor()
    query = Mandate.select(Mandate, Donor, Opd).join(Donor).join(Opd)
    for mandate in query.where(Mandate.demo, Mandate.state == SIGNED, Mandate.document_sha256 == ""):
        donor = mandate.donor
        by = Actor(user_id=donor.user_id, name=donor.name, role="donatur", opd_id=donor.opd_id)
        for kind in (DONORS, DEPARTMENTS) if donor == own else (DEPARTMENTS,):
            _keep_document(mandate, kind, by)
        _add_copies(mandate, by)


def _add_copies(mandate: Mandate, by: Actor) -> None:
    for what, title in mandate_papers.TITLES.items():
        picture = marked(example(title, mandate.donor.name), purpose_of(mandate.no))
        paper = mandate_papers.lay_down(picture, what=what, form=mandate_papers.PICTURE, by=by)
        with writing():
            mandate_papers.attach(mandate, paper, what=what, by=by)


def _keep_document(mandate: Mandate, kind: str, by: Actor) -> None:
    terms = mandate_terms.terms_of(pledges.live_under(mandate), plan=mandate.plan, month=mandate.first_month)
    content = mandate_documents.drawn(mandate, terms, kind=kind, signature=_signature(), at=mandate.signed_at)
    paper = loose_papers.lay_down(content, kind=kind, by=by)
    with writing():
        loose_papers.hand_over(paper, owner_kind=mandate_papers.OWNER, owner_id=mandate.id, by=by)
        Mandate.update(document_sha256=paper.sha256).where(Mandate.id == mandate.id).execute()


def _signature() -> bytes:
    sheet, out = Image.new("RGBA", (400, 180), (255, 255, 255, 0)), BytesIO()
    ImageDraw.Draw(sheet).line(STROKE, fill=INK, width=5, joint="curve")
    sheet.save(out, "PNG")
    return out.getvalue()


def example(title: str, name: str) -> bytes:
    """A picture of a paper that says it is none."""
    sheet, out = Image.new("RGB", SIZE, "#f4f1ea"), BytesIO()
    drawing, font = ImageDraw.Draw(sheet), ImageFont.truetype(FONT, 32)
    for line, text in enumerate((title, name, "CONTOH, bukan dokumen sungguhan")):
        drawing.text((40, 48 + 72 * line), text, fill=INK, font=font)
    sheet.save(out, "JPEG", quality=80)
    return out.getvalue()
