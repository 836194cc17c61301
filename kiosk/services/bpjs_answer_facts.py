"""What is on record of the people whom a portion of BPJS's answer speaks of, in as many statements for many as for
few."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from db.kept import KeptIn
from db.models import Worker
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Line, Meant
from kiosk.services import bpjs_letters, bpjs_line_facts, membership_lookups, merged_numbers, safe
from kiosk.services.membership_lookups import Known
from kiosk.services.memberships import Holder

ROWS_AT_ONCE = 100

_by_nik = KeptIn(
    lambda slot, many: Worker.select(Worker.nik_hash, Worker.id).where(Worker.nik_hash.in_(many)),
    portion=ROWS_AT_ONCE,
)
_people = KeptIn(
    lambda slot, many: Worker.select(
        Worker.id, Worker.reg_no, Worker.name, Worker.enrolled_post, Worker.mother_name_sealed,
        Worker.kpj_sealed, Worker.kpj_hash,
    ).where(Worker.id.in_(many)),
    portion=ROWS_AT_ONCE,
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """`post_id` is where they were registered."""

    id: int
    reg_no: str
    name: str
    post_id: int | None
    mother_sealed: bytes | None
    holder: Holder


@dataclass
class Facts:
    """People by their ids, who is meant by a NIK, the lines of each, what is known of their numbers, and who has the
    numbers that the answer names, the day that a letter has asked for, and whose number in force is one that BPJS has
    named. The answer of one row is there for the next."""

    people: Mapping[int, Person]
    by_nik: Mapping[str, int]
    lines: dict[int, list[Line]]
    known: Known
    owners: dict[bytes, dict[int, str]] = field(default_factory=dict)
    asked_from: Mapping[int, date] = field(default_factory=dict)
    in_force: dict[int, bytes] = field(default_factory=dict)

    def person_of(self, row: CheckedAnswer) -> Person | None:
        return self.people.get(self.by_nik.get(row.nik, 0))

    def meant_by(self, row: CheckedAnswer) -> Meant | None:
        person = self.person_of(row)
        if person is None:
            return None
        kpj = safe.index(row.kpj, safe.KPJ)
        others = [reg_no for owner, reg_no in self.owners.get(kpj, {}).items() if owner != person.id]
        lines, other = tuple(self.lines.get(person.id, ())), others[0] if others else ""
        asked_from, in_force = self.asked_from.get(person.id), self.in_force.get(person.id)
        continues = self.known.is_member(person.holder)
        return Meant(person.name, lines, kpj, other, asked_from, in_force, continues)

    def note(self, person: Person, line: Line, kpj: bytes | None) -> None:
        """This person's line stands so from now on, and the number is theirs."""
        self.lines[person.id] = [line if one.id == line.id else one for one in self.lines[person.id]]
        if kpj:
            self.owners.setdefault(kpj, {})[person.id] = person.reg_no
            self.in_force[person.id] = kpj


def people_meant(rows: Iterable[CheckedAnswer]) -> dict[str, int]:
    """NIK → id of the worker in force, for those who are known here; a slip that was merged leads to the right one."""
    hashes = {row.nik: safe.index(row.nik, safe.NIK) for row in rows if row.nik}
    ids = {bytes(nik_hash): worker_id for nik_hash, worker_id in _by_nik.rows(hashes.values())}
    found = {nik: ids[hashed] for nik, hashed in hashes.items() if hashed in ids}
    unknown = [nik for nik in hashes if nik not in found]
    merged = merged_numbers.in_force_for(unknown) if unknown else {}
    return found | {nik: worker.id for nik, worker in merged.items()}


def facts_of(rows: Sequence[CheckedAnswer], by_nik: Mapping[str, int]) -> Facts:
    """In the caller's transaction, which holds these people; their lines are held too."""
    ids = sorted(set(by_nik.values()))
    known = membership_lookups.known_of(ids)
    people = {row[0]: _person(*row) for row in _people.rows(ids)}
    numbers = {one.id: one.holder.kpj_hash for one in people.values()}
    return Facts(
        people=people,
        by_nik=by_nik,
        lines=bpjs_line_facts.lines_of(ids, known),
        known=known,
        owners=membership_lookups.owners_of(safe.index(row.kpj, safe.KPJ) for row in rows if row.kpj),
        asked_from=bpjs_letters.asked_earlier(ids),
        in_force={row_id: kpj for row_id, kpj in numbers.items() if kpj in known.from_bpjs.get(row_id, ())},
    )


def _person(worker_id: int, reg_no: str, name: str, post_id: int | None, *sealed) -> Person:
    mother, *number = (bytes(part) if part else None for part in sealed)
    return Person(worker_id, reg_no, name, post_id, mother, Holder(worker_id, *number))
