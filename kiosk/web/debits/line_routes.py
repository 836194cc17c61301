"""The lines of a run, one of them with its people, and whom the run did not ask for."""

from flask import flash, request
from flask_babel import gettext as _

from kiosk.domain.debit_reasons import REASONS
from kiosk.domain.debits import LINE_STATES
from kiosk.services import (
    debit_hand_answers,
    debit_line_pages,
    debit_revoked,
    debit_run_pages,
    debit_skip_pages,
)
from kiosk.services.debit_revoked import REVOKED
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.debits.desk import debits_desk
from kiosk.web.debits.forms import FindLineForm
from kiosk.web.debits.hand_answer_form import HandAnswerForm
from kiosk.web.debits.run_asked_for import address_of_run, run_asked_for
from kiosk.web.debits.sealing_routes import RUN
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import ListFilters
from kiosk.web.sent import sent

READERS = ("admin", "auditor")


@debits_desk.route(f"{RUN}/baris", methods=["GET", "POST"])
@allow(*READERS, post=READERS)
@gives_form_back
def lines(month: str, number: int):
    """POST only finds."""
    run, form = run_asked_for(month, number), FindLineForm()
    if form.is_submitted() and form.validate():
        if key := debit_line_pages.find(run=run, text=form.cari.data):
            return go_to(f"{address_of_run(run)}/baris/{key}")
        form.cari.errors = [_("Tidak ada baris seperti itu dalam berkas ini. Periksa nomornya.")]
    return _lines_page(run, form, 422 if form.errors else 200)


@debits_desk.get(f"{RUN}/baris/<key>")
@allow(*READERS)
def line(month: str, number: int, key: str):
    run = run_asked_for(month, number)
    file = debit_line_pages.line_of(run=run, key=key)
    return show("debits/line.html", file=file, line=file.shown.line, run=run, up=address_of_run(run))


@debits_desk.route(f"{RUN}/baris/<key>/jawaban", methods=["GET", "POST"])
@allow(*READERS)
@gives_form_back
def line_answer(month: str, number: int, key: str):
    """What the bank has said of it otherwise than by a file."""
    run, form = run_asked_for(month, number), HandAnswerForm()
    if not form.is_submitted():
        return _answer_page(run, key, form)
    beside = {debit_hand_answers.WrongDebitDay: form.debited_on}
    if not sent(form, lambda: _note(run, key, form), beside=beside):
        return _answer_page(run, key, form, 422)
    flash(_("Jawaban bank atas baris ini dicatat."), "success")
    return go_to(f"{address_of_run(run)}/baris/{key}")


def _note(run, key: str, form: HandAnswerForm) -> None:
    debit_hand_answers.note(run=run, key=key, answer=form.answer, client_key=form.client_key.data, by=actor())


def _answer_page(run, key: str, form: HandAnswerForm, status: int = 200):
    file = debit_line_pages.line_of(run=run, key=key)
    return show(
        "debits/line_answer.html",
        file=file,
        line=file.shown.line,
        run=run,
        up=f"{address_of_run(run)}/baris/{key}",
        form=form,
        status=status,
    )


@debits_desk.get(f"{RUN}/dilewati")
@allow(*READERS)
def skipped(month: str, number: int):
    run, filters, page = run_asked_for(month, number), ListFilters(), page_number()
    counts = debit_skip_pages.counts_of(run)
    reason = filters.one_of("alasan", [one.reason for one in counts])
    rows, more = debit_skip_pages.skips_of(run=run, reason=reason, page=page)
    total = sum(one.count for one in counts if reason in ("", one.reason))
    return show(
        "debits/skipped.html",
        run=run,
        up=address_of_run(run),
        counts=counts,
        reason=reason,
        rows=rows,
        unknown=filters.unknown,
        pager=Pager(page, more, total=total, size=debit_skip_pages.PAGE),
    )


def _lines_page(run, form: FindLineForm, status: int):
    filters, page = ListFilters(), page_number()
    state, reason = filters.one_of("keadaan", (*LINE_STATES, REVOKED)), filters.one_of("alasan", REASONS)
    rows, more, total = debit_line_pages.lines_of(run=run, state=state, reason=reason, page=page)
    here = f"{address_of_run(run)}/baris"
    return show(
        "debits/lines.html",
        run=run,
        shown=debit_run_pages.run_shown(run),
        here=here,
        state=state,
        reason=reason,
        reasons=debit_line_pages.reasons_of(run),
        revoked=debit_revoked.count_in(run),
        rows=rows,
        form=form,
        unknown=filters.unknown,
        pager=Pager(page, more, total=total, size=debit_line_pages.PAGE, path=here, fields=request.args),
        status=status,
    )
