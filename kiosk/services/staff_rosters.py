"""A department's roster as its page shows it: who stands in it and below it, who left, the units as a tree with their
counts. As many statements for many people as for few."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Opd, StaffMember
from db.words_within import holds
from kiosk.domain.digits import bare
from kiosk.domain.nip import STATUSES, mask_nip
from kiosk.services import access, staff_moves
from kiosk.services.acting import Actor, NotThere
from kiosk.services.portions import one_page
from kiosk.services.staff_import_files import may_change
from kiosk.services.staff_moves import MoveAsked
from kiosk.services.staff_unit_closing import empty_in
from kiosk.services.staff_unit_counts import Unit, counts_in, units_below
from kiosk.services.staff_units import UNIT, OpdTree

PAGE = 50
LEFT = "keluar"
NIP_LENGTH = 18


@dataclass(frozen=True)
class Staff:
    """The NIP shows its last four figures only; `left_on` is the day from which a roster names them no more."""

    nip: str
    name: str
    jabatan: str
    status_asn: str
    unit: str
    left_on: date | None


@dataclass(frozen=True)
class Wish:
    """What of a roster is asked for: of a unit (its code; the department's own for who is in none), of a status, who
    left, a page. What nobody knows counts for nothing."""

    unit: str = ""
    status: str = ""
    left: bool = False
    page: int = 1


@dataclass(frozen=True)
class Roster:
    """`staff` counts the active of the department and below it, `own` those of no unit, `left` those who left; `rows`
    is one page, `total` how many fit; `empty` counts units in which nobody stands, which may be closed, `asked`
    are those whom another department wants."""

    opd: Opd
    parent: str
    units: list[Unit]
    staff: int
    own: int
    left: int
    rows: list[Staff]
    total: int
    more: bool
    may_change: bool
    asked: list[MoveAsked]
    empty: int = 0
    is_unit: bool = False


def roster_of(*, code: str, wish: Wish, by: Actor) -> Roster:
    """Raises NotThere, NotAllowed."""
    opd, tree = _department(code, by), OpdTree()
    within = _within(opd, wish.unit, tree)
    query = _people(within, left=wish.left)
    if wish.status in STATUSES:
        query = query.where(StaffMember.status_asn == wish.status)
    rows, more = one_page(query.order_by(StaffMember.name, StaffMember.id), page=wish.page, size=PAGE)
    return _roster(opd, tree, rows, more, query.count(), by)


def found_in(*, code: str, text: str, by: Actor) -> Roster:
    """Those whose name holds every word of the text, or who have this NIP, whether they left or not; at most a page of
    them. Raises NotThere, NotAllowed."""
    opd, tree = _department(code, by), OpdTree()
    query = _people(tree.subtree(opd.id), left=None).where(_is_named(text))
    rows, more = one_page(query.order_by(StaffMember.name, StaffMember.id), page=1, size=PAGE)
    return _roster(opd, tree, rows, more, len(rows), by)


def _department(code: str, by: Actor) -> Opd:
    opd = Opd.get_or_none(Opd.code == code)
    if opd is None:
        raise NotThere
    access.require(access.may_see_department(by, opd))
    return opd


def _within(opd: Opd, unit: str, tree: OpdTree) -> list[int]:
    if not unit:
        return tree.subtree(opd.id)
    if unit == opd.code:
        return [opd.id]
    found = next((one for one in tree.subtree(opd.id) if tree[one].code == unit), opd.id)
    return tree.subtree(found)


def _people(within: list[int], *, left: bool | None):
    query = StaffMember.select(StaffMember, Opd).join(Opd).where(StaffMember.opd.in_(within))
    return query if left is None else query.where(StaffMember.active == (not left))


def _is_named(text: str):
    number = bare(text)
    if number.isdigit() and len(number) == NIP_LENGTH:
        return StaffMember.nip == number
    named = StaffMember.id.is_null(False)
    for word in text.lower().split():
        named &= holds(fn.LOWER(StaffMember.name), word)
    return named


def _roster(opd: Opd, tree: OpdTree, rows: list[StaffMember], more: bool, total: int, by: Actor) -> Roster:
    active, gone = counts_in(tree.subtree(opd.id))
    return Roster(
        opd=opd,
        parent=tree[opd.parent_id].name if opd.parent_id else "",
        units=list(units_below(tree, opd.id, active)),
        staff=sum(active.values()),
        own=active.get(opd.id, 0),
        left=gone,
        rows=[_shown(row) for row in rows],
        total=total,
        more=more,
        may_change=may_change(by),
        asked=staff_moves.asked_in(tree, tree.subtree(opd.id)),
        empty=len(empty_in(tree, opd)) if may_change(by) else 0,
        is_unit=opd.kind == UNIT,
    )


def _shown(row: StaffMember) -> Staff:
    return Staff(mask_nip(row.nip), row.name, row.jabatan, row.status_asn, row.opd.name, row.left_on)
