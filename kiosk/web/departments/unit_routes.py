"""Units of a department: another name for one, and those that are empty closed in one press."""

from flask import Blueprint, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length

from kiosk.domain.names import clean_name
from kiosk.services import staff_unit_closing, staff_unit_names
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

units_desk = Blueprint("units", __name__)


class UnitNameForm(FlaskForm):
    name = StringField(
        lazy_gettext("Nama unit"),
        description=lazy_gettext("Satu nama saja, misalnya Seksi Statistik."),
        filters=[clean_name],
        validators=[
            DataRequired(lazy_gettext("Tulis nama unitnya.")),
            Length(
                max=staff_unit_names.LONGEST,
                message=lazy_gettext("Paling banyak %(most)s huruf.", most=staff_unit_names.LONGEST),
            ),
        ],
        render_kw={"autocomplete": "off"},
    )


class CloseUnitsForm(FlaskForm):
    """The codes of the units that the page has shown."""

    unit = SelectMultipleField(validate_choice=False)


@units_desk.route("/opd/<code>/nama", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@gives_form_back
def name(code: str):
    unit, form = staff_unit_names.unit_of(code=code, by=actor()), UnitNameForm()
    if not form.is_submitted():
        form.name.data = unit.opd.name
        return show("departments/unit_name.html", unit=unit, form=form)
    if not sent(form, lambda: staff_unit_names.rename(code=code, name=form.name.data, by=actor())):
        return show("departments/unit_name.html", unit=unit, form=form, status=422)
    flash(_("Nama unit diubah menjadi %(name)s.", name=form.name.data), "success")
    return go_to(f"/opd/{code}")


@units_desk.route("/opd/<code>/unit-kosong", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@gives_form_back
def close(code: str):
    opd, empty = staff_unit_closing.empty_units(code=code, by=actor())
    form, closed = CloseUnitsForm(), []
    if not form.is_submitted():
        return show("departments/empty_units.html", opd=opd, empty=empty, form=form)
    act = lambda: closed.append(  # noqa: E731
        staff_unit_closing.close(code=code, units=form.unit.data, by=actor())
    )
    if not sent(form, act):
        return show("departments/empty_units.html", opd=opd, empty=empty, form=form, status=422)
    flash(ngettext("%(num)s unit kosong ditutup.", "%(num)s unit kosong ditutup.", closed[0]), "success")
    return go_to(f"/opd/{opd.parent.code if code in form.unit.data and opd.parent_id else code}")
