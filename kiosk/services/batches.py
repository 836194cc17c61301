"""A company's batch: open it, take in its sheet, show what became of every row and what it would cost."""

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace

from peewee import fn

from db.connection import writing
from db.models import Batch, BatchRow, Company, Funder, Job, Upload, Worker
from kiosk.domain.clock import months_from, today, utc_now
from kiosk.domain.findings import blocks, warn
from kiosk.domain.sheet_rows import CheckedRow, RowRules, check_rows
from kiosk.domain.words import N_
from kiosk.files.sheet_template import template_workbook
from kiosk.files.sheets import read_sheet
from kiosk.services import access, audit, batch_rows, ledger, places, queue, safe, settings
from kiosk.services.acting import Actor, NotAllowed, NotThere, Refused
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once

PAGE = 50
ROWS_AT_ONCE = 500
ROWS_PER_SIGN_OF_LIFE = 5_000
BYTES_READ_AT_ONCE = (
    60_000  # a sheet of some 500 people; larger ones are read by the worker, with a progress bar
)
SHEET = "sheet"


@dataclass(frozen=True)
class NewBatch:
    """`sheet` is (file name, bytes) or None; company_id is None for a mitra, who has one company."""

    name: str
    first_month: date
    months: int
    company_id: int | None = None
    sheet: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class BatchFile:
    """What a batch's page shows. `job` is the reading of its sheet while that goes on."""

    batch: Batch
    company: Company
    counts: dict[str, int]
    price: ledger.Price
    upload: Upload | None
    job: Job | None

    @property
    def reading(self) -> bool:
        """While its sheet waits or is being read, and when that failed."""
        return self.upload is not None and self.upload.state == "stored"


def open_batch(*, wish: NewBatch, client_key: str, by: Actor) -> str:
    """Open a batch and take in its sheet, once per key; answers with the batch's number.

    Raises Refused when the month is past or no company is named, KeyInUse, NotAllowed."""
    company = _company_of(wish, by)
    content = {
        "name": wish.name,
        "first_month": wish.first_month,
        "months": wish.months,
        "company": company.id,
        "sheet": hashlib.sha256(wish.sheet[1]).hexdigest() if wish.sheet else "",
    }
    stored = safe.keep_file(wish.sheet[1], SHEET) if wish.sheet else None
    with _kept_only_if_used(stored) as used:
        no, used.first_time = once(
            key=client_key,
            purpose="batch",
            content=content,
            by=by,
            make=lambda: _create(wish, company, stored, by),
        )
    if used.first_time and stored:
        _read_small_sheet(no, stored.size, by)
    return no


@contextmanager
def _kept_only_if_used(stored):
    """The sealed file of a form that was refused, or sent before, does not stay behind without an owner."""
    used = SimpleNamespace(first_time=False)
    try:
        yield used
    finally:
        if stored and not used.first_time:
            safe.remove_file(stored.path)


def _company_of(wish: NewBatch, by: Actor) -> Company:
    company_id = by.company_id if by.role == "mitra" else wish.company_id
    company = Company.get_or_none(Company.id == company_id, Company.active)
    if company is None:
        raise Refused(N_("Pilih perusahaan yang membuka batch ini."))
    return company


def _create(wish: NewBatch, company: Company, stored, by: Actor) -> str:
    if wish.first_month < ledger.first_open_month():
        raise Refused(N_("Bulan pertama sudah lewat batas pendaftaran. Pilih bulan berikutnya."))
    batch = Batch.create(
        no=fresh_number(f"B{today():%y}"),
        company=company,
        name=wish.name,
        first_month=wish.first_month,
        months=wish.months,
        consent_at=utc_now(),
        created_by_id=by.user_id,
        open_at=by.post_id if by.role == "petugas" else None,
    )
    if stored:
        _note_upload(batch, wish.sheet[0], stored, by)
    audit.record("batch.dibuka", by=by, kind="batch", subject=batch.no, perusahaan=company.name)
    return batch.no


def _note_upload(batch: Batch, file_name: str, stored, by: Actor) -> None:
    upload = Upload.create(
        batch=batch,
        file_name=file_name[-200:],
        fingerprint=safe.index(stored.sha256, SHEET),
        path=stored.path,
        created_by_id=by.user_id,
    )
    queue.ask(
        "batch.read_sheet",
        by=by,
        run_here=stored.size <= BYTES_READ_AT_ONCE,
        upload=upload.id,
        user=by.user_id,
        post=by.post_id,
    )


def add_sheet(*, no: str, sheet: tuple[str, bytes], client_key: str, by: Actor) -> None:
    """Take one more sheet into an open batch. Raises NotThere, NotAllowed, Refused for the same sheet twice."""
    batch = _batch(no, by, to_change=True)
    stored = safe.keep_file(sheet[1], SHEET)
    content = {"batch": no, "sheet": stored.sha256}
    with _kept_only_if_used(stored) as used:
        _no, used.first_time = once(
            key=client_key,
            purpose="batch.sheet",
            content=content,
            by=by,
            make=lambda: _add_upload(batch, sheet[0], stored, by),
        )
    if used.first_time:
        _read_small_sheet(no, stored.size, by)


def _add_upload(batch: Batch, file_name: str, stored, by: Actor) -> str:
    repeated = Upload.get_or_none(
        Upload.batch == batch, Upload.fingerprint == safe.index(stored.sha256, SHEET)
    )
    if repeated:
        raise Refused(
            N_("Lembar kerja dengan isi yang sama sudah ada dalam batch ini: %(name)s."),
            name=repeated.file_name,
        )
    _note_upload(batch, file_name, stored, by)
    audit.record("batch.lembar_ditambah", by=by, kind="batch", subject=batch.no)
    return batch.no


def _read_small_sheet(no: str, size: int, by: Actor) -> None:
    """A small sheet is read at once, so that its result is on the next page; a large one waits for the worker.
    Both have a job: one that is cut off in the middle is taken up again."""
    if size > BYTES_READ_AT_ONCE:
        return
    for waiting in list(Upload.select().join(Batch).where(Batch.no == no, Upload.state == "stored")):
        job = _reading_job(waiting)
        if job:
            queue.run_job(job.id, _reader(by))


def _reader(by: Actor) -> queue.Use:
    return lambda job, progress: read_upload(upload_id=job.arguments["upload"], by=by, progress=progress)


def read_upload(*, upload_id: int, by: Actor, progress=lambda done, total: None) -> None:
    """Read a stored sheet, check every row, write the rows 500 at a time. Going on after a stop is safe:
    rows already written are not written twice."""
    upload = Upload.get_by_id(upload_id)
    if upload.state != "stored":
        return
    reading = read_sheet(safe.file_content(upload.path, SHEET), upload.file_name)
    if blocks(reading.findings):
        _refuse(upload, reading.findings)
        return
    hidden: set[int] = set()
    checked = check_rows(_followed(reading.rows, hidden, progress), _rules(upload.batch))
    checked = [_pointed_out(row) if row.number in hidden else row for row in checked]
    _write_rows(upload, checked, by, progress)
    with writing():
        findings = [batch_rows.as_data(finding) for finding in reading.findings]
        Upload.update(state="read", rows=len(checked), findings=findings).where(
            Upload.id == upload.id
        ).execute()


def _followed(rows, hidden: set[int], progress):
    """The rows on their way to the rules: hidden ones are noted, and every few thousand show that we live."""
    for count, row in enumerate(rows, 1):
        if row.hidden:
            hidden.add(row.number)
        if count % ROWS_PER_SIGN_OF_LIFE == 0:
            progress(0, 0)
        yield row


def _pointed_out(row: CheckedRow) -> CheckedRow:
    hidden = warn(
        "row_hidden", N_("Baris ini tersembunyi di lembar kerja. Pastikan orang ini memang ikut didaftarkan.")
    )
    return replace(row, findings=(*row.findings, hidden))


def _refuse(upload: Upload, findings) -> None:
    with writing():
        Upload.update(state="refused", findings=[batch_rows.as_data(finding) for finding in findings]).where(
            Upload.id == upload.id
        ).execute()


def _rules(batch: Batch) -> RowRules:
    return RowRules(
        today=today(),
        first_payment_on=batch.first_month,
        minimum_age=settings.whole("minimum_age"),
        age_limit=settings.whole("age_limit"),
        areas_named=places.areas_named,
        occupation_named=places.occupation_named,
    )


def _write_rows(upload: Upload, checked: list, by: Actor, progress) -> None:
    written = BatchRow.select().where(BatchRow.upload == upload).count()
    for start in range(written, len(checked), ROWS_AT_ONCE):
        chunk = checked[start : start + ROWS_AT_ONCE]
        with writing():
            batch_rows.take_in(batch=upload.batch, upload=upload, rows=chunk, by=by)
        progress(start + len(chunk), len(checked))


def file_of(*, no: str, by: Actor) -> BatchFile:
    """The page of one batch. Raises NotThere, NotAllowed."""
    batch = _batch(no, by)
    upload = Upload.select().where(Upload.batch == batch).order_by(Upload.id.desc()).first()
    return BatchFile(
        batch=batch,
        company=batch.company,
        counts=_counts(batch),
        price=_price(batch),
        upload=upload,
        job=_reading_job(upload) if upload else None,
    )


def _batch(no: str, by: Actor, *, to_change: bool = False) -> Batch:
    batch = Batch.select(Batch, Company).join(Company).where(Batch.no == no).first()
    if batch is None:
        raise NotThere
    access.require(access.may_see_batch(by, batch))
    if to_change and by.role == "auditor":
        raise NotAllowed
    return batch


def _reading_job(upload: Upload) -> Job | None:
    if upload.state != "stored":
        return None
    jobs = Job.select().where(Job.kind == "batch.read_sheet").order_by(Job.id.desc()).limit(50)
    return next((job for job in jobs if job.arguments.get("upload") == upload.id), None)


def _counts(batch: Batch) -> dict[str, int]:
    rows = (
        BatchRow.select(BatchRow.state, fn.COUNT(BatchRow.id).alias("count"))
        .where(BatchRow.batch == batch)
        .group_by(BatchRow.state)
    )
    counts = {"ready": 0, "wrong": 0, "funded": 0} | {row.state: row.count for row in rows}
    return counts | {"total": sum(counts.values())}


def _price(batch: Batch) -> ledger.Price:
    sectors = (
        BatchRow.select(Worker.occupation.alias("occupation"), fn.COUNT(BatchRow.id).alias("count"))
        .join(Worker)
        .where(BatchRow.batch == batch, BatchRow.state == "ready")
        .group_by(Worker.occupation)
        .dicts()
    )
    people = [
        places.occupations_by_code()[row["occupation"]].sector for row in sectors for _ in range(row["count"])
    ]
    funder = Funder.get_by_id(batch.company.funder_id)
    return ledger.price(
        sectors=people, months=months_from(batch.first_month, batch.months), funder_kind=funder.kind
    )


@dataclass(frozen=True)
class ShownRow:
    """A row as the batch's page shows it; `name` as it was sent."""

    number: int
    sheet_name: str
    name: str
    reg_no: str
    area: str
    state: str
    findings: list[dict]


def rows_of(*, no: str, state: str = "", page: int = 1, by: Actor) -> tuple[list[ShownRow], bool]:
    """One page of a batch's rows, those with something to mend first, and whether more follow."""
    batch = _batch(no, by)
    query = BatchRow.select(BatchRow, Worker).left_outer_join(Worker).where(BatchRow.batch == batch)
    if state:
        query = query.where(BatchRow.state == state)
    query = query.order_by(BatchRow.state.desc(), BatchRow.id)
    rows = list(query.offset((page - 1) * PAGE).limit(PAGE + 1))
    return [_shown(row) for row in rows[:PAGE]], len(rows) > PAGE


def _shown(row: BatchRow) -> ShownRow:
    cells = json.loads(safe.open_text(row.cells, safe.ROW) or "{}")
    worker = row.worker
    return ShownRow(
        number=row.number,
        sheet_name=row.sheet_name,
        name=cells.get("name") or (worker.name if worker else ""),
        reg_no=worker.reg_no if row.state == "ready" else "",
        area=places.area_name(worker.kelurahan_id, worker.home_regency)
        if worker
        else cells.get("kelurahan", ""),
        state=row.state,
        findings=row.findings,
    )


def page_of(*, by: Actor, page: int = 1) -> tuple[list[Batch], bool]:
    """One page of batches in this person's scope with `ready_count`, newest first."""
    ready = fn.COUNT(BatchRow.id).filter(BatchRow.state == "ready")
    query = (
        access.batches_in_scope(by)
        .select(Batch, Company, ready.alias("ready_count"))
        .join(Company)
        .switch(Batch)
        .left_outer_join(BatchRow)
        .group_by(Batch.id, Company.id)
        .order_by(Batch.id.desc())
    )
    rows = list(query.offset((page - 1) * PAGE).limit(PAGE + 1))
    return rows[:PAGE], len(rows) > PAGE


def open_batches_at(by: Actor) -> list[Batch]:
    """Batches this person may enrol into: the company's own, or those open at the post of today."""
    query = Batch.select(Batch, Company).join(Company).where(Batch.state == "open", ~Batch.single)
    if by.role == "mitra":
        return list(query.where(Batch.company == by.company_id))
    if by.role == "petugas":
        return list(query.where(Batch.open_at == by.post_id))
    return []


def template() -> bytes:
    """The sheet a company fills: our headings, today's occupations and kelurahan as choices."""
    kelurahan = sorted({area.name for area in places.areas()})
    return template_workbook([work.name for work in places.occupations()], kelurahan)
