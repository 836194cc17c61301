"""A value that many wrong rows have is said once: each of them is mended as by its own form with that choice."""

from collections import Counter
from collections.abc import Callable

from db.connection import in_turn, writing
from db.models import Batch, BatchRow, Job
from kiosk.domain.words import N_
from kiosk.services import batch_rows, places, queue
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batch_row_cells import cells_of, edited
from kiosk.services.batch_row_edits import held_batch, open_for_mending, take_in_again
from kiosk.services.batch_same_values import CHOSEN, ids_with, written_in, wrong_rows
from kiosk.services.batches import batch_seen_by
from kiosk.services.once import once
from kiosk.services.portions import in_chunks

JOB = "batch.same_value"
DONE_AT_ONCE, ROWS_AT_ONCE = 200, 20  # in the request; in one transaction
NONE_CHOSEN = N_("Pilih dulu artinya dari daftar.")
NONE_LEFT = N_("Tidak ada lagi baris dengan isian itu. Muat ulang halamannya.")

Progress = Callable[[int, int], None]


class NoneChosen(Refused):
    """Without a choice of the list nothing is mended."""

    def __init__(self):
        super().__init__(NONE_CHOSEN)


def mend_all(
    *, no: str, code: str, written: str, choice: str, client_key: str, by: Actor
) -> Counter[str] | None:
    """The rows in which `written` is wrong by `code` mean the kelurahan or the occupation of the code `choice`. Some
    are mended at once: answers with how many have which state now. Many are the worker's: answers None.

    Raises NotThere, NotAllowed, NoneChosen, Refused, KeyInUse."""
    batch = open_for_mending(no, by)
    if choice not in _choices(code):
        raise NoneChosen
    # Counted before the transaction: nobody at a desk waits while a hundred thousand rows are looked at.
    rows = sum(1 for _id in ids_with(batch.id, code, written))
    answer, first = once(
        key=client_key,
        purpose="batch.same_value",
        content={"batch": no, "code": code, "written": written, "choice": choice},
        by=by,
        make=lambda: _ask(batch, rows, code, written, choice, by),
    )
    job, states = Job.get_by_id(int(answer)), Counter()
    if job.total > DONE_AT_ONCE:
        return None
    if first:
        queue.run_job(job.id, lambda job, progress: states.update(mend_rows(job, by=by, progress=progress)))
    return states


def _choices(code: str) -> dict:
    if code not in CHOSEN:
        raise NotThere
    return places.areas_by_code() if CHOSEN[code] == "kelurahan" else places.occupations_by_code()


def _ask(batch: Batch, rows: int, code: str, written: str, choice: str, by: Actor) -> str:
    if not rows:
        raise Refused(NONE_LEFT)
    what = {"batch": batch.id, "code": code, "written": written, "choice": choice}
    whose = {"user": by.user_id, "post": by.post_id}
    job = queue.ask(JOB, by=by, total=rows, run_here=rows <= DONE_AT_ONCE, **what, **whose)
    return str(job.id)


def mend_rows(job: Job, *, by: Actor, progress: Progress) -> Counter[str]:
    """Some rows in each transaction; done once more it goes on with those that are left."""
    what, states = job.arguments, Counter()
    ids = list(ids_with(what["batch"], what["code"], what["written"]))
    for done, chunk in enumerate(in_chunks(ids, ROWS_AT_ONCE), 1):
        states.update(_mend_some(what, list(chunk), by))
        progress(min(done * ROWS_AT_ONCE, len(ids)), len(ids))
    return states


def _mend_some(what: dict, ids: list[int], by: Actor) -> list[str]:
    """Those that nobody has mended otherwise meanwhile."""
    with writing():
        batch = held_batch(what["batch"])
        in_turn(batch_rows.SHEETS)
        wrong = BatchRow.select().where(BatchRow.id.in_(ids), wrong_rows(batch.id, what["code"]))
        rows = [(row, _with_choice(row, what)) for row in wrong.order_by(BatchRow.id) if _is_meant(row, what)]
        return take_in_again(batch, rows, by) if rows else []


def _is_meant(row: BatchRow, what: dict) -> bool:
    return written_in(row.findings, what["code"]) == what["written"]


def _with_choice(row: BatchRow, what: dict) -> dict[str, str]:
    cells = cells_of(row)
    return edited(cells, cells | {"kelurahan": "", "occupation": "", CHOSEN[what["code"]]: what["choice"]})


def progress_of(*, no: str, code: str, by: Actor) -> tuple[Batch, Job | None]:
    """Raises NotThere, NotAllowed."""
    batch = batch_seen_by(by, no)
    return batch, job_of(batch, code)


def job_of(batch: Batch, code: str) -> Job | None:
    """The work on rows of this kind that goes on, or could not be done."""
    jobs = Job.select().where(Job.kind == JOB, Job.state != "done").order_by(Job.id.desc()).limit(50)
    ours = {"batch": batch.id, "code": code}
    return next((job for job in jobs if ours.items() <= job.arguments.items()), None)
