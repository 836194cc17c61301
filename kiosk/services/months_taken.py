"""Months of people that somebody else holds: refused with who holds them, by the kind of money and never by name."""

from collections.abc import Iterable, Mapping

from db.models import CoverageMonth, Worker
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.words import N_, months_in_words, short_name
from kiosk.services.acting import Refused

NAMED = 3

ONE_TAKEN = N_(
    "%(name)s sudah ditanggung %(funder)s untuk %(months)s. Satu bulan hanya boleh satu penanggung: pilih bulan lain, "
    "atau lewati orang ini."
)
SOME_TAKEN = N_(
    "%(count)s orang sudah ada penanggungnya: %(people)s. Satu bulan hanya boleh satu penanggung: pilih bulan lain, "
    "atau lewati mereka."
)


class MonthsTaken(Refused):
    """Somebody else holds months of these people. `taken` are these months by the worker's id."""

    def __init__(self, taken: Mapping[int, list[CoverageMonth]], workers: Iterable[Worker]):
        names = {worker.id: short_name(worker.name) for worker in workers}
        message, params = _said([(names[worker_id], rows) for worker_id, rows in taken.items()])
        super().__init__(message, **params)
        self.taken = dict(taken)


def _said(people: list[tuple[str, list[CoverageMonth]]]) -> tuple[str, dict]:
    """By which kind of money, never by whose: a company does not learn who its neighbour pays for."""
    if len(people) == 1:
        [(name, rows)] = people
        return ONE_TAKEN, {"name": name, "funder": _funders(rows), "months": _months(rows)}
    named = [f"{name} ({_funders(rows)}, {_months(rows)})" for name, rows in people[:NAMED]]
    more = "; …" if len(people) > NAMED else ""
    return SOME_TAKEN, {"count": len(people), "people": "; ".join(named) + more}


def _funders(rows: list[CoverageMonth]) -> str:
    kinds = dict.fromkeys(row.funder_kind for row in rows)
    return ", ".join(KINDS[kind] for kind in kinds)


def _months(rows: list[CoverageMonth]) -> str:
    return months_in_words([row.month for row in rows])
