"""What lists of the extreme poor leave to do: people to visit and enrol, names to compare, records to complete so that
BPJS takes them. An officer's own kelurahan and posts; all for admin and auditor."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from peewee import fn

from db.models import PovertyRow, Worker
from kiosk.domain.poverty_rows import KNOWN
from kiosk.domain.words import mask_nik
from kiosk.services import access, bpjs_blocks, places, poverty_marks, poverty_row_pages, safe, standing
from kiosk.services.acting import Actor
from kiosk.services.missing import Kind
from kiosk.services.portions import one_page
from kiosk.services.poverty_list_pages import name_of
from kiosk.services.poverty_row_lookup import differing_for, unknown_for

ENROL, COMPARE, COMPLETE = KINDS = ("daftarkan", "cocokkan", "lengkapi")
NOWHERE = "tanpa"  # in place of a kelurahan's code: rows that name none of ours
PAGE, MOST_COUNTED = 30, 1000
MAY = ("petugas", *access.SEES_ALL)


@dataclass(frozen=True)
class Counts:
    """Rows to enrol and to compare, and people to complete: to MOST_COUNTED, one more stands for all beyond."""

    enrol: int
    compare: int
    complete: int

    def of(self, kind: str) -> int:
        return {ENROL: self.enrol, COMPARE: self.compare, COMPLETE: self.complete}[kind]


@dataclass(frozen=True)
class ListedPerson:
    """A row to enrol or to compare; `on_record` and `reg_no` are of the namesake. `handed`: admin has chosen the
    kelurahan, the list names none; `likely` is the kecamatan that is guessed while nobody has."""

    no: str
    number: int
    name: str
    nik: str
    area: str
    decile: int | None
    source: str
    on_record: str = ""
    reg_no: str = ""
    handed: bool = False
    likely: str = ""


@dataclass(frozen=True)
class LackingPerson:
    name: str
    reg_no: str
    area: str
    lacks: tuple[Kind, ...]


def counts(*, by: Actor, kelurahan: str = "") -> Counts:
    """Raises NotAllowed."""
    access.require(by.role in MAY)
    return Counts(
        enrol=_count(_enrol(by, kelurahan), PovertyRow.id),
        compare=_count(_compare(by, kelurahan), PovertyRow.id),
        complete=_count(_lacking(by, kelurahan), Worker.id),
    )


def _count(query, column) -> int:
    return query.select(column).limit(MOST_COUNTED + 1).count()


def areas(*, by: Actor, kind: str = ENROL) -> Mapping[str, int]:
    """Kelurahan (NOWHERE for rows without one) → how much of this kind is to be done there. Raises NotAllowed."""
    access.require(by.role in MAY)
    query, column = {
        ENROL: (unknown_for, PovertyRow.kelurahan),
        COMPARE: (differing_for, Worker.kelurahan),
        COMPLETE: (_all_lacking, Worker.kelurahan),
    }[kind]
    rows = query(by).select(column, fn.COUNT(column.model.id)).group_by(column)
    return {code or NOWHERE: count for code, count in rows.tuples()}


def listed(*, by: Actor, kind: str, kelurahan: str = "", page: int = 1) -> tuple[list[ListedPerson], bool]:
    """One page of the rows to enrol or to compare, the list that came last first, and whether more follow. Raises
    NotAllowed."""
    access.require(by.role in MAY)
    query = _enrol(by, kelurahan) if kind == ENROL else _compare(by, kelurahan)
    in_order = query.order_by(PovertyRow.poverty_list.desc(), PovertyRow.number)
    rows, follows = one_page(in_order, page=page, size=PAGE)
    return [_listed(row, kind) for row in rows], follows


def lacking(*, by: Actor, kelurahan: str = "", page: int = 1) -> tuple[list[LackingPerson], bool]:
    """One page of known people whom BPJS would not take as they are, and whether more follow. Raises NotAllowed."""
    access.require(by.role in MAY)
    rows, follows = one_page(_lacking(by, kelurahan).order_by(Worker.id), page=page, size=PAGE)
    blocks = bpjs_blocks.blocks_of(rows)
    return [
        LackingPerson(
            row.name, row.reg_no, places.area_name(row.kelurahan_id, row.home_regency), blocks[row.id].lacks
        )
        for row in rows
    ], follows


def _enrol(by: Actor, kelurahan: str):
    return _in(unknown_for(by), PovertyRow.kelurahan, kelurahan)


def _compare(by: Actor, kelurahan: str):
    return _in(differing_for(by), Worker.kelurahan, kelurahan)


def _lacking(by: Actor, kelurahan: str):
    return _in(_all_lacking(by), Worker.kelurahan, kelurahan)


def _all_lacking(by: Actor):
    """Whom a list that holds names, free to be funded, and not complete."""
    lacks = reduce(or_, (kind.condition() for kind in bpjs_blocks.required()))
    named = PovertyRow.select(PovertyRow.worker).where(PovertyRow.state.in_(KNOWN))
    return access.workers_in_scope(by).where(
        Worker.id.in_(named), Worker.dtsen_as_of >= poverty_marks.valid_since(), standing.is_free(), lacks
    )


def _in(query, column, kelurahan: str):
    if kelurahan == NOWHERE:
        return query.where(column.is_null())
    return query.where(column == kelurahan) if kelurahan else query


def _listed(row: PovertyRow, kind: str) -> ListedPerson:
    worker = row.worker if kind == COMPARE else None
    home = (worker.kelurahan_id, worker.home_regency) if worker else (row.kelurahan_id, row.area_text)
    return ListedPerson(
        no=row.poverty_list.no,
        number=row.number,
        name=name_of(row),
        nik=mask_nik(safe.open_text(row.nik_sealed, safe.POVERTY_NIK)),
        area=places.area_name(*home),
        decile=row.decile,
        source=row.poverty_list.source,
        on_record=worker.name if worker else "",
        reg_no=worker.reg_no if worker else "",
        handed=worker is None and poverty_row_pages.is_handed(row),
        likely="" if worker else poverty_row_pages.likely_name(row),
    )
