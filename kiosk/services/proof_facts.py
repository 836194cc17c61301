"""What a proof of cover says of a day: the large line, and what is counted from when."""

from datetime import date

from db.models import CoverageMonth
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.protection import CoveredMonth, awaits_answer, protection_on
from kiosk.domain.verdicts import Verdict, verdict_after_death, verdict_of_member_waiting, verdict_on
from kiosk.domain.words import long_date, month_name
from kiosk.files.data_sheets import Fact
from kiosk.services import benefits, settings
from kiosk.services.deaths import Death
from kiosk.services.month_readers import ToldTo
from kiosk.services.worker_months import counts_from

NOBODY = "belum ada penanggung"


def covered(live: list[CoverageMonth]) -> list[CoveredMonth]:
    return [CoveredMonth(row.month, row.effective_on, row.paid_on) for row in live]


def verdict_of(months: list[CoveredMonth], on: date, died: Death | None) -> Verdict:
    """The large line of that day, by these months as they stand or stood."""
    lapse_months = settings.whole("lapse_months", on=on)
    state = protection_on(on, months, lapse_months=lapse_months)
    if died and (on > died.day or not awaits_answer(on, months, lapse_months=lapse_months)):
        return verdict_after_death(state, on=on, died_on=died.day)
    if awaits_answer(on, months, lapse_months=lapse_months):
        return verdict_of_member_waiting()
    return verdict_on(state, today=today())


def month_of(live: list[CoverageMonth], on: date) -> CoverageMonth | None:
    return next((row for row in live if row.month == first_of_month(on)), None)


def facts_of(live: list[CoverageMonth], on: date, died: Death | None, told: ToldTo) -> list[Fact]:
    """What is counted, and from when; of a day after the death what was so on its day."""
    if died is None:
        return _day_facts(live, on, None, told)
    day = min(on, died.day)
    then = verdict_of(covered(live), died.day, died).words.lower()
    return [
        Fact("Meninggal dunia pada", long_date(died.day)),
        Fact("Keadaan pada hari wafatnya", then),
        *_day_facts(live, day, died, told),
    ]


def _day_facts(live: list[CoverageMonth], on: date, died: Death | None, told: ToldTo) -> list[Fact]:
    row, given = month_of(live, on), benefits.benefits_of(live, on=on)
    full = given.full_death_on
    return [
        Fact(f"Iuran {month_name(on)} ditanggung oleh", told.funder(row) if row else NOBODY),
        Fact(f"{month_name(on)} berlaku sejak", _effect(row, on)),
        Fact("Peserta sejak", long_date(given.since) if given.since else "bukan peserta pada hari itu"),
        Fact("Bulan iuran yang dihitung", _counted(live, on, given.contributed)),
        *([_full_death(full, on)] if full and (died is None or full <= died.day) else []),
    ]


def _effect(row: CoverageMonth | None, on: date) -> str:
    """By what was known on the day."""
    if row and row.effective_on and row.effective_on <= on:
        return long_date(counts_from(row))
    if row and row.paid_on and row.paid_on <= on:
        return f"belum berlaku: dibayar {long_date(row.paid_on)}, belum dikonfirmasi BPJS"
    return "belum berlaku"


def _counted(live: list[CoverageMonth], on: date, contributed: int) -> str:
    """How many months of the membership, and when BPJS confirmed the last one."""
    known = [row for row in live if row.effective_on and row.effective_on <= on and row.month <= on]
    if not contributed or not known:
        return "tidak ada"
    last = max(known, key=lambda row: row.month)
    return f"{contributed} bulan; {month_name(last.month)} dikonfirmasi {long_date(last.effective_on)}"


def _full_death(full_on: date, on: date) -> Fact:
    said = long_date(full_on)
    return Fact(
        "Santunan kematian penuh sejak", said if full_on <= on else f"{said}, bila iurannya tidak terputus"
    )
