"""The figures that others published, to look at: by group and kind, which one is used, which contradict it, and what
was withdrawn, with who wrote it."""

from dataclasses import dataclass
from itertools import groupby

from db.models import Figure, User
from kiosk.domain.figure_kinds import KINDS, FigureKind
from kiosk.services import access, figures
from kiosk.services.acting import Actor
from kiosk.services.figures import FigureLine


@dataclass(frozen=True)
class FigureRow:
    """`used`: the newest of its kind and year, of one day the one written down last. `differs`: of the same time as
    that one, and another value. `same_day`: neither, but of its day."""

    line: FigureLine
    row: Figure
    used: bool = False
    differs: bool = False
    same_day: bool = False


@dataclass(frozen=True)
class FigureGroup:
    """`title` of kinds that belong together, in their order; of each the newest row first, of a target by year."""

    title: str
    rows: list[FigureRow]
    missing: list[FigureKind]


@dataclass(frozen=True)
class FigureTable:
    groups: list[FigureGroup]
    withdrawn: list[FigureRow]

    @property
    def is_empty(self) -> bool:
        return not any(group.rows for group in self.groups)


def table(*, by: Actor) -> FigureTable:
    """One query. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    rows = [row for row in _with_people() if row.key in KINDS]
    live = [row for row in rows if row.withdrawn_at is None]
    gone = sorted((row for row in rows if row.withdrawn_at), key=lambda row: row.withdrawn_at, reverse=True)
    return FigureTable(
        groups=[
            _group(title, list(kinds), live)
            for title, kinds in groupby(KINDS.values(), lambda kind: kind.group)
        ],
        withdrawn=[FigureRow(_line(row), row) for row in gone],
    )


def line_of(row: Figure) -> FigureLine:
    return _line(row)


def _group(title: str, kinds: list[FigureKind], live: list[Figure]) -> FigureGroup:
    rows, missing = [], []
    for kind in kinds:
        theirs = [row for row in live if row.key == kind.key]
        if not theirs:
            missing.append(kind)
        for year in sorted({row.for_year for row in theirs}, reverse=True):
            rows += _judged([row for row in theirs if row.for_year == year])
    return FigureGroup(title, rows, missing)


def _judged(rows: list[Figure]) -> list[FigureRow]:
    """Rows of one kind and year, newest first."""
    lines = [_line(row) for row in rows]
    differing = {line.id for line in figures.contradicting(lines)}
    return [
        FigureRow(
            line,
            row,
            used=place == 0,
            differs=line.id in differing,
            same_day=place > 0 and line.id not in differing and line.as_of == lines[0].as_of,
        )
        for place, (line, row) in enumerate(zip(lines, rows, strict=True))
    ]


def _line(row: Figure) -> FigureLine:
    return FigureLine(row.id, row.key, row.value, row.as_of, row.source, row.note, row.for_year)


def _with_people():
    added, withdrawn = User.alias(), User.alias()
    return (
        Figure.select(Figure, added.id, added.name, withdrawn.id, withdrawn.name)
        .left_outer_join(added, on=(Figure.added_by == added.id), attr="added_by")
        .switch(Figure)
        .left_outer_join(withdrawn, on=(Figure.withdrawn_by == withdrawn.id), attr="withdrawn_by")
        .order_by(Figure.as_of.desc(), Figure.added_at.desc(), Figure.id.desc())
    )
