"""Proof of cover on a day: what the ledger says of that day today, and what stood in it then. Making it changes
nothing."""

from datetime import date

from db.models import CoverageMonth, Worker
from kiosk.domain.clock import add_months, first_of_month, local, today, utc_now
from kiosk.domain.protection import Protected, protection_on
from kiosk.domain.verdicts import Verdict, verdict_on
from kiosk.domain.words import N_, clock_time, long_date, mask_kpj, mask_nik, month_name
from kiosk.files.data_sheets import Fact
from kiosk.files.protection_proofs import ProtectionProof, protection_proof_pdf
from kiosk.files.receipts import ReceiptMonth
from kiosk.services import benefits, cards, ledger, places, safe, settings, standing, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.month_readers import ToldTo
from kiosk.services.recorded_then import covered_then
from kiosk.services.worker_cover import closed_from_of
from kiosk.services.worker_months import counts_from, live_among, months_of
from kiosk.services.worker_strip import strip_of

MONTHS_BEFORE = 6

NOT_YET = N_("%(day)s belum tiba. Bukti perlindungan dibuat untuk hari ini atau hari yang sudah lewat.")
TOO_EARLY = N_("Orang ini baru tercatat sejak %(since)s. Pilih hari itu atau sesudahnya.")
NOBODY = "belum ada penanggung"
LATER_CONFIRMED = (
    "Sesudah hari itu BPJS mengonfirmasi iuran %(month)s, berlaku sejak %(effective_on)s. Apakah %(day)s ikut "
    "dijamin, BPJS Ketenagakerjaan yang memutuskan."
)


def proof_pdf(*, reg_no: str, on: date, by: Actor) -> bytes:
    """Raises NotThere, NotAllowed, MovedTo, Refused for a day to come or before the person was known, and for a person
    whose data are frozen, unless protected on that day: what is paid stays theirs."""
    worker = worker_rights.worker_seen_by(by, reg_no)
    rows = months_of(worker.id)
    _require_known(worker, rows, on)
    if worker.frozen_at and not isinstance(ledger.protection(live_among(rows), on=on), Protected):
        raise Refused(standing.FROZEN)
    return protection_proof_pdf(_proof(worker, rows, on, by))


def _require_known(worker: Worker, rows: list[CoverageMonth], on: date) -> None:
    if on > today():
        raise Refused(NOT_YET, day=long_date(on))
    since = min([worker.enrolled_on, *(row.month for row in rows)])
    if on < since:
        raise Refused(TOO_EARLY, since=long_date(since))


def _proof(worker: Worker, rows: list[CoverageMonth], on: date, by: Actor) -> ProtectionProof:
    live = live_among(rows)
    verdict, recorded = verdict_on(ledger.protection(live, on=on)), _recorded(rows, on)
    card = cards.live_card(worker.id)
    return ProtectionProof(
        day=on,
        verdict=verdict,
        recorded=recorded if recorded != verdict else None,
        learned=_learned(live, on),
        name=worker.name,
        reg_no=worker.reg_no,
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        masked_kpj=mask_kpj(safe.open_text(worker.kpj_sealed, safe.KPJ)),
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        facts=_facts(live, on, ToldTo(by)),
        months=_months(rows, worker, on),
        made=_made(by),
        url=cards.address_of(card) if card else None,
        call_centre=settings.setting("call_centre"),
        city=settings.setting("city_name"),
    )


def _recorded(rows: list[CoverageMonth], on: date) -> Verdict:
    lapse_months = settings.whole("lapse_months", on=on)
    return verdict_on(protection_on(on, covered_then(rows, on), lapse_months=lapse_months))


def _learned(live: list[CoverageMonth], on: date) -> list[str]:
    """The month of that day was confirmed later: said, and nothing claimed from it."""
    row = _month_of(live, on)
    if row is None or row.effective_on is None or row.effective_on <= on:
        return []
    params = {"month": month_name(on), "effective_on": long_date(row.effective_on), "day": long_date(on)}
    return [LATER_CONFIRMED % params]


def _month_of(live: list[CoverageMonth], on: date) -> CoverageMonth | None:
    return next((row for row in live if row.month == first_of_month(on)), None)


def _facts(live: list[CoverageMonth], on: date, told: ToldTo) -> list[Fact]:
    """What is counted, and from when."""
    row, given = _month_of(live, on), benefits.benefits_of(live, on=on)
    effective = counts_from(row) if row and row.effective_on and row.effective_on <= on else None
    full = given.full_death_on
    return [
        Fact(f"Iuran {month_name(on)} ditanggung oleh", told.funder(row) if row else NOBODY),
        Fact(f"{month_name(on)} berlaku sejak", long_date(effective) if effective else "belum berlaku"),
        Fact("Peserta sejak", long_date(given.since) if given.since else "bukan peserta pada hari itu"),
        Fact("Bulan iuran yang dihitung", f"{given.contributed} bulan" if given.since else "tidak ada"),
        *([_full_death(full, on)] if full else []),
    ]


def _full_death(full_on: date, on: date) -> Fact:
    said = long_date(full_on)
    return Fact(
        "Santunan kematian penuh sejak", said if full_on <= on else f"{said}, bila iurannya tidak terputus"
    )


def _months(rows: list[CoverageMonth], worker: Worker, on: date) -> list[ReceiptMonth]:
    first = add_months(first_of_month(on), -MONTHS_BEFORE)
    live = live_among(rows)
    cells = strip_of(
        rows,
        enrolled_on=worker.enrolled_on,
        first=first,
        protection=ledger.protection(live),
        closed_from=closed_from_of(worker, live),
    )
    return [ReceiptMonth(cell.month, cell.state) for cell in cells]


def _made(by: Actor) -> str:
    now = local(utc_now())
    who = ", ".join(part for part in (by.name, by.post.name if by.post else "") if part)
    return f"{long_date(now.date())} pukul {clock_time(now)} oleh {who}"
