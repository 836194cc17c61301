"""Rosters as they came: sealed, found by number below their department, opened again."""

from db.models import Job, Opd, StaffImport
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_preview import preview
from kiosk.files.staff_headings import CITY_STAFF, STAFF
from kiosk.services import access, safe
from kiosk.services.acting import Actor, NotThere

KIND = "staff_roster"  # under which the bytes are sealed
STORED, COLUMNS, READ, REFUSED, APPLYING, APPLIED, DROPPED = (
    "stored", "columns", "read", "refused", "applying", "applied", "dropped",
)  # fmt: skip
READING_JOB, APPLYING_JOB = "staff.read", "staff.apply"  # kinds of jobs
CITY = "kota"  # stands for a department's code where a file is the whole city's


def department_seen_by(by: Actor, code: str) -> Opd | None:
    """The department whose rosters are asked for, None for the whole city's. Raises NotThere, NotAllowed."""
    if code == CITY:
        access.require(by.role in access.SEES_ALL)
        return None
    opd = Opd.get_or_none(Opd.code == code)
    if opd is None:
        raise NotThere
    access.require(access.may_see_department(by, opd))
    return opd


def may_change(by: Actor) -> bool:
    """Of what they may see."""
    return by.role in ("opd", "admin")


def import_seen_by(by: Actor, code: str, no: str) -> StaffImport:
    """With its department. Raises NotThere, NotAllowed."""
    opd = department_seen_by(by, code)
    query = StaffImport.select(StaffImport, Opd).left_outer_join(Opd)
    found = query.where(StaffImport.no == no, StaffImport.opd == opd if opd else StaffImport.opd.is_null())
    row = found.first()
    if row is None:
        raise NotThere
    return row


def code_of(staff_import: StaffImport) -> str:
    """What stands for its department in an address."""
    return staff_import.opd.code if staff_import.opd_id else CITY


def content_of(staff_import: StaffImport) -> bytes:
    return safe.file_content(staff_import.path, KIND)


def vocabulary_of(opd_id: int | None) -> Vocabulary:
    return STAFF if opd_id else CITY_STAFF


def told_of(staff_import: StaffImport) -> dict[str, str]:
    """Heading → field, as somebody said it for this file."""
    columns = staff_import.columns or {}
    return columns.get("told", {})


def may_be_explained(content: bytes, told: dict[str, str], vocabulary: Vocabulary) -> bool:
    """Whether columns are left over that may hold what is missing."""
    found = preview(content, told, vocabulary=vocabulary)
    return found is not None and found.may_be_mapped


def job_of(staff_import: StaffImport) -> Job | None:
    """The job that reads or applies it, while that goes on or could not be done."""
    if staff_import.state not in (STORED, APPLYING) or staff_import.job_id is None:
        return None
    return Job.get_or_none(Job.id == staff_import.job_id)
