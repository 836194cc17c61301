"""The rows of a batch: from a sheet or one by one, checked, enrolled, and their months planned."""

import json
from collections.abc import Iterable

from db.connection import held, in_turn
from db.models import Batch, BatchRow, Company, Consent, Funder, Upload, Worker
from kiosk.domain.clock import months_from, today
from kiosk.domain.enrolment import CONSENT_VERSION
from kiosk.domain.findings import Finding, Severity, block
from kiosk.domain.names import names_agree
from kiosk.domain.sheet_rows import CheckedRow
from kiosk.domain.words import N_, month_name
from kiosk.services import access, ledger, places, safe
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.numbers import fresh_number
from kiosk.services.worker_rows import worker_columns

NIKS_AT_ONCE = 500
SHEETS = 1  # two sheets with the same people would else wait for each other crosswise
NIK_OF_ANOTHER = N_(
    "NIK ini sudah tercatat atas nama lain. Cocokkan NIK dan nama dengan KTP; bila keduanya benar, minta petugas "
    "kelurahan memeriksanya."
)


def take_in(*, batch: Batch, upload: Upload, rows: Iterable[CheckedRow], by: Actor) -> None:
    """Write one chunk of rows in the caller's transaction: good ones become workers with planned months,
    bad ones stay with their reasons, those somebody else pays for say so."""
    in_turn(SHEETS)
    rows = list(rows)
    good = {safe.index(row.entry.nik, safe.NIK): row for row in rows if row.entry}
    workers = {
        key: worker
        for key, worker in _workers_of(good, by).items()
        if names_agree(good[key].entry.name, worker.name)
    }
    months = months_from(batch.first_month, batch.months)
    taken = ledger.taken_months([worker.id for worker in workers.values()], months)
    free = [worker for worker in workers.values() if worker.id not in taken]
    _plan(batch, free, months)
    states = {row.number: _row_values(row, workers, taken) for row in rows}
    BatchRow.insert_many(
        [{"batch": batch.id, "upload": upload.id, **states[row.number]} for row in rows]
    ).execute()


def _workers_of(good: dict[bytes, CheckedRow], by: Actor) -> dict[bytes, Worker]:
    """The worker of each good row, by NIK hash; those not known yet are enrolled here."""
    known = workers_by_nik_hash(good)
    fresh = {key: row for key, row in good.items() if key not in known}
    if fresh:
        rows = {key: worker_columns(row.entry, by=by) for key, row in fresh.items()}
        Worker.insert_many(list(rows.values())).on_conflict(
            conflict_target=[Worker.nik_hash], action="nothing"
        ).execute()
        added = workers_by_nik_hash(fresh)
        _note_consent([one for key, one in added.items() if one.reg_no == rows[key]["reg_no"]], by)
        known |= added
    return known


def workers_by_nik_hash(hashes: Iterable[bytes]) -> dict[bytes, Worker]:
    hashes = list(hashes)
    found: dict[bytes, Worker] = {}
    for start in range(0, len(hashes), NIKS_AT_ONCE):
        chunk = hashes[start : start + NIKS_AT_ONCE]
        found |= {worker.nik_hash: worker for worker in Worker.select().where(Worker.nik_hash.in_(chunk))}
    return found


def _note_consent(workers: list[Worker], by: Actor) -> None:
    """The company states it holds each person's consent; it is confirmed when the card is handed over."""
    if not workers:
        return
    Consent.insert_many(
        [
            {
                "worker": worker.id,
                "basis": "consent",
                "version": CONSENT_VERSION,
                "how": "company_list",
                "taken_by": by.user_id,
            }
            for worker in workers
        ]
    ).execute()


def _plan(batch: Batch, workers: list[Worker], months: list) -> None:
    if not workers:
        return
    funder = Funder.get_by_id(batch.company.funder_id)
    sector_of = {work.code: work.sector for work in places.occupations()}
    ledger.commit_months(funder=funder, workers=workers, months=months, sector_of=sector_of, batch=batch)


def _row_values(row: CheckedRow, workers: dict[bytes, Worker], taken: dict) -> dict:
    values = {
        "sheet_name": row.sheet_name,
        "number": row.number,
        "cells": safe.seal(_as_json(row.cells), safe.ROW),
    }
    if row.entry is None:
        return values | {"worker": None, "state": "wrong", "findings": [as_data(f) for f in row.findings]}
    worker = workers.get(safe.index(row.entry.nik, safe.NIK))
    if worker is None:
        findings = [*row.findings, block("nik_of_another", NIK_OF_ANOTHER)]
        return values | {"worker": None, "state": "wrong", "findings": [as_data(f) for f in findings]}
    findings = list(row.findings)
    if worker.id in taken:
        findings.append(_taken_finding(taken[worker.id]))
    return values | {
        "worker": worker.id,
        "state": "funded" if worker.id in taken else "ready",
        "findings": [as_data(finding) for finding in findings],
    }


def _taken_finding(months: list) -> Finding:
    return Finding(
        "already_funded",
        Severity.WARN,
        N_(
            "Sudah ditanggung program lain untuk %(first)s sampai %(last)s, maka tidak dihitung dalam batch ini."
        ),
        {"first": month_name(months[0].month), "last": month_name(months[-1].month)},
    )


def as_data(finding: Finding) -> dict:
    """A finding as it is kept with its row."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "params": dict(finding.params),
    }


def _as_json(cells: dict) -> str:
    return json.dumps(cells, ensure_ascii=False)


def add_single(*, worker: Worker, batch_no: str | None, by: Actor) -> None:
    """Put one freshly enrolled worker into a batch: the named one, or the company's own batch for single people."""
    batch = _open_batch(batch_no, by) if batch_no else _batch_for_singles(by)
    _plan(batch, [worker], months_from(batch.first_month, batch.months))
    last = BatchRow.select().where(BatchRow.batch == batch, BatchRow.upload.is_null()).count()
    BatchRow.create(batch=batch, number=last + 1, worker=worker, state="ready")


def _open_batch(no: str, by: Actor) -> Batch:
    batch = held(Batch.select().where(Batch.no == no)).first()
    if batch is None:
        raise NotThere
    access.require(access.may_see_batch(by, batch))
    if batch.state != "open" or (batch.open_until and batch.open_until < today()):
        raise Refused(N_("Batch %(no)s sudah ditutup. Pilih batch lain atau daftarkan tanpa batch."), no=no)
    if batch.places is not None and _taken_places(batch) >= batch.places:
        raise Refused(
            N_("Tempat pada batch %(no)s sudah habis. Daftarkan tanpa batch, atau pilih batch lain."), no=no
        )
    return batch


def _taken_places(batch: Batch) -> int:
    return BatchRow.select().where(BatchRow.batch == batch, BatchRow.state == "ready").count()


def _batch_for_singles(by: Actor) -> Batch:
    """One batch per company and month holds what the company enrols one by one."""
    held(Company.select().where(Company.id == by.company_id)).get()
    month = ledger.first_open_month()
    same = (
        (Batch.company == by.company_id)
        & Batch.single
        & (Batch.first_month == month)
        & (Batch.state == "open")
    )
    batch = Batch.select().where(same).order_by(Batch.id).first()
    if batch:
        return batch
    return Batch.create(
        no=fresh_number(f"B{today():%y}"),
        company=by.company_id,
        name=f"Pendaftaran satuan {month_name(month)}",
        first_month=month,
        months=1,
        single=True,
        created_by_id=by.user_id,
    )
