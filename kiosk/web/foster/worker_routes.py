"""Whom a donor takes on: what is reserved so far, somebody picked from the waiting list, and letting go again."""

from uuid import uuid4

from flask import Blueprint, flash, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from kiosk.services import donor_pages, donor_workers, pledge_picks, pledge_taking, pledges
from kiosk.services.acting import Refused
from kiosk.services.donor_own import donor_of
from kiosk.services.once import KeyInUse
from kiosk.services.waiting import MOST_COUNTED
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.foster.pick_filters import PATH as PICK
from kiosk.web.foster.pick_filters import PickFilters
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import away_from_empty, fields_in, with_filters
from kiosk.web.once_field import RELOAD, client_key_field

taking_on = Blueprint("taking_on", __name__)
PATH = "/asn/daftar/pekerja"
START, OWN = "/asn/daftar", "/asn/saya"


class PickForm(FlaskForm):
    """`filters` is the list it stood in."""

    client_key = client_key_field()
    handle = HiddenField()
    ganti = HiddenField()
    filters = HiddenField()


class LetGoForm(FlaskForm):
    client_key = client_key_field()


@taking_on.get(PATH)
@allow("donatur")
def reserved():
    donor = donor_of(actor())
    if donor is None:
        return go_to(START)
    return show(
        "foster/workers.html",
        own=donor_pages.own_page(by=actor()),
        most=pledge_taking.most_reserved(),
        room=pledges.has_room(donor),
    )


@taking_on.get(PICK)
@allow("donatur")
def waiting():
    by = actor()
    if donor_of(by) is None:
        return go_to(START)
    return away_from_empty() or _list(request.args)


@taking_on.post(PICK)
@allow("donatur")
@gives_form_back
def pick():
    form, by = PickForm(), actor()
    listed = fields_in(form.filters.data)
    replaces = replaced(form.ganti.data)
    if not form.validate_on_submit():
        return _list(listed, replaces=replaces, status=422, fault=str(RELOAD))
    try:
        pledge_taking.pick(
            handle=form.handle.data or "", replaces=replaces, client_key=form.client_key.data, by=by
        )
    except KeyInUse:
        raise
    except Refused as refusal:
        return _list(listed, replaces=replaces, status=422, fault=_(refusal.message) % refusal.params)
    return _taken(replaces)


@taking_on.route(f"{PATH}/<int:pledge>/lepas", methods=["GET", "POST"])
@allow("donatur")
@gives_form_back
def let_go(pledge: int):
    by, form = actor(), LetGoForm()
    donor = donor_of(by)
    if donor is None:
        return go_to(START)
    if form.validate_on_submit():
        pledge_taking.let_go(pledge_id=pledge, client_key=form.client_key.data, by=by)
        flash(_("Orang ini dilepas dan menunggu penanggung lagi."), "success")
        return go_to(PATH)
    one = donor_workers.reserved_one(pledge_taking.own_reservation(pledge_id=pledge, donor=donor))
    return show("foster/let_go.html", form=form, one=one, status=422 if form.errors else 200)


def replaced(text: str | None) -> int | None:
    """The id of the pledge whose place is taken, as an address or a form has it."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _taken(replaces: int | None):
    if replaces:
        flash(_("Penggantinya sudah termasuk surat kuasa Anda."), "success")
        return go_to(OWN)
    flash(_("Orang ini dipesan untuk Anda."), "success")
    return go_to(PATH)


def _list(fields, *, replaces: int | None = None, status: int = 200, fault: str = ""):
    by, filters, number = actor(), PickFilters(fields), page_number(fields)
    replaces = replaces or replaced(fields.get("ganti"))
    filters.chosen["ganti"] = str(replaces or "")
    rows, follows = pledge_picks.page_of(by=by, wish=filters.wish, page=number)
    return show(
        "foster/pick.html",
        status=status,
        rows=rows,
        pager=Pager(number, follows, path=PICK, fields=filters.as_address),
        total=pledge_picks.count(by=by, wish=filters.wish),
        most=MOST_COUNTED,
        in_order=pledge_picks.is_in_order(by, filters.wish),
        filters=filters,
        replaces=replaces,
        here=with_filters("", filters.as_address, hal=str(number) if number > 1 else "").lstrip("?"),
        key=uuid4().hex,
        fault=fault,
    )
