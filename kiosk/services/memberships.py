"""Who is a member of BPJS under which number. The number in force stands with the worker, where card, page and search
find it; what the person had before, and what each answer named, is kept beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.kept import KeptInsert, KeptQuery
from db.models import Membership, Worker
from kiosk.services import safe
from kiosk.services.acting import Actor
from kiosk.services.membership_lookups import ANSWER, Known, known_of

OWN = "own"

_rows = KeptInsert(Membership)
_in_force = KeptQuery(
    lambda slot: Worker.update(kpj_sealed=slot("kpj_sealed"), kpj_hash=slot("kpj_hash")).where(
        Worker.id == slot("id")
    )
)
_numbers = KeptQuery(
    lambda slot: Membership.update(kpj_sealed=slot("sealed"), kpj_hash=slot("hash")).where(
        Membership.line == slot("line"), Membership.kpj_hash.is_null()
    )
)


@dataclass(frozen=True)
class Holder:
    """A person with the number in force: sealed, and the keyed hash of it; None where they have none."""

    id: int
    kpj_sealed: bytes | None
    kpj_hash: bytes | None


@dataclass(frozen=True)
class NewMembership:
    """What BPJS has answered about `holder` for a line of a submission; `kpj` is "" where it named no number, and
    `kpj_hash` None."""

    holder: Holder
    funder_id: int
    line_id: int | None
    kpj: str
    kpj_hash: bytes | None
    effective_on: date


def note(new: Sequence[NewMembership], known: Known, *, by: Actor) -> None:
    """In the caller's transaction, which holds these people: a row for each answer, and the number it names is the one
    in force. A number that the person had before is kept as their own."""
    sealed = _sealed(new)
    _rows.add_all([_row(one, sealed.get(one.kpj_hash), by) for one in new])
    _put_in_force(new, sealed, known, by)


def fill_in(new: Sequence[NewMembership], known: Known, *, by: Actor) -> None:
    """In the caller's transaction, which holds these people: BPJS names the numbers of memberships that it has
    confirmed without one. They are the ones in force, as in `note`."""
    sealed = _sealed(new)
    _numbers.change_all(
        [{"line": one.line_id, "sealed": sealed[one.kpj_hash], "hash": one.kpj_hash} for one in new]
    )
    _put_in_force(new, sealed, known, by)


def _sealed(new: Sequence[NewMembership]) -> dict[bytes, bytes]:
    return {one.kpj_hash: safe.seal(one.kpj, safe.KPJ) for one in new if one.kpj_hash}


def _put_in_force(new: Sequence[NewMembership], sealed: dict[bytes, bytes], known: Known, by: Actor) -> None:
    numbered = [one for one in new if one.kpj_hash and one.kpj_hash != one.holder.kpj_hash]
    own = [
        _own_row(one.holder, by)
        for one in numbered
        if one.holder.kpj_hash and one.holder.kpj_hash not in known.numbers.get(one.holder.id, ())
    ]
    _rows.add_all(own)
    _in_force.change_all(
        [
            {"id": one.holder.id, "kpj_sealed": sealed[one.kpj_hash], "kpj_hash": one.kpj_hash}
            for one in numbered
        ]
    )


def keep_own(holder: Holder, worker_id: int, *, by: Actor) -> None:
    """In the caller's transaction: the number of a registration that was merged into `worker_id` stays theirs, beside
    the one in force."""
    if holder.kpj_hash and holder.kpj_hash not in known_of([worker_id]).numbers.get(worker_id, ()):
        _rows.add_all([_own_row(holder, by) | {"worker": worker_id}])


def _row(one: NewMembership, sealed: bytes | None, by: Actor) -> dict:
    return {
        "worker": one.holder.id,
        "funder": one.funder_id,
        "kpj_sealed": sealed,
        "kpj_hash": one.kpj_hash,
        "effective_on": one.effective_on,
        "source": ANSWER,
        "line": one.line_id,
        "noted_by_id": by.user_id,
    }


def _own_row(holder: Holder, by: Actor) -> dict:
    return {
        "worker": holder.id,
        "funder": None,
        "kpj_sealed": holder.kpj_sealed,
        "kpj_hash": holder.kpj_hash,
        "effective_on": None,
        "source": OWN,
        "line": None,
        "noted_by_id": by.user_id,
    }
