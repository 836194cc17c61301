"""A small city with two months behind it, lived through month by month: funded, lapsed, gone on, an accident."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace

import time_machine

from db.models import LapseContact, Worker
from kiosk.domain.clock import JAKARTA, add_months, first_of_month, today, utc_now
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.claim_desk import reported, step, told
from tests.services.crowd import crowd, worker

THIS = first_of_month(today())
MONTH, BEFORE = add_months(THIS, -1), add_months(THIS, -2)
KAUMAN, MIJEN = "33.74.01.1010", "33.74.14.1001"


def middle_of(month):
    """The clock at noon in the middle of that month."""
    noon = datetime.combine(month.replace(day=15), time(12), JAKARTA)
    return time_machine.travel(noon, tick=True)


def lived_through(people) -> SimpleNamespace:
    """Ten people. Of seven protected in BEFORE four go on with their company, one with the city, and two do not (both
    were called, one was reached); one is new in MONTH, one was paid and not confirmed, one only planned. One of the
    four had an accident, told in time and paid Rp5.000.000; somebody else died of an illness."""
    petugas, admin = acting(people["petugas"]), acting(people["admin"])
    company, city = ledger_rows.first_company(), ledger_rows.somebody("apbd")
    with middle_of(BEFORE):
        made = [worker(number) for number in crowd(petugas, 10)]
        for home, work, some in ((KAUMAN, "nelayan", made[:6]), (MIJEN, "pemulung", made[6:])):
            ids = [one.id for one in some]
            Worker.update(kelurahan=home, occupation=work).where(Worker.id.in_(ids)).execute()
        made = [worker(one.reg_no) for one in made]
        for person in made[:4]:
            run = [add_months(BEFORE, ahead) for ahead in range(4)]
            ledger_rows.paid_months(person, run, funder=company, effective=3)
        for person in made[4:7]:
            ledger_rows.paid_months(person, [BEFORE], funder=company, effective=1)
    with middle_of(MONTH):
        for person, outcome in ((made[4], "reached"), (made[5], "no_answer")):
            LapseContact.create(
                worker=person, first_empty=MONTH, outcome=outcome, by=people["petugas"], at=utc_now()
            )
        ledger_rows.paid_months(made[6], [MONTH], funder=city, effective=1)
        ledger_rows.paid_months(made[7], [MONTH, THIS], funder=company, effective=1)
        unconfirmed = ledger_rows.paid_months(made[8], [MONTH], funder=company)
        ledger_rows.planned_months(made[9], [MONTH], funder=company)
        accident = reported(made[0], petugas)
        told(accident, petugas, at=utc_now() - timedelta(minutes=1))
        step(accident, admin, "sent")
        step(accident, admin, "paid", amount=5_000_000)
    return SimpleNamespace(people=made, accident=accident, unconfirmed=unconfirmed[0])
