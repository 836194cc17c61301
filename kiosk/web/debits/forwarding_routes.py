"""What was debited goes on to BPJS."""

from flask import flash
from flask_babel import gettext as _

from kiosk.services import debit_forwarding
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.debits.desk import debits_desk
from kiosk.web.debits.forms import PressForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent


@debits_desk.route("/debit/penerusan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def forwarding():
    form = PressForm()
    if not form.is_submitted():
        return _page(form)
    made: list[str] = []
    if not sent(
        form,
        lambda: made.append(debit_forwarding.forward(client_key=form.client_key.data, by=actor())),
    ):
        return _page(form, 422)
    flash(
        _(
            "Uang debet ini menjadi tagihan %(no)s, yang sudah lunas. Mintakan kode iurannya kepada BPJS.",
            no=made[0],
        ),
        "success",
    )
    return go_to(f"/tagihan/{made[0]}")


def _page(form: PressForm, status: int = 200):
    return show("debits/forward.html", waiting=debit_forwarding.waiting(), form=form, status=status)
