"""What B1 is measured against: the same sheet taken in as anyone would first write it, and the bare rows."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

from cryptography.fernet import Fernet
from openpyxl import load_workbook

from db.connection import SQLITE_PRAGMAS, writing
from db.models import (
    Batch,
    BatchRow,
    Commitment,
    Consent,
    CoverageCount,
    CoverageMonth,
    CoverageSpan,
    Upload,
    Worker,
)
from kiosk.domain.clock import today
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.name_sounds import sounds_of
from kiosk.domain.names import names_agree
from kiosk.domain.registration import new_registration_number
from kiosk.domain.sheet_rows import RowRules, check_rows
from kiosk.files.sheet_cells import read_cell
from kiosk.files.sheet_headings import LABELS
from kiosk.services import consents, safe
from kiosk.services.batch_rules import rules_of

ROWS_AT_ONCE = 500
TABLES = (Worker, Consent, Commitment, CoverageMonth, BatchRow)
_fernet = Fernet(Fernet.generate_key())


def by_peewee(path: Path, batch: Batch, upload: Upload, by) -> int:
    """openpyxl, the same rules, one look for each NIK and for look-alikes, Fernet, one create for each row of each
    table, the counts kept; 500 people in a transaction, one month each. Answers with the number of people."""
    page, taken, rules = load_workbook(path, read_only=True).active, 0, rules_of(batch)
    rows = enumerate(islice(page.iter_rows(values_only=True), 1, None), 2)
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        with writing():
            taken += sum(_take_in(number, values, batch, upload, rules, by) for number, values in chunk)
    return taken


def _take_in(number: int, values: tuple, batch: Batch, upload: Upload, rules: RowRules, by) -> bool:
    cells = {field: read_cell(value) for field, value in zip(LABELS, values, strict=True)}
    (row,) = check_rows([SimpleNamespace(sheet_name="DATA", number=number, cells=cells)], rules)
    if row.entry is None or Worker.get_or_none(Worker.nik_hash == safe.index(row.entry.nik, safe.NIK)):
        return False
    worker = Worker.create(**_columns(row.entry, by))
    words = consents.words_on(today()).version
    _alike(worker)
    Consent.create(worker=worker, basis="consent", version=words, how="company_list", taken_by=by.user_id)
    _fund(worker, batch)
    kept = json.dumps(row.cells, ensure_ascii=False).encode()
    BatchRow.create(
        batch=batch, upload=upload, sheet_name="DATA", number=number, worker=worker, state="ready",
        cells=_fernet.encrypt(kept), findings=[],
    )  # fmt: skip
    return True


def _columns(entry: Enrolment, by) -> dict:
    return {
        "reg_no": new_registration_number("BEN"),  # of its own, so that none is drawn twice
        "nik_hash": safe.index(entry.nik, safe.NIK),
        "nik_sealed": _fernet.encrypt(entry.nik.encode()),
        "name": entry.name,
        "name_sounds": sounds_of(entry.name),
        "birth_on": entry.birth_on,
        "sex": entry.sex,
        "phone_sealed": _fernet.encrypt(entry.phone.encode()),
        "phone_hash": safe.index(entry.phone, safe.PHONE),
        "kelurahan": entry.kelurahan,
        "rt": entry.rt,
        "rw": entry.rw,
        "address": entry.address,
        "occupation": entry.occupation,
        "workplace": entry.workplace,
        "still_working": True,
        "enrolled_on": today(),
        "enrolled_by": by.user_id,
    }


def seal_anew(upload: Upload) -> None:
    """What Fernet has sealed, by the vault, so that the rest of the store can read it; not measured."""
    for worker in Worker.select().join(BatchRow).where(BatchRow.upload == upload):
        nik, phone = (_fernet.decrypt(sealed).decode() for sealed in (worker.nik_sealed, worker.phone_sealed))
        sealed = {"nik_sealed": safe.seal(nik, safe.NIK), "phone_sealed": safe.seal(phone, safe.PHONE)}
        Worker.update(sealed).where(Worker.id == worker.id).execute()


def _fund(worker: Worker, batch: Batch) -> None:
    month: date = batch.first_month
    commitment = Commitment.create(
        funder=batch.company.funder_id, worker=worker, batch=batch, plan="jkk_jkm", first_month=month,
        last_month=month,
    )  # fmt: skip
    covered = CoverageMonth.create(
        worker=worker, month=month, commitment=commitment, funder=batch.company.funder_id, funder_kind="csr",
        kelurahan=worker.kelurahan_id, occupation=worker.occupation_id, amount=16_800,
    )  # fmt: skip
    CoverageSpan.create(worker=worker, kind="funded", first=month, last=month, member=False)
    _count(covered)


def _alike(worker: Worker) -> list[Worker]:
    """Born on the same day in the same kelurahan, under a name that may be the same."""
    same_day = Worker.select().where(
        Worker.kelurahan == worker.kelurahan_id, Worker.birth_on == worker.birth_on, Worker.id != worker.id
    )
    return [other for other in same_day if names_agree(other.name, worker.name)]


def _count(month: CoverageMonth) -> None:
    key = {
        "month": month.month, "area": month.kelurahan_id, "funder_kind": month.funder_kind,
        "occupation": month.occupation_id,
    }  # fmt: skip
    counted, _new = CoverageCount.get_or_create(**key)
    CoverageCount.update(planned=CoverageCount.planned + 1).where(CoverageCount.id == counted.id).execute()


def bare_rows(filled: Path, bare: Path, first: dict[str, int]) -> Iterator:
    """For each portion of the rows that `filled` has behind the ids of `first`: a function that writes them into
    `bare`, a copy of the store as it was before, by executemany in a transaction of their own. No foreign keys are
    looked up."""
    source, target = sqlite3.connect(filled), sqlite3.connect(bare, isolation_level=None)
    for name, value in SQLITE_PRAGMAS.items():
        target.execute(f"PRAGMA {name} = {value}")
    target.execute("PRAGMA foreign_keys = 0")
    for table in (*(one._meta.table_name for one in TABLES), "coverage_span"):
        rows = source.execute(f'SELECT * FROM "{table}" WHERE id > ? ORDER BY id', [first.get(table, 0)])
        marks = ", ".join("?" * len(rows.description))
        statement = f'INSERT INTO "{table}" VALUES ({marks})'
        while portion := rows.fetchmany(ROWS_AT_ONCE):
            yield lambda statement=statement, portion=portion: _written(target, statement, portion)
    source.close()
    target.close()


def _written(target: sqlite3.Connection, statement: str, portion: list) -> None:
    target.execute("BEGIN IMMEDIATE")
    target.executemany(statement, portion)
    target.execute("COMMIT")
