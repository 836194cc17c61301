"""What a proposal of a letter is made of, asked of the starts that break a membership (bpjs_broken_starts)."""

from datetime import date

from peewee import fn

from db.models import CoverageMonth, StartLetter, StartLetterLine, Worker
from kiosk.services.bpjs_broken_starts import Way


def person_and_start(way: Way, rows):
    """Of these rows everything a proposal is made of."""
    return rows.select(
        Worker.id.alias("worker_id"),
        Worker.name,
        Worker.reg_no,
        Worker.kelurahan.alias("kelurahan_code"),
        Worker.home_regency,
        CoverageMonth.month.alias("first_month"),
        CoverageMonth.paid_on,
        way.answered_on.alias("answered_on"),
        _covered_before().alias("covered_before"),
        _letter_lines(way, fn.MAX(StartLetterLine.id)).alias("asked_by"),
    )


def asked(way: Way):
    """The condition: a letter has asked for this start."""
    return fn.EXISTS(_letter_lines(way, StartLetterLine.id))


def lines_by_id(ids: list[int]) -> dict[int, StartLetterLine]:
    """With their letters."""
    rows = StartLetterLine.select(StartLetterLine, StartLetter).join(StartLetter)
    return {row.id: row for row in rows.where(StartLetterLine.id.in_(ids))}


def as_date(value: date | str | None) -> date | None:
    """SQLite gives the day of a subquery as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _covered_before():
    before = CoverageMonth.alias()
    return before.select(fn.MAX(before.month)).where(
        before.worker == CoverageMonth.worker,
        before.month < CoverageMonth.month,
        before.released_at.is_null(),
        before.effective_on.is_null(False),
    )


def _letter_lines(way: Way, *columns):
    return (
        StartLetterLine.select(*columns)
        .join(StartLetter)
        .where(
            StartLetterLine.worker == CoverageMonth.worker,
            StartLetterLine.asked_from >= CoverageMonth.month,
            StartLetterLine.asked_from < way.until,
        )
    )
