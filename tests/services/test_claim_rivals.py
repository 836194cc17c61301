"""What is on record of the same person speaks against a day of death, and against opening a closed claim again."""

from datetime import timedelta

import pytest

from db.models import Claim, ClaimStep, Worker
from kiosk.domain.clock import first_of_month, months_from, today
from kiosk.services import claim_pages, claim_steps, cover_ends, death_reversals, deaths, invariants_claims
from kiosk.services.acting import Refused
from kiosk.services.invariant_proofs import prove
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.claim_desk import reported, step
from tests.services.crowd import crowd, worker

YESTERDAY = today() - timedelta(days=1)
LAST_MONTH = first_of_month(first_of_month(today()) - timedelta(days=1))


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def person(petugas) -> Worker:
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.paid_months(person, months_from(LAST_MONTH, 3), effective=3, on=LAST_MONTH)
    return person


@pytest.fixture(autouse=True)
def sound():
    yield
    assert [proof.named for proof in map(prove, invariants_claims.INVARIANTS) if proof.broken] == []


def take_back(person, by) -> None:
    death_reversals.take_back(reg_no=person.reg_no, reason="orangnya datang", client_key=key(), by=by)


def reopen(claim: Claim, by) -> None:
    closing = ClaimStep.select().where(ClaimStep.claim == claim.id).order_by(ClaimStep.id.desc()).first()
    step(claim, by, "reported", corrects=closing.id, note="ternyata benar")


def test_claim_closed_with_a_death_that_was_taken_back_stays_closed(person, petugas, admin):
    claim = reported(person, petugas, "death")
    take_back(person, admin)
    page = claim_pages.page_of(no=claim.no, by=petugas)
    assert page.last is None and page.mends == ()
    with pytest.raises(Refused, match="sudah dibatalkan"):
        reopen(claim, petugas)
    assert Claim.get_by_id(claim.id).state == "closed_wrong"
    assert deaths.death_of(Worker.get_by_id(person.id)) is None


def test_claim_closed_by_hand_before_the_death_is_taken_back_stays_closed(person, petugas, admin):
    claim = step(reported(person, petugas, "death"), petugas, "closed_wrong", note="keliru")
    assert claim_pages.page_of(no=claim.no, by=petugas).last
    take_back(person, admin)
    assert claim_pages.page_of(no=claim.no, by=petugas).last is None
    with pytest.raises(Refused, match="sudah dibatalkan"):
        reopen(claim, petugas)


def test_wrong_closing_is_taken_back_while_nothing_stands_against_it(person, petugas):
    claim = step(reported(person, petugas, "death"), petugas, "closed_wrong", note="keliru")
    reopen(claim, petugas)
    assert Claim.get_by_id(claim.id).state == "reported"


def test_closed_claim_is_not_opened_beside_another_of_its_day(person, petugas):
    claim = step(reported(person, petugas), petugas, "closed_wrong", note="keliru")
    other = reported(person, petugas)
    with pytest.raises(Refused, match=other.no):
        reopen(claim, petugas)


def test_closed_accident_is_not_opened_after_a_death_before_it(person, petugas):
    claim = step(reported(person, petugas), petugas, "closed_wrong", note="keliru")
    reported(person, petugas, "death", YESTERDAY)
    with pytest.raises(Refused, match="sebelum hari itu"):
        reopen(claim, petugas)


@pytest.mark.parametrize("kind", ["death", "accident_death"])
def test_nobody_dies_before_an_accident_on_record(person, petugas, kind):
    claim = reported(person, petugas)
    with pytest.raises(Refused, match=claim.no):
        reported(person, petugas, kind, YESTERDAY)
    with pytest.raises(Refused, match=claim.no):
        cover_ends.consequences(reg_no=person.reg_no, why=cover_ends.DIED, last_day=YESTERDAY, by=petugas)
    with pytest.raises(Refused, match=claim.no):
        cover_ends.end_cover(
            reg_no=person.reg_no, why=cover_ends.DIED, last_day=YESTERDAY, client_key=key(), by=petugas
        )
    assert Worker.get_by_id(person.id).died_on is None and Claim.select().count() == 1


def test_who_had_two_accidents_does_not_die_between_them(person, petugas):
    first, later = reported(person, petugas, day=YESTERDAY), reported(person, petugas)
    with pytest.raises(Refused, match=later.no):
        claim_steps.died(no=first.no, died_on=YESTERDAY, client_key=key(), by=petugas)
    step(later, petugas, "closed_wrong", note="keliru")
    claim_steps.died(no=first.no, died_on=YESTERDAY, client_key=key(), by=petugas)
    assert Worker.get_by_id(person.id).died_on == YESTERDAY


def test_steps_name_the_death_once_and_the_report_by_its_own_day(person, petugas):
    claim = reported(person, petugas, day=YESTERDAY)
    claim_steps.died(no=claim.no, died_on=YESTERDAY, client_key=key(), by=petugas)
    first, death = claim_pages.page_of(no=claim.no, by=petugas).steps
    assert (first.new_kind, first.day) == ("", today())
    assert (death.new_kind, death.day) == ("accident_death", YESTERDAY)


def test_report_of_a_death_carries_the_day_on_which_it_was_made(person, petugas):
    claim = reported(person, petugas, "death", YESTERDAY)
    assert claim_pages.page_of(no=claim.no, by=petugas).steps[0].day == today()
    assert claim.died_on == YESTERDAY
