"""How somebody is employed, in words."""

from flask_babel import gettext as _

from kiosk.domain.asn_statuses import WORDS


def status_words(code: str) -> str:
    """A code nobody has named shows as it is."""
    return _(WORDS[code]) if code in WORDS else code
