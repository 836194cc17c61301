"""A company takes people on from the waiting list into its batch: whoever has waited longest comes first. It knows
them by initials until a month of theirs is paid (strangers)."""

import json

from db.connection import held, in_turn
from db.models import Batch, BatchRow, Funder, Worker
from kiosk.domain.clock import months_from
from kiosk.domain.words import N_
from kiosk.services import access, audit, batch_places, ledger, standing, waiting
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_pick_pages import MOST, PickWish, candidates
from kiosk.services.batches import batch_seen_by, takes_sheets
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing
from kiosk.services.new_members import may_be_member
from kiosk.services.once import once
from kiosk.services.portions import in_chunks
from kiosk.services.post_openings import places_left_for

MAY_PICK = ("petugas", "mitra", "admin")
ROWS_AT_ONCE = 300
SPARE, TRIES = 2, 10  # so many times as many are looked at as are asked for; others may come first
PICKS = 6  # two who pick from the same list would else choose the same people

CLOSED = N_("Batch ini sudah dibatalkan, atau bulan pertamanya sudah lewat. Pilih batch lain.")
NO_PLACES = N_("Tempat pada batch %(no)s sudah habis. Pilih batch lain, atau tambah tempatnya.")
NOBODY = N_("Tidak ada orang yang dapat diambil dengan pilihan ini. Ubah wilayah atau pekerjaannya.")
HOW_MANY = N_("Tulis berapa orang yang diambil, 1 sampai %(most)s.")


class TakenMeanwhile(Refused):
    """Others came first, and more people wait: it is tried again with those."""

    def __init__(self):
        super().__init__(NOBODY)


def pick(*, no: str, wish: PickWish, client_key: str, by: Actor) -> int:
    """Take up to `wish.count` of them on for all months of the batch; answers with how many came. Raises NotThere,
    NotAllowed, Refused where nobody can come, KeyInUse."""
    access.require(by.role in MAY_PICK)
    batch = batch_seen_by(by, no)
    if not 1 <= wish.count <= MOST:
        raise Refused(HOW_MANY, most=MOST)
    for tries_left in reversed(range(TRIES)):
        # Found before the transaction: to put a whole district in order takes longer than one may last.
        found = candidates(batch, wish, SPARE * wish.count, by)
        others_follow = tries_left > 0 and len(found) == SPARE * wish.count
        try:
            return _pick_once(batch.id, wish, found, others_follow, client_key, by)
        except TakenMeanwhile:
            continue
    raise Refused(NOBODY)


def _pick_once(
    batch_id: int, wish: PickWish, found: list[Worker], others_follow: bool, client_key: str, by: Actor
) -> int:
    content = {
        "batch": batch_id,
        "kecamatan": wish.kecamatan,
        "kelurahan": wish.kelurahan,
        "occupation": wish.occupation,
        "count": wish.count,
    }
    answer, _first = once(
        key=client_key,
        purpose="batch.pick",
        content=content,
        by=by,
        make=lambda: json.dumps(_pick(batch_id, wish, found, others_follow, by)),
    )
    return json.loads(answer)


def _pick(batch_id: int, wish: PickWish, found: list[Worker], others_follow: bool, by: Actor) -> int:
    batch = held(Batch.select().where(Batch.id == batch_id)).get()
    left = _require_open(batch, by)
    wanted = wish.count if left is None else min(wish.count, left)
    in_turn(PICKS)
    still = _waiting_still(found, batch, wish, by)
    waits = [worker for worker in found if worker.id in still][:wanted]
    with changing([worker.id for worker in waits]) as changes:
        taken = still_free(waits, batch)
        if len(taken) < wanted and others_follow:
            raise TakenMeanwhile
        if not taken:
            raise Refused(NOBODY)
        months = months_from(batch.first_month, batch.months)
        funder = Funder.get_by_id(batch.company.funder_id)
        commit_months(funder=funder, workers=taken, months=months, batch=batch, changes=changes)
    _add_rows(batch, taken)
    audit.record(
        "batch.dari_menunggu", by=by, kind="batch", subject=batch.no,
        orang=len(taken), kecamatan=wish.kecamatan, kelurahan=wish.kelurahan, pekerjaan=wish.occupation,
    )  # fmt: skip
    return len(taken)


def _require_open(batch: Batch, by: Actor) -> int | None:
    """Answers with how many this person may bring in, None without a limit."""
    if not takes_sheets(batch):
        raise Refused(CLOSED)
    left = places_left_for(by, batch)
    if left == 0:
        raise Refused(NO_PLACES, no=batch.no)
    return left


def _waiting_still(found: list[Worker], batch: Batch, wish: PickWish, by: Actor) -> set[int]:
    """The ids of those whom nobody has taken since they were found."""
    ids = [worker.id for worker in found]
    conditions = [Worker.id.in_(ids), may_be_member(batch.first_month)]
    now = waiting.first_of(by=by, wish=wish.listed, most=len(ids), conditions=conditions)
    return {worker.id for worker in now}


def still_free(workers: list[Worker], batch: Batch) -> list[Worker]:
    """Of these people, whom the caller holds, those who may be funded and of whose months in the batch nobody has
    taken any meanwhile."""
    standing.hold(workers)
    months = months_from(batch.first_month, batch.months)
    taken = ledger.taken_months([worker.id for worker in workers], months)
    return [worker for worker in workers if worker.id not in taken and not standing.why_not_free(worker)]


def _add_rows(batch: Batch, workers: list[Worker]) -> None:
    """Whom the batch had given up before stands there anew."""
    batch_places.set_released_aside(batch, [worker.id for worker in workers])
    first = batch_places.next_number(batch)
    rows = [
        {
            "batch": batch.id,
            "number": number,
            "worker": worker.id,
            "state": batch_places.READY,
            "picked": True,
        }
        for number, worker in enumerate(workers, start=first)
    ]
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        BatchRow.insert_many(chunk).execute()
