"""A roster that came, as its page needs it: with its counts and its lines. As many statements for many
lines as for few."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.models import Job, Opd, StaffImport, StaffImportRow, User
from kiosk.domain.nip import mask_nip
from kiosk.domain.staff_fates import FATES, LEAVING, WORDS, many_leave, may_be_applied
from kiosk.services import staff_import_scopes
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page
from kiosk.services.staff_import_files import (
    APPLIED,
    APPLYING,
    COLUMNS,
    READ,
    STORED,
    import_seen_by,
    job_of,
    may_change,
)
from kiosk.services.staff_unit_closing import empty_in
from kiosk.services.staff_units import OpdTree

PAGE = 50


@dataclass(frozen=True)
class RosterFile:
    """`opd` is None for the whole city's; `counts` is fate → lines in the order in which they are shown; `newer` the
    number of one that was applied after it came; `empty_units`, once it is applied, how many units of the department
    are empty."""

    staff_import: StaffImport
    opd: Opd | None
    job: Job | None
    counts: Mapping[str, int]
    staff: int
    sent_by: str
    applied_by: str
    newer: str
    may_change: bool
    empty_units: int

    @property
    def working(self) -> bool:
        """While it waits, is read or applied, and when that failed."""
        return self.staff_import.state in (STORED, APPLYING)

    @property
    def may_be_applied(self) -> bool:
        failed = self.staff_import.state == APPLYING and self.job is not None and self.job.state == "failed"
        waits = self.staff_import.state == READ and self.has_a_right_row
        return self.may_change and not self.newer and (waits or failed)

    @property
    def has_a_right_row(self) -> bool:
        return may_be_applied(self.counts)

    @property
    def may_be_dropped(self) -> bool:
        return self.may_change and self.staff_import.state in (STORED, COLUMNS, READ)

    @property
    def asks_about_leavers(self) -> bool:
        return many_leave(self.counts.get(LEAVING, 0), self.staff)


@dataclass(frozen=True)
class ShownRow:
    """A line of a roster, its NIP masked; `place` is where its person is to stand, `number` 0 for whom no row names."""

    number: int
    name: str
    nip: str
    jabatan: str
    status: str
    place: str
    fate: str
    findings: tuple[dict, ...]


def file_of(*, code: str, no: str, by: Actor) -> RosterFile:
    """Raises NotThere, NotAllowed."""
    staff_import = import_seen_by(by, code, no)
    counts = staff_import.counts or {}
    names = names_of({staff_import.created_by_id, staff_import.applied_by_id})
    newer = staff_import_scopes.newer_applied(staff_import) if staff_import.state == READ else None
    return RosterFile(
        staff_import=staff_import,
        opd=staff_import.opd if staff_import.opd_id else None,
        job=job_of(staff_import),
        counts={fate: counts[fate] for fate in WORDS if counts.get(fate)},
        staff=counts.get("staff", 0),
        sent_by=names.get(staff_import.created_by_id, ""),
        applied_by=names.get(staff_import.applied_by_id, ""),
        newer=newer.no if newer else "",
        may_change=may_change(by),
        empty_units=_empty_units(staff_import) if may_change(by) else 0,
    )


def _empty_units(staff_import: StaffImport) -> int:
    """That may be closed now that it is applied; of a department's."""
    if staff_import.state != APPLIED or not staff_import.opd_id:
        return 0
    return len(empty_in(OpdTree(), staff_import.opd))


def lines_of(*, staff_import: StaffImport, fate: str, page: int) -> tuple[list[ShownRow], bool]:
    """One page of a roster's lines in its order, of one fate or of all that stand in it (""), and whether more
    follow."""
    query = StaffImportRow.select(StaffImportRow, Opd).left_outer_join(Opd)
    wanted = (fate,) if fate in FATES else tuple(one for one in FATES if one != LEAVING)
    query = query.where(StaffImportRow.staff_import == staff_import, StaffImportRow.fate.in_(wanted))
    in_order = StaffImportRow.name if fate == LEAVING else StaffImportRow.number
    rows, follows = one_page(query.order_by(in_order, StaffImportRow.number), page=page, size=PAGE)
    return [_shown(row) for row in rows], follows


def _shown(row: StaffImportRow) -> ShownRow:
    return ShownRow(
        number=max(row.number, 0),
        name=row.name,
        nip=mask_nip(row.nip),
        jabatan=row.jabatan,
        status=row.status_asn,
        place=row.unit or (row.opd.name if row.opd_id else ""),
        fate=row.fate,
        findings=tuple(row.findings or ()),
    )


def names_of(ids: set[int | None]) -> dict[int, str]:
    """Id of an account → its name."""
    return dict(User.select(User.id, User.name).where(User.id.in_([one for one in ids if one])).tuples())
