"""A small city: people of two kecamatan and from outside, covered, ending, in arrears, unfunded, frozen."""

from types import SimpleNamespace

import pytest

from db.models import Worker
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker

KAUMAN, MIJEN = "33.74.01.1010", "33.74.14.1001"
THIS = first_of_month(today())


@pytest.fixture
def city(people) -> SimpleNamespace:
    """Eleven enrolled: four protected today, of whom one ends with this month, and a fifth, `frozen`, who has died in
    it; one planned, two in arrears, whom nobody funds any more, as three others."""
    numbers = crowd(acting(people["petugas"]), 11)
    made = [worker(number) for number in numbers]
    _move(made[:6], kelurahan=KAUMAN, occupation="nelayan")
    _move(made[6:10], kelurahan=MIJEN, occupation="pemulung")
    _move(made[10:], kelurahan=None, home_regency="Kab. Demak", occupation="nelayan")
    company = ledger_rows.first_company()
    for person, months in zip(made[:5], (4, 4, 4, 1, 4), strict=True):
        run = [add_months(THIS, step) for step in range(months)]
        rows = ledger_rows.paid_months(person, run, funder=company, effective=1)
        ledger_rows.submit(rows[:1])
    Worker.update(frozen_at=utc_now(), died_on=today()).where(Worker.id == made[4].id).execute()
    ledger_rows.planned_months(made[6], [THIS, add_months(THIS, 1)], funder=company)
    for person in made[7:9]:
        ledger_rows.paid_months(person, [add_months(THIS, -2)], funder=company, effective=1)
    return SimpleNamespace(
        protected=made[:4], frozen=made[4], planned=made[6], arrears=made[7:9], outside=made[10]
    )


def _move(people: list[Worker], **columns) -> None:
    Worker.update(**columns).where(Worker.id.in_([one.id for one in people])).execute()
