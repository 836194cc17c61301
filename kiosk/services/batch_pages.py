"""One batch as its page needs it: its counts and price, its rows."""

import json
from dataclasses import dataclass

from peewee import fn

from db.models import Batch, BatchRow, Company, Job, Upload, Worker
from kiosk.domain.words import initials
from kiosk.services import batch_prices, batch_released, places, safe
from kiosk.services.acting import Actor
from kiosk.services.batch_places import RELEASED
from kiosk.services.batch_prices import BatchPrice
from kiosk.services.batch_sheets import reading_job
from kiosk.services.batches import batch_seen_by
from kiosk.services.portions import one_page
from kiosk.services.strangers import strangers_in

PAGE = 50
COUNTED = ("ready", "wrong", "funded", RELEASED)


@dataclass(frozen=True)
class BatchFile:
    """What a batch's page shows. `job` is the reading of its sheet while that goes on; `set_aside` counts rows that are
    not counted otherwise (repeated, mended); `alike` is a batch of the company with the same sheet."""

    batch: Batch
    company: Company
    counts: dict[str, int]
    price: BatchPrice
    upload: Upload | None
    job: Job | None
    set_aside: dict[str, int]
    alike: Batch | None

    @property
    def reading(self) -> bool:
        """While its sheet waits or is being read, and when that failed."""
        return self.upload is not None and self.upload.state == "stored"


@dataclass(frozen=True)
class ShownRow:
    """A row as the batch's page shows it; `name` as it was sent, `file_name` of its sheet or empty. `is_stranger`:
    taken on from the list of whose cover ends, and not paid for yet."""

    number: int
    file_name: str
    name: str
    reg_no: str
    area: str
    state: str
    findings: list[dict]
    is_stranger: bool


def file_of(*, no: str, by: Actor) -> BatchFile:
    """The page of one batch. Raises NotThere, NotAllowed."""
    batch = batch_seen_by(by, no)
    upload = Upload.select().where(Upload.batch == batch).order_by(Upload.id.desc()).first()
    counts = _counts(batch)
    shown = {state: counts.get(state, 0) for state in COUNTED}
    return BatchFile(
        batch=batch,
        company=batch.company,
        counts=shown | {"total": sum(shown.values())},
        price=batch_prices.price_of(batch),
        upload=upload,
        job=reading_job(upload) if upload else None,
        set_aside={state: counts[state] for state in ("repeated", "mended") if state in counts},
        alike=_alike(upload) if upload else None,
    )


def _alike(upload: Upload) -> Batch | None:
    """The latest other batch of the company in which people of a sheet with the same content stand."""
    return (
        Batch.select()
        .join(Upload)
        .where(
            Upload.fingerprint == upload.fingerprint,
            Batch.id != upload.batch_id,
            Batch.company == upload.batch.company_id,
            Batch.state == "open",
            fn.EXISTS(BatchRow.select().where(BatchRow.batch == Batch.id, BatchRow.state == "ready")),
        )
        .order_by(Batch.id.desc())
        .first()
    )


def _counts(batch: Batch) -> dict[str, int]:
    rows = (
        BatchRow.select(BatchRow.state, fn.COUNT(BatchRow.id).alias("count"))
        .where(BatchRow.batch == batch)
        .group_by(BatchRow.state)
    )
    return {row.state: row.count for row in rows}


def rows_of(*, no: str, state: str = "", page: int = 1, by: Actor) -> tuple[list[ShownRow], bool]:
    """One page of a batch's rows, those with something to mend first, and whether more follow."""
    batch = batch_seen_by(by, no)
    query = (
        BatchRow.select(BatchRow, Worker, Upload.id, Upload.file_name)
        .left_outer_join(Worker)
        .switch(BatchRow)
        .left_outer_join(Upload)
        .where(BatchRow.batch == batch, BatchRow.state.in_([state] if state else COUNTED))
    )
    rows, follows = one_page(query.order_by(BatchRow.state.desc(), BatchRow.id), page=page, size=PAGE)
    given_up = [row.worker_id for row in rows if row.state == RELEASED]
    why = batch_released.reasons(batch, given_up) if given_up else {}
    why |= batch_released.partly(batch, [row.worker_id for row in rows if row.state == "ready"])
    strangers = strangers_in(by, batch.id, [row.worker_id for row in rows if row.picked])
    return [_shown(row, why, row.worker_id in strangers) for row in rows], follows


def _shown(row: BatchRow, why: dict[int, dict], is_stranger: bool) -> ShownRow:
    cells = json.loads(safe.open_text(row.cells, safe.ROW) or "{}")
    worker = row.worker
    return ShownRow(
        number=row.number,
        file_name=row.upload.file_name if row.upload else "",
        name=cells.get("name") or _name_of(row, is_stranger),
        reg_no=worker.reg_no if row.state == "ready" and not is_stranger else "",
        area=places.area_name(worker.kelurahan_id, worker.home_regency)
        if worker
        else cells.get("kelurahan", ""),
        state=row.state,
        findings=[*row.findings, why[row.worker_id]] if row.worker_id in why else row.findings,
        is_stranger=is_stranger and row.state == "ready",
    )


def _name_of(row: BatchRow, is_stranger: bool) -> str:
    """Whom the company did not name itself it does not see by name while it pays for nothing of theirs."""
    if row.worker is None:
        return ""
    return initials(row.worker.name) if is_stranger or row.state == RELEASED else row.worker.name
