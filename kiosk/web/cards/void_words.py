"""Why a card is void, in the reader's language."""

from flask_babel import gettext as _

from kiosk.domain import void_reasons


def void_words(reason: str) -> str:
    return _(void_reasons.void_words(reason)) if reason else ""
