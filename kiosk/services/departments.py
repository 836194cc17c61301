"""Departments (OPD) and the roster of staff each of them keeps."""

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import fn

from db.models import Opd, StaffMember
from kiosk.domain.clock import today
from kiosk.services.access import SEES_ALL, may_see_department, require
from kiosk.services.acting import Actor, NotThere

PAGE = 50
DOT = "•"


@dataclass(frozen=True)
class Department:
    """`depth` counts from the departments at the top of what this person sees; `staff` counts the active."""

    code: str
    name: str
    kind: str
    parent: str
    depth: int
    staff: int


@dataclass(frozen=True)
class Staff:
    """The NIP shows its last four digits only."""

    nip: str
    name: str
    jabatan: str
    status_asn: str


def in_scope(*, by: Actor) -> list[Department]:
    """All departments for admin and auditor, an OPD's secretary's own subtree; each below its parent."""
    rows = list(
        Opd.select().where(Opd.valid_to.is_null() | (Opd.valid_to >= today())).order_by(Opd.name, Opd.id)
    )
    known = {row.id for row in rows}
    tops = [row for row in rows if row.parent_id not in known] if by.role in SEES_ALL else _own(rows, by)
    return list(_tree(rows, tops, _staff_counts()))


def _own(rows: list[Opd], by: Actor) -> list[Opd]:
    return [row for row in rows if by.role == "opd" and row.id == by.opd_id]


def _tree(rows: list[Opd], tops: list[Opd], counts: dict[int, int]) -> Iterator[Department]:
    """Depth first; a department that is its own ancestor is shown once."""
    names = {row.id: row.name for row in rows}
    waiting, seen = [(top, 0) for top in reversed(tops)], set()
    while waiting:
        row, depth = waiting.pop()
        if row.id in seen:
            continue
        seen.add(row.id)
        yield Department(
            row.code, row.name, row.kind, names.get(row.parent_id, ""), depth, counts.get(row.id, 0)
        )
        waiting += [(child, depth + 1) for child in reversed(rows) if child.parent_id == row.id]


def _staff_counts() -> dict[int, int]:
    query = (
        StaffMember.select(StaffMember.opd, fn.COUNT(StaffMember.id))
        .where(StaffMember.active)
        .group_by(StaffMember.opd)
        .tuples()
    )
    return dict(query)


def roster(*, code: str, page: int = 1, by: Actor) -> tuple[Department, list[Staff], bool]:
    """One department, a page of its active staff, and whether more follow. Raises NotThere, NotAllowed."""
    row = Opd.get_or_none(Opd.code == code)
    if row is None:
        raise NotThere
    require(may_see_department(by, row))
    staff = StaffMember.select().where(StaffMember.opd == row, StaffMember.active)
    lines = list(staff.order_by(StaffMember.name, StaffMember.id).offset((page - 1) * PAGE).limit(PAGE + 1))
    parent = row.parent.name if row.parent_id else ""
    shown = Department(row.code, row.name, row.kind, parent, 0, staff.count())
    return shown, [_masked(line) for line in lines[:PAGE]], len(lines) > PAGE


def _masked(line: StaffMember) -> Staff:
    return Staff(DOT * max(len(line.nip) - 4, 0) + line.nip[-4:], line.name, line.jabatan, line.status_asn)
