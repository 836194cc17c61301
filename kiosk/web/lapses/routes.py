"""Who is about to lapse, who is in arrears, whose membership has ended: the lists, on screen and on paper, and people
taken on from there."""

from uuid import uuid4

from flask import Blueprint, flash, request
from flask_babel import ngettext

from kiosk.services import lapse_contacts, lapse_lists, lapse_people, lapses, programme_renewals, succession
from kiosk.services.acting import Refused
from kiosk.services.lapse_picks import MAY_TAKE_OVER, people_meant
from kiosk.services.lapse_wishes import ENDED
from kiosk.services.succession import Succession
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, pdf, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.lapses.filters import PATH, LapseFilters
from kiosk.web.lapses.forms import TakeOverForm
from kiosk.web.list_filters import as_field, away_from_empty, fields_in, filled, with_filters
from kiosk.web.sent import sent

lapse_desk = Blueprint("lapses", __name__)


@lapse_desk.get(PATH)
@allow("petugas", "mitra", "donatur", "admin", "auditor")
def index():
    return away_from_empty() or _page(LapseFilters(actor()), page_number())


@lapse_desk.route(f"{PATH}.pdf", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor", post=("petugas", "admin"))
def paper():
    """A POST: a list of names and addresses on paper is written down each time. A GET leads back to the list."""
    by = actor()
    if request.method != "POST":
        return go_to(with_filters(PATH, LapseFilters(by).chosen))
    filters = LapseFilters(by, fields_in(request.form.get("filters")))
    return pdf(lapse_lists.paper_of(wish=filters.wish, by=by, narrowed=filters.in_words()), "berakhir")


@lapse_desk.route(f"{PATH}/penerus", methods=["GET", "POST"])
@allow("mitra", "admin", "auditor")
@gives_form_back
def take_over():
    """A GET is the address that a refused form leaves in the browser's bar."""
    if request.method != "POST":
        return go_to(PATH)
    by = actor()
    form, picks = TakeOverForm(by), request.form.getlist("pick")
    fields = fields_in(form.filters.data)
    filters, done = LapseFilters(by, fields), []
    act = lambda: done.append(  # noqa: E731
        succession.take_over(
            picks=picks,
            wish=filters.wish,
            months=form.month_count,
            funder_id=form.funder_id,
            client_key=form.client_key.data,
            by=by,
        )
    )
    if not sent(form, act):
        return _page(filters, page_number(fields), form, picks)
    return _taken(done[0], filters)


def _taken(report: Succession, filters: LapseFilters):
    """On to the batch; where somebody was left out, several batches came of it or the city pays, that is said first."""
    if report.left_out or report.by_city or len(report.batches) > 1:
        return show("lapses/taken.html", report=report, filters=filters)
    said = ngettext("%(num)s orang sekarang ditanggung.", "%(num)s orang sekarang ditanggung.", report.taken)
    flash(said, "success")
    return go_to(f"/batch/{report.batches[0]}" if report.batches else filters.unfiltered)


def _page(
    filters: LapseFilters, number: int, form: TakeOverForm | None = None, picks: list[str] | None = None
):
    by = actor()
    found = lapses.page_of(by=by, wish=filters.wish, page=number)
    may_pick = by.role in MAY_TAKE_OVER and filters.wish.which != ENDED
    return show(
        "lapses/index.html",
        found=found,
        people=lapse_people.people_of(found.endings, wish=filters.wish, by=by),
        pager=Pager(number, found.follows, path=PATH, fields=filled(filters.chosen)),
        filters=filters,
        here=as_field(filters.chosen, number),
        renewal=programme_renewals.renewal_of(no=filters.wish.programme, by=by),
        named=lapses.is_named(by, filters.wish),
        may_call=by.role in lapse_contacts.MAY_CALL,
        outcomes=lapse_contacts.OUTCOMES,
        fresh_key=lambda: uuid4().hex,
        form=form,
        take_form=(form or TakeOverForm(by, formdata=None)) if may_pick else None,
        picked=_picked(picks or []),
        all_ticked=request.args.get("pilih") == "semua",
        tick_all=with_filters(PATH, {**filters.chosen, "hal": str(number)}, pilih="semua"),
        status=422 if form else 200,
    )


def _picked(picks: list[str]) -> list[int]:
    """Whom a form had ticked that comes back."""
    try:
        return people_meant(picks, actor())
    except Refused:
        return []
