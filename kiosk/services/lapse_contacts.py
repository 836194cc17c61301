"""Sudah dihubungi: who told a worker that cover ends, when, and what came of it. And the phone number for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.connection import writing
from db.models import LapseContact, Post, User, Worker
from kiosk.domain.lapses import first_empty
from kiosk.domain.phone import phone_display
from kiosk.domain.words import N_
from kiosk.services import access, audit, lapses, message_truth, one_worker, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.lapse_wishes import LISTS, REACHED, Wish
from kiosk.services.merged_numbers import require_current
from kiosk.services.once import once

OUTCOMES = {
    "reached": N_("Sudah diberi tahu"),
    "visited": N_("Sudah didatangi"),
    "no_answer": N_("Tidak menjawab"),
    "wrong_number": N_("Nomornya salah"),
}
MAY_CALL = ("petugas", "admin")

NOT_LISTED = N_(
    "Orang ini tidak lagi ada di daftar: sudah ada yang menanggung, atau sudah tidak dicari lagi. Tidak ada yang perlu "
    "dicatat."
)
NO_PHONE = N_("Nomor HP orang ini belum tercatat. Datangi rumahnya, atau tanyakan ke RW.")


@dataclass(frozen=True)
class Calls:
    """What was tried with one person, newest first; `month` is the empty one they stand on a list with."""

    rows: Sequence[LapseContact]
    month: date

    @property
    def tries(self) -> list[LapseContact]:
        """Those about this month."""
        return [row for row in self.rows if row.first_empty == self.month]

    @property
    def reached(self) -> LapseContact | None:
        """The latest after which the person knows of this month."""
        return next((row for row in self.tries if row.outcome in REACHED), None)


def note_contact(*, reg_no: str, outcome: str, note: str, client_key: str, by: Actor) -> None:
    """`outcome` is a code of OUTCOMES. Raises NotThere, NotAllowed, MovedTo, Refused for one on no list, KeyInUse."""
    access.require(by.role in MAY_CALL)
    once(
        key=client_key,
        purpose="lapse.contact",
        content={"worker": reg_no, "outcome": outcome, "note": note},
        by=by,
        make=lambda: _note(reg_no, outcome, note, by),
    )


def _note(reg_no: str, outcome: str, note: str, by: Actor) -> str:
    """For every empty month with which this person stands on a list."""
    worker = one_worker.current_seen_by(by, one_worker.numbered(reg_no))
    months = {first_empty(last) for last in lists_of(worker, by).values()}
    if not months:
        raise Refused(NOT_LISTED)
    for month in sorted(months):
        LapseContact.create(
            worker=worker.id, first_empty=month, outcome=outcome, note=note, post=by.post_id, by=by.user_id
        )
    message_truth.set_aside_for(worker.id)
    audit.record("pekerja.dihubungi", by=by, kind="pekerja", subject=reg_no, hasil=outcome)
    return reg_no


def lists_of(worker: Worker, by: Actor) -> dict[str, date]:
    """On which lists this person stands, each with the last month before the first empty one."""
    found = {which: lapses.those_of(by=by, wish=Wish(which), worker_ids=[worker.id]) for which in LISTS}
    return {which: ends[worker.id] for which, ends in found.items() if ends}


def contacts_of(worker: Worker) -> list[LapseContact]:
    """Newest first, with who and where."""
    return list(_with_people(LapseContact.worker == worker.id).order_by(LapseContact.id.desc()).limit(20))


def calls_shown(worker: Worker, by: Actor) -> list[LapseContact]:
    """The same on the person's page, for those who call and the auditor: a company is not told what was said."""
    return contacts_of(worker) if by.role in (*MAY_CALL, "auditor") else []


def calls_about(endings: Iterable[tuple[int, date]]) -> Mapping[int, Calls]:
    """By worker, what was tried; nothing of those nobody has tried to reach."""
    months, found = {worker_id: first_empty(last) for worker_id, last in endings}, defaultdict(list)
    for row in _with_people(LapseContact.worker.in_(list(months))).order_by(LapseContact.id.desc()):
        found[row.worker_id].append(row)
    return {worker_id: Calls(rows, months[worker_id]) for worker_id, rows in found.items()}


def _with_people(condition):
    return (
        LapseContact.select(LapseContact, User, Post)
        .join(User, on=(LapseContact.by == User.id))
        .switch(LapseContact)
        .left_outer_join(Post, on=(LapseContact.post == Post.id))
        .where(condition)
    )


def may_call(worker: Worker, by: Actor) -> bool:
    """Whether the press that shows the number is offered to who sees this person's page; reveal_phone asks again."""
    return by.role in MAY_CALL and worker.phone_sealed is not None


def reveal_phone(*, reg_no: str, by: Actor) -> str:
    """`0812-3456-7890`, for one look; the look is written down first. Raises NotThere, NotAllowed, MovedTo, Refused."""
    worker = one_worker.seen_by(by, one_worker.numbered(reg_no))
    access.require(by.role in MAY_CALL)
    require_current(worker)
    phone = safe.open_text(worker.phone_sealed, safe.PHONE)
    if not phone:
        raise Refused(NO_PHONE)
    with writing():
        audit.record("telepon.dibuka", by=by, kind="pekerja", subject=reg_no)
    return phone_display(phone)
