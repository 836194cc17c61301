"""Whoever no post sees is handed over to a kelurahan, and taken back."""

from flask import flash, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kiosk.domain import words
from kiosk.services import poverty_handover_pages, poverty_handovers, poverty_unplaced
from kiosk.services.poverty_handovers import Handed
from kiosk.services.poverty_unplaced import BY_HAND
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import ListFilters, away_from_empty, with_filters
from kiosk.web.poverty.desk import poverty_desk
from kiosk.web.poverty.handover_forms import HandoverForm, TakeBackForm
from kiosk.web.poverty.list_routes import HERE
from kiosk.web.sent import sent

UNPLACED, HANDOVERS = f"{HERE}/penyerahan", f"{HERE}/serahan"


@poverty_desk.route(UNPLACED, methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def handing_over():
    if elsewhere := away_from_empty():
        return elsewhere
    filters = ListFilters()
    group = filters.one_of("kecamatan", {*poverty_unplaced.kecamatan_names(), BY_HAND})
    of_list = poverty_unplaced.named_list(filters.fields.get("daftar", ""))
    chosen = {"kecamatan": group, "daftar": filters.one_of("daftar", {of_list.no} if of_list else ())}
    groups = poverty_unplaced.groups(by=actor(), list_no=chosen["daftar"])
    count = sum(one.count for one in groups if one.kecamatan == group)
    name = poverty_unplaced.kecamatan_names().get(group, "")
    form, made = HandoverForm(kecamatan=group, name=name, count=count), []
    if form.is_submitted() and sent(form, lambda: made.append(_hand_over(form, chosen))):
        flash(_handed(made[0]), "success")
        return go_to(with_filters(UNPLACED, {"daftar": chosen["daftar"]}))
    return _unplaced_page(filters, chosen, groups, count, form, of_list)


def _hand_over(form: HandoverForm, chosen: dict[str, str]) -> Handed:
    wish = form.wish(chosen["kecamatan"], chosen["daftar"])
    return poverty_handovers.hand_over(wish=wish, client_key=form.client_key.data, by=actor())


def _handed(made: Handed) -> str:
    said = _(
        "%(count)s orang diserahkan ke petugas %(area)s.", count=words.number(made.count), area=made.area
    )
    if made.left:
        left = words.number(made.left)
        said += " " + _("%(count)s orang tidak ikut karena pernah dikembalikan dari sana.", count=left)
    return said


def _unplaced_page(filters: ListFilters, chosen: dict, groups: list, count: int, form: HandoverForm, of_list):
    number, rows, follows = page_number(), [], False
    form.seen.data = str(count)
    if chosen["kecamatan"]:
        rows, follows = poverty_unplaced.rows_of(
            by=actor(), kecamatan=chosen["kecamatan"], list_no=chosen["daftar"], page=number
        )
    here = with_filters(UNPLACED, chosen)
    return show(
        "poverty/handover.html",
        rows=rows,
        asked=chosen["kecamatan"],
        group=next((one for one in groups if one.kecamatan == chosen["kecamatan"]), None),
        groups=groups,
        of_list=of_list,
        form=form,
        unknown=filters.unknown,
        here=here,
        all_ticked=request.args.get("pilih") == "semua",
        tick_all=with_filters(UNPLACED, {**chosen, "hal": str(number), "pilih": "semua"}),
        pager=Pager(number, follows, total=count, size=poverty_unplaced.PAGE, path=UNPLACED, fields=chosen),
        to_group=lambda code: with_filters(UNPLACED, {**chosen, "kecamatan": code}),
        status=422 if form.is_submitted() else 200,
    )


@poverty_desk.get(HANDOVERS)
@allow("admin", "auditor")
def handovers():
    return _handovers_page()


@poverty_desk.route(f"{HANDOVERS}/<int:number>/pengembalian", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def taking_back(number: int):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form, back = TakeBackForm(), []
    if not form.is_submitted():
        return go_to(HANDOVERS)
    if not sent(form, lambda: back.append(_take_back(number, form))):
        return _handovers_page(form, 422)
    flash(
        _("%(count)s orang dikembalikan: belum ada kelurahannya lagi.", count=words.number(back[0])),
        "success",
    )
    return go_to(HANDOVERS)


def _take_back(number: int, form: TakeBackForm) -> int:
    return poverty_handovers.take_back(number=number, client_key=form.client_key.data, by=actor())


def _handovers_page(refused: FlaskForm | None = None, status: int = 200):
    number = page_number()
    rows, follows = poverty_handover_pages.handovers(by=actor(), page=number)
    return show(
        "poverty/handovers.html",
        rows=rows,
        refused=refused,
        blank=lambda: TakeBackForm(formdata=None),
        here=HANDOVERS,
        pager=Pager(number, follows, path=HANDOVERS),
        status=status,
    )
