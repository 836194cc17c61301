"""What the pictures of a monthly evaluation are drawn of. All lengths are millimetres on the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.coverage_shares import in_words, per_cent, step_of, whole_per_cent
from kiosk.domain.month_reports import CITY_OUTSIDE, AreaCounts, MonthCounts
from kiosk.domain.tile_map import COLUMNS, spots_of
from kiosk.domain.words import number, short_month

WIDTH = 178.0  # of what is printed on A4
TILE_HEIGHT, TILE_GAP = 20.5, 1.6
STRIP_HEIGHT = 22.0
TREND_HEIGHT = 42.0
NO_RECORD = "–"


@dataclass(frozen=True)
class Tile:
    """A kecamatan about where it lies: `step` 1 to 5, 0 where nobody is enrolled; `dots` as many, none where nobody is
    protected."""

    x: float
    y: float
    width: float
    height: float
    name: str
    share: str
    step: int
    dots: int


@dataclass(frozen=True)
class Map:
    tiles: list[Tile]
    height: float


@dataclass(frozen=True)
class Cell:
    """A month of the strip; heights of its columns, from the bottom. `count` is a dash before there were records."""

    x: float
    width: float
    name: str
    planned: float
    paid: float
    effective: float
    count: str
    is_last: bool


@dataclass(frozen=True)
class Trend:
    """Two lines; `area` lies under the effective one. `first` and `last` are its ends: x, y, number, month, and where
    the number stands, above both lines. `before`: from where the months run that nobody kept records of, empty where
    there are none."""

    planned: str
    effective: str
    area: str
    first: tuple[float, float, str, str, float]
    last: tuple[float, float, str, str, float]
    most: str
    before: str = ""


def tile_map(areas: Sequence[AreaCounts]) -> Map:
    known = {area.code: area for area in areas if area.code != CITY_OUTSIDE}
    step = WIDTH / COLUMNS
    tiles = []
    for code, spot in spots_of(known).items():
        area = known[code]
        share = whole_per_cent(area.effective, area.registered)
        level = step_of(area.effective, area.registered)
        tiles.append(
            Tile(
                x=round(spot.column * step, 2),
                y=round(spot.row * (TILE_HEIGHT + TILE_GAP), 2),
                width=round(step - TILE_GAP, 2),
                height=TILE_HEIGHT,
                name=area.name.replace("Semarang ", "Smg. "),
                share="–" if share is None else f"{share} %",
                step=level,
                dots=level if area.effective else 0,
            )
        )
    rows = max((tile.y for tile in tiles), default=0) + TILE_HEIGHT
    return Map(tiles, round(rows, 2))


def strip(months: Sequence[MonthCounts]) -> list[Cell]:
    most = max((max(one.planned, one.effective) for one in months), default=0)
    width, unrecorded = WIDTH / max(len(months), 1), without_records(months)
    return [
        Cell(
            x=round(at * width, 2),
            width=round(width, 2),
            name=short_month(one.month).split()[0],
            planned=long(one.planned, most, STRIP_HEIGHT),
            paid=long(one.paid, most, STRIP_HEIGHT),
            effective=long(one.effective, most, STRIP_HEIGHT),
            count=NO_RECORD if at < unrecorded else number(one.effective),
            is_last=at == len(months) - 1,
        )
        for at, one in enumerate(months)
    ]


def trend(months: Sequence[MonthCounts]) -> Trend | None:
    """None where there are not two months with records to draw a line between."""
    begins = without_records(months)
    if len(months) - begins < 2:
        return None
    most = max(max(one.planned, one.effective) for one in months) or 1
    planned = [_point(at, one.planned, most, len(months)) for at, one in enumerate(months)][begins:]
    effective = [_point(at, one.effective, most, len(months)) for at, one in enumerate(months)][begins:]
    line = _written(effective)
    return Trend(
        planned=_written(planned),
        effective=line,
        area=f"{line} {effective[-1][0]},{TREND_HEIGHT} {effective[0][0]},{TREND_HEIGHT}",
        first=(
            *effective[0],
            number(months[begins].effective),
            short_month(months[begins].month),
            _above(planned[0], effective[0]),
        ),
        last=(
            *effective[-1],
            number(months[-1].effective),
            short_month(months[-1].month),
            _above(planned[-1], effective[-1]),
        ),
        most=number(most),
        before=short_month(months[0].month) if begins else "",
    )


def without_records(months: Sequence[MonthCounts]) -> int:
    """How many of the first months lie before there were any records."""
    return next((at for at, one in enumerate(months) if not one.is_empty), len(months))


def share_words(part: int, whole: int) -> str:
    """`51,6 %`; a dash where there is no whole."""
    share = per_cent(part, whole)
    return "–" if share is None else f"{in_words(share)}\u00a0%"


def long(part: int, most: int, width: float) -> float:
    """How long a bar is; what there is at all is seen."""
    return 0.0 if part <= 0 or most <= 0 else round(max(min(part / most, 1.0) * width, 0.4), 2)


def _point(at: int, count: int, most: int, places: int) -> tuple[float, float]:
    return round(WIDTH * at / (places - 1), 2), round(TREND_HEIGHT * (1 - count / most), 2)


def _above(planned: tuple[float, float], effective: tuple[float, float]) -> float:
    return round(min(planned[1], effective[1]) - 3.4, 2)


def _written(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
