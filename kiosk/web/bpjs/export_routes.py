"""The file of a submission for BPJS: what it will hold, and the file itself, for the admin only."""

from flask import Blueprint
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField

from kiosk.services import bpjs_exports as uses
from kiosk.services.bpjs_exports import Export, ExportPage
from kiosk.web.access import actor, allow
from kiosk.web.answers import show, xlsx
from kiosk.web.bpjs.layout_choice import number_of
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

bpjs_export_desk = Blueprint("bpjs_exports", __name__)


class ExportForm(FlaskForm):
    layout = SelectField(_("Susunan kolom"), validate_choice=False)


@bpjs_export_desk.route("/bpjs/<no>/ekspor", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def export(no: str):
    page = uses.page_of(no=no, by=actor())
    form = ExportForm()
    form.layout.choices = [SelectChoice(str(row.id), row.name) for row in page.layouts]
    if not form.is_submitted():
        return _page(page, form)
    made: list[Export] = []
    if not sent(form, lambda: made.append(_made(no, form)), beside={uses.NoLayout: form.layout}):
        return _page(page, form, status=422)
    return xlsx(made[0].file, made[0].name)


def _made(no: str, form: ExportForm) -> Export:
    return uses.export(no=no, layout_id=number_of(form.layout.data), by=actor())


def _page(page: ExportPage, form: ExportForm, status: int = 200):
    chosen = next((row for row in page.layouts if str(row.id) == form.layout.data), None)
    return show(
        "bpjs/export.html",
        file=page,
        submission=page.submission,
        form=form,
        chosen=chosen or (page.layouts[0] if page.layouts else None),
        status=status,
    )
