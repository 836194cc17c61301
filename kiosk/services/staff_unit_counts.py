"""The units below a department as a tree, with how many people each has."""

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import fn

from db.models import StaffMember
from kiosk.services.staff_units import OpdTree


@dataclass(frozen=True)
class Unit:
    """`depth` counts from 1 below the department; `staff` counts the active there and below."""

    code: str
    name: str
    depth: int
    staff: int


def counts_in(within: list[int]) -> tuple[dict[int, int], int]:
    """Department or unit → its active people; how many left."""
    rows = StaffMember.select(StaffMember.opd, StaffMember.active, fn.COUNT(StaffMember.id))
    found = list(
        rows.where(StaffMember.opd.in_(within)).group_by(StaffMember.opd, StaffMember.active).tuples()
    )
    active = {opd_id: count for opd_id, is_active, count in found if is_active}
    return active, sum(count for _opd_id, is_active, count in found if not is_active)


def units_below(
    tree: OpdTree, opd_id: int, active: dict[int, int], above: tuple[int, ...] = ()
) -> Iterator[Unit]:
    """Each unit below a department, deeper ones after the one that they belong to; one that is its own ancestor is
    shown once."""
    above = (*above, opd_id)
    for unit in tree.children(opd_id):
        if unit.id not in above:
            staff = sum(active.get(one, 0) for one in tree.subtree(unit.id))
            yield Unit(unit.code, unit.name, len(above), staff)
            yield from units_below(tree, unit.id, active, above)
