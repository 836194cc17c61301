"""Cards: print runs asked for, opened and answered, their log, one card to look at."""

from flask import Blueprint, abort, flash
from flask_babel import gettext as _

from kiosk.services import cards as uses
from kiosk.services import (
    print_log,
    print_outcomes,
    print_remakes,
    print_run_files,
    print_run_pages,
    print_runs,
    print_spoilage,
)
from kiosk.services.print_refusals import AlreadyPrinted
from kiosk.services.print_run_files import FileGone
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, pdf, show
from kiosk.web.cards.forms import OutcomeForm, PrintForm, RemakeForm
from kiosk.web.cards.log_filters import LogFilters
from kiosk.web.cards.queue_routes import queue_given_back
from kiosk.web.cards.void_words import void_words
from kiosk.web.errors import answer_fault
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import away_from_empty
from kiosk.web.sent import said, sent

cards = Blueprint("cards", __name__)
cards.add_app_template_global(void_words, "card_void_words")


@cards.post("/kartu/lembar")
@allow("petugas", "mitra", "admin")
def print_run():
    form = PrintForm()
    if not form.validate():
        abort(422)
    if form.chose_nobody:
        words = _("Pilih dulu orang yang kartunya mau dicetak, atau tekan Cetak semua.")
        form.form_errors.append(words)
        return queue_given_back(form)
    try:
        no = print_runs.print_cards(
            client_key=form.client_key.data,
            reg_nos=form.reg_nos,
            batch_no=form.batch.data or None,
            wanted=form.wanted(actor()),
            wish=form.wish(),
            by=actor(),
        )
    except AlreadyPrinted as printed:
        reprint = {"href": f"/kartu/{printed.serial}/pengganti", "text": _("Cetak ulang")}
        return answer_fault(422, said(printed), reprint)
    return go_to(f"/kartu/lembar/{no}")


@cards.get("/kartu/lembar")
@allow("petugas", "mitra", "admin", "auditor")
def log():
    if elsewhere := away_from_empty():
        return elsewhere
    filters, number = LogFilters(), page_number()
    runs, follows = print_log.page_of(by=actor(), state=filters.state, page=number)
    return show("cards/log.html", runs=runs, pager=Pager(number, follows), filters=filters)


@cards.get("/kartu/lembar/<no>")
@allow("petugas", "mitra", "admin", "auditor")
def run(no: str):
    return _run_page(no, OutcomeForm())


@cards.post("/kartu/lembar/<no>/hasil")
@allow("petugas", "mitra", "admin")
@gives_form_back
def outcome(no: str):
    form, noted = OutcomeForm(), []
    if form.change.data and form.validate():
        return _run_page(no, form)
    try:
        done = sent(
            form,
            lambda: noted.append(print_outcomes.tell_outcome(no=no, answer=form.answer(), by=actor())),
            beside={print_spoilage.SpoiledPlaces: form.numbers},
        )
    except print_spoilage.NotShownYet:
        cards = print_spoilage.spoiled_of(no=no, numbers=form.answer().spoiled, by=actor())
        return show("cards/spoiled.html", cards=cards, form=form)
    if not done:
        return _run_page(no, form, 422)
    if not noted[0]:
        flash(_("Hasil cetakan ini sudah dicatat sebelumnya; tidak ada yang diubah."), "info")
    return go_to(f"/kartu/lembar/{no}")


@cards.post("/kartu/lembar/<no>/berkas")
@allow("petugas", "mitra", "admin")
def remake(no: str):
    form = RemakeForm()
    if not form.validate():
        abort(422)
    print_remakes.make_anew(no=no, number=form.part.data, by=actor())
    return go_to(f"/kartu/lembar/{no}")


@cards.get("/kartu/lembar/<no>/berkas")
@cards.get("/kartu/lembar/<no>/hasil")
@allow("petugas", "mitra", "admin", "auditor")
def after_refusal(no: str):
    """The address that a refused form leaves in the browser's bar."""
    return go_to(f"/kartu/lembar/{no}")


def _run_page(no: str, form: OutcomeForm, status: int = 200):
    file = print_run_pages.run_of(no=no, by=actor())
    if file.run.cards_total == 1:
        form.ask_for_one()
    return show("cards/run.html", fragment="cards/_run_state.html", file=file, form=form, status=status)


@cards.get("/kartu/lembar/<no>.pdf", defaults={"part": None})
@cards.get("/kartu/lembar/<no>/<int:part>.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def run_pdf(no: str, part: int | None):
    try:
        content = print_run_files.part_pdf(no=no, number=part, by=actor())
    except FileGone as gone:
        return answer_fault(
            404, _(gone.message), {"href": f"/kartu/lembar/{no}", "text": _("Buka cetakannya")}
        )
    return pdf(content, f"kartu-{no}-{part}" if part else f"kartu-{no}")


@cards.get("/kartu/<serial>.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def card_pdf(serial: str):
    return pdf(uses.card_pdf(serial=serial, by=actor()), f"kartu-{serial}")
