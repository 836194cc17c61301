"""Whoever has only signed holds five people in all, begins three mandates a day, and knows names no longer than the
mandate stands."""

from datetime import timedelta

import pytest
import time_machine

from db.models import Donor, Mandate, Pledge
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import initials
from kiosk.services import (
    donor_pages,
    mandate_documents,
    mandate_drafts,
    mandate_pages,
    mandates,
    pledges,
)
from kiosk.services.acting import Refused
from kiosk.services.pledge_taking import let_go
from tests.services import asn_desk, mandate_desk
from tests.services.asn_desk import acting, picked
from tests.services.at_once import key

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


def names_of(mandate: Mandate) -> list[str]:
    """As the mandate's own page calls its people, for its donor."""
    return [one.called for one in mandate_pages.file_of(no=mandate.no, by=acting(mandate.donor)).people]


def true_names(mandate: Mandate) -> list[str]:
    rows = Pledge.select().where(Pledge.mandate == mandate).order_by(Pledge.id)
    return [one.worker.name for one in rows]


def short(names: list[str]) -> list[str]:
    return [initials(name) for name in names]


def revoke(mandate: Mandate) -> None:
    mandates.revoke(no=mandate.no, on=today(), why="own_request", by=acting(mandate.donor))


def begin(donor: Donor) -> str:
    return mandate_drafts.draft(wish=mandate_desk.wish(donor), client_key=key(), by=acting(donor))


def test_signing_does_not_begin_the_count_anew(ratna):
    asn_desk.signed(ratna, people=3)
    asn_desk.signed(ratna, people=1)
    assert pledges.has_room(ratna)
    picked(ratna)
    assert not pledges.has_room(ratna)
    with pytest.raises(Refused, match="Sebelum OPD memeriksa surat kuasa Anda yang pertama"):
        picked(ratna)


def test_whoever_has_let_go_of_one_may_take_another(ratna):
    asn_desk.signed(ratna, people=4)
    pledge = picked(ratna)
    let_go(pledge_id=pledge.id, client_key=key(), by=acting(ratna))
    picked(ratna)


def test_verified_once_five_may_be_reserved_beside_what_is_signed(ratna):
    asn_desk.verified(ratna, people=5)
    asn_desk.signed(ratna, people=5)
    for _ in range(5):
        picked(ratna)
    with pytest.raises(Refused, match="Tandatangani dulu"):
        picked(ratna)


def test_what_others_have_signed_under_the_nip_counts_too():
    first, second = (asn_desk.donor(nip="197807152005012011") for _ in range(2))
    asn_desk.signed(first, people=5)
    with pytest.raises(Refused, match="lewat pendaftaran lain"):
        picked(second)


def test_three_mandates_are_begun_on_one_day_then_tomorrow(ratna):
    for _ in range(3):
        begin(ratna)
        assert begin(ratna)  # to change what is there begins nothing
        revoke(Mandate.get(Mandate.donor == ratna, Mandate.state == "draft"))
    with pytest.raises(Refused, match="paling banyak 3 surat kuasa sehari"):
        begin(ratna)
    assert Mandate.select().count() == 3
    with time_machine.travel(utc_now() + timedelta(days=1), tick=False):
        assert begin(ratna)


def test_whoever_has_a_verified_one_begins_as_many_as_they_like(ratna):
    asn_desk.verified(ratna)
    for _ in range(4):
        begin(ratna)
        revoke(Mandate.get(Mandate.donor == ratna, Mandate.state == "draft"))
    assert Mandate.select().count() == 5


def test_names_show_from_the_signature_on_and_while_it_is_in_force(ratna):
    mandate = asn_desk.signed(ratna, people=2)
    names = true_names(mandate)
    assert names_of(mandate) == names
    [worker, _other] = donor_pages.own_page(by=acting(ratna)).workers
    assert worker.name == names[0]
    mandates.verify(no=mandate.no, by=asn_desk.secretary(), papers_seen=True)
    assert names_of(mandate) == names


@pytest.mark.parametrize("settle", ["revoke", "refuse", "revoke_verified"])
def test_names_are_initials_again_once_it_is_over(ratna, settle):
    mandate = mandate_desk.signed(ratna, people=2)
    names, by = true_names(mandate), asn_desk.secretary()
    if settle == "refuse":
        mandates.refuse(no=mandate.no, why="NIP keliru.", by=by)
    elif settle == "revoke_verified":
        mandates.verify(no=mandate.no, by=by, papers_seen=True)
    if settle != "refuse":
        revoke(mandate)
    assert names_of(mandate) == short(names)
    page = donor_pages.own_page(by=acting(ratna))
    assert {one.name for one in page.lost + page.reserved} == set(short(names)) and not page.workers


def test_the_paper_of_one_that_never_held_has_initials(ratna):
    mandate = mandate_desk.signed(ratna)
    own = mandate_documents.document_of(no=mandate.no, by=acting(ratna))
    departments = mandate_documents.document_of(no=mandate.no, by=asn_desk.secretary())
    assert own != departments
    revoke(mandate)
    assert mandate_documents.document_of(no=mandate.no, by=acting(ratna)) == departments


def test_whom_one_has_nominated_is_known_for_good(ratna):
    mandate = asn_desk.signed(ratna)
    Pledge.update(kind="nominated").execute()
    revoke(mandate)
    assert names_of(mandate) == true_names(mandate)
