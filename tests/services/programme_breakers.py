"""Ways to make the city's programmes untrue, each answering with the name of what no longer fits."""

from datetime import date

from db.models import Bill, Commitment, CoverageMonth, Funder, Programme, ProgrammePlace, Worker
from kiosk.domain.clock import today

NO = "P26-RUSAK"


def _programme(**other) -> Programme:
    """One that would be true: nobody has a place yet."""
    true = {
        "no": NO, "funder": Funder.create(name="APBD Rusak", kind="apbd"), "name": "Pijar Semar", "year": today().year,
        "first_month": date(today().year, 1, 1), "quota": 10, "budget": 1_000_000, "regulation": "Perwal",
        "regulation_on": date(2025, 6, 20),
    }  # fmt: skip
    return Programme.create(**{**true, **other})


def _last() -> CoverageMonth:
    """Somebody's month that a company pays for."""
    return CoverageMonth.select().order_by(CoverageMonth.id.desc()).first()


def place_without_months(_bill: Bill) -> str:
    programme, worker = _programme(places=1, promised=1), _last().worker_id
    ProgrammePlace.create(programme=programme, worker=worker, months=1, promised=1)
    return f"{NO} · {Worker.get_by_id(worker).reg_no}"


def promised_to_nobody(_bill: Bill) -> str:
    return _programme(places=1).no


def more_promised_than_places_say(_bill: Bill) -> str:
    return _programme(promised=16_800).no


def beyond_the_quota(_bill: Bill) -> str:
    return _programme(places=11).no


def beyond_the_budget(_bill: Bill) -> str:
    return _programme(promised=1_000_001).no


def promised_by_other_money(_bill: Bill) -> str:
    row = _last()
    Commitment.update(programme=_programme()).where(Commitment.id == row.commitment_id).execute()
    return f"{Worker.get_by_id(row.worker_id).reg_no} {row.month:%Y-%m}"


BROKEN = {
    "programme_places": (place_without_months,),
    "programme_sums": (promised_to_nobody, more_promised_than_places_say),
    "programme_limits": (beyond_the_quota, beyond_the_budget),
    "programme_money": (promised_by_other_money,),
}
PROVEN_ONLY = {
    place_without_months, promised_to_nobody, more_promised_than_places_say, promised_by_other_money,
}  # fmt: skip
