"""A selection is decided: first read who can be taken on now, then the decree."""

from flask import flash
from flask_babel import gettext as _

from kiosk.domain.selections import DRAFT
from kiosk.services import selection_checks, selection_decisions, selection_lacks, selection_pages, selections
from kiosk.services.selection_decisions import OlderDecree, WrongDay
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.selections.desk import selection_desk
from kiosk.web.selections.forms import DecreeForm
from kiosk.web.selections.page_routes import ONE, READERS, address_of, ways_of
from kiosk.web.sent import sent


@selection_desk.route(f"{ONE}/keputusan", methods=["GET", "POST"])
@allow(*READERS)
@gives_form_back
def deciding(no: str):
    selection, form = selections.selection_of(no, by=actor()), DecreeForm()
    if not form.is_submitted():
        return _page(selection, form)
    beside = {WrongDay: form.decree_on, OlderDecree: form.older}
    if not sent(form, lambda: _decide(selection, form), beside=beside):
        return _page(selection, form, 422)
    flash(_("Diputuskan. Lampirannya dibuat, lalu iuran setiap orang dijanjikan menurut urutan."), "success")
    return go_to(address_of(selection))


def _decide(selection, form: DecreeForm) -> None:
    selection_decisions.decide(
        selection=selection, decree=form.decree, client_key=form.client_key.data, by=actor()
    )


def _page(selection, form: DecreeForm, status: int = 200):
    """What is shown is what is so now: who reads it again after a refusal reads the new number."""
    found = selection_checks.check(selection) if selection.state == DRAFT else None
    lost = [one.row for one in found.lost_chosen[: selection_checks.SHOWN]] if found else []
    stepping_in = [row for row in found.chosen if row.state == "reserve"] if found else []
    if found:
        form.people.data = str(len(found.chosen))
    return show(
        "selections/decide.html",
        selection=selection,
        programme=selection.programme,
        up=address_of(selection),
        found=found,
        lost=selection_pages.shown(lost),
        lacks=selection_lacks.lacks_of(selection, lost) if lost else {},
        ways_of=ways_of,
        why={one.row.id: one.why for one in found.lost} if found else {},
        stepping_in=selection_pages.shown(stepping_in[: selection_checks.SHOWN]),
        is_too_late=selections.is_too_late(selection),
        is_old=selections.is_old(selection),
        old_after=selections.OLD_AFTER_DAYS,
        form=form,
        status=status,
    )
