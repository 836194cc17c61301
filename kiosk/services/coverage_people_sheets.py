"""The people behind a figure of coverage as a spreadsheet, NIK masked: as many rows as the figure says. A short list is
made while somebody waits, a long one by the worker (coverage_long_sheets)."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from db.connection import writing
from kiosk.domain.clock import today
from kiosk.domain.coverage_looks import OF_ARREARS, STATE_WORDS
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.words import N_, long_date, month_name, number
from kiosk.files.coverage_sheets import PEOPLE, WIDTHS, Cell, people_sheet
from kiosk.services import access, audit, coverage_lists, places
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_lists import Line, Wish
from kiosk.services.coverage_sheets import WHOLE_CITY, by_whose_books
from kiosk.services.row_portions import ROWS_PER_SIGN_OF_LIFE, Progress

OWNER, TAKEN = "cakupan", "cakupan.orang_diunduh"  # in the audit trail
AT_ONCE = 5_000  # people; about a second of waiting
TOO_MANY = N_(
    "Daftar ini memuat %(people)s orang. Lembar sebanyak itu dibuat di belakang layar: tekan Minta lembar daftar ini."
)


class TooMany(Refused):
    """More people than a sheet is made of while somebody waits."""


def people(*, wish: Wish, narrowed: str, by: Actor) -> BinaryIO:
    """All of a short list, open for reading; names leave the house, and so it is written down first. `narrowed` says in
    words to what. Raises NotAllowed for who sees no names, TooMany."""
    access.require(by.role in access.SEES_ALL)
    total = coverage_lists.total_of(wish)
    if total > AT_ONCE:
        raise TooMany(TOO_MANY, people=number(total))
    with writing():
        audit.record(TAKEN, by=by, kind=OWNER, subject="", **facts_of(wish, narrowed, total))
    return written(wish, narrowed)[0]


def facts_of(wish: Wish, narrowed: str, people: int) -> dict:
    """Of a list, for the audit trail."""
    return {"daftar": wish.state, "bulan": _month_of(wish), "saringan": narrowed, "orang": people}


def written(wish: Wish, narrowed: str, progress: Progress = lambda done, total: None) -> tuple[BinaryIO, int]:
    """The sheet, open for reading and lying nowhere any more, and how many people it names. Memory does not grow with
    them; `progress` hears now and then how far it is."""
    total, done = coverage_lists.total_of(wish), 0

    def rows() -> Iterator[Sequence[Cell]]:
        nonlocal done
        for done, line in enumerate(coverage_lists.everyone(wish), start=1):
            if done % ROWS_PER_SIGN_OF_LIFE == 0:
                progress(done, max(done, total))
            yield _cells(line, wish)

    tab = STATE_WORDS[wish.state]
    about = ", ".join(filter(None, (tab, _month_of(wish), narrowed or WHOLE_CITY)))
    note = f"{about}. Keadaan {long_date(today())}; {by_whose_books()}."
    file = people_sheet(rows(), tab=tab, note=note, **_columns(wish))
    return file, done


def _month_of(wish: Wish) -> str:
    """Of which month its figure is, or with which one the cover of all these people ends."""
    if wish.is_of_month:
        return f"bulan {month_name(wish.asked_month)}"
    return f"bulan terakhir {month_name(wish.last)}" if wish.is_of_end and wish.last else ""


def _columns(wish: Wish) -> dict[str, Sequence]:
    """Those of every list, and of arrears the last day to pay."""
    if wish.state not in OF_ARREARS:
        return {"headings": PEOPLE, "widths": WIDTHS}
    return {"headings": (*PEOPLE, "Batas bayar"), "widths": (*WIDTHS, 14)}


def _cells(line: Line, wish: Wish) -> Sequence[Cell]:
    works = places.occupations_by_code()
    cells = (
        line.reg_no,
        "(data dibekukan)" if line.frozen else line.name,
        line.nik_masked,
        line.area,
        works[line.occupation].name if line.occupation in works else line.occupation,
        KINDS.get(line.funder_kind, ""),
        month_name(line.last) if line.last else "",
    )
    return (*cells, line.pay_by) if wish.state in OF_ARREARS else cells
