"""A department ends a mandate of one of its donors: what would follow is shown first, then it is confirmed."""

from datetime import date

from flask import Blueprint, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.domain.clock import today
from kiosk.domain.dates import read_date
from kiosk.domain.mandates import DIED, REVOCATIONS
from kiosk.services import mandate_checking, mandate_companions
from kiosk.services.mandate_consequences import consequences
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.departments.revocation_form import RevocationForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

mandate_endings_desk = Blueprint("mandate_endings", __name__)


@mandate_endings_desk.route("/opd/<code>/berkas/<no>/pencabutan", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@gives_form_back
def revoke(code: str, no: str):
    file = mandate_checking.file_of(no=no, code=code, by=actor())
    form = RevocationForm(mandate=file.mandate, others=file.others)
    if not form.is_submitted():
        _fill(form)
        return _page(file, form)
    done: list[str] = []
    if not sent(form, lambda: done.extend(_revoke(no, form))):
        return _page(file, form, 422)
    flash(_told(done, form.why.data), "success")
    return go_to(f"/opd/{code}/berkas/{no}")


def _revoke(no: str, form: RevocationForm) -> list[str]:
    return mandate_companions.revoke_with(
        no=no,
        others=form.with_others,
        on=form.on.day,
        event_on=form.event_on.day,
        why=form.why.data,
        note=form.note.data or "",
        by=actor(),
    )


def _told(done: list[str], why: str) -> str:
    """Nobody writes to who has died."""
    numbers = ", ".join(done)
    words = ngettext(
        "Surat kuasa %(numbers)s dicabut.", "Surat kuasa %(numbers)s dicabut.", len(done), numbers=numbers
    )
    return (
        f"{words} {_('Pos pekerjanya diberi tahu.') if why == DIED else _('Pegawai dan posnya diberi tahu.')}"
    )


def _fill(form: RevocationForm) -> None:
    """What the list of leavers knows already stands in the address: `?sebab=retired&hari=22/11/2026`."""
    day, why = read_date(request.args.get("hari", "")).day, request.args.get("sebab", "")
    if day:
        form.event_on.data, form.on.data = _typed(day), _typed(today())
    if why in REVOCATIONS:
        form.why.data = why


def _typed(day: date) -> str:
    """As the field's own example is written."""
    return f"{day.day}/{day.month}/{day.year}"


def _page(file, form: RevocationForm, status: int = 200):
    shown = form.has_days and file.may_be_revoked
    mandates = [file.mandate, *(one for one in file.others if one.no in form.with_others)] if shown else []
    what = [(one.no, consequences(one, form.on.day)) for one in mandates]
    return show(
        "departments/mandate_revocation.html",
        file=file,
        form=form,
        what=what,
        died=form.why.data == DIED,
        status=status,
    )
