"""Five picks for one NIP, and whoever only claims it locks nobody out."""

import pytest

from db.models import Donor, Pledge
from kiosk.domain.clock import utc_now
from kiosk.services import mandates
from kiosk.services.acting import Refused
from kiosk.services.pledge_taking import let_go
from tests.services import asn_desk
from tests.services.asn_desk import acting, picked
from tests.services.at_once import key
from tests.services.sign_up_desk import NIP

pytestmark = pytest.mark.usefixtures("people")
ELSEWHERE = "juga lewat pendaftaran lain"


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor(nip=NIP)


@pytest.fixture
def rival() -> Donor:
    return asn_desk.donor(nip=NIP, name="Bukan Ratna")


def picks(donor: Donor, count: int) -> None:
    for _time in range(count):
        picked(donor)


def live(donor: Donor) -> int:
    return Pledge.select().where(Pledge.donor == donor, Pledge.ended_at.is_null()).count()


def test_both_accounts_together_pick_five_and_the_second_hears_why(ratna, rival):
    picks(rival, 5)
    with pytest.raises(Refused, match=ELSEWHERE):
        picked(ratna)
    assert live(ratna) == 0


def test_whoever_has_five_of_their_own_is_told_to_sign(ratna, rival):
    picks(ratna, 4)
    picks(rival, 1)
    with pytest.raises(Refused, match=ELSEWHERE):
        picked(ratna)
    let_go(pledge_id=Pledge.get(Pledge.donor == rival).id, client_key=key(), by=acting(rival))
    picks(ratna, 1)
    with pytest.raises(Refused, match="Tandatangani dulu"):
        picked(ratna)


@pytest.mark.parametrize("proof", [{"verified_at": utc_now()}, {"came_by": "opd"}])
def test_who_is_proved_is_not_kept_out_by_who_only_claims(ratna, rival, proof):
    picks(rival, 5)
    Donor.update(proof).where(Donor.id == ratna.id).execute()
    ratna = Donor.get_by_id(ratna.id)
    picks(ratna, 5)
    with pytest.raises(Refused, match="Tandatangani dulu"):
        picked(ratna)
    assert live(ratna) == 5


def test_who_only_claims_is_counted_with_who_is_proved(ratna, rival):
    Donor.update(came_by="opd").where(Donor.id == ratna.id).execute()
    picks(Donor.get_by_id(ratna.id), 5)
    with pytest.raises(Refused, match=ELSEWHERE):
        picked(rival)


def test_verified_the_unsigned_picks_of_rivals_are_free_again(ratna, rival):
    made = asn_desk.signed(ratna)
    picks(rival, 2)
    mandates.verify(no=made.no, by=asn_desk.secretary(), papers_seen=True)
    assert (live(ratna), live(rival)) == (1, 0)
    picks(Donor.get_by_id(ratna.id), 5)
