"""The tariff table and the decisions on the cut, kept by the admin with their history."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import cut_decisions, tariff_checks, tariff_table, tariffs
from kiosk.services.tariffs import NewTariff
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent
from kiosk.web.tariffs import words
from kiosk.web.tariffs.forms import (
    YES,
    CutDecisionForm,
    NewTariffForm,
    PeriodAndAmount,
    ReplacementForm,
    WithdrawalForm,
)

TABLE = "/admin/iuran"

tariff_desk = Blueprint("tariffs", __name__)
for speak in (
    words.sector_words,
    words.money_words,
    words.kind_words,
    words.programme_words,
    words.period_words,
):
    tariff_desk.add_app_template_global(speak, f"tariff_{speak.__name__}")


@tariff_desk.get("/admin/iuran")
@allow("admin", "auditor")
def index():
    return show(
        "tariffs/index.html", table=tariff_table.table(by=actor()), decisions=cut_decisions.decisions()
    )


@tariff_desk.route("/admin/iuran/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    form = NewTariffForm()
    if not form.is_submitted():
        return show("tariffs/new.html", form=form)
    if not sent(form, lambda: _add(form), beside=_fields(form)):
        return show("tariffs/new.html", form=form, status=422)
    flash(_("Tarif ditambahkan. Bulan yang sudah ditagih tidak berubah."), "success")
    return go_to(TABLE)


@tariff_desk.route("/admin/iuran/<int:tariff_id>/pengganti", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def replacement(tariff_id: int):
    form = ReplacementForm()
    if not form.is_submitted():
        return _replacement_page(tariff_id, form)
    if not sent(form, lambda: _replace(tariff_id, form), beside=_fields(form)):
        return _replacement_page(tariff_id, form, 422)
    flash(_("Tarif diganti. Bulan yang sudah ditagih tidak berubah."), "success")
    return go_to(TABLE)


@tariff_desk.route("/admin/iuran/<int:tariff_id>/pencabutan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def withdrawal(tariff_id: int):
    form = WithdrawalForm()
    if not form.is_submitted():
        return _withdrawal_page(tariff_id, form)
    if not sent(form, lambda: _withdraw(tariff_id, form), beside={tariff_checks.NoReason: form.why}):
        return _withdrawal_page(tariff_id, form, 422)
    flash(_("Tarif dicabut. Bulan yang sudah ditagih tidak berubah."), "success")
    return go_to(TABLE)


@tariff_desk.route("/admin/iuran/keputusan/<kind>", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def decision(kind: str):
    cut_decisions.require_known(kind)
    form = CutDecisionForm()
    if not form.is_submitted():
        return _decision_page(kind, form)
    beside = {cut_decisions.LetterMissing: form.letter_no, cut_decisions.LetterToCome: form.letter_on}
    if not sent(form, lambda: _decide(kind, form), beside=beside):
        return _decision_page(kind, form, 422)
    flash(_("Keputusan dicatat. Tagihan berikutnya memakainya."), "success")
    return go_to(TABLE)


def _fields(form: PeriodAndAmount) -> dict:
    return {
        tariff_checks.WrongPeriod: form.valid_from,
        tariff_checks.WrongAmount: form.amount,
        tariff_checks.NoBasis: form.basis,
    }


def _add(form: NewTariffForm) -> None:
    tariffs.add(wish=form.wish(), client_key=form.client_key.data, by=actor())


def _replace(tariff_id: int, form: ReplacementForm) -> None:
    tariffs.replace(
        tariff_id=tariff_id,
        wish=_wish_in_place_of(tariff_id, form),
        keep_rest=form.keep_rest.data,
        why=form.why.data,
        client_key=form.client_key.data,
        by=actor(),
    )


def _wish_in_place_of(tariff_id: int, form: ReplacementForm) -> NewTariff:
    old = tariff_table.known(tariff_id=tariff_id, by=actor())
    return form.wish_for(old.programmes, old.sector, old.public_money)


def _withdraw(tariff_id: int, form: WithdrawalForm) -> None:
    tariffs.withdraw(tariff_id=tariff_id, why=form.why.data, client_key=form.client_key.data, by=actor())


def _decide(kind: str, form: CutDecisionForm) -> None:
    cut_decisions.decide(
        kind=kind,
        gets_cut=form.gets_cut.data == YES,
        letter_no=form.letter_no.data,
        letter_on=form.letter_day,
        note=form.note.data,
        client_key=form.client_key.data,
        by=actor(),
    )


def _replacement_page(tariff_id: int, form: ReplacementForm, status: int = 200):
    tariff = tariff_table.known(tariff_id=tariff_id, by=actor())
    return show("tariffs/replacement.html", form=form, tariff=tariff, status=status)


def _withdrawal_page(tariff_id: int, form: WithdrawalForm, status: int = 200):
    tariff = tariff_table.known(tariff_id=tariff_id, by=actor())
    return show("tariffs/withdrawal.html", form=form, tariff=tariff, status=status)


def _decision_page(kind: str, form: CutDecisionForm, status: int = 200):
    made = cut_decisions.decisions()[kind]
    return show("tariffs/decision.html", form=form, kind=kind, made=made, status=status)
