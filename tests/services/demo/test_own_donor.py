"""The civil servant who can sign in has something to look at: workers who are paid for, papers at the department, a
place that came free, a receipt."""

import pytest

from db.models import Donor, Mandate, User
from kiosk.domain.clock import today
from kiosk.services import donor_pages, donor_receipts, mandate_documents, mandate_papers
from kiosk.services.acting import Actor
from kiosk.services.demo.donors import own_donor


@pytest.fixture
def by(crowd) -> Actor:
    user = User.get(User.email == "donatur@payung.test")
    return Actor(user_id=user.id, name=user.name, role="donatur", opd_id=user.opd_id)


def test_workers_under_a_mandate_in_force_have_months_that_are_paid(by):
    own = donor_pages.own_page(by=by)
    paid_for = [one for one in own.workers if one.held_until is None]
    assert len(paid_for) >= 2 and all(any(month.paid_on for month in one.months) for one in paid_for)
    assert own_donor().verified_at is not None
    assert sum(month.paid for month in own.months) > 0


def test_a_receipt_can_be_printed(by):
    [year, *_earlier] = donor_pages.own_page(by=by).years
    assert year <= today().year and donor_receipts.receipt_pdf(year=year, by=by).startswith(b"%PDF")


def test_a_second_mandate_waits_at_the_department_with_its_copies(by):
    waiting = Mandate.get(Mandate.donor == own_donor(), Mandate.state == "signed")
    assert mandate_papers.missing_of(waiting) == []
    assert "at_the_opd" in [step.what for step in donor_pages.own_page(by=by).steps]


def test_one_has_stopped_and_may_be_replaced(by):
    own = donor_pages.own_page(by=by)
    [gone] = own.lost
    assert own.places == {gone.pledge_id}


def test_what_was_signed_can_be_read(by):
    waiting = Mandate.get(Mandate.donor == own_donor(), Mandate.state == "signed")
    assert mandate_documents.document_of(no=waiting.no, by=by).startswith(b"%PDF")


def test_an_empty_start_has_the_donor_alone(store):
    from kiosk.services import demo

    demo.load_accounts_only(hash_password=lambda password: f"hash of {password}")
    assert Donor.select().count() == 1 and Mandate.select().count() == 0
