"""One row of a list of the extreme poor, found by its number in the sheet: an officer those of own kelurahan, and those
whose namesake on record is theirs; admin and auditor all."""

from db.connection import held
from db.models import PovertyList, PovertyRow, Worker
from kiosk.domain.poverty_rows import DIFFERS, UNKNOWN
from kiosk.services import access
from kiosk.services.acting import Actor, NotThere
from kiosk.services.poverty_list_files import READ


def row_seen_by(by: Actor, no: str, number: int) -> PovertyRow:
    """With its list. Raises NotThere, NotAllowed."""
    access.require(by.role in (*access.SEES_ALL, "petugas"))
    rows = PovertyRow.select(PovertyRow, PovertyList).join(PovertyList)
    row = rows.where(PovertyList.no == no, PovertyRow.number == number).first()
    if row is None:
        raise NotThere
    access.require(by.role in access.SEES_ALL or _is_of_officer(by, row))
    return row


def row_held_by(by: Actor, no: str, number: int) -> PovertyRow:
    """In the caller's transaction, until its end, after its list. Raises NotThere, NotAllowed."""
    held(PovertyList.select().where(PovertyList.no == no)).first()
    row = row_seen_by(by, no, number)
    list(held(PovertyRow.select().where(PovertyRow.id == row.id)))
    return row_seen_by(by, no, number)


def _is_of_officer(by: Actor, row: PovertyRow) -> bool:
    """What an officer has settled stays to be looked at: a form sent twice is answered."""
    if row.poverty_list.state != READ:
        return False
    if row.settled_by_id == by.user_id:
        return True
    if row.state == UNKNOWN:
        return row.kelurahan_id in by.kelurahan_codes
    return row.state == DIFFERS and access.may_see_worker(by, row.worker)


def unknown_for(by: Actor):
    """The query of rows that somebody has to visit and enrol."""
    rows = PovertyRow.select(PovertyRow, PovertyList).join(PovertyList)
    rows = rows.where(PovertyRow.state == UNKNOWN, PovertyList.state == READ)
    return rows if by.role in access.SEES_ALL else rows.where(PovertyRow.kelurahan.in_(by.kelurahan_codes))


def differing_for(by: Actor):
    """The query of rows whose NIK is on record under another name, with that person."""
    rows = PovertyRow.select(PovertyRow, PovertyList, Worker).join(PovertyList)
    rows = rows.switch(PovertyRow).join(Worker).where(PovertyRow.state == DIFFERS, PovertyList.state == READ)
    if by.role in access.SEES_ALL:
        return rows
    own = Worker.kelurahan.in_(by.kelurahan_codes) | Worker.enrolled_post.in_(by.post_ids)
    return rows.where(own, Worker.merged_into.is_null())
