"""How a mandate's states, copies and the consequences of its end are said."""

from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services.mandate_papers import TITLES
from kiosk.services.mandate_revocation_pages import Consequence
from kiosk.web.page_context import long_date, month_name

STATES = {
    "draft": N_("Belum ditandatangani"),
    "signed": N_("Menunggu pemeriksaan OPD"),
    "verified": N_("Berlaku"),
    "ending": N_("Berlaku, sudah dicabut untuk nanti"),
    "revoked": N_("Dicabut"),
    "refused": N_("Ditolak OPD"),
    "ended": N_("Berakhir sebelum diperiksa"),
}
LOOKS = {
    "draft": "waiting", "signed": "registered", "verified": "protected", "ending": "arrears", "revoked": "ended",
    "refused": "wrong", "ended": "ended",
}  # fmt: skip


def state_words(state: str) -> tuple[str, str]:
    """In words, and the shape beside them (components/state.html)."""
    return _(STATES[state]), LOOKS[state]


def copy_words(what: str) -> str:
    return _(TITLES[what])


def consequence_words(one: Consequence) -> str:
    """`Hari ini: 2 orang menunggu penanggung lagi …`"""
    day = _("Hari ini") if one.day == today() else long_date(one.day)
    return _("%(day)s: %(people)s, %(debit)s", day=day, people=_people(one), debit=_debit(one))


def _people(one: Consequence) -> str:
    if one.at_once:
        return ngettext(
            "%(num)s orang menunggu penanggung lagi", "%(num)s orang menunggu penanggung lagi", one.people
        )
    return ngettext(
        "%(num)s orang tetap ditanggung sampai hari itu",
        "%(num)s orang tetap ditanggung sampai hari itu",
        one.people,
    )


def _debit(one: Consequence) -> str:
    if one.last_debit is None:
        return _("tidak ada debit lagi")
    return _("debit terakhir untuk %(month)s", month=month_name(one.last_debit))
