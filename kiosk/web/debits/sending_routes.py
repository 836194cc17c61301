"""A sealed run is handed to the bank, its bytes are taken, the bank takes nothing of it; and its control sheet."""

from flask import Response, flash
from flask_babel import gettext as _

from kiosk.services import debit_control_sheets, debit_month_pages, debit_run_pages, debit_sending
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, pdf, show
from kiosk.web.debits.desk import debits_desk
from kiosk.web.debits.forms import PressForm, RefusedByBankForm
from kiosk.web.debits.month_page import month_page
from kiosk.web.debits.run_asked_for import address_of, run_asked_for
from kiosk.web.debits.sealing_routes import RUN
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent


@debits_desk.route(f"{RUN}/penyerahan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def sending(month: str, number: int):
    run, form = run_asked_for(month, number), PressForm()
    if not form.is_submitted():
        return _send_page(run, form)
    if not sent(form, lambda: debit_sending.send(run=run, by=actor())):
        return _send_page(run, form, 422)
    flash(_("Berkas ini tercatat diserahkan ke bank. Ambil berkasnya di bawah, lalu kirimkan."), "success")
    return go_to(address_of(run))


@debits_desk.route(f"{RUN}/berkas", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def bank_file(month: str, number: int):
    """It holds account numbers: by a press only, and each time is written down. A GET is the address that a refused
    press leaves in the browser's bar."""
    run, form = run_asked_for(month, number), PressForm()
    if not form.is_submitted():
        return go_to(address_of(run))
    taken: list[debit_sending.BankFile] = []
    if not sent(form, lambda: taken.append(debit_sending.file_of(run=run, by=actor()))):
        return month_page(run.month, form, 422)
    [file] = taken
    answer = Response(file.content, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


@debits_desk.route(f"{RUN}/penolakan-bank", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def refused_by_bank(month: str, number: int):
    run, form = run_asked_for(month, number), RefusedByBankForm()
    if not form.is_submitted():
        return _refused_page(run, form)
    if not sent(form, lambda: debit_sending.refused_by_bank(run=run, why=form.why.data, by=actor())):
        return _refused_page(run, form, 422)
    flash(_("Semua baris berkas ini tercatat gagal, dan dapat dicoba lagi."), "success")
    return go_to(address_of(run))


@debits_desk.get(f"{RUN}/lembar-kendali.pdf")
@allow("admin", "auditor")
def control_sheet(month: str, number: int):
    run = run_asked_for(month, number)
    content = debit_control_sheets.control_sheet(run=run, by=actor())
    return pdf(content, f"lembar-kendali-{run.month:%Y-%m}-{run.number}")


def _send_page(run, form: PressForm, status: int = 200):
    file = debit_month_pages.month_of(month=run.month, by=actor())
    at_hand = file.at_hand if file.at_hand.run.id == run.id else debit_run_pages.run_shown(run)
    return show(
        "debits/send.html", file=file, shown=at_hand, run=run, up=address_of(run), form=form, status=status
    )


def _refused_page(run, form: RefusedByBankForm, status: int = 200):
    shown = debit_run_pages.run_shown(run)
    return show("debits/refused.html", shown=shown, run=run, up=address_of(run), form=form, status=status)
