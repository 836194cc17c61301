"""Proof of cover on a day: what the ledger says of that day today, and what stood in it then. Making it changes
nothing."""

from datetime import date

from db.models import CoverageMonth, Worker
from kiosk.domain.clock import add_months, first_of_month, local, today, utc_now
from kiosk.domain.protection import Protected
from kiosk.domain.words import N_, clock_time, long_date, mask_kpj, mask_nik, month_name
from kiosk.files.protection_proofs import ProtectionProof, protection_proof_pdf
from kiosk.files.receipts import ReceiptMonth
from kiosk.services import cards, ledger, places, safe, settings, standing, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.deaths import Death, death_of
from kiosk.services.month_readers import ToldTo
from kiosk.services.proof_facts import covered, facts_of, month_of, verdict_of
from kiosk.services.recorded_then import covered_then
from kiosk.services.worker_months import live_among, months_of
from kiosk.services.worker_strip import strip_of

MONTHS_BEFORE = 6

NOT_YET = N_("%(day)s belum tiba. Bukti perlindungan dibuat untuk hari ini atau hari yang sudah lewat.")
TOO_EARLY = N_("Orang ini baru tercatat sejak %(since)s. Pilih hari itu atau sesudahnya.")
LATER_CONFIRMED = (
    "Sesudah hari itu BPJS mengonfirmasi iuran %(month)s, berlaku sejak %(effective_on)s. Apakah %(day)s ikut "
    "dijamin, BPJS Ketenagakerjaan yang memutuskan."
)


def proof_pdf(*, reg_no: str, on: date, by: Actor) -> bytes:
    """Raises NotThere, NotAllowed, MovedTo, Refused for a day to come or before the person was known, and for a person
    whose data are frozen, unless protected on that day (what is paid stays theirs) or dead (the heirs need it)."""
    return proof_of(worker_rights.worker_seen_by(by, reg_no), on=on, by=by)


def proof_of(worker: Worker, *, on: date, by: Actor) -> bytes:
    """The same of a person whom the caller has let `by` see."""
    rows = months_of(worker.id)
    _require_known(worker, rows, on)
    died = death_of(worker)
    is_protected = isinstance(ledger.protection(live_among(rows), on=on), Protected)
    if worker.frozen_at and not (died or is_protected):
        raise Refused(standing.FROZEN)
    return protection_proof_pdf(_proof(worker, rows, on, died, by))


def _require_known(worker: Worker, rows: list[CoverageMonth], on: date) -> None:
    if on > today():
        raise Refused(NOT_YET, day=long_date(on))
    since = min([worker.enrolled_on, *(row.month for row in rows)])
    if on < since:
        raise Refused(TOO_EARLY, since=long_date(since))


def _proof(
    worker: Worker, rows: list[CoverageMonth], on: date, died: Death | None, by: Actor
) -> ProtectionProof:
    live, is_over = live_among(rows), died is not None and on > died.day
    verdict = verdict_of(covered(live), on, died)
    recorded = verdict if is_over else verdict_of(covered_then(rows, on), on, died)
    card = cards.live_card(worker.id)
    return ProtectionProof(
        day=on,
        verdict=verdict,
        recorded=recorded if recorded != verdict else None,
        learned=[] if is_over else _learned(live, on),
        name=worker.name,
        reg_no=worker.reg_no,
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        masked_kpj=mask_kpj(safe.open_text(worker.kpj_sealed, safe.KPJ)),
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        facts=facts_of(live, on, died, ToldTo(by)),
        months=_months(rows, worker, on, died),
        made=_made(by),
        url=cards.address_of(card) if card else None,
        call_centre=settings.setting("call_centre"),
        city=settings.setting("city_name"),
    )


def _learned(live: list[CoverageMonth], on: date) -> list[str]:
    """The month of that day was confirmed later: said, and nothing claimed from it."""
    row = month_of(live, on)
    if row is None or row.effective_on is None or row.effective_on <= on:
        return []
    params = {"month": month_name(on), "effective_on": long_date(row.effective_on), "day": long_date(on)}
    return [LATER_CONFIRMED % params]


def _months(rows: list[CoverageMonth], worker: Worker, on: date, died: Death | None) -> list[ReceiptMonth]:
    first = add_months(first_of_month(on), -MONTHS_BEFORE)
    cells = strip_of(
        rows,
        enrolled_on=worker.enrolled_on,
        first=first,
        died_on=died.day if died else None,
    )
    return [ReceiptMonth(cell.month, cell.state) for cell in cells]


def _made(by: Actor) -> str:
    now = local(utc_now())
    who = ", ".join(part for part in (by.name, by.post.name if by.post else "") if part)
    return f"{long_date(now.date())} pukul {clock_time(now)} oleh {who}"
