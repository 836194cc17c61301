"""Words of rosters that templates and the file of wrong rows ask for."""

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.domain.asn_statuses import WORDS as STATUSES
from kiosk.domain.staff_fates import LEAVING, MEANINGS, WORDS, WRONG
from kiosk.domain.words import N_
from kiosk.files.staff_headings import MEANINGS as HEADINGS
from kiosk.services.staff_import_files import APPLIED, APPLYING, COLUMNS, DROPPED, READ, REFUSED, STORED

STATES = {
    STORED: N_("menunggu dibaca"),
    COLUMNS: N_("menunggu arti kolom"),
    READ: N_("siap diperiksa dan diterapkan"),
    REFUSED: N_("tidak terbaca"),
    APPLYING: N_("sedang diterapkan"),
    APPLIED: N_("sudah diterapkan"),
    DROPPED: N_("dibatalkan"),
}


def offer(blueprint: Blueprint) -> None:
    """To every template."""
    for given in (staff_status, staff_fate, staff_fate_tone, staff_fate_meaning, staff_heading, roster_state):
        blueprint.add_app_template_global(given)


def staff_status(code: str) -> str:
    return _(STATUSES[code]) if code in STATUSES else code


def staff_fate(fate: str) -> str:
    return _(WORDS[fate])


def staff_fate_meaning(fate: str) -> str:
    return _(MEANINGS[fate])


def staff_fate_tone(fate: str) -> str:
    """none, soon or act, as in components/tile.html."""
    return {WRONG: "act", LEAVING: "soon"}.get(fate, "")


def staff_heading(field: str) -> str:
    return _(HEADINGS[field]) if field in HEADINGS else field


def roster_state(state: str) -> str:
    return _(STATES[state])
