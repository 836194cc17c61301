"""Figures that others published about the city, kept by the admin with their day and source."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.figure_kinds import KINDS
from kiosk.services import figure_table, figures, figures_ucj
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.figures.forms import FigureForm, WithdrawalForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

TABLE = "/admin/angka"

figure_desk = Blueprint("figures", __name__)


@figure_desk.get(TABLE)
@allow("admin", "auditor")
def index():
    return show("figures/index.html", table=figure_table.table(by=actor()), ucj=figures_ucj.against_target())


@figure_desk.route(f"{TABLE}/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    form = FigureForm()
    if not form.is_submitted():
        form.key.data = request.args.get("angka", "")
        return _new_page(form)
    if not sent(form, lambda: _add(form), beside=_fields(form)):
        return _new_page(form, 422)
    flash(
        _(
            "Angka dicatat. Yang dipakai selalu yang tanggal datanya terbaru, pada tanggal yang sama yang dicatat "
            "terakhir."
        ),
        "success",
    )
    return go_to(TABLE)


@figure_desk.route(f"{TABLE}/<int:figure_id>/pencabutan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def withdrawal(figure_id: int):
    form = WithdrawalForm()
    if not form.is_submitted():
        return _withdrawal_page(figure_id, form)
    if not sent(form, lambda: _withdraw(figure_id, form), beside={figures.NoReason: form.why}):
        return _withdrawal_page(figure_id, form, 422)
    flash(_("Angka dicabut. Ia tetap terbaca di riwayat."), "success")
    return go_to(TABLE)


def _fields(form: FigureForm) -> dict:
    return {
        figures.WrongKind: form.key,
        figures.WrongValue: form.value,
        figures.WrongDay: form.as_of,
        figures.WrongYear: form.for_year,
        figures.WrongSource: form.source,
    }


def _add(form: FigureForm) -> None:
    figures.add(entry=form.entry(), client_key=form.client_key.data, by=actor())


def _withdraw(figure_id: int, form: WithdrawalForm) -> None:
    figures.withdraw(figure_id=figure_id, why=form.why.data, client_key=form.client_key.data, by=actor())


def _new_page(form: FigureForm, status: int = 200):
    return show("figures/new.html", form=form, kinds=KINDS.values(), status=status)


def _withdrawal_page(figure_id: int, form: WithdrawalForm, status: int = 200):
    row = figures.known(figure_id=figure_id, by=actor())
    return show("figures/withdrawal.html", form=form, row=row, line=figure_table.line_of(row), status=status)
