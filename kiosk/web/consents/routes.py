"""The words of consent by version, for anybody: whoever consented may read them again."""

from flask import Blueprint

from kiosk.files.pictures import data_url
from kiosk.services import consents as uses
from kiosk.web.access import public
from kiosk.web.answers import show
from kiosk.web.consents.words import consent_how_words, consent_note_label

consents = Blueprint("consents", __name__)
consents.add_app_template_global(consent_how_words)
consents.add_app_template_global(consent_note_label)
consents.add_app_template_global(data_url, "picture_in_page")


@consents.get("/persetujuan/<version>")
@public
def text(version: str):
    return show("consents/text.html", words=uses.words_of(version))
