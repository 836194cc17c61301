"""Whose cards a print run gets: one person, several, a batch, or all whom a list shows; and who is left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.models import Batch, BatchRow, Card, Worker
from kiosk.domain.words import N_
from kiosk.services import access, card_queue, card_states, standing
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batches import batch_seen_by
from kiosk.services.card_queue import MOST, Wanted
from kiosk.services.portions import in_chunks
from kiosk.services.strangers import strangers_of

PEOPLE_AT_ONCE = 300

NOBODY_CHOSEN = N_("Belum ada yang dipilih. Pilih dulu orang yang kartunya akan dicetak.")
NOBODY_READY = N_("Belum ada pekerja yang siap dalam batch ini, jadi belum ada kartu yang dapat dicetak.")
NOBODY_FREE = N_(
    "Data semua orang yang dipilih sedang dibekukan atau menunggu persetujuan, maka belum ada kartu yang dapat dicetak."
)
NOBODY_WITHOUT = N_(
    "Semua orang yang dipilih sudah punya kartu. Kartu yang hilang atau rusak dicetak ulang dari halaman orangnya."
)
NOBODY_THERE = N_("Tidak ada orang yang menunggu kartu dengan saringan ini. Muat ulang halaman Kartu.")
TOO_MANY = N_("Satu cetakan paling banyak 10.000 kartu. Pilih lebih sedikit, lalu cetak sisanya sesudah itu.")


@dataclass(frozen=True)
class Chosen:
    """Everybody whom a wish speaks of, also those without need of a card, read before the transaction begins.
    `content` tells one wish from another under the same key; `nobody` is what is said where there is nobody;
    `by_number`: each was named, and none came with a batch or a list."""

    people: list[Worker]
    content: dict
    batch: Batch | None = None
    nobody: str = ""
    by_number: bool = False

    @property
    def is_one_person(self) -> bool:
        return len(self.people) == 1 and self.by_number


@dataclass(frozen=True)
class Selection:
    """The people whose cards are to be printed, and how many were left out: who has a card or stands in a run
    (`already`), who is held back, who comes with a later run because this one is full."""

    workers: list[Worker]
    already: int = 0
    held_back: int = 0
    later: int = 0

    def left_out(self) -> dict[str, int]:
        counts = {"already": self.already, "held_back": self.held_back, "later": self.later}
        return {why: count for why, count in counts.items() if count}


def chosen_by(by: Actor, *, reg_nos: Sequence[str], batch_no: str | None, wanted: Wanted | None) -> Chosen:
    """Raises NotThere, NotAllowed, Refused where nobody was chosen or too many."""
    if batch_no:
        batch = batch_seen_by(by, batch_no)
        return Chosen(list(_people_of(batch, by)), {"batch": batch.no}, batch, NOBODY_READY)
    if wanted:
        people = card_queue.everybody(by=by, wanted=wanted)
        return Chosen(
            people, {"wanted": [str(value) for value in vars(wanted).values()]}, nobody=NOBODY_THERE
        )
    numbers = list(dict.fromkeys(reg_nos))
    if not numbers or len(numbers) > MOST:
        raise Refused(TOO_MANY if numbers else NOBODY_CHOSEN)
    return Chosen(_people_numbered(numbers, by), {"workers": numbers}, by_number=True)


def select(chosen: Chosen) -> Selection:
    """Whom a run may get now, in the caller's transaction. Raises Refused where there is nobody to speak of."""
    if not chosen.people:
        raise Refused(chosen.nobody)
    free = [worker for worker in chosen.people if not standing.why_not_free(worker)]
    taken = _done_or_under_way(free)
    rest = [worker for worker in free if worker.id not in taken]
    return Selection(
        workers=rest[:MOST],
        already=len(taken),
        held_back=len(chosen.people) - len(free),
        later=max(len(rest) - MOST, 0),
    )


def why_nobody(selection: Selection) -> str:
    return NOBODY_WITHOUT if selection.already else NOBODY_FREE


def _people_of(batch: Batch, by: Actor):
    """The query of its ready workers whom `by` knows by name, in the order of kelurahan."""
    ready = Worker.select().join(BatchRow).where(BatchRow.batch == batch, BatchRow.state == "ready")
    if by.role not in access.SEES_ALL:
        ready = ready.where(Worker.id.not_in(strangers_of(by, BatchRow.batch == batch)))
    return ready.order_by(Worker.kelurahan, Worker.name)


def _people_numbered(reg_nos: list[str], by: Actor) -> list[Worker]:
    found = [one for chunk in in_chunks(reg_nos, PEOPLE_AT_ONCE) for one in _numbered(chunk)]
    if len(found) != len(reg_nos):
        raise NotThere
    for chunk in in_chunks(found, PEOPLE_AT_ONCE):
        access.require(len(access.seen_among(by, chunk)) == len(chunk))
    return found


def _numbered(reg_nos: list[str]) -> list[Worker]:
    return list(Worker.select().where(Worker.reg_no.in_(reg_nos)))


def _done_or_under_way(workers: list[Worker]) -> set[int]:
    found: set[int] = set()
    for chunk in in_chunks([worker.id for worker in workers], PEOPLE_AT_ONCE):
        rows = card_states.done_or_under_way().where(Card.worker.in_(chunk)).tuples()
        found |= {worker_id for (worker_id,) in rows}
    return found
