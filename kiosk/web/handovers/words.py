"""What the codes of a hand-over say, as pages say it. Rows of earlier years hold words instead of codes."""

from flask_babel import gettext as _

from kiosk.services.handover_words import HOWS, RELATIONS, TRY_REASONS


def relation_words(code: str) -> str:
    return _(RELATIONS[code]) if code in RELATIONS else code


def handed_how_words(code: str) -> str:
    return _(HOWS[code]) if code in HOWS else code


def try_reason_words(code: str) -> str:
    return _(TRY_REASONS[code]) if code in TRY_REASONS else code
