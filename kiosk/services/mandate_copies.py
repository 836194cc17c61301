"""A donor adds the copies of bank book and KTP: each gets the words of its only purpose drawn into it before it is
sealed, and what was sent is kept nowhere."""

from collections.abc import Mapping

from kiosk.domain.clock import today
from kiosk.domain.words import N_, long_date
from kiosk.files import evidence, watermarks
from kiosk.files.evidence import Evidence
from kiosk.files.pdf_pictures import PagesOfOddSize, PagesRefused, pages_as_jpeg
from kiosk.services import access, loose_papers, mandate_lookup, mandate_papers
from kiosk.services.acting import Actor, Refused
from kiosk.services.loose_papers import LoosePaper, fingerprint
from kiosk.services.mandate_papers import PDF, PICTURE
from kiosk.services.once import once

PURPOSE = "Hanya untuk surat kuasa autodebet BPJS Ketenagakerjaan, {no}, {day}"
TOO_MANY_PAGES = N_(
    "PDF ini lebih dari 4 halaman, atau tidak dapat dibuka sebagai gambar. Kirim halaman yang perlu saja, atau fotonya."
)

ODD_SIZE = N_(
    "PDF ini punya halaman yang lebih kecil dari 5 cm atau lebih besar dari 2 meter. Kirim pindaian ukuran biasa, atau "
    "fotonya."
)


def purpose_of(no: str) -> str:
    """What is written over a copy that is added today."""
    return PURPOSE.format(no=no, day=long_date(today()))


def add(*, no: str, copies: Mapping[str, Evidence], client_key: str, by: Actor) -> None:
    """`copies` by what they are (mandate_papers.COPIES), as files/evidence has read them. An earlier copy of the same
    is deleted at once, and so is what a second press of the same form laid down. Raises NotThere, NotAllowed, Refused
    (settled already, too many pages), KeyInUse, PaperGone."""
    mandate = mandate_lookup.seen_by(by, no)
    access.require(mandate_lookup.is_own(by, mandate))
    if mandate.state not in mandate_papers.TAKES:
        raise Refused(mandate_papers.TOO_LATE)
    words = purpose_of(no)
    papers: dict[str, LoosePaper] = {}
    try:
        for what, one in copies.items():
            papers[what] = _lay_down(what, one, words, by)
        once(
            key=client_key,
            purpose="mandate_copies",
            content={"no": no, **{what: fingerprint(one.content) for what, one in copies.items()}},
            by=by,
            make=lambda: _attach(no, papers, by),
        )
    finally:
        loose_papers.drop(papers.values(), by=by)


def _attach(no: str, papers: Mapping[str, LoosePaper], by: Actor) -> str:
    now = mandate_lookup.held_with_donor(mandate_lookup.seen_by(by, no))
    for what, paper in papers.items():
        mandate_papers.attach(now, paper, what=what, by=by)
    if now.copies_asked_at and not mandate_papers.missing_of(now):
        mandate_lookup.write(now, copies_asked_at=None, copies_asked_why="")
    return no


def _lay_down(what: str, sent: Evidence, words: str, by: Actor) -> LoosePaper:
    if sent.kind == evidence.PICTURE:
        return mandate_papers.lay_down(watermarks.marked(sent.content, words), what=what, form=PICTURE, by=by)
    try:
        pages = pages_as_jpeg(sent.content)
    except PagesOfOddSize as fault:
        raise Refused(ODD_SIZE) from fault
    except PagesRefused as fault:
        raise Refused(TOO_MANY_PAGES) from fault
    return mandate_papers.lay_down(watermarks.marked_pdf(pages, words), what=what, form=PDF, by=by)
