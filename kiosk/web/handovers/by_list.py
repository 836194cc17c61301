"""Many cards at once by a signed list: first who, once more to look at, then saved; who was left out is named."""

from flask import flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.domain.clock import today
from kiosk.services import consents, handover_bulk
from kiosk.services.acting import Refused
from kiosk.services.handover_words import RELATIONS, SELF
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor
from kiosk.web.answers import go_to, show
from kiosk.web.handovers.filters import HandoverFilters
from kiosk.web.handovers.forms import BulkForm
from kiosk.web.sent import said

MANY = 1000  # more ticks than any page has


def asked():
    """The page that asks once more, or the form with what is wrong."""
    form = BulkForm(formdata=None)
    try:
        return _confirmation(form, request.form.getlist("kartu")[:MANY])
    except Refused as refusal:
        return _refused(form, refusal)


def saved():
    """Onwards to the list, or to who was left out; the form where it is wrong."""
    form, chosen = BulkForm(), request.form.getlist("kartu")[:MANY]
    try:
        if not form.validate() or not _consent_is_given(form, chosen):
            return _confirmation(form, chosen, status=422)
        report = handover_bulk.hand_over_by_list(
            relations={serial: _relation(serial) for serial in chosen},
            note=form.note.data,
            agreed=form.consent.data,
            client_key=form.client_key.data,
            by=actor(),
        )
    except KeyInUse:
        raise
    except Refused as refusal:
        return _refused(form, refusal)
    return _done(report)


def _consent_is_given(form: BulkForm, chosen: list[str]) -> bool:
    """Where one of the ticked people is still to be asked; a forgotten tick is asked for again."""
    asked = [
        one for one in handover_bulk.candidates(serials=chosen, by=actor()) if one.asks and not one.finding
    ]
    if not asked or form.consent.data:
        return True
    form.consent.errors = [
        _("Tandai bila mereka setuju, atau hapus tanda di depan nama orang yang tidak setuju.")
    ]
    return False


def _refused(form: BulkForm, refusal: Refused) -> BulkForm:
    form.form_errors.append(said(refusal))
    return form


def _confirmation(form: BulkForm, chosen: list[str], status: int = 200):
    shown = request.form.getlist("terlihat")[:MANY] or chosen  # who lost the tick can have it again
    people = handover_bulk.candidates(serials=shown, by=actor())
    return show(
        "handovers/by_list.html",
        form=form,
        chosen=set(chosen),
        people=[one for one in people if not one.finding],
        left_out=[one for one in people if one.finding],
        relations=RELATIONS,
        relation_of=_relation,
        words=consents.words_on(today()),
        filters=HandoverFilters(actor()),
        status=status,
    )


def _relation(serial: str) -> str:
    code = request.form.get(f"relation-{serial}", SELF)
    return code if code in RELATIONS else SELF


def _done(report: handover_bulk.BulkReport):
    filters = HandoverFilters(actor())
    if report.left_out:
        return show("handovers/by_list_done.html", report=report, filters=filters)
    said = ngettext(
        "%(num)s kartu ditandai sudah diserahkan.", "%(num)s kartu ditandai sudah diserahkan.", report.handed
    )
    flash(said, "success")
    return go_to(filters.address)
