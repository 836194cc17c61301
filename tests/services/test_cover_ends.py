"""Cover ends by a death or because the work has ended: what lies behind the last month goes, its money is owed back."""

from datetime import date, timedelta

import pytest

from db.models import AuditEvent, Card, Commitment, Company, CoverageMonth, Credit, Message, Payment, Worker
from kiosk.domain.clock import add_months, first_of_month, months_from, today, utc_now
from kiosk.domain.words import long_date, rupiah
from kiosk.services import cover_ends, death_reversals, deaths, freezing
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


BEFORE_ANYTHING = THIS - timedelta(days=1)  # enrolled today, paid from this month on


@pytest.mark.parametrize("day", [today() + timedelta(days=1), BEFORE_ANYTHING, date(1930, 1, 1)])
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


def test_who_stops_working_keeps_what_has_begun(person, petugas):
    with pytest.raises(Refused, match=f"paling awal {long_date(THIS)}"):
        end(person, petugas, why="stopped", last_day=BEFORE_ANYTHING)
    assert len(ledger_rows.live_months()) == 4
    end(person, petugas, why="stopped", last_day=THIS)
    assert [row.month for row in ledger_rows.live_months()] == [THIS]


def test_months_in_force_behind_a_death_are_told_apart(petugas):
    person = worker(crowd(petugas, 1)[0])
    past = add_months(THIS, -2)
    ledger_rows.paid_months(person, months_from(past, 4), effective=4, on=past)
    told = cover_ends.consequences(
        reg_no=person.reg_no, why="died", last_day=add_months(THIS, -1) - timedelta(days=1), by=petugas
    )
    assert [funded.months for funded in told.begun] == [months_from(add_months(THIS, -1), 2)]
    assert [funded.months for funded in told.credited] == [months_from(add_months(THIS, -1), 3)]


def test_death_is_remembered_with_its_day_and_taken_back_by_admin(people, person, petugas):
    admin = acting(people["admin"])
    assert deaths.death_of(person) is None
    end(person, petugas)
    death = deaths.death_of(Worker.get_by_id(person.id))
    assert (death.day, death.by) == (today(), petugas.name)
    page = death_reversals.page_of(reg_no=person.reg_no, by=admin)
    assert [funded.months for funded in page.to_come] == [
        [add_months(THIS, 1)],
        months_from(add_months(THIS, 2), 2),
    ]
    with pytest.raises(NotAllowed):
        take_back(person, petugas)
    take_back(person, admin)
    alive = Worker.get_by_id(person.id)
    assert alive.frozen_at is None and deaths.death_of(alive) is None
    ledger_rows.planned_months(alive, months_from(add_months(THIS, 1), 3))
    assert death_reversals.page_of(reg_no=person.reg_no, by=admin).to_come == []
    assert AuditEvent.get(AuditEvent.action == deaths.TAKEN_BACK).detail == {"alasan": "Orang yang salah"}
    with pytest.raises(Refused, match="Tidak ada catatan"):
        take_back(person, admin)
    end(alive, petugas)  # and later truly
    assert deaths.death_of(Worker.get_by_id(person.id))
    assert adds_up()


def take_back(person: Worker, by) -> None:
    death_reversals.take_back(reg_no=person.reg_no, reason="Orang yang salah", client_key=key(), by=by)


def test_freeze_of_before_stays_when_a_death_is_taken_back(people, person, petugas):
    how = {"reg_no": person.reg_no, "by": petugas}
    freezing.freeze(asker=freezing.PERSON, reason="Diminta", client_key=key(), **how)
    end(Worker.get_by_id(person.id), petugas)
    take_back(person, acting(people["admin"]))
    assert Worker.get_by_id(person.id).frozen_reason == "Diminta"
    freezing.unfreeze(reason="Selesai", present=True, client_key=key(), **how)


def test_nobody_opens_the_data_of_the_dead_but_by_taking_it_back(people, person, petugas):
    end(person, petugas)
    with pytest.raises(Refused, match="tercatat meninggal dunia"):
        freezing.unfreeze(
            reg_no=person.reg_no, reason="Lain", present=True, client_key=key(), by=acting(people["admin"])
        )
    with pytest.raises(Refused, match="tercatat meninggal dunia"):
        end(Worker.get_by_id(person.id), petugas, last_day=THIS)


def test_company_is_told_of_an_end_by_numbers_alone(people, petugas):
    sinar = Company.get(Company.code == "sinar").funder
    first, second = (worker(reg_no) for reg_no in crowd(petugas, 2))
    for one in (first, second):
        ledger_rows.planned_months(one, [add_months(THIS, 6)], funder=sinar)
    end(first, petugas)
    end(second, petugas, why="stopped")
    letter = Message.get((Message.funder == sinar) & Message.key.contains(":ended:"))
    assert letter.subject == f"Payung: kabar duka ({sinar.name})"
    assert f"seorang pekerja yang ditanggung {sinar.name} telah berpulang" in letter.text
    assert "1 bulan sesudah bulan wafatnya dilepas dan tidak ditagih." in letter.text
    assert f"pertanggungan 1 pekerja yang ditanggung {sinar.name} diakhiri" in letter.text
    for hidden in (first.name, first.reg_no, second.name):
        assert hidden not in letter.text + letter.subject


def test_company_is_told_what_comes_back_of_months_paid_ahead(petugas):
    sinar = Company.get(Company.code == "sinar").funder
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.pay(ledger_rows.planned_months(person, [THIS, add_months(THIS, 1)], funder=sinar))
    ahead = CoverageMonth.get(CoverageMonth.worker == person, CoverageMonth.month == add_months(THIS, 1))
    end(person, petugas)
    letter = Message.get((Message.funder == sinar) & Message.key.contains(":ended:"))
    assert (
        f"{rupiah(ahead.amount)} yang sudah dibayar untuk bulan itu menjadi kredit {sinar.name}."
        in letter.text
    )


def test_stop_alone_is_no_news_of_a_death(petugas):
    sinar = Company.get(Company.code == "sinar").funder
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.planned_months(person, [add_months(THIS, 6)], funder=sinar)
    end(person, petugas, why="stopped")
    letter = Message.get((Message.funder == sinar) & Message.key.contains(":ended:"))
    assert "diakhiri" in letter.subject and "duka" not in letter.text + letter.subject


def test_company_hears_of_a_death_that_was_taken_back(people, petugas):
    sinar = Company.get(Company.code == "sinar").funder
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.planned_months(person, [add_months(THIS, 6)], funder=sinar)
    end(person, petugas)
    Message.update(state="sent", sent_at=utc_now()).where(Message.funder == sinar).execute()
    take_back(person, acting(people["admin"]))
    letter = Message.get((Message.funder == sinar) & Message.key.contains(":alive:"))
    assert "Kami mohon maaf" in letter.text and person.name not in letter.text


def test_letter_that_has_not_left_says_no_more_of_a_death_that_was_taken_back(people, petugas):
    sinar = Company.get(Company.code == "sinar").funder
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.pay(ledger_rows.planned_months(person, [THIS, add_months(THIS, 1)], funder=sinar))
    end(person, petugas)
    take_back(person, acting(people["admin"]))
    [letter] = Message.select().where(Message.funder == sinar)
    assert letter.state == "queued" and letter.subject == f"Payung: pertanggungan diakhiri ({sinar.name})"
    assert "pencatatan yang keliru" in letter.text and "sudah dibayar menjadi kredit" in letter.text
    assert "duka" not in letter.text and "berpulang" not in letter.text


def test_months_paid_ahead_are_not_called_unbilled(petugas):
    sinar = Company.get(Company.code == "sinar").funder
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.pay(ledger_rows.planned_months(person, [THIS, add_months(THIS, 1)], funder=sinar))
    end(person, petugas)
    letter = Message.get((Message.funder == sinar) & Message.key.contains(":ended:"))
    assert "1 bulan sesudah bulan wafatnya dilepas." in letter.text and "ditagih" not in letter.text
    other = worker(crowd(petugas, 1, numbered=2)[0])
    ledger_rows.planned_months(other, [THIS, add_months(THIS, 1)], funder=sinar)
    end(other, petugas)
    letter = Message.get((Message.funder == sinar) & Message.key.contains(":ended:"))
    assert "2 bulan sesudah bulan wafatnya dilepas; 1 di antaranya belum dibayar dan tidak" in letter.text
    assert "yang sudah dibayar untuk bulan lainnya menjadi kredit" in letter.text
