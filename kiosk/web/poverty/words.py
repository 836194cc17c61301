"""Words of lists of the extreme poor that templates ask for."""

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.domain.poverty_rows import DIFFERS, MEANINGS, UNKNOWN, WHYS, WORDS, WRONG
from kiosk.domain.words import N_
from kiosk.files.poverty_headings import MEANINGS as HEADINGS
from kiosk.services.poverty_list_files import COLUMNS, READ, REFUSED, STORED, WITHDRAWN

STATES = {
    STORED: N_("menunggu dibaca"),
    COLUMNS: N_("menunggu arti kolom"),
    READ: N_("sudah dibaca"),
    REFUSED: N_("tidak terbaca"),
    WITHDRAWN: N_("ditarik"),
}
TONES = {WRONG: "act", DIFFERS: "soon", UNKNOWN: "soon"}


def offer(blueprint: Blueprint) -> None:
    """To every template."""
    for given in (
        poverty_state, poverty_row_state, poverty_row_meaning, poverty_row_tone, poverty_why, poverty_heading,
    ):  # fmt: skip
        blueprint.add_app_template_global(given)


def poverty_state(state: str) -> str:
    return _(STATES[state])


def poverty_row_state(state: str) -> str:
    return _(WORDS[state])


def poverty_row_meaning(state: str) -> str:
    return _(MEANINGS[state])


def poverty_row_tone(state: str) -> str:
    """none, soon or act, as in components/tile.html."""
    return TONES.get(state, "")


def poverty_why(code: str) -> str:
    return _(WHYS[code]) if code in WHYS else ""


def poverty_heading(field: str) -> str:
    return _(HEADINGS[field]) if field in HEADINGS else field
