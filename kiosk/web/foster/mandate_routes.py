"""The last two steps of signing up: what is chosen, and the mandate to read and to sign."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.domain.tariff import PLANS
from kiosk.services import (
    mandate_accounts,
    mandate_drafts,
    mandate_signing,
    mandate_terms,
    mandate_words,
    pledges,
    settings,
)
from kiosk.services.acting import NotThere
from kiosk.services.pledge_months import next_debit_month
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.foster.mandate_choice_form import ChoiceForm
from kiosk.web.foster.mandate_forms import SignForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import language
from kiosk.web.sent import sent

mandate_signing_desk = Blueprint("mandate_signing", __name__)
CHOICE, READING, WORKERS, START = (
    "/asn/daftar/pilihan", "/asn/daftar/kuasa", "/asn/daftar/pekerja", "/asn/daftar",
)  # fmt: skip


@mandate_signing_desk.route(CHOICE, methods=["GET", "POST"])
@allow("donatur")
@gives_form_back
def choose():
    by = actor()
    try:
        donor = mandate_drafts.donor_of(by)
    except NotThere:
        return go_to(START)
    draft = mandate_drafts.draft_of(donor)
    known = draft or mandate_drafts.refused_before(donor)
    form = ChoiceForm(
        obj=known,
        data=_preset(donor),
        bank=mandate_drafts.bank(),
        has_account=bool(known and known.account_hash),
    )
    if not form.is_submitted():
        return _choice(donor, known, form) if pledges.reserved_by(donor) else _pick_first()
    beside = {mandate_drafts.NotYourName: form.account_name}
    if not sent(form, lambda: _draft(form, by), beside=beside):
        return _choice(donor, known, form, status=422)
    return go_to(READING)


@mandate_signing_desk.route(READING, methods=["GET", "POST"])
@allow("donatur")
@gives_form_back
def read():
    by, form = actor(), SignForm()
    try:
        donor = mandate_drafts.donor_of(by)
    except NotThere:
        return go_to(START)
    draft = mandate_drafts.draft_of(donor)
    if not form.is_submitted():
        return _what_to_read(donor, draft, form)
    signed: list[str] = []
    if not sent(form, lambda: signed.append(_sign(form, by))):
        form.ask_for_files_again()
        return go_to(CHOICE) if draft is None else _reading(draft, form, status=422)
    flash(_("Surat kuasa sudah Anda tandatangani. Terima kasih."), "success")
    return go_to(f"/asn/kuasa/{signed[0]}")


def _what_to_read(donor, draft, form: SignForm):
    """Whoever comes back after signing finds what they have signed."""
    if pledges.reserved_by(donor):
        return go_to(CHOICE) if draft is None else _reading(draft, form)
    signed = mandate_drafts.last_signed(donor) if draft is None else None
    return go_to(f"/asn/kuasa/{signed.no}") if signed else _pick_first()


def _pick_first():
    """A price and a limit are for somebody."""
    flash(_("Belum ada yang dipesan. Pilih dulu pekerjanya, lalu perlindungan dan surat kuasanya."), "info")
    return go_to(WORKERS)


def _preset(donor) -> dict[str, str]:
    """Where neither a draft nor a mandate that was refused says otherwise."""
    return {"account_name": donor.name, "plan": "jkk_jkm"}


def _draft(form: ChoiceForm, by) -> None:
    mandate_drafts.draft(wish=form.wish(), client_key=form.client_key.data, by=by)


def _sign(form: SignForm, by) -> str:
    return mandate_signing.sign(
        code=form.code.data, signature=form.given(), client_key=form.client_key.data, by=by
    )


def _choice(donor, known, form: ChoiceForm, *, status: int = 200):
    bonds = pledges.reserved_by(donor)
    month = next_debit_month()
    return show(
        "foster/choice.html",
        form=form,
        prices={plan: mandate_terms.terms_of(bonds, plan=plan, month=month) for plan in PLANS},
        people=len(bonds),
        bank=mandate_drafts.bank(),
        first_day=month.replace(day=settings.whole("debit_day")),
        account=mandate_accounts.masked_of(known) if known else "",
        status=status,
    )


def _reading(draft, form: SignForm, *, status: int = 200):
    """Again with the code of what is shown now: who sends it has read this."""
    terms = mandate_terms.to_be_signed(draft)
    form.code.data = mandate_terms.code_of(draft, terms)
    account = mandate_accounts.masked_of(draft)
    return show(
        "foster/mandate_read.html",
        form=form,
        draft=draft,
        terms=terms,
        account=account,
        now=mandate_words.now_in_words(terms, language()).rstrip(","),
        clauses=mandate_words.clauses_of(draft, terms, account=account, language=language()),
        status=status,
    )
