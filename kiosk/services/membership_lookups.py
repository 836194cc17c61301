"""Which KPJ whom belongs to, now or before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass

from db.kept import KeptIn
from db.models import Funder, Membership, Worker
from kiosk.services import safe

PEOPLE_AT_ONCE = 100
ANSWER = "answer"  # the source of a membership that BPJS has confirmed
WITHDRAWN = "withdrawn"  # that of one it has taken back

_of_people = KeptIn(
    lambda slot, many: Membership.select(
        Membership.worker, Membership.kpj_hash, Membership.line, Membership.source
    ).where(Membership.worker.in_(many)),
    portion=PEOPLE_AT_ONCE,
)
_with_number = KeptIn(
    lambda slot, many: (
        Membership.select(Membership.kpj_hash, Worker.id, Worker.reg_no)
        .join(Worker)
        .where(Membership.kpj_hash.in_(many))
    ),
    portion=PEOPLE_AT_ONCE,
)
_in_force_of = KeptIn(
    lambda slot, many: Worker.select(Worker.kpj_hash, Worker.id, Worker.reg_no).where(
        Worker.kpj_hash.in_(many)
    ),
    portion=PEOPLE_AT_ONCE,
)


@dataclass(frozen=True)
class Known:
    """What is on record of some people: the numbers of each, the number that the answer to a line named, of the
    numbers of each those that BPJS has named, and who has a membership or a number beside the one in force."""

    numbers: Mapping[int, set[bytes]]
    by_line: Mapping[int, bytes | None]
    from_bpjs: Mapping[int, set[bytes]]
    listed: Set[int]

    def is_member(self, one) -> bool:
        """Of a Worker or a Holder among these people: whether they are known to BPJS by a KPJ."""
        return bool(one.kpj_sealed) or one.id in self.listed


def known_of(worker_ids: Collection[int]) -> Known:
    """One statement for up to 100 people."""
    numbers, by_line, from_bpjs, listed = defaultdict(set), {}, defaultdict(set), set()
    for worker_id, kpj_hash, line_id, source in _of_people.rows(worker_ids):
        hashed = bytes(kpj_hash) if kpj_hash else None
        numbers[worker_id] |= {hashed} - {None}
        if source != WITHDRAWN:
            listed.add(worker_id)
        if source == ANSWER:
            from_bpjs[worker_id] |= {hashed} - {None}
        if line_id:
            by_line[line_id] = hashed
    return Known(numbers, by_line, from_bpjs, listed)


def owners_of(hashes: Iterable[bytes]) -> dict[bytes, dict[int, str]]:
    """Keyed hash → registration numbers by the ids of those who have this number, now or before; two statements for up
    to 100."""
    asked, found = list(hashes), defaultdict(dict)
    for statement in (_in_force_of, _with_number):
        for kpj_hash, worker_id, reg_no in statement.rows(asked):
            found[bytes(kpj_hash)][worker_id] = reg_no
    return found


def workers_with(kpj: str) -> list[Worker]:
    """Whoever has this number, in force or beside it."""
    hashed = safe.index(kpj, safe.KPJ)
    before = Membership.select(Membership.worker).where(Membership.kpj_hash == hashed)
    return list(
        Worker.select().where((Worker.kpj_hash == hashed) | Worker.id.in_(before)).order_by(Worker.id)
    )


def memberships_of(worker_ids: Collection[int]) -> list[Membership]:
    """With their funder, the oldest first."""
    query = Membership.select(Membership, Funder).left_outer_join(Funder)
    return list(query.where(Membership.worker.in_(list(worker_ids))).order_by(Membership.id))
