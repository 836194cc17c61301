"""Criteria, states and reasons of a selection in the reader's language."""

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.domain import selection_words
from kiosk.domain import selections as rule
from kiosk.domain.selections import Criterion
from kiosk.domain.words import N_, number
from kiosk.services.programme_renewals import Renewal

# Shapes and colours that components/state.html knows.
LOOKS = {
    rule.DRAWING: "waiting", rule.DRAFT: "waiting", rule.DECIDED: "funded", rule.CARRYING_OUT: "funded",
    rule.DONE: "protected", rule.DROPPED: "ended", rule.CHOSEN: "ready", rule.RESERVE: "waiting",
    rule.LEFT_OUT: "wrong", rule.TAKEN: "protected", rule.REFUSED: "ended",
}  # fmt: skip
STEPS = (N_("Tarik daftar tunggu"), N_("Baca rancangannya"), N_("Putuskan"), N_("Laksanakan"))
REMEDIES = {
    rule.LACKING: N_("Lengkapi isiannya, lalu tarik ulang: urutannya tetap menurut nilainya."),
    rule.FROZEN: N_("Buka pembekuannya di halaman orangnya bila sebabnya sudah selesai."),
    rule.APPROVAL: N_("Putuskan persetujuannya, lalu tarik ulang."),
    rule.OCCUPATION: N_("Tambahkan pekerjaannya pada program ini bila memang termasuk, lalu tarik ulang."),
    rule.NOT_RESIDENT: N_("Perbaiki alamatnya bila keliru, lalu tarik ulang."),
    rule.NO_PLACES: N_("Tambah kuota programnya, lalu buat seleksi baru."),
    rule.NO_MONEY: N_("Tambah anggaran programnya, lalu buat seleksi baru."),
}

# What db/reference/setting.csv says of the weights one begins with; an admin's own words stay as they are.
FIRST_BASIS = N_(
    "Bobot awal seleksi dana kota, belum ditetapkan Disnaker: miskin ekstrem 40, terancam putus 30, pekerjaan berisiko "
    "15, lama menunggu 15 (keputusan rancangan)."
)


def offer(blueprint: Blueprint) -> None:
    """To every template."""
    for given in (
        selection_state, selection_look, selection_row_state, selection_reason, selection_remedy,
        selection_criterion, selection_rule, selection_basis, selection_steps, selection_step, selection_reserved,
    ):  # fmt: skip
        blueprint.add_app_template_global(given)


def selection_state(code: str) -> str:
    return _(selection_words.STATES[code])


def selection_row_state(code: str) -> str:
    return _(selection_words.ROW_STATES[code])


def selection_look(code: str) -> str:
    return LOOKS[code]


def selection_reason(code: str) -> str:
    return _(rule.REASONS[code])


def selection_remedy(code: str) -> str:
    """What can be done about it; empty where nothing can."""
    return _(REMEDIES[code]) if code in REMEDIES else ""


def selection_reserved(selection) -> str:
    """Why somebody in reserve is not among those who are taken on."""
    left_behind = selection_words.RESERVED_TO_THE_END if selection.done_at else selection_words.RESERVED
    return _(left_behind) % {"wanted": number(selection.wanted)}


def renewal_choice(renewal: Renewal) -> str:
    """Whose people come first, as the form of a new selection offers it."""
    before = renewal.programme
    return _(
        "Dahulu %(people)s orang yang berakhir bersama %(name)s %(year)s, sisanya dari yang menunggu",
        people=number(renewal.people),
        name=before.name,
        year=before.year,
    )


def selection_criterion(code: str) -> str:
    return _(selection_words.CRITERION_WORDS[code])


def selection_rule(criterion: Criterion) -> str:
    params = {"most": criterion.weight, "full_at": criterion.full_at, "count": len(criterion.work)}
    return _(selection_words.CRITERION_RULES[criterion.code]) % params


def selection_basis(weighed) -> str:
    """The setting's own words, or that it was weighed otherwise for this one; of a Criterion or DatedWeights."""
    return _(weighed.basis)


def selection_steps() -> list[str]:
    return [_(step) for step in STEPS]


def selection_step(state: str) -> int:
    """Where a selection stands among them, counted from 1."""
    return {rule.DRAWING: 1, rule.DRAFT: 2, rule.DECIDED: 4, rule.CARRYING_OUT: 4, rule.DONE: 4}[state]
