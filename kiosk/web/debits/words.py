"""States, reasons and days of the debit in words."""

from collections.abc import Iterable, Mapping

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.domain import debit_return_remedies, debit_returns, debit_skip_remedies, debits
from kiosk.domain.debit_reasons import REASONS
from kiosk.domain.debit_skips import SKIPS
from kiosk.domain.debit_stages import WORDS as STAGES
from kiosk.domain.findings import Severity
from kiosk.domain.words import N_
from kiosk.files.debit_control_sheets import grouped
from kiosk.services import debit_answers
from kiosk.services.debit_calendar import ClosedDay
from kiosk.services.debit_revoked import REVOKED
from kiosk.web.page_context import long_date, sentence

RUN_STATES = {
    debits.BUILDING: N_("Sedang disusun"),
    debits.BUILT: N_("Disusun, belum disegel"),
    debits.SEALING: N_("Sedang disegel"),
    debits.SEALED: N_("Disegel, belum diserahkan"),
    debits.SENT: N_("Diserahkan ke bank"),
    debits.DROPPED: N_("Dibatalkan"),
}
LINE_STATES = {
    debits.DRAFTED: N_("Disusun"),
    debits.LINE_SEALED: N_("Disegel"),
    debits.LINE_SENT: N_("Menunggu jawaban bank"),
    debits.PAID: N_("Berhasil didebet"),
    debits.FAILED: N_("Gagal didebet"),
    debits.LEFT_OUT: N_("Ditinggalkan"),
    REVOKED: N_("Surat kuasanya dicabut"),
}
ANSWER_STATES = {
    debit_answers.STORED: N_("menunggu dibaca"),
    debit_answers.READ: N_("sudah dibaca"),
    debit_answers.REFUSED: N_("tidak terbaca"),
}
# Shapes and colours that components/state.html knows.
LOOKS = {
    debits.BUILDING: "waiting", debits.BUILT: "waiting", debits.SEALING: "waiting", debits.SEALED: "funded",
    debits.SENT: "funded", debits.DROPPED: "ended", debits.DRAFTED: "waiting", debits.PAID: "protected",
    debits.FAILED: "wrong", debits.LEFT_OUT: "ended",
}  # fmt: skip
SATURDAY, SUNDAY = N_("hari Sabtu"), N_("hari Minggu")


def offer(blueprint: Blueprint) -> None:
    """To every template."""
    for given in (
        debit_run_state, debit_line_state, debit_look, debit_stages, debit_reason, debit_mend, debit_skip,
        debit_skip_remedy, debit_outcome, debit_outcome_tone, debit_outcome_remedy, debit_answer_state,
        debit_to_look_at, closed_days_words, fingerprint_groups,
    ):  # fmt: skip
        blueprint.add_app_template_global(given)


def debit_run_state(code: str) -> str:
    return _(RUN_STATES[code])


def debit_line_state(code: str) -> str:
    return _(LINE_STATES[code])


def debit_look(code: str) -> str:
    return LOOKS.get(code, code)


def debit_stages() -> dict[str, str]:
    """In their order."""
    return {code: _(words) for code, words in STAGES.items()}


def debit_reason(code: str) -> str:
    return _(REASONS[code].words) if code in REASONS else code


def debit_mend(code: str) -> str:
    """What has to be done before another try; empty where it passes by itself."""
    return _(REASONS[code].mend) if code in REASONS and REASONS[code].mend else ""


def debit_skip(code: str) -> str:
    return _(SKIPS[code])


def debit_skip_remedy(code: str) -> str:
    return _(debit_skip_remedies.REMEDIES[code])


def debit_outcome(code: str) -> str:
    return _(debit_returns.WORDS[code])


def debit_outcome_tone(code: str) -> str:
    """none, soon or act, as in components/tile.html."""
    if code in debit_returns.TO_LOOK_AT:
        return "act"
    return "soon" if code == debit_returns.FAILED else ""


def debit_outcome_remedy(code: str) -> str:
    remedy = debit_return_remedies.REMEDIES[code]
    return " ".join(_(words) for words in (remedy.means, remedy.next) if words)


def debit_answer_state(code: str) -> str:
    return _(ANSWER_STATES[code])


def debit_to_look_at(counts: Mapping[str, int]) -> int:
    """How many lines of an answer somebody has to look at."""
    return sum(counts.get(outcome, 0) for outcome in debit_returns.TO_LOOK_AT)


def to_look_at(outcome: str, findings: list[dict]) -> str:
    """What became of a line, what is wrong with it, what to do."""
    remedy = debit_return_remedies.REMEDIES[outcome]
    said = [sentence(one) for one in findings if one["severity"] == Severity.BLOCK] or [_(remedy.means)]
    return " ".join([*said, _(remedy.next)] if remedy.next else said)


def closed_days_words(days: Iterable[ClosedDay]) -> str:
    """`1 Januari 2027 hari libur (Tahun Baru Masehi), 2 Januari 2027 hari Sabtu`."""
    return ", ".join(map(_closed, days))


def _closed(day: ClosedDay) -> str:
    if day.name:
        return _("%(day)s hari libur (%(name)s)", day=long_date(day.day), name=day.name)
    weekend = SATURDAY if day.day.weekday() == 5 else SUNDAY
    return f"{long_date(day.day)} {_(weekend)}"


def fingerprint_groups(sha256: str) -> list[str]:
    return grouped(sha256)
