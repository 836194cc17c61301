"""Figures that others published about the city, each with its day and source: which holds, which contradict, and how
one is added or withdrawn. A figure is never edited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.models import Figure
from kiosk.domain import figure_kinds
from kiosk.domain.clock import today, utc_now
from kiosk.domain.figure_kinds import KINDS, PERCENT, Entry, FigureKind
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_
from kiosk.services import access, audit, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.once import once

NOTED_BEFORE = N_(
    "Angka dari sumber ini untuk tanggal itu sudah dicatat. Cabut dulu yang lama bila nilainya keliru."
)
WITHDRAWN = N_("Angka ini sudah dicabut. Muat ulang daftar angka.")
NO_REASON = N_("Tulis alasannya, supaya orang lain kelak mengerti.")


@dataclass(frozen=True)
class FigureLine:
    """One value of one source. `value` counts people or hundredths of a percent, `amount` is the same as it is said:
    an int, or a percentage as Decimal. `for_year` is the year of a target, 0 elsewhere."""

    id: int
    key: str
    value: int
    as_of: date
    source: str
    note: str = ""
    for_year: int = 0

    @property
    def kind(self) -> FigureKind:
        return KINDS[self.key]

    @property
    def is_percent(self) -> bool:
        return self.kind.unit == PERCENT

    @property
    def amount(self) -> int | Decimal:
        return figure_kinds.amount_of(self.key, self.value)

    @property
    def words(self) -> str:
        """`390.498`, `71,59`: without a unit."""
        return figure_kinds.said(self.key, self.value)


class FigureFault(Refused):
    """Absurd, or said before; `finding` says what, in the reader's language."""

    def __init__(self, finding: Finding):
        super().__init__(finding.sentence())
        self.finding = finding


class WrongValue(FigureFault):
    """The value."""


class WrongDay(FigureFault):
    """The day of the data."""


class WrongYear(FigureFault):
    """The year of a target."""


class WrongSource(FigureFault):
    """The source: missing."""


class WrongKind(FigureFault):
    """No such figure."""


class NoReason(Refused):
    """Nobody could tell later why."""


FAULTS = {
    "figure_kind": WrongKind,
    "figure_value": WrongValue,
    "figure_day": WrongDay,
    "figure_year": WrongYear,
    "figure_source": WrongSource,
}


def current(key: str, *, year: int | None = None) -> list[FigureLine]:
    """What is not withdrawn, the newest `as_of` first and of one day the one written down last; of a target those for
    `year`, or for the year that the latest one up to now is for. One query."""
    return latest_of([key], year=year)[key]


def latest_of(
    keys: Iterable[str], *, year: int | None = None, on: date | None = None
) -> dict[str, list[FigureLine]]:
    """`current` of several keys, in one query; `on` leaves out what sources say of a later day."""
    keys, day = list(keys), on or today()
    found: dict[str, list[FigureLine]] = {key: [] for key in keys}
    for line in _live(keys):
        if on is None or line.as_of <= on:
            found[line.key].append(line)
    return {key: _of_year(lines, year, day) for key, lines in found.items()}


def differing(key: str, *, year: int | None = None) -> list[FigureLine]:
    """`contradicting` of what is current."""
    return contradicting(current(key, year=year))


def contradicting(lines: list[FigureLine]) -> list[FigureLine]:
    """The newest of some lines of one key and those of the same time that say something else; empty where all agree.
    The lines come as `current` orders them."""
    if not lines:
        return []
    first, said = lines[0], {lines[0].value}
    days, others = settings.whole("figure_differ_days"), []
    for line in lines[1:]:
        same_time = figure_kinds.is_of_one_time(line.kind, line.as_of, first.as_of, days)
        if same_time and line.value not in said:
            said.add(line.value)
            others.append(line)
    return [first, *others] if others else []


def add(*, entry: Entry, client_key: str, by: Actor) -> int:
    """Raises NotAllowed, FigureFault of its kind, KeyInUse."""
    access.require(by.role == "admin")
    answer, _first = once(
        key=client_key,
        purpose="figure.add",
        content={**vars(entry), "as_of": f"{entry.as_of}"},
        by=by,
        make=lambda: str(_add(entry, by)),
    )
    return int(answer)


def withdraw(*, figure_id: int, why: str, client_key: str, by: Actor) -> int:
    """Raises NotAllowed, NotThere, NoReason, Refused where it is withdrawn already, KeyInUse."""
    access.require(by.role == "admin")
    answer, _first = once(
        key=client_key,
        purpose="figure.withdraw",
        content={"figure": figure_id, "why": why},
        by=by,
        make=lambda: str(_withdraw(figure_id, why, by)),
    )
    return int(answer)


def known(*, figure_id: int, by: Actor) -> Figure:
    """Raises NotThere, NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    return _row(figure_id)


def _add(entry: Entry, by: Actor) -> int:
    """In the caller's transaction."""
    _require_sound(entry)
    query = Figure.insert(
        key=entry.key,
        for_year=entry.for_year if KINDS[entry.key].yearly else 0,
        value=entry.value,
        as_of=entry.as_of,
        source=entry.source.strip(),
        note=entry.note,
        added_by=by.user_id,
    )
    figure_id = _insert_once(query)
    told = _told(_row(figure_id))
    audit.record("angka.ditambah", by=by, kind="angka", subject=str(figure_id), **told)
    return figure_id


def _require_sound(entry: Entry) -> None:
    related = [entry.key, KINDS[entry.key].part_of] if entry.key in KINDS else []
    related += [kind.key for kind in KINDS.values() if kind.part_of == entry.key]
    others = [Entry(line.key, line.value, line.as_of, line.source, line.for_year) for line in _live(related)]
    fault = figure_kinds.fault_of(entry, others, today())
    if fault:
        raise FAULTS[fault.code](fault)


def _insert_once(query) -> int:
    """The unique index is the judge. Raises WrongSource."""
    columns = (Figure.key, Figure.for_year, Figure.as_of, Figure.source)
    judged = query.on_conflict(
        conflict_target=columns, conflict_where=Figure.withdrawn_at.is_null(), action="nothing"
    )
    rows = list(judged.returning(Figure.id).tuples().execute())
    if not rows:
        raise WrongSource(block("figure_source", NOTED_BEFORE))
    return rows[0][0]


def _withdraw(figure_id: int, why: str, by: Actor) -> int:
    """In the caller's transaction."""
    row = _row(figure_id)
    if not why.strip():
        raise NoReason(NO_REASON)
    live = (Figure.id == figure_id) & Figure.withdrawn_at.is_null()
    done = Figure.update(withdrawn_at=utc_now(), withdrawn_by=by.user_id, withdrawn_why=why).where(live)
    if not done.execute():
        raise Refused(WITHDRAWN)
    audit.record("angka.dicabut", by=by, kind="angka", subject=str(figure_id), alasan=why, **_told(row))
    return figure_id


def _told(row: Figure) -> dict[str, str]:
    told = {
        "angka": row.key,
        "nilai": figure_kinds.said(row.key, row.value),
        "per": f"{row.as_of}",
        "sumber": row.source,
    }
    return told | ({"tahun": str(row.for_year)} if row.for_year else {})


def _row(figure_id: int) -> Figure:
    """Raises NotThere."""
    row = Figure.get_or_none(Figure.id == figure_id)
    if row is None:
        raise NotThere
    return row


def _live(keys: list[str]) -> list[FigureLine]:
    """Newest first; a key this code does not know is left out."""
    query = (
        Figure.select(
            Figure.id, Figure.key, Figure.value, Figure.as_of, Figure.source, Figure.note, Figure.for_year
        )
        .where(Figure.key.in_([key for key in keys if key in KINDS]), Figure.withdrawn_at.is_null())
        .order_by(Figure.as_of.desc(), Figure.added_at.desc(), Figure.id.desc())
    )
    return [FigureLine(*row) for row in query.tuples()]


def _of_year(lines: list[FigureLine], year: int | None, day: date) -> list[FigureLine]:
    """Of a target those for one year: the asked one, else the latest begun on that day, else the first to come."""
    years = {line.for_year for line in lines}
    if years <= {0}:
        return lines
    begun = [one for one in years if one <= day.year]
    wanted = year or (max(begun) if begun else min(years))
    return [line for line in lines if line.for_year == wanted]
