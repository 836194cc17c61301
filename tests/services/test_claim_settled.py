"""How a claim comes to its end: paid, or settled with the hospital; what is far more than approved is asked about."""

from datetime import timedelta

import pytest
import time_machine

from db.models import Claim, Worker
from kiosk.domain.clock import first_of_month, months_from, today, utc_now
from kiosk.services import (
    claim_completions,
    claim_forgetting,
    claim_leaflets,
    claim_lists,
    claim_step_checks,
    claim_steps,
    invariants_claims,
)
from kiosk.services.acting import Refused
from kiosk.services.claim_completions import Completion
from kiosk.services.claim_lists import ClaimWishes
from kiosk.services.invariant_proofs import prove
from kiosk.services.month_report_claims import claims_of
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.claim_desk import reported, step, told
from tests.services.crowd import crowd, worker

THIS = first_of_month(today())


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


@pytest.fixture
def person(petugas) -> Worker:
    person = worker(crowd(petugas, 1)[0])
    last = first_of_month(THIS - timedelta(days=1))
    ledger_rows.paid_months(person, months_from(last, 3), effective=3, on=last)
    return person


@pytest.fixture(autouse=True)
def sound():
    yield
    assert [proof.named for proof in map(prove, invariants_claims.INVARIANTS) if proof.broken] == []


def test_healed_accident_is_over_without_an_amount(person, petugas):
    claim = step(told(reported(person, petugas), petugas), petugas, "settled")
    assert (claim.state, claim.paid_amount) == ("settled", None)
    over, _more = claim_lists.page_of(by=petugas, wishes=ClaimWishes(state="selesai"))
    assert [row.claim.no for row in over] == [claim.no]
    assert claims_of([THIS], in_time=True)[THIS].open == 0
    claim = step(claim, petugas, "paid", amount=1_500_000)  # a month of STMB that comes later
    assert claim.paid_amount == 1_500_000


def test_papers_and_story_of_a_settled_accident_are_forgotten(person, petugas):
    step(told(reported(person, petugas, told="Jatuh."), petugas), petugas, "settled")
    with time_machine.travel(utc_now() + timedelta(days=400), tick=False):
        assert claim_forgetting.delete_old() == 1
    assert Claim.get().told_sealed is None and Claim.get().told_deleted_on
    assert "told" not in claim_completions.missing_of(Claim.get())
    with pytest.raises(Refused, match="sudah dilengkapi"):
        claim_completions.complete(
            no=Claim.get().no, known=Completion(told="Jatuh lagi."), client_key=key(), by=petugas
        )


def test_death_is_never_settled_with_the_hospital(person, petugas):
    claim = told(reported(person, petugas, "accident_death"), petugas)
    with pytest.raises(Refused, match="sudah berubah"):
        step(claim, petugas, "settled")


def test_death_after_a_settled_accident_is_a_claim_that_goes_on(person, petugas):
    claim = step(told(reported(person, petugas), petugas), petugas, "settled")
    claim_steps.died(no=claim.no, died_on=today(), client_key=key(), by=petugas)
    claim = Claim.get_by_id(claim.id)
    assert (claim.kind, claim.state) == ("accident_death", "told_bpjs")


def approved(person, petugas, amount: int = 2_000_000) -> Claim:
    claim = step(told(reported(person, petugas, day=today() - timedelta(days=2)), petugas), petugas, "sent")
    return step(claim, petugas, "approved", amount=amount)


def test_payment_before_the_approval_is_refused(person, petugas):
    claim, yesterday = approved(person, petugas), today() - timedelta(days=1)
    with pytest.raises(claim_step_checks.WrongDay, match="baru menyetujuinya"):
        step(claim, petugas, "paid", amount=2_000_000, on_day=yesterday)
    claim = step(claim, petugas, "paid", amount=2_000_000)
    last = claim_steps.steps_of(claim)[-1].id
    with pytest.raises(claim_step_checks.WrongDay):
        step(claim, petugas, "paid", amount=1_000_000, on_day=yesterday, corrects=last, note="salah hari")


def test_payment_far_beyond_the_approval_is_asked_about(person, petugas):
    claim = approved(person, petugas)
    with pytest.raises(claim_step_checks.Unsure, match="jauh lebih banyak"):
        step(claim, petugas, "paid", amount=20_000_000)
    claim = step(claim, petugas, "paid", amount=20_000_000, sure=True)
    last = claim_steps.steps_of(claim)[-1].id
    claim = step(claim, petugas, "paid", amount=4_000_000, corrects=last, note="satu nol")
    assert claim.paid_amount == 4_000_000  # what is taken back does not count beside it


def test_closed_report_has_no_leaflet_and_one_of_admin_names_whose_programme_it_is(person, petugas, people):
    admin = acting(people["admin"])
    claim = reported(person, admin)
    assert claim.post_id is None
    names = [place.name for place in claim_leaflets.leaflet_of(claim).places]
    assert len(names) == 2 and "Dinas Tenaga Kerja" in names[0]
    step(claim, admin, "closed_wrong", note="orang lain")
    with pytest.raises(Refused, match="ditutup karena keliru"):
        claim_leaflets.leaflet_pdf(no=claim.no, by=petugas)
