"""The bank's answers come in and are looked at, line by line."""

from flask import flash, request
from flask_babel import gettext as _

from kiosk.domain.debit_returns import OUTCOMES
from kiosk.services import (
    debit_answers,
    debit_going_on,
    debit_hand_answers,
    debit_rereading,
    debit_return_faults,
    debit_return_pages,
    debit_return_settling,
    debit_run_pages,
)
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show, wants_fragment, xlsx
from kiosk.web.debits import words
from kiosk.web.debits.desk import debits_desk
from kiosk.web.debits.forms import PressForm
from kiosk.web.debits.return_forms import AnswerForm, SettleForm
from kiosk.web.debits.run_asked_for import address_of, address_of_run, run_asked_for
from kiosk.web.debits.sealing_routes import RUN
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.list_filters import ListFilters
from kiosk.web.sent import said, sent


@debits_desk.route(f"{RUN}/balasan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def uploads(month: str, number: int):
    run, form = run_asked_for(month, number), AnswerForm()
    if not form.is_submitted():
        return _uploads_page(run, form)
    made: list[str] = []
    if not sent(
        form, lambda: made.append(_send_in(run, form)), beside={debit_answers.FileRefused: form.sheet}
    ):
        return _uploads_page(run, form, 422)
    return go_to(f"/debit/balasan/{made[0]}")


def _send_in(run, form: AnswerForm) -> str:
    """The same bytes as before lead to what became of them."""
    try:
        return debit_answers.upload(run=run, sheet=form.sent, client_key=form.client_key.data, by=actor())
    except debit_answers.SameReturn as same:
        flash(said(same), "soon")
        return same.no


def _uploads_page(run, form: AnswerForm, status: int = 200):
    return show(
        "debits/answers.html",
        run=run,
        shown=debit_run_pages.run_shown(run),
        here=f"{address_of_run(run)}/balasan",
        up=address_of(run),
        day_is_over=debit_hand_answers.day_is_over(run),
        form=form,
        press=PressForm(formdata=None),
        status=status,
    )


@debits_desk.get("/debit/balasan/<no>")
@allow("admin", "auditor")
def answer(no: str):
    """The whole page, or what htmx polls while the file is read."""
    return _answer_page(no)


@debits_desk.route("/debit/balasan/<no>/kelanjutan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def going_on_with_answer(no: str):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form, here = PressForm(), f"/debit/balasan/{no}"
    if not form.is_submitted():
        return go_to(here)
    if not sent(form, lambda: _go_on(no)):
        return _answer_page(no, form, 422)
    flash(_("Pembacaannya dilanjutkan."), "success")
    return go_to(here)


def _go_on(no: str) -> None:
    debit_going_on.go_on_with_answer(answer=debit_answers.seen_by(actor(), no), by=actor())


@debits_desk.route("/debit/balasan/<no>/baca-ulang", methods=["GET", "POST"])
@allow("admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person, methods=["POST"])
@gives_form_back
def reading_again(no: str):
    """Once the layout says what the bank's words mean. A GET is as above."""
    form, here = PressForm(), f"/debit/balasan/{no}"
    if not form.is_submitted():
        return go_to(here)
    if not sent(form, lambda: _read_again(no, form)):
        return _answer_page(no, form, 422)
    return go_to(here)


def _read_again(no: str, form: PressForm) -> None:
    answer = debit_answers.seen_by(actor(), no)
    debit_rereading.read_again(answer=answer, client_key=form.client_key.data, by=actor())


@debits_desk.route("/debit/balasan/<no>/penyelesaian", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def settling(no: str):
    """Somebody notes what came of the lines to look at. A GET is as above."""
    form, here = SettleForm(), f"/debit/balasan/{no}"
    if not form.is_submitted():
        return go_to(here)
    if not sent(form, lambda: _settle(no, form)):
        return _answer_page(no, form, 422)
    flash(_("Dicatat. Berkas ini tidak lagi menunggu dilihat."), "success")
    return go_to(here)


def _settle(no: str, form: SettleForm) -> None:
    debit_return_settling.settle(
        answer=debit_answers.seen_by(actor(), no),
        note=form.note.data,
        client_key=form.client_key.data,
        by=actor(),
    )


@debits_desk.route("/debit/balasan/<no>/perlu-dilihat.xlsx", methods=["GET", "POST"])
@allow("admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person, methods=["POST"])
def look_sheet(no: str):
    """By a press, and each time is written down. A GET leads back to the page."""
    if request.method != "POST":
        return go_to(f"/debit/balasan/{no}")
    content = debit_return_faults.look_sheet(
        no=no,
        remedy=_("Yang perlu dilakukan"),
        headings=tuple(_(heading) for heading in debit_return_faults.HEADINGS),
        say=words.to_look_at,
        by=actor(),
    )
    return xlsx(content, f"{no}-perlu-dilihat")


def _answer_page(no: str, refused: PressForm | None = None, status: int = 200):
    file, here = debit_return_pages.file_of(no=no, by=actor()), f"/debit/balasan/{no}"
    polls = refused is None and wants_fragment()
    if polls and not file.reading:
        return go_to(here)
    return show(
        "debits/answer.html",
        fragment="debits/_answer_reading.html" if polls else None,
        file=file,
        answer=file.answer,
        run=file.run,
        here=here,
        refused=refused,
        press=PressForm(formdata=None),
        settling=refused if isinstance(refused, SettleForm) else SettleForm(formdata=None),
        status=status,
        **_rows(file, here),
    )


def _rows(file: debit_return_pages.ReturnFile, here: str) -> dict:
    filters, number = ListFilters(), page_number()
    outcome = filters.one_of("hasil", OUTCOMES)
    rows, more = debit_return_pages.rows_of(answer=file.answer, outcome=outcome, page=number)
    total = file.counts.get(outcome, 0) if outcome else file.total
    size = debit_return_pages.PAGE
    return {
        "rows": rows,
        "outcome": outcome,
        "unknown": filters.unknown,
        "most": debit_return_faults.MOST,
        "pager": Pager(number, more, total=total, size=size, path=here, fields=request.args),
    }
