"""Made-up civil servants: open ASN commitments stand under mandates in force, papers wait to be checked, somebody has
left; nobody of them can sign in."""

from db.models import Commitment, Donor, Funder, Mandate, Pledge, StaffMember, User
from kiosk.domain.clock import utc_now
from kiosk.services import mandate_leavers, mandate_papers, participation
from kiosk.services.acting import Actor
from kiosk.services.demo.donors import own_donor
from kiosk.services.demo.mandates import SECRETARYS, SIGNED_DAYS_AGO
from kiosk.services.participation_places import Place

CITY = Place("kota", "Semua OPD")


def test_who_is_paid_for_by_civil_servants_stands_under_a_mandate(crowd):
    open_ended = (
        Commitment.select(Commitment.id)
        .join(Funder)
        .where(Funder.kind == "asn", Commitment.last_month.is_null())
    )
    pledged = Pledge.select(Pledge.commitment).where(Pledge.ended_at.is_null())
    assert {row.id for row in open_ended} == {number for (number,) in pledged.tuples()}
    for mandate in Mandate.select():
        live = Pledge.select().where(Pledge.mandate == mandate).count()
        assert mandate.demo and 0 < live <= mandate.people and mandate.limit_amount == 16_800 * mandate.people


def test_papers_wait_for_the_demo_s_secretary_with_days_left(crowd):
    signed = Mandate.select(Mandate, Donor).join(Donor).where(Mandate.state == "signed")
    waiting = list(signed.where(Mandate.donor != own_donor()))
    assert 0 < len(waiting) <= len(SIGNED_DAYS_AGO)
    for mandate in waiting:
        assert mandate.donor.opd.code == SECRETARYS and mandate.held_until > utc_now()
        assert mandate_papers.missing_of(mandate) == [] and mandate.document_sha256


def test_figures_are_not_empty_and_somebody_has_left(crowd):
    total = participation.figures_of(CITY)
    assert 0 < total.joined < total.staff and 0 < total.active < total.registered
    assert mandate_leavers.count(CITY) >= 1
    overview = participation.overview(by=Actor(None, "Admin", "admin"))
    assert overview.total == total and len(overview.without_roster) > 50


def test_donors_are_marked_and_cannot_sign_in(crowd):
    made = list(User.select().join(Donor, on=Donor.user == User.id).where(User.password.is_null()))
    assert made and all(user.demo and user.role == "donatur" for user in made)
    assert all(donor.demo and StaffMember.get(nip=donor.nip) for donor in Donor.select())
