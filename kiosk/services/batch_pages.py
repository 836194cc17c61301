"""One batch as its page needs it: its counts and price. Its rows stand in batch_row_lists."""

from dataclasses import dataclass

from peewee import fn

from db.models import Batch, BatchRow, Company, Job, Upload
from kiosk.domain.row_likeness import is_sent_back
from kiosk.services import batch_places, batch_prices
from kiosk.services.acting import Actor
from kiosk.services.batch_places import RELEASED
from kiosk.services.batch_prices import BatchPrice
from kiosk.services.batch_sheets import reading_job
from kiosk.services.batches import batch_seen_by

COUNTED = ("ready", "wrong", "funded", RELEASED)


@dataclass(frozen=True)
class BatchFile:
    """What a batch's page shows. `job` is the reading of its sheet while that goes on; `set_aside` counts rows that are
    not counted otherwise (repeated, mended, came_back: let go before their people came in anew); `alike` is a batch of
    the company with the same sheet. `still_wrong`: so many rows has a sheet of ours that came back with nothing mended,
    else 0."""

    batch: Batch
    company: Company
    counts: dict[str, int]
    price: BatchPrice
    upload: Upload | None
    job: Job | None
    set_aside: dict[str, int]
    alike: Batch | None
    still_wrong: int = 0

    @property
    def remarks(self) -> list[dict]:
        """How the last sheet was understood. Where people stand in a sheet of ours that came back need not be said."""
        found = self.upload.findings if self.upload else []
        if self.upload is None or not is_sent_back(self.upload.sheet_name):
            return found
        return [finding for finding in found if finding["code"] != "sheet_place"]

    @property
    def reading(self) -> bool:
        """While its sheet waits or is being read, and when that failed."""
        return self.upload is not None and self.upload.state == "stored"


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
        set_aside=_set_aside(batch, counts),
        alike=_alike(upload) if upload else None,
        still_wrong=_still_wrong(upload) if upload and "mended" in counts else 0,
    )


def _still_wrong(upload: Upload) -> int:
    if upload.state != "read" or not is_sent_back(upload.sheet_name):
        return 0
    wrong = BatchRow.select().where(BatchRow.upload == upload, BatchRow.state == "wrong").count()
    return wrong if wrong == upload.rows else 0


def _set_aside(batch: Batch, counts: dict[str, int]) -> dict[str, int]:
    came_back = batch_places.count_came_back(batch) if counts.get("repeated") else 0
    found = {"repeated": counts.get("repeated", 0) - came_back, "came_back": came_back}
    return {state: rows for state, rows in (found | {"mended": counts.get("mended", 0)}).items() if rows}


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
