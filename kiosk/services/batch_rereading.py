"""A sheet read anew because its headings meant something else: what its first reading brought is taken back, as far as
nobody was asked for money for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from peewee import fn

from db.connection import held, writing
from db.models import Batch, BatchRow, Card, Commitment, Consent, CoverageMonth, Upload, Worker
from kiosk.domain.enrolment import Enrolment
from kiosk.services import audit, releases
from kiosk.services.acting import Actor
from kiosk.services.batch_places import READY
from kiosk.services.coverage_changes import changing
from kiosk.services.freezing import mark_free, mark_frozen
from kiosk.services.portions import in_chunks
from kiosk.services.worker_rows import worker_columns

ROWS_AT_ONCE = 100  # whoever enrols meanwhile waits for no longer than some hundredths of a second
READ_AGAIN = ("ready", "wrong", "funded", "repeated", "mended")
MISREAD = "Lembar kerjanya dibaca ulang karena judul kolomnya salah dipahami."
_KEPT = ("reg_no", "enrolled_on", "enrolled_at", "enrolled_by", "enrolled_post")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Consequences:
    """Numbers of rows: `taken_back` are read again (`ready` of them stand in the batch now), `staying` keep what they
    say: billed, mended by hand, given up, replaced or revoked."""

    taken_back: int
    ready: int
    staying: int


def consequences(upload: Upload) -> Consequences:
    again = _read_again(upload)
    ready = again.where(BatchRow.state == READY).count()
    total = BatchRow.select().where(BatchRow.upload == upload).count()
    return Consequences(again.count(), ready, total - again.count())


def take_back(upload: Upload, *, by: Actor, progress: Progress) -> None:
    """Take the rows that may be read again out of the batch, some in each transaction; once more does no harm."""
    total, done, last = _read_again(upload).count(), 0, 0
    while taken := _take_back_some(upload, last, by):
        done, last = done + len(taken), taken[-1]
        progress(done, total)


def _read_again(upload: Upload):
    """Not what a bill asks for, nor what somebody has mended by hand or taken the place of."""
    here = (Commitment.batch == BatchRow.batch) & (CoverageMonth.worker == BatchRow.worker)
    billed = (
        CoverageMonth.select(CoverageMonth.id)
        .join(Commitment)
        .where(here, CoverageMonth.released_at.is_null(), CoverageMonth.bill.is_null(False))
    )
    other = BatchRow.alias()
    replaced = other.select(other.replaces).where(
        other.batch == upload.batch_id, other.replaces.is_null(False)
    )
    return BatchRow.select(BatchRow.id, BatchRow.worker, BatchRow.state).where(
        BatchRow.upload == upload,
        BatchRow.id.not_in(replaced),
        BatchRow.state.in_(READ_AGAIN),
        BatchRow.edited_at.is_null(),
        (BatchRow.state != READY) | ~fn.EXISTS(billed),
    )


def _take_back_some(upload: Upload, last: int, by: Actor) -> list[int]:
    """The ids of the rows behind row `last` that went."""
    with writing():
        batch = held(Batch.select().where(Batch.id == upload.batch_id)).get()
        behind = _read_again(upload).where(BatchRow.id > last).order_by(BatchRow.id)
        rows = list(behind.limit(ROWS_AT_ONCE).tuples())
        if not rows:
            return []
        people = {worker for _id, worker, _state in rows if worker}
        _let_go(upload.batch_id, people, [worker for _id, worker, state in rows if state == READY], by)
        ids = [row_id for row_id, *_rest in rows]
        BatchRow.delete().where(BatchRow.id.in_(ids)).execute()
        frozen = _set_aside_unless_known_elsewhere(upload, people, by)
        audit.record(
            "batch.baris_ditarik", by=by, kind="batch", subject=batch.no, baris=len(ids), dibekukan=frozen
        )
    return ids


def _let_go(batch_id: int, people: set[int], worker_ids: list[int], by: Actor) -> None:
    """`people` are all held here, in one order: some of them may be frozen next."""
    with changing(people) as changes:
        months = (
            CoverageMonth.select()
            .join(Commitment)
            .where(
                Commitment.batch == batch_id,
                CoverageMonth.worker.in_(worker_ids),
                CoverageMonth.released_at.is_null(),
            )
        )
        releases.release(list(months), why=releases.REVOKED, by=by, changes=changes)


def _set_aside_unless_known_elsewhere(upload: Upload, worker_ids: Iterable[int], by: Actor) -> int:
    """People whom only this sheet brought may never have been: a NIK out of another column, a mother's name. They are
    frozen until a reading brings them again (`refreshed`). Answers with how many."""
    rows = BatchRow.select().where(BatchRow.worker == Worker.id)
    months = CoverageMonth.select().where(
        CoverageMonth.worker == Worker.id, CoverageMonth.released_at.is_null()
    )
    consents = Consent.select().where(Consent.worker == Worker.id, Consent.how != "company_list")
    cards = Card.select().where(Card.worker == Worker.id)
    brought = Worker.select().where(
        Worker.id.in_(list(worker_ids)),
        Worker.enrolled_by == upload.created_by_id,
        Worker.enrolled_at >= upload.created_at,
        Worker.frozen_at.is_null(),
        Worker.merged_into.is_null(),
        *(~fn.EXISTS(known) for known in (rows, months, consents, cards)),
    )
    people = list(brought)
    for worker in people:
        mark_frozen(worker, reason=MISREAD, by=by)
    return len(people)


def refreshed(
    known: dict[bytes, Worker], entries: Mapping[bytes, Enrolment], *, by: Actor
) -> dict[bytes, Worker]:
    """The same people by the hash of their NIK; of those whom only a misread sheet had brought, what is on record is
    written anew from the row that brings them now. In the caller's transaction, which holds them."""
    misread = {
        key: worker
        for key, worker in known.items()
        if worker.frozen_at and worker.frozen_reason == MISREAD and worker.nik_hash == key
    }
    for key, worker in misread.items():
        columns = worker_columns(entries[key], by=by)
        columns = {name: value for name, value in columns.items() if name not in _KEPT}
        Worker.update(**columns).where(Worker.id == worker.id).execute()
        mark_free(worker)
    return known | _read_anew(misread)


def _read_anew(misread: dict[bytes, Worker]) -> dict[bytes, Worker]:
    found: dict[bytes, Worker] = {}
    for chunk in in_chunks((worker.id for worker in misread.values()), ROWS_AT_ONCE):
        found |= {worker.nik_hash: worker for worker in Worker.select().where(Worker.id.in_(chunk))}
    return found
