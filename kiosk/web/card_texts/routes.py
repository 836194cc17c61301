"""Word the card for this city, and see it before anybody prints it."""

from base64 import b64encode

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.files.card_texts import PLACES, CardTexts
from kiosk.services import card_texts as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, pdf, show
from kiosk.web.card_texts.forms import CardTextsForm
from kiosk.web.kept_form import gives_form_back

card_texts = Blueprint("card_texts", __name__)


@card_texts.route("/kartu/teks", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def edit():
    now = uses.texts_now()
    form = CardTextsForm(now)
    if not form.is_submitted():
        return _page(form, now)
    if not form.validate():
        return _page(form, form.texts(), status=422)
    uses.change(words=form.words(), client_key=form.client_key.data, by=actor())
    flash(_("Teks kartu disimpan. Kartu yang dicetak mulai sekarang memuat teks ini."), "success")
    return go_to("/kartu/teks")


@card_texts.post("/kartu/teks/contoh")
@allow("admin")
@gives_form_back
def try_out():
    """The page as it was typed, with the card as it would be; nothing is saved."""
    form = CardTextsForm(uses.texts_now())
    sound = form.validate()
    return _page(form, form.texts(), status=200 if sound else 422)


@card_texts.get("/kartu/teks/contoh")
@allow("admin", "auditor")
def after_try():
    """The address that a try leaves in the browser's bar."""
    return go_to("/kartu/teks")


@card_texts.get("/kartu/teks/contoh.pdf")
@allow("admin", "auditor")
def example_pdf():
    return pdf(uses.example_pdf(uses.texts_now()), "contoh-kartu")


def _page(form: CardTextsForm, texts: CardTexts, status: int = 200):
    pictures = uses.example_pictures(texts)
    return show(
        "card_texts/edit.html",
        form=form,
        front=_inline(pictures.registered),
        protected=_inline(pictures.protected),
        reverse=_inline(pictures.back),
        changes=uses.changes(),
        places={key: _(words) for key, words in PLACES.items()},
        saved=texts == uses.texts_now(),
        status=status,
    )


def _inline(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"
