"""How many months are planned, handed to BPJS, paid and effective, by month, kelurahan, kind of funder and occupation:
written with every change of a month, always equal to a recount.

What changes after a month is over goes to columns of its own, so that the figures of a past month do not move. Sums for
a whole kelurahan and for a whole occupation are kept beside (coverage_totals)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from peewee import Value, fn

from db.kept import ANY, KeptInsert, KeptQuery
from db.models import CoverageCount, CoverageMonth
from kiosk.domain.clock import first_of_month, today
from kiosk.services import coverage_totals


class CountKey(NamedTuple):
    """What a month is counted as; `area` is the kelurahan's code, empty outside the city."""

    month: date
    area: str
    funder_kind: str
    occupation: str


class Counted(NamedTuple):
    """Months planned (all live ones), and of them handed to BPJS, paid and effective."""

    planned: int = 0
    submitted: int = 0
    paid: int = 0
    effective: int = 0


@dataclass
class Deltas:
    """By how much one transaction changes the counts."""

    by_key: dict[CountKey, Counted] = field(default_factory=lambda: defaultdict(Counted))

    def add(
        self, key: CountKey, planned: int = 0, submitted: int = 0, paid: int = 0, effective: int = 0
    ) -> None:
        before = self.by_key[key]
        self.by_key[key] = Counted(
            before.planned + planned,
            before.submitted + submitted,
            before.paid + paid,
            before.effective + effective,
        )


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
    coverage_totals.add(changed)


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
    return counted.planned > 0 and not any(counted[1:])


def write_anew() -> None:
    """Whatever stood here before: the counts as a recount has them, none of it late. For a store that is being
    filled."""
    CoverageCount.delete().execute()
    names = (*Counted._fields, *(f"{name}_late" for name in Counted._fields))
    columns = [getattr(CoverageCount, name) for name in (*CountKey._fields, *names)]
    CoverageCount.insert_from(_recounted(*map(Value, (0,) * len(Counted._fields))), columns).execute()
    coverage_totals.write_anew()


def recount() -> Iterable[tuple[CountKey, Counted]]:
    """What the counts are by the months themselves, for whoever proves them."""
    for month, area, funder_kind, occupation, *counted in _recounted().tuples().iterator():
        yield CountKey(month, area, funder_kind, occupation), Counted(*counted)


def _recounted(*more):
    """The columns of CountKey and Counted, then `more`."""
    area = fn.COALESCE(CoverageMonth.kelurahan, "")
    days = (CoverageMonth.submitted_on, CoverageMonth.paid_on, CoverageMonth.effective_on)
    counted = (fn.COUNT(CoverageMonth.id), *map(fn.COUNT, days))
    keys = (CoverageMonth.month, area, CoverageMonth.funder_kind, CoverageMonth.occupation)
    live = CoverageMonth.select(*keys, *counted, *more).where(CoverageMonth.released_at.is_null())
    grouped = (
        CoverageMonth.month,
        CoverageMonth.kelurahan,
        CoverageMonth.funder_kind,
        CoverageMonth.occupation,
    )
    return live.group_by(*grouped)
