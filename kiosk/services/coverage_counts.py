"""How many months are planned, paid and effective, by month, kelurahan, kind of funder and occupation: written with
every change of a month, always equal to a recount.

What changes after a month is over goes to columns of its own, so that the figures of a past month do not move."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from peewee import fn

from db.kept import ANY, KeptInsert, KeptQuery
from db.models import CoverageCount, CoverageMonth
from kiosk.domain.clock import first_of_month, today
from kiosk.services.portions import in_chunks

ROWS_AT_ONCE = 500


class CountKey(NamedTuple):
    """What a month is counted as; `area` is the kelurahan's code, empty outside the city."""

    month: date
    area: str
    funder_kind: str
    occupation: str


class Counted(NamedTuple):
    """Months planned (all live ones), and of them paid and effective."""

    planned: int = 0
    paid: int = 0
    effective: int = 0


@dataclass
class Deltas:
    """By how much one transaction changes the counts."""

    by_key: dict[CountKey, Counted] = field(default_factory=lambda: defaultdict(Counted))

    def add(self, key: CountKey, planned: int = 0, paid: int = 0, effective: int = 0) -> None:
        before = self.by_key[key]
        self.by_key[key] = Counted(before.planned + planned, before.paid + paid, before.effective + effective)


def _changed(late: str):
    """UPDATE … SET planned = planned + ?, … of the columns for what is in time, or for what comes late."""
    columns = [getattr(CoverageCount, name + late) for name in Counted._fields]

    def write(slot):
        values = {column: column + slot(name) for column, name in zip(columns, Counted._fields, strict=True)}
        return CoverageCount.update(values).where(
            CoverageCount.month == slot("month"),
            CoverageCount.area == slot("area"),
            CoverageCount.funder_kind == slot("funder_kind"),
            CoverageCount.occupation == slot("occupation"),
        )

    return KeptQuery(write)


_in_time, _late = _changed(""), _changed("_late")
_new_rows = KeptInsert(CoverageCount, unless=ANY)
_planned = KeptInsert(CoverageCount, adding=((*CountKey._fields,), ("planned",)))


def write(deltas: Deltas) -> None:
    """Add up, in the caller's transaction; keys in one order, so that two who count do not wait for each other."""
    over = first_of_month(today())
    changed = [(key, counted) for key, counted in sorted(deltas.by_key.items()) if any(counted)]
    if all(_only_planned(counted) and key.month >= over for key, counted in changed):
        _planned.add_all([key._asdict() | {"planned": counted.planned} for key, counted in changed])
    elif all(counted.planned <= 0 for _key, counted in changed):
        _change_all([key._asdict() | counted._asdict() for key, counted in changed], over)
    else:
        _add_one_by_one(changed, over)


def _change_all(rows: list[dict], over: date) -> None:
    """What is paid, counts or is let go was planned before: its rows are there. Months that are over come first."""
    there = _late.change_all([row for row in rows if row["month"] < over])
    there += _in_time.change_all([row for row in rows if row["month"] >= over])
    if there != len(rows):
        raise LookupError(f"{len(rows) - there} of these months were never counted as planned")


def _add_one_by_one(changed: list[tuple[CountKey, Counted]], over: date) -> None:
    for key, counted in changed:
        values = key._asdict() | counted._asdict()
        update = _late if key.month < over else _in_time
        if not update.change(**values):
            _new_rows.add(**key._asdict())
            update.change(**values)


def _only_planned(counted: Counted) -> bool:
    """What a row that is new may hold by itself too."""
    return counted.planned > 0 and not counted.paid and not counted.effective


def write_anew() -> None:
    """Whatever stood here before: the counts as a recount has them, none of it late. For a store that is being
    filled."""
    CoverageCount.delete().execute()
    for chunk in in_chunks(recount(), ROWS_AT_ONCE):
        CoverageCount.insert_many([key._asdict() | counted._asdict() for key, counted in chunk]).execute()


def recount() -> Iterable[tuple[CountKey, Counted]]:
    """What the counts are by the months themselves, for whoever proves them."""
    keys = (CoverageMonth.month, CoverageMonth.kelurahan, CoverageMonth.funder_kind, CoverageMonth.occupation)
    rows = (
        CoverageMonth.select(
            *keys,
            fn.COUNT(CoverageMonth.id),
            fn.COUNT(CoverageMonth.paid_on),
            fn.COUNT(CoverageMonth.effective_on),
        )
        .where(CoverageMonth.released_at.is_null())
        .group_by(*keys)
        .tuples()
    )
    for month, kelurahan, funder_kind, occupation, *counted in rows.iterator():
        yield CountKey(month, kelurahan or "", funder_kind, occupation), Counted(*counted)
