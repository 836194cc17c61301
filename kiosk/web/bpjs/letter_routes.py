"""Letters that ask BPJS for an earlier first day: who needs one, those made, one of them on screen and on paper."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.bpjs_continuity import WORDS
from kiosk.services import bpjs_letter_pages, bpjs_letter_papers, bpjs_letter_proposals, bpjs_letters
from kiosk.services.acting import NotThere
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, pdf, show
from kiosk.web.bpjs.letter_forms import LetterForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

PATH = "/bpjs/surat"

bpjs_letter_desk = Blueprint("bpjs_letters", __name__)


@bpjs_letter_desk.app_template_global()
def broken_words(why: str) -> str:
    return _(WORDS[why])


@bpjs_letter_desk.get(PATH)
@allow("admin", "auditor")
def index():
    by, number = actor(), page_number()
    rows, follows = bpjs_letter_pages.page_of(by=by, page=number)
    return show(
        "bpjs/letters.html",
        rows=rows,
        proposed=bpjs_letter_proposals.counts(),
        pager=Pager(number, follows, path=PATH),
    )


@bpjs_letter_desk.route(f"{PATH}/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    """For the funder `?penanggung=` of the address; without one back to where it is chosen."""
    if "penanggung" not in request.args:
        return go_to(PATH)
    funder = bpjs_letter_pages.funder_named(actor(), _funder_number())
    proposals = bpjs_letter_proposals.proposed_for(funder.id)
    form = LetterForm(proposals)
    if not form.is_submitted():
        return _page(funder, proposals, form)
    made: list[str] = []
    if not sent(form, lambda: made.append(_make(funder.id, form))):
        return _page(funder, proposals, form, 422)
    flash(_("Surat %(no)s dibuat. Cetak, tanda tangani, lalu serahkan kepada BPJS.", no=made[0]), "success")
    return go_to(f"{PATH}/{made[0]}")


def _make(funder_id: int, form: LetterForm) -> str:
    return bpjs_letters.make(
        funder_id=funder_id,
        people=form.days,
        reason=form.reason.data,
        client_key=form.client_key.data,
        by=actor(),
    )


@bpjs_letter_desk.get(f"{PATH}/<no>")
@allow("admin", "auditor")
def one(no: str):
    return show("bpjs/letter.html", file=bpjs_letter_pages.letter_seen_by(actor(), no))


@bpjs_letter_desk.route(f"{PATH}/<no>.pdf", methods=["GET", "POST"])
@allow("admin", "auditor")
def paper(no: str):
    """A POST: full numbers leave the house, and each printing is written down. A GET leads back to the letter."""
    if request.method != "POST":
        return go_to(f"{PATH}/{no}")
    return pdf(bpjs_letter_papers.letter_pdf(no=no, by=actor()), f"surat-{no}")


def _funder_number() -> int:
    """Raises NotThere."""
    text = request.args.get("penanggung", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotThere
    return int(text)


def _page(funder, proposals: list, form: LetterForm, status: int = 200):
    return show(
        "bpjs/letter_new.html",
        funder=funder,
        proposals=proposals,
        most=bpjs_letter_proposals.MOST,
        form=form,
        status=status,
    )
