"""What the family takes home says no more than the ledger, and names nobody else."""

from datetime import timedelta

import pytest
import time_machine

from db.models import Claim, Worker
from kiosk.domain.clock import first_of_month, months_from, today
from kiosk.services import claim_heirs, claim_leaflets, facilities
from kiosk.services.acting import NotAllowed, NotThere
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.claim_desk import reported, told
from tests.services.crowd import crowd, worker
from tests.web.papers import pages_of

THIS = first_of_month(today())


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


@pytest.fixture
def person(petugas) -> Worker:
    return worker(crowd(petugas, 1)[0])


def protected(person: Worker) -> Worker:
    ledger_rows.paid_months(person, months_from(THIS, 2), effective=2, on=THIS)
    return person


@pytest.mark.parametrize("kind", ["accident", "accident_death", "death"])
def test_it_is_one_page_with_the_number_and_what_may_be_theirs(person, petugas, kind):
    claim = reported(protected(person), petugas, kind)
    [page] = pages_of(claim_leaflets.leaflet_pdf(no=claim.no, by=petugas))
    words = " ".join(page.split())
    for said in (claim.no, person.reg_no, person.name, "175", "tidak dipungut biaya", "bukan janji"):
        assert said in words
    assert ("2 × 24 jam" in words) == (kind != "death")


def test_who_was_not_protected_is_promised_nothing(person, petugas):
    leaflet = claim_leaflets.leaflet_of(reported(person, petugas))
    assert not leaflet.benefits and leaflet.why_none


def test_clock_that_was_stopped_is_said_and_a_death_has_none(person, petugas):
    claim = reported(person, petugas)
    assert claim_leaflets.leaflet_of(claim).deadline and not claim_leaflets.leaflet_of(claim).told
    claim = told(claim, petugas)
    assert claim_leaflets.leaflet_of(claim).told and not claim_leaflets.leaflet_of(claim).deadline
    other = reported(worker(crowd(petugas, 1, numbered=2)[0]), petugas, "death")
    leaflet = claim_leaflets.leaflet_of(other)
    assert not leaflet.deadline and leaflet.heirs and not leaflet.facilities


def test_facility_that_was_taken_out_is_not_named(person, petugas, people):
    claim = reported(person, petugas)
    before = [one.name for one in claim_leaflets.leaflet_of(claim).facilities]
    gone = next(line for line in facilities.current() if line.name == before[0])
    facilities.remove(code=gone.code, why="Berakhir.", client_key=key(), by=acting(people["admin"]))
    assert gone.name not in [one.name for one in claim_leaflets.leaflet_of(claim).facilities]


def test_family_and_strangers_are_not_in_it(person, petugas, people):
    claim = reported(person, petugas, told="Jatuh dari becak di tikungan.")
    claim_heirs.note(
        no=claim.no,
        name="Siti Aminah",
        relation="spouse",
        phone="6281234567890",
        client_key=key(),
        by=petugas,
    )
    said = str(claim_leaflets.leaflet_of(Claim.get_by_id(claim.id)))
    for hidden in ("Siti", "81234567890", "becak"):
        assert hidden not in said
    for name in ("petugas2", "mitra", "donatur", "opd"):
        with pytest.raises(NotAllowed):
            claim_leaflets.leaflet_pdf(no=claim.no, by=acting(people[name]))
    for name in ("rekan", "auditor", "admin"):
        claim_leaflets.leaflet_pdf(no=claim.no, by=acting(people[name]))
    with pytest.raises(NotThere):
        claim_leaflets.leaflet_pdf(no="KL-TIDAK-1", by=petugas)


def test_day_named_is_that_of_the_death(person, petugas):
    protected(person)
    day = max(today() - timedelta(days=1), person.enrolled_on)
    claim = reported(person, petugas, "accident_death", day, died_on=today())
    assert str(today().year) in claim_leaflets.leaflet_of(claim).happened


def test_deadline_that_has_passed_is_said_to_be_urgent(person, petugas):
    claim = reported(person, petugas)
    with time_machine.travel(claim.happened_at + timedelta(hours=49)):
        leaflet = claim_leaflets.leaflet_of(claim)
    assert leaflet.is_late and leaflet.deadline and leaflet.days == 2
