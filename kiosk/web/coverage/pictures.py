"""What the pictures of coverage are drawn of: tiles with their place and step, months with their heights, a line."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from kiosk.domain.coverage_looks import EFFECTIVE, OUTSIDE, AreaRow
from kiosk.domain.coverage_shares import in_words, of_length, per_cent, points_of, step_of, whole_per_cent
from kiosk.domain.tile_map import SPOTS, Spot, spots_of
from kiosk.domain.words import number, short_month
from kiosk.services.coverage_pages import Coverage
from kiosk.web.coverage.filters import CoverageFilters
from kiosk.web.page_context import language, month_name


@dataclass(frozen=True)
class Tile:
    """One kecamatan: `step` 1 to 5, 0 where nobody is enrolled; `dots` as many, none where nobody is
    covered; `share` as it stands in the tile."""

    spot: Spot
    name: str
    share: str
    step: int
    dots: int
    href: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class MonthCell:
    """One month of the strip. The lengths are those of its columns; `href` is the page of that month."""

    month: date
    short: str
    planned: str
    paid: str
    effective: str
    count: str
    href: str
    people: str
    words: str
    state: str


@dataclass(frozen=True)
class Trend:
    """Two lines over the same months; the effective one ends with the present. `labels` are (place, anchor, month).
    What `most` says stands on the side where the present is not."""

    planned: str
    effective: str
    most: str
    most_at: str
    most_anchor: str
    area: str
    labels: list[tuple[str, str, str]]
    now_at: str | None
    now_anchor: str
    words: str


@dataclass(frozen=True)
class Pictures:
    tiles: list[Tile]
    rows: int
    sea: bool
    months: list[MonthCell]
    trend: Trend


def pictures_of(coverage: Coverage, filters: CoverageFilters) -> Pictures:
    areas = {row.code: row for row in coverage.areas if row.code != OUTSIDE}
    tiles = [_tile(areas[code], spot, filters) for code, spot in spots_of(areas).items()]
    rows = max((tile.spot.row for tile in tiles), default=0) + 1
    most = max((row.planned for row in coverage.months), default=0)
    cells = [_cell(row, most, coverage, filters) for row in coverage.months]
    return Pictures(tiles, rows, bool(areas) and areas.keys() <= SPOTS.keys(), cells, _trend(coverage, most))


def _tile(row: AreaRow, spot: Spot, filters: CoverageFilters) -> Tile:
    share = whole_per_cent(row.effective, row.enrolled or 0)
    name = row.name.replace("Semarang ", "Smg. ")
    said = in_words(per_cent(row.effective, row.enrolled or 0))
    words = (
        _("%(place)s: belum ada yang terdaftar", place=row.name)
        if share is None
        else _(
            "%(place)s: %(share)s persen, %(effective)s dari %(enrolled)s orang",
            place=row.name, share=said, effective=number(row.effective), enrolled=number(row.enrolled),
        )
    )  # fmt: skip
    return Tile(
        spot=spot,
        name=name,
        share="–" if share is None else f"{share} %",
        step=(step := step_of(row.effective, row.enrolled or 0)),
        dots=step if row.effective else 0,
        href=filters.here(kecamatan=row.code, kelurahan="") + "#per-kelurahan",
        words=words,
        chosen=filters.chosen["kecamatan"] == row.code,
    )


def _cell(row, most: int, coverage: Coverage, filters: CoverageFilters) -> MonthCell:
    ahead, now = row.month > coverage.this_month, row.month == coverage.this_month
    words = _(
        "%(month)s: %(planned)s ditanggung, %(paid)s dibayar, %(effective)s berlaku",
        month=month_name(row.month), planned=number(row.planned), paid=number(row.paid),
        effective=number(row.effective),
    )  # fmt: skip
    month = f"{row.month:%Y-%m}"
    return MonthCell(
        month=row.month,
        short=short_month(row.month, language()),
        planned=of_length(row.planned, most),
        paid=of_length(row.paid, most),
        effective=of_length(row.effective, most),
        count=number(row.planned if ahead else row.effective),
        href=filters.here(bulan="" if now else month),
        people=filters.people("ditanggung" if ahead else EFFECTIVE, bulan=month),
        words=words,
        state="ahead" if ahead else "now" if now else "past",
    )


def _trend(coverage: Coverage, most: int) -> Trend:
    rows = coverage.months
    begun = [row for row in rows if row.month <= coverage.this_month]
    places = dict(zip((row.month for row in rows), range(len(rows)), strict=True))
    width = max(len(rows) - 1, 1)
    shown = {rows[0].month, rows[-1].month}
    at = 100 * places[coverage.this_month] / width if coverage.this_month in places else None
    now_is_left = at is not None and at < 50
    effective = points_of([row.effective for row in begun], most, count=len(rows))
    first, last = begun[0] if begun else None, begun[-1] if begun else None
    words = (
        _(
            "Garis tren: berlaku %(first)s pada %(from_month)s dan %(last)s pada %(to_month)s.",
            first=number(first.effective), from_month=month_name(first.month),
            last=number(last.effective), to_month=month_name(last.month),
        )
        if first
        else _("Garis tren: bulan-bulan ini belum tiba.")
    )  # fmt: skip
    return Trend(
        planned=points_of([row.planned for row in rows], most, count=len(rows)),
        effective=effective if len(begun) > 1 else "",
        area=f"{effective} {effective.split()[-1].split(',')[0]},100 0,100" if len(begun) > 1 else "",
        most=number(most),
        most_at="100%" if now_is_left else "0%",
        most_anchor="end" if now_is_left else "start",
        labels=[
            (
                "0%" if month == rows[0].month else "100%",
                "start" if month == rows[0].month else "end",
                short_month(month, language()),
            )
            for month in sorted(shown)
        ],
        now_at=None if at is None else f"{round(at, 2)}%",
        now_anchor="start"
        if at is not None and at < 15
        else "end"
        if at is not None and at > 85
        else "middle",
        words=words,
    )
