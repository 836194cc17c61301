"""Words of BPJS's files that templates and the file of what is to be settled ask for."""

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.domain.bpjs_outcomes import ACCEPTED, AGREED, KNOWN, LATE, MOVED, NUMBERED, UNPAID, WORDS
from kiosk.domain.bpjs_remedies import REMEDIES
from kiosk.domain.findings import Severity
from kiosk.domain.words import N_
from kiosk.files.bpjs_headings import COMMON_MEANINGS
from kiosk.services.bpjs_answer_files import MEMBER_LIST, VOCABULARIES
from kiosk.web.page_context import sentence

STATUS_MEANINGS = {
    "status: accepted": N_("status: diterima"),
    "status: rejected": N_("status: ditolak"),
    "status: pending": N_("status: belum diputuskan"),
}
GOOD, SOON = (ACCEPTED, AGREED, KNOWN, MOVED, NUMBERED), (LATE, UNPAID)


def offer(blueprint: Blueprint) -> None:
    """To every template."""
    for given in (outcome_words, outcome_tone, answer_kind, heading_meaning):
        blueprint.add_app_template_global(given)


def outcome_words(outcome: str) -> str:
    return _(WORDS[outcome])


def outcome_tone(outcome: str) -> str:
    """none, soon or act, as in components/tile.html."""
    if outcome in GOOD:
        return ""
    return "soon" if outcome in SOON else "act"


def answer_kind(kind: str) -> str:
    return _("Daftar peserta aktif") if kind == MEMBER_LIST else _("Balasan atas pengajuan")


def heading_meaning(field: str, kind: str = "") -> str:
    """In a file of that kind; else in whatever file the heading stands."""
    if field in STATUS_MEANINGS:
        return _(STATUS_MEANINGS[field])
    meanings = VOCABULARIES[kind].meanings if kind else COMMON_MEANINGS
    return _(meanings[field]) if field in meanings else _("tidak dipakai")


def to_settle(outcome: str, findings: list[dict]) -> str:
    """What became of a line, what is wrong with it, what to do."""
    remedy = REMEDIES[outcome]
    said = [sentence(one) for one in findings if one["severity"] == Severity.BLOCK] or [_(remedy.means)]
    return " ".join([*said, _(remedy.next)] if remedy.next else said)
