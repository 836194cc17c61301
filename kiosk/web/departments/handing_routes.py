"""A secretary hands a sign-up link to somebody of the own roster: /opd/<code>/tautan."""

from flask import Blueprint, current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Regexp

from kiosk.domain.names import clean_name
from kiosk.files.qr import qr_svg
from kiosk.services import sign_up_handing
from kiosk.services.sign_up_handing import LinkOver
from kiosk.web.access import actor, allow
from kiosk.web.answers import show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.once_field import client_key_field
from kiosk.web.sent import said

link_handing = Blueprint("link_handing", __name__)
CHOOSE = lazy_gettext("Cari orangnya, lalu pilih dari daftar.")


class FindForm(FlaskForm):
    """By POST: a NIP stands in no address."""

    cari = StringField(
        lazy_gettext("Cari pegawai"),
        description=lazy_gettext("Sebagian nama, atau NIP lengkap."),
        filters=[clean_name],
        validators=[DataRequired(lazy_gettext("Tulis nama atau NIP pegawai yang dicari."))],
        render_kw={"autocomplete": "off"},
    )


class HandForm(FlaskForm):
    client_key = client_key_field()
    staff = HiddenField(validators=[DataRequired(CHOOSE), Regexp(r"^\d{1,9}$", message=CHOOSE)])


@link_handing.route("/opd/<code>/tautan", methods=["GET", "POST"])
@allow("opd", "admin", "auditor", post=("opd", "admin"))
@gives_form_back
def hand_over(code: str):
    """One address: a search, and the press that makes a link for one of those found."""
    opd = sign_up_handing.department(code=code, by=actor())
    if "staff" in request.form:
        return _hand(opd)
    form = FindForm()
    if not form.validate_on_submit():
        return _show(opd, form, status=422 if form.errors else 200)
    found, more = sign_up_handing.search(code=code, words=form.cari.data, by=actor())
    return _show(opd, form, found=found, more=more, sought=True)


def _hand(opd):
    form = HandForm()
    if not form.validate_on_submit():
        return _search_anew(opd, [str(error) for errors in form.errors.values() for error in errors], 422)
    try:
        handed = sign_up_handing.hand_over(
            code=opd.code, staff_id=int(form.staff.data), client_key=form.client_key.data, by=actor()
        )
    except LinkOver as over:
        return _search_anew(opd, [said(over)], 409)
    # No redirect: the link is shown this once and stands in no address; a repeated POST gives the same page.
    link = f"{current_app.config['PUBLIC_URL']}/asn/tautan/{handed.token}"
    picture = qr_svg(link, label=_("Kode QR tautan pendaftaran"))
    return show("departments/handed_link.html", opd=opd, handed=handed, link=link, picture=picture)


def _search_anew(opd, sentences: list[str], status: int):
    finder = FindForm(formdata=None)
    finder.form_errors = sentences
    return _show(opd, finder, status=status)


def _show(opd, form: FindForm, *, found=(), more: bool = False, sought: bool = False, status: int = 200):
    return show(
        "departments/hand_over.html",
        status=status,
        opd=opd,
        form=form,
        found=[(person, HandForm(formdata=None, staff=person.id)) for person in found],
        more=more,
        sought=sought,
    )
