"""What became of a sheet's row: its state, and what the store has to add to the findings of the rules."""

from collections.abc import Iterable

from db.models import Batch, CoverageMonth, Worker
from kiosk.domain.clock import months_from
from kiosk.domain.findings import Finding, Severity, block, info, warn
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.sheet_rows import CheckedRow
from kiosk.domain.words import N_, without_long_numbers
from kiosk.services import standing
from kiosk.services.prepared_rows import PreparedRow

LONGEST_FAULTS = 300
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


def row_values(
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
    """A finding as it is kept with its row, in clear: a NIK that stood in the wrong column is none of it."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "params": {name: _in_clear(value) for name, value in finding.params.items()},
    }


def _in_clear(value: object) -> object:
    return without_long_numbers(value) if isinstance(value, str) else value
