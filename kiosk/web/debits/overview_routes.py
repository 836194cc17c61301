"""The debit month by month, and the next one begun."""

from kiosk.services import debit_pages, debit_runs
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.debits.desk import debits_desk
from kiosk.web.debits.forms import BuildForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent


@debits_desk.route("/debit", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def index():
    form = BuildForm()
    if not form.is_submitted():
        return _index(BuildForm(formdata=None))
    if not sent(form, lambda: _begin(form)):
        return _index(form, 422)
    return go_to(f"/debit/{form.asked:%Y-%m}")


def _begin(form: BuildForm) -> None:
    debit_runs.begin(month=form.asked, client_key=form.client_key.data, by=actor())


def _index(form: BuildForm, status: int = 200):
    number = page_number()
    overview = debit_pages.overview(page=number, by=actor())
    return show(
        "debits/index.html",
        overview=overview,
        following=overview.following,
        form=form,
        pager=Pager(number, overview.more),
        status=status,
    )
