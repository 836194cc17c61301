"""The sheet a post closes its day with: to look at, and on paper to be signed."""

import re
from datetime import date, timedelta

from flask import Blueprint, request
from flask_babel import gettext as _

from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.files.day_sheets import FIGURES
from kiosk.services import day_sheets as uses
from kiosk.services.acting import Actor, Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import pdf, show
from kiosk.web.stock.routes import chosen_post

PATH = "/kartu/harian"
UNREADABLE = N_("Tanggal di alamat ini tidak dikenal. Pilih harinya dari kalender di halaman ini.")

day_sheets = Blueprint("day_sheets", __name__)


@day_sheets.get("/kartu/harian")
@allow("petugas", "admin", "auditor")
def index():
    """An odd or coming day shows today's sheet, and says so."""
    by, code = actor(), chosen_post()
    try:
        day, fault = _day_asked(), ""
    except Refused as refusal:
        day, fault = today(), _(refusal.message)
    page = {"day": day, "fault": fault, "last": today(), "neighbours": _neighbours(day), "address": address}
    if not code:
        return show("stock/day_posts.html", sheets=uses.every_post(day=day, by=by), **page)
    sheet = uses.day_sheet(day=day, post_code=code, by=by)
    return show("stock/day.html", sheet=sheet, figures=FIGURES, lists=_lists(sheet, by), **page)


@day_sheets.get("/kartu/harian.pdf")
@allow("petugas", "admin", "auditor")
def sheet_pdf():
    day = _day_asked()
    content = uses.day_sheet_pdf(day=day, post_code=chosen_post(), by=actor())
    return pdf(content, f"lembar-harian-{day.isoformat()}")


def _day_asked() -> date:
    """`?hari=2026-11-21`; today where nothing is asked for. Raises Refused."""
    text = request.args.get("hari", "")
    if not text:
        return today()
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused(UNREADABLE)
    uses.require_countable(day)
    return day


def _neighbours(day: date) -> tuple[date | None, date | None]:
    """The day before and the day after, where they can be counted."""
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    return before if before >= uses.FIRST_DAY else None, after if after <= today() else None


def address(day: date, code: str = "", path: str = PATH) -> str:
    post = f"&pos={code}" if code else ""
    return f"{path}?hari={day.isoformat()}{post}"


def _lists(sheet: uses.DaySheet, by: Actor) -> dict[str, str]:
    """The address of the list behind a figure, where there is one that holds just these."""
    if sheet.day == today() and by.post and by.post.code == sheet.post_code:
        return {"enrolled": "/pekerja?hari=ini&pos=ini"}
    return {}
