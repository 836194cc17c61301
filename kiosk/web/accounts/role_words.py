"""The roles as people read them."""

from flask_babel import gettext as _

from kiosk.domain.words import N_

ROLES = {
    "petugas": N_("Petugas kelurahan"),
    "mitra": N_("Staf perusahaan mitra"),
    "donatur": N_("ASN orang tua asuh"),
    "opd": N_("Sekretaris OPD"),
    "admin": N_("Admin"),
    "auditor": N_("Auditor"),
    "sistem": N_("Payung (otomatis)"),
}


def role_words(code: str) -> str:
    """A code nobody has named shows as it is."""
    return _(ROLES[code]) if code in ROLES else code


def role_choices() -> list[tuple[str, str]]:
    """The roles a person can be invited to, as (code, words)."""
    return [(code, _(words)) for code, words in ROLES.items() if code != "sistem"]
