"""The blank paper form for power cuts."""

from flask import Blueprint, request
from flask_babel import gettext

from kiosk.services import paper_form as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import pdf
from kiosk.web.page_context import language

paper_form = Blueprint("paper_form", __name__)
paper_form.add_app_template_global(uses.copied_on, "copied_on")


@paper_form.get("/pekerja/formulir.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def blank():
    """`?lembar=10`: so many sheets, each with a number of its own."""
    sheets = request.args.get("lembar", 1, type=int)
    content = uses.blank_sheets(sheets=sheets, by=actor(), language=language(), translate=gettext)
    return pdf(content, "formulir-pendaftaran")
