"""The rows of a batch's sheet: good ones become workers with planned months, each says what became of it."""

import json

from db.connection import in_turn
from db.models import Batch, BatchRow, CoverageMonth, Funder, Upload, Worker
from kiosk.domain.clock import months_from
from kiosk.domain.findings import Finding, block, info, warn
from kiosk.domain.sheet_rows import CheckedRow
from kiosk.domain.words import N_
from kiosk.services import batch_places, commitments, ledger, safe, standing
from kiosk.services.acting import Actor
from kiosk.services.batch_people import people_of

NIKS_AT_ONCE = 500
SHEETS = 1  # two sheets with the same people would else wait for each other crosswise
NIK_OF_ANOTHER = N_(
    "NIK ini sudah tercatat atas nama lain. Cocokkan NIK dan nama dengan KTP; bila keduanya benar, minta petugas "
    "kelurahan memeriksanya."
)
NIK_MISTYPED = N_(
    "NIK pada baris ini sudah diketahui salah ketik. Orangnya tercatat dengan NIK yang benar; cocokkan dengan KTP-nya."
)
IN_THIS_BATCH = N_("Orang ini sudah ada dalam batch ini, maka tidak dihitung lagi.")
IN_OWN_BATCH = N_(
    "Sudah ditanggung perusahaan ini dalam batch %(no)s untuk %(held_months)s, maka tidak dihitung lagi."
)
ALREADY_FUNDED = N_("Sudah ada penanggung untuk %(held_months)s, maka tidak dihitung lagi dalam batch ini.")
LEFT_OVER = N_(
    "%(free_months)s belum ditanggung siapa pun. Buka batch untuk bulan itu, supaya perlindungannya tidak terputus."
)


def take_in(*, batch: Batch, upload: Upload, rows: list[CheckedRow], by: Actor) -> None:
    """Write one chunk of rows in the caller's transaction: good ones become workers with planned months, bad ones
    stay with their reasons, those who have a funder or stand in this batch already say so."""
    in_turn(SHEETS)
    workers = people_of(rows, by)
    months = months_from(batch.first_month, batch.months)
    taken = ledger.taken_months([worker.id for worker in workers.values()], months)
    untaken = {worker.id: worker for worker in workers.values() if worker.id not in taken}.values()
    plan(batch, [worker for worker in untaken if not standing.why_not_free(worker)])
    head = {"batch": batch.id, "upload": upload.id}
    values, seen = [], set()
    for row in rows:
        values.append(head | _row_values(row, batch, _worker_of(row, workers), taken, seen))
    BatchRow.insert_many(values).execute()


def _worker_of(row: CheckedRow, workers: dict[bytes, Worker]) -> Worker | None:
    return workers.get(safe.index(row.entry.nik, safe.NIK)) if row.entry else None


def plan(batch: Batch, workers: list[Worker]) -> None:
    """Plan the batch's months for these workers, in the caller's transaction. Raises MonthsTaken when one of them is
    taken, Refused when one may not be funded (standing)."""
    if workers:
        commitments.commit_months(
            funder=Funder.get_by_id(batch.company.funder_id),
            workers=workers,
            months=months_from(batch.first_month, batch.months),
            batch=batch,
        )
        batch_places.set_released_aside(batch, [worker.id for worker in workers])


def _row_values(
    row: CheckedRow, batch: Batch, worker: Worker | None, taken: dict[int, list], seen: set[int]
) -> dict:
    """`seen` are the workers of rows before this one, and takes this one's in."""
    state, more = _fate(row, batch, worker, taken)
    if state == "ready" and worker.id in seen:
        state, more = "repeated", [info("in_this_batch", IN_THIS_BATCH)]
    seen.update([worker.id] if worker else [])
    if worker and worker.nik_hash != safe.index(row.entry.nik, safe.NIK):
        more = [*more, warn("nik_mistyped", NIK_MISTYPED)]
    return {
        "sheet_name": row.sheet_name,
        "number": row.number,
        "cells": safe.seal(json.dumps(row.cells, ensure_ascii=False), safe.ROW),
        "worker": worker.id if worker and state != "wrong" else None,
        "state": state,
        "findings": [as_data(finding) for finding in (*row.findings, *more)],
    }


def _fate(
    row: CheckedRow, batch: Batch, worker: Worker | None, taken: dict[int, list]
) -> tuple[str, list[Finding]]:
    """The row's state, and what the store has to add to the findings of the rules."""
    if row.entry is None:
        return "wrong", []
    if worker is None:
        return "wrong", [block("nik_of_another", NIK_OF_ANOTHER)]
    if worker.id in taken:
        return _funded_by(batch, taken[worker.id])
    if reason := standing.why_not_free(worker):
        return "wrong", [block("held_back", standing.FOR_COMPANIES[reason])]
    return "ready", []


def _funded_by(batch: Batch, months: list[CoverageMonth]) -> tuple[str, list[Finding]]:
    """Who holds these months: this batch, others of the same company, each named, or a funder it is not told of."""
    if any(row.commitment.batch == batch for row in months):
        return "repeated", [info("in_this_batch", IN_THIS_BATCH)]
    holders: dict[str, list] = {}
    for row in months:
        theirs = row.commitment.batch
        own = theirs is not None and theirs.company_id == batch.company_id
        holders.setdefault(theirs.no if own else "", []).append(row.month)
    said = [_held(no, held) for no, held in holders.items()]
    taken = {row.month for row in months}
    if free := [month for month in months_from(batch.first_month, batch.months) if month not in taken]:
        said.append(warn("months_left_over", LEFT_OVER, free_months=free))
    return "funded", said


def _held(no: str, months: list) -> Finding:
    if no:
        return warn("already_funded", IN_OWN_BATCH, no=no, held_months=months)
    return warn("already_funded", ALREADY_FUNDED, held_months=months)


def as_data(finding: Finding) -> dict:
    """A finding as it is kept with its row."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "params": dict(finding.params),
    }
