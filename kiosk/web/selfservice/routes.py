"""The kiosk: anybody asks after themselves. The answer belongs to no address: it is what a POST gives back, once."""

from datetime import timedelta
from urllib.parse import urlencode

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kiosk.domain.clock import utc_now
from kiosk.services import places, settings
from kiosk.services import selfservice as uses
from kiosk.services.acting import NotThere
from kiosk.web.access import public
from kiosk.web.answers import show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import language, time_of_day
from kiosk.web.selfservice import tries
from kiosk.web.selfservice.forms import AskForm

SECONDS_OF_A_FAULT = 30
OWN_PAGES = (200, 404, 422, 429)  # they clear themselves
CLOSED = {
    tries.TERMINAL: lazy_gettext("Terlalu banyak percobaan dari layar ini."),
    tries.ADDRESS: lazy_gettext("Terlalu banyak percobaan dari jaringan ini."),
    tries.NUMBER: lazy_gettext("Tanggal lahir untuk nomor ini terlalu sering tidak cocok."),
}

selfservice = Blueprint("selfservice", __name__)


@selfservice.get("/kios")
@public
def ask():
    return _form(AskForm())


@selfservice.post("/kios")
@public
@gives_form_back
def answer():
    rest = tries.rest_before_asking()  # before the form, which would make a terminal of one we do not know
    form = AskForm()
    if rest:
        return _closed(form, rest)
    if not form.validate_on_submit():
        return _form(form, 422)
    if form.asked.kind == uses.CARD:
        return _answer_of_card(form)
    if rest := tries.rest_before_number(form.asked):
        return _closed(form, rest)
    return _answer_of_number(form)


def _answer_of_card(form: AskForm) -> ResponseReturnValue:
    try:
        found = uses.by_card(token=form.asked.value)
    except NotThere:
        tries.note_miss()
        return _answer(form, None, 404)
    tries.note_hit(form.asked)
    return _answer(form, found)


def _answer_of_number(form: AskForm) -> ResponseReturnValue:
    try:
        found = uses.by_number(asked=form.asked, birth_on=form.birth_on)
    except NotThere:
        tries.note_miss()
        # One sentence for a number nobody has and for another birth date.
        words = _("Nomor atau tanggal lahir tidak cocok. Periksa keduanya, atau tanyakan kepada petugas.")
        return _form(form, 422, fault=words)
    tries.note_hit(form.asked)
    return _answer(form, found)


def _closed(form: AskForm, rest: tries.Rest) -> ResponseReturnValue:
    until = time_of_day(utc_now() + timedelta(seconds=rest.seconds + 59))
    later = _("Coba lagi pukul %(time)s, atau tanyakan kepada petugas.", time=until)
    return *_form(form, 429, fault=f"{CLOSED[rest.what]} {later}"), {"Retry-After": str(rest.seconds)}


def _form(form: AskForm, status: int = 200, **context) -> ResponseReturnValue:
    if request.method == "POST":
        form.give_back()
    return show("selfservice/ask.html", status=status, form=form, **_place(), **context)


def _answer(form: AskForm, answer: uses.OwnAnswer | None, status: int = 200) -> ResponseReturnValue:
    form.give_back()
    call_centre = settings.setting("call_centre")
    return show(
        "selfservice/answer.html",
        status=status,
        form=form,
        answer=answer,
        now=utc_now(),
        call_centre=call_centre,
        **_place(),
    )


def _place() -> dict:
    """Where the terminal stands (?pos=johar, by its word only), and the addresses that keep it there: `here` in the
    language that was chosen, `start` for the next person, `other_language`."""
    code = request.args.get("pos", "")
    post = next((post for post in places.posts() if post.code == code), None) if code else None
    at = {"pos": post.code} if post else {}
    asked = {"bahasa": language()} if "bahasa" in request.args else {}
    other = {"bahasa": "id" if language() == "en" else "en"}
    return {
        "post": post,
        "here": _address(at | asked),
        "start": _address(at),
        "other_language": _address(at | other),
    }


def _address(query: dict) -> str:
    return f"/kios?{urlencode(query)}" if query else "/kios"


@selfservice.after_request
def _come_back(response):
    """Nobody minds this screen: after a fault it finds its way back by itself."""
    if response.status_code not in OWN_PAGES:
        response.headers["Refresh"] = f"{SECONDS_OF_A_FAULT}; url={_address({})}"
    return response
