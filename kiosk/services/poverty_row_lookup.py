"""One row of a list of the extreme poor, found by its number in the sheet: an officer those of own kelurahan, and those
whose namesake on record is theirs; admin and auditor all."""

from peewee import fn

from db.connection import held
from db.models import PovertyList, PovertyRow, Worker
from kiosk.domain.poverty_rows import DIFFERS, UNKNOWN, is_same
from kiosk.services import access, safe
from kiosk.services.acting import Actor, NotThere
from kiosk.services.poverty_list_files import LIVE, READ


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
    """In the caller's transaction, until its end, after its list, and with the rows of other lists that have this
    NIK. Raises NotThere, NotAllowed."""
    held(PovertyList.select().where(PovertyList.no == no)).first()
    row = row_seen_by(by, no, number)
    alike = (PovertyRow.id == row.id) | (PovertyRow.nik_hash == row.nik_hash)
    list(held(PovertyRow.select().where(alike).order_by(PovertyRow.id)))
    return row_seen_by(by, no, number)


def rows_alike(row: PovertyRow) -> list[PovertyRow]:
    """This row, and those of other lists in the same state that have its NIK and name; the oldest list first."""
    name = safe.open_text(row.name_sealed, safe.POVERTY_NAME) or ""
    rows = PovertyRow.select(PovertyRow, PovertyList).join(PovertyList)
    rows = rows.where(
        PovertyRow.nik_hash == row.nik_hash, PovertyRow.state == row.state, PovertyList.state.in_(LIVE)
    )
    in_order = rows.order_by(PovertyList.as_of, PovertyList.id, PovertyRow.id)
    return [one for one in in_order if one.id == row.id or _is_named(one, name)]


def _is_named(row: PovertyRow, name: str) -> bool:
    own = safe.open_text(row.name_sealed, safe.POVERTY_NAME) or ""
    return own == name or is_same(own, name)


def _is_of_officer(by: Actor, row: PovertyRow) -> bool:
    """What an officer has settled stays to be looked at: a form sent twice is answered."""
    if row.poverty_list.state != READ:
        return False
    if row.settled_by_id == by.user_id:
        return row.worker_id is None or access.may_see_worker(by, row.worker)
    if row.state == UNKNOWN:
        return row.kelurahan_id in by.kelurahan_codes
    return row.state == DIFFERS and access.may_see_worker(by, row.worker)


def unknown_for(by: Actor):
    """The query of rows that somebody has to visit and enrol."""
    rows = PovertyRow.select(PovertyRow, PovertyList).join(PovertyList)
    rows = rows.where(PovertyRow.state == UNKNOWN, PovertyList.state == READ, ~fn.EXISTS(_said_better()))
    return rows if by.role in access.SEES_ALL else rows.where(PovertyRow.kelurahan.in_(by.kelurahan_codes))


def differing_for(by: Actor):
    """The query of rows whose NIK is on record under another name, with that person."""
    rows = PovertyRow.select(PovertyRow, PovertyList, Worker).join(PovertyList)
    rows = rows.switch(PovertyRow).join(Worker)
    rows = rows.where(PovertyRow.state == DIFFERS, PovertyList.state == READ, ~fn.EXISTS(_said_better()))
    if by.role in access.SEES_ALL:
        return rows
    own = Worker.kelurahan.in_(by.kelurahan_codes) | Worker.enrolled_post.in_(by.post_ids)
    return rows.where(own, Worker.merged_into.is_null())


def _said_better():
    """The same NIK on a list that came later, or on one that knows the kelurahan: nobody is visited once for each."""
    other = PovertyRow.alias()
    placed, nowhere = other.kelurahan.is_null(False), PovertyRow.kelurahan.is_null()
    later = other.poverty_list > PovertyRow.poverty_list
    return other.select(other.id).where(
        other.nik_hash == PovertyRow.nik_hash,
        other.state == PovertyRow.state,
        (placed & nowhere) | (later & (placed | nowhere)),
    )
