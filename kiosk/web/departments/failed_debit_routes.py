"""A department's list of its people's debits that failed."""

from flask import Blueprint

from kiosk.web.access import allow
from kiosk.web.debits.failed_routes import failures_page

department_debits = Blueprint("department_debits", __name__)


@department_debits.get("/opd/<code>/debet-gagal")
@allow("opd", "admin", "auditor")
def failed(code: str):
    return failures_page(code, path=f"/opd/{code}/debet-gagal")
