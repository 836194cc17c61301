"""The rows of a batch's sheet: good ones become workers with planned months, each says what became of it."""

from collections.abc import Collection, Iterable, Sequence

from db.connection import in_turn
from db.kept import KeptInsert
from db.models import Batch, BatchRow, CoverageMonth, Funder, Upload, Worker
from kiosk.domain.clock import months_from
from kiosk.domain.findings import Finding, Severity, block, info, warn
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.sheet_rows import CheckedRow
from kiosk.domain.words import N_
from kiosk.services import batch_places, commitments, ledger, standing
from kiosk.services.acting import Actor
from kiosk.services.batch_people import PreparedRow, people_of

LONGEST_FAULTS = 300
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
ALREADY_FUNDED = N_(
    "Sudah ada penanggung untuk %(held_months)s, yaitu %(funder)s, maka tidak dihitung lagi dalam batch ini."
)
LEFT_OVER = N_(
    "%(free_months)s belum ditanggung siapa pun. Buka batch untuk bulan itu, supaya perlindungannya tidak terputus."
)


_rows = KeptInsert(BatchRow)


def take_in(*, batch: Batch, upload: Upload, rows: Sequence[PreparedRow], by: Actor) -> None:
    """Write one chunk of rows in the caller's transaction: good ones become workers with planned months, bad ones
    stay with their reasons, those who have a funder or stand in this batch already say so. A row of the sheet that
    stands there already is left as it is."""
    in_turn(SHEETS)
    rows = _not_written(upload, rows)
    head = {"batch": batch.id, "upload": upload.id}
    _rows.add_all([head | values for values in _values_of(batch, rows, by)])


def _not_written(upload: Upload, rows: Sequence[PreparedRow]) -> list[PreparedRow]:
    first, last = rows[0].checked.number, rows[-1].checked.number
    there = BatchRow.select(BatchRow.number).where(
        BatchRow.batch == upload.batch_id, BatchRow.upload == upload.id, BatchRow.number.between(first, last)
    )
    written = {number for (number,) in there.tuples()}
    return [row for row in rows if row.checked.number not in written]


def values_of(*, batch: Batch, rows: Sequence[PreparedRow], by: Actor) -> list[dict]:
    """What becomes of these rows (batch_people.prepared), in the caller's transaction: good ones are workers with
    planned months now. The columns of each one's BatchRow, for whoever writes it: a row that somebody has mended."""
    in_turn(SHEETS)
    return _values_of(batch, rows, by)


def _values_of(batch: Batch, rows: Sequence[PreparedRow], by: Actor) -> list[dict]:
    workers, new = people_of(rows, by)
    months = months_from(batch.first_month, batch.months)
    taken = ledger.taken_months([worker.id for worker in workers.values() if worker.id not in new], months)
    untaken = {worker.id: worker for worker in workers.values() if worker.id not in taken}.values()
    plan(batch, [worker for worker in untaken if not standing.why_not_free(worker)], new)
    seen: set[int] = set()
    return [_row_values(row, batch, workers.get(row.nik_hash), taken, seen) for row in rows]


def plan(batch: Batch, workers: list[Worker], new: Collection[int] = ()) -> None:
    """Plan the batch's months for these workers, in the caller's transaction, which has enrolled `new`. Raises
    MonthsTaken when one of them is taken, Refused when one may not be funded (standing)."""
    if workers:
        commitments.plan_months(
            funder=Funder.get_by_id(batch.company.funder_id),
            workers=workers,
            months=months_from(batch.first_month, batch.months),
            batch=batch,
            new=new,
        )
        batch_places.set_released_aside(batch, [worker.id for worker in workers if worker.id not in new])


def _row_values(
    row: PreparedRow, batch: Batch, worker: Worker | None, taken: dict[int, list], seen: set[int]
) -> dict:
    """`seen` are the workers of rows before this one, and takes this one's in."""
    checked = row.checked
    state, more = _fate(checked, batch, worker, taken)
    if state == "ready" and worker.id in seen:
        state, more = "repeated", [info("in_this_batch", IN_THIS_BATCH)]
    seen.update([worker.id] if worker else [])
    if worker and worker.nik_hash != row.nik_hash:
        more = [*more, warn("nik_mistyped", NIK_MISTYPED)]
    findings = (*checked.findings, *more)
    return {
        "sheet_name": checked.sheet_name,
        "number": checked.number,
        "cells": row.cells,
        "worker": worker.id if worker and state != "wrong" else None,
        "state": state,
        "findings": [as_data(finding) for finding in findings],
        "faults": faults_of(findings) if state == "wrong" else "",
    }


def faults_of(findings: Iterable[Finding]) -> str:
    """The codes of what blocks, each between bars; only whole ones where there are too many."""
    codes = dict.fromkeys(finding.code for finding in findings if finding.severity is Severity.BLOCK)
    faults = "|" if codes else ""
    for code in codes:
        if len(faults) + len(code) < LONGEST_FAULTS:
            faults += f"{code}|"
    return faults


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
    """Who holds these months: this batch, others of the same company, each named, or funders by their kind only."""
    if any(row.commitment.batch_id == batch.id for row in months):
        return "repeated", [info("in_this_batch", IN_THIS_BATCH)]
    holders: dict[tuple[str, str], list] = {}
    for row in months:
        theirs = row.commitment.batch
        own = theirs is not None and theirs.company_id == batch.company_id
        holders.setdefault((theirs.no, "") if own else ("", row.funder_kind), []).append(row.month)
    said = [_held(*holder, held) for holder, held in holders.items()]
    taken = {row.month for row in months}
    if free := [month for month in months_from(batch.first_month, batch.months) if month not in taken]:
        said.append(warn("months_left_over", LEFT_OVER, free_months=free))
    return "funded", said


def _held(no: str, funder_kind: str, months: list) -> Finding:
    if no:
        return warn("already_funded", IN_OWN_BATCH, no=no, held_months=months)
    return warn("already_funded", ALREADY_FUNDED, funder=KINDS[funder_kind], held_months=months)


def as_data(finding: Finding) -> dict:
    """A finding as it is kept with its row."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "params": dict(finding.params),
    }
