"""The programmes under which the city's made-up people are funded: for each of its two funds one a year, with quota and
budget that somebody made up too."""

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from db.models import Funder, Programme, ProgrammeOccupation, SchemeOccupation, User
from kiosk.domain.clock import first_of_month, noon_of
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.services import programme_counts
from kiosk.services.demo.rows import insert
from kiosk.services.numbers import fresh_number
from kiosk.services.rates import rates_now

NAMES = {"apbd": "Pijar Semar", "dbhcht": "Pijar Semar (DBHCHT)"}
LEAST = {"apbd": 300, "dbhcht": 100}  # places, so that there is something to select for
USED = 0.8  # of the quota, about
ROUND = 50
MONTHS = 12
REGULATION = ("Peraturan Wali Kota Semarang Nomor 26 Tahun 2025", date(2025, 6, 20))
NOTE = "Data contoh: kuota dan anggaran ini dikarang."
SCHEME = "pijar"

Held = dict[tuple[int, int], set[int]]  # (funder, year) → the workers who are funded then


def add_programmes(held: Held, day: date) -> dict[tuple[int, int], int]:
    """This year's and the next one's of both funds, and closed ones for years before in which somebody was funded.
    Answers with the number of each by (funder, year)."""
    funders = {row.id: row for row in Funder.select().where(Funder.kind.in_(PUBLIC_MONEY))}
    wanted = {(funder_id, day.year + ahead) for funder_id in funders for ahead in (0, 1)} | held.keys()
    rows = [
        _row(funders[funder_id], year, len(held.get((funder_id, year), ())), day)
        for funder_id, year in sorted(wanted)
    ]
    insert(Programme, rows)
    made = dict(_numbers())
    insert(ProgrammeOccupation, [row for number in made.values() for row in _occupations(number)])
    return made


def people_by_year(months: Iterable[tuple[int, int, date]]) -> Held:
    """From (funder, worker, month)."""
    held: Held = defaultdict(set)
    for funder_id, worker_id, month in months:
        held[funder_id, month.year].add(worker_id)
    return dict(held)


def count_promises() -> None:
    """Once the months are in the store."""
    programme_counts.write_anew()


def _row(funder: Funder, year: int, people: int, day: date) -> dict:
    quota = math.ceil(max(people / USED, LEAST[funder.kind]) / ROUND) * ROUND
    admin, over = User.get(User.role == "admin", User.demo), year < day.year
    return {
        "no": fresh_number(f"P{year % 100:02}"),
        "funder": funder.id,
        "name": NAMES[funder.kind],
        "year": year,
        "first_month": date(year, 1, 1),
        "quota": quota,
        "budget": quota * MONTHS * _rate(funder, day),
        "regulation": REGULATION[0],
        "regulation_on": REGULATION[1],
        "note": NOTE,
        "created_by": admin.id,
        "created_at": noon_of(date(min(year, day.year), 1, 2) if year <= day.year else day),
        "closed_at": noon_of(date(year + 1, 1, 2)) if over else None,
        "closed_by": admin.id if over else None,
        "closed_why": "Tahun anggaran selesai." if over else "",
    }


def _rate(funder: Funder, day: date) -> int:
    return rates_now().amount(month=first_of_month(day), sector="other", funder_kind=funder.kind)


def _numbers() -> Iterable[tuple[tuple[int, int], int]]:
    rows = Programme.select(Programme.funder, Programme.year, Programme.id)
    for funder_id, year, number in rows.tuples():
        yield (funder_id, year), number


def _occupations(programme_id: int) -> list[dict]:
    codes = SchemeOccupation.select(SchemeOccupation.occupation).where(SchemeOccupation.scheme == SCHEME)
    return [{"programme": programme_id, "occupation": code} for (code,) in codes.tuples()]
