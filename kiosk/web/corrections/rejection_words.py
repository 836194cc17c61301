"""What a saved correction has done about BPJS's refusal, and what comes next."""

from flask import flash
from flask_babel import gettext as _

from kiosk.services import bpjs_turned_down
from kiosk.services.correction_pages import Person


def say_what_became_of(person: Person) -> None:
    """On the next page; `person` as the form was opened. Nothing where BPJS had refused nobody."""
    if not person.rejection:
        return
    if bpjs_turned_down.open_about(person.worker.id):
        flash(
            _(
                "Penolakan BPJS masih terbuka: yang berubah bukan NIK, nama, tanggal atau tempat lahir, jenis kelamin, "
                "nama ibu kandung, atau KPJ."
            ),
            "soon",
        )
    elif bpjs_turned_down.has_months_to_ask_for(person.worker.id):
        flash(_("Penolakan BPJS ditutup. Orang ini dapat diajukan lagi setelah bulannya ditagih."), "success")
    else:
        flash(
            _(
                "Penolakan BPJS ditutup. Orang ini menunggu penanggung lagi; setelah bulannya ditagih, orangnya dapat "
                "diajukan lagi."
            ),
            "success",
        )
