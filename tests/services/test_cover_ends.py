"""Cover ends by a death or because the work has ended: what lies behind the last month goes, its money is owed back."""

from datetime import date, timedelta

import pytest

from db.models import AuditEvent, Card, Commitment, Credit, Payment, Worker
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.domain.words import long_date
from kiosk.services import cover_ends
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.once import KeyInUse
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, worker
from tests.services.ledger_proof import adds_up

THIS = first_of_month(today())


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


@pytest.fixture
def person(people, petugas) -> Worker:
    """Four months by a company: two paid, of which this one counts; then two by the city, planned."""
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.paid_months(person, months_from(THIS, 2), effective=1)
    ledger_rows.planned_months(
        person, months_from(add_months(THIS, 2), 2), funder=ledger_rows.somebody("apbd")
    )
    return person


def end(person: Worker, by, *, why: str = "died", last_day=None, client_key: str = "") -> None:
    cover_ends.end_cover(
        reg_no=person.reg_no, why=why, last_day=last_day or today(), client_key=client_key or key(), by=by
    )


def test_death_leaves_the_month_it_fell_in_and_credits_what_was_paid_ahead(person, petugas):
    end(person, petugas)
    assert [row.month for row in ledger_rows.live_months()] == [THIS]
    payment = Payment.get()
    assert payment.allocated == ledger_rows.live_months()[0].amount
    assert [(row.amount, row.why) for row in Credit.select()] == [
        (payment.amount - payment.allocated, "released")
    ]
    assert adds_up()


def test_who_has_died_is_at_rest(person, petugas):
    Card.create(worker=person, serial="K26-AKHIR1", token="t" * 22, created_by=petugas.user_id)
    end(person, petugas)
    assert Worker.get_by_id(person.id).frozen_reason == cover_ends.DEATH_REASON
    assert Card.get().void_reason == cover_ends.CARD_REASON


def test_who_works_no_more_keeps_the_card_and_may_be_taken_on_again(person, petugas):
    Card.create(worker=person, serial="K26-AKHIR2", token="t" * 22, created_by=petugas.user_id)
    end(person, petugas, why="stopped")
    assert Worker.get_by_id(person.id).frozen_at is None and Card.get().void_at is None
    assert {row.ended_why for row in Commitment.select() if row.ended_at} == {"stopped"}
    ledger_rows.planned_months(person, [add_months(THIS, 1)])
    assert adds_up()


def test_page_foretells_what_happens(person, petugas):
    told = cover_ends.consequences(reg_no=person.reg_no, why="stopped", last_day=today(), by=petugas)
    assert [funded.months for funded in told.kept] == [[THIS]]
    assert [funded.months for funded in told.credited] == [[add_months(THIS, 1)]]
    assert [funded.months for funded in told.released] == [months_from(add_months(THIS, 2), 2)]
    end(person, petugas, why="stopped")
    assert Payment.get().credited == told.credit > 0


@pytest.mark.parametrize("day", [today() + timedelta(days=1), date(1930, 1, 1)])
def test_day_that_cannot_be_is_refused_with_a_sentence(person, petugas, day):
    with pytest.raises(Refused, match=long_date(day)):
        end(person, petugas, last_day=day)
    assert len(ledger_rows.live_months()) == 4


def test_nothing_to_end_is_said_but_a_death_is_noted_all_the_same(person, petugas):
    last = add_months(THIS, 6)
    with pytest.raises(Refused, match="tidak ada yang diakhiri"):
        end(person, petugas, why="stopped", last_day=last)
    end(person, petugas, why="stopped")
    end(person, petugas)
    assert Worker.get_by_id(person.id).frozen_at


def test_form_sent_twice_acts_once(person, petugas):
    once = key()
    end(person, petugas, client_key=once)
    end(person, petugas, client_key=once)
    assert AuditEvent.select().where(AuditEvent.action == "pertanggungan.diakhiri").count() == 1
    with pytest.raises(KeyInUse):
        end(person, petugas, why="stopped", client_key=once)


@pytest.mark.parametrize("name", ["petugas2", "mitra", "auditor", "donatur"])
def test_nobody_else_may_end_it(people, person, name):
    with pytest.raises(NotAllowed):
        end(person, acting(people[name]))
    assert len(ledger_rows.live_months()) == 4
