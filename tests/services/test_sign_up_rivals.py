"""Several accounts claim one NIP: as soon as a department knows whose it is, the others hold nobody any more."""

from uuid import uuid4

import pytest

from db.models import Donor, Pledge, StaffMember, User
from kiosk.domain import pledges as reasons
from kiosk.domain.clock import today
from kiosk.services import sign_up_accounts, sign_up_drafts, sign_up_handing, sign_up_links, sign_up_rivals
from kiosk.services.acting import NotThere
from tests.services import asn_desk
from tests.services.sign_up_desk import HASH, NIK, NIP, PHONE, facts, sent, token_of

MORE = {"nik": NIK, "jabatan": "Statistisi", "unit": "", "phone": PHONE, "email": "siti@asn.test"}


@pytest.fixture
def siti(people) -> StaffMember:
    opd = asn_desk.Opd.get(asn_desk.Opd.code == asn_desk.OPD_CODE)
    return StaffMember.create(opd=opd, nip=NIP, name="Siti Rahayu", jabatan="Analis", status_asn="pns")


def handed(staff: StaffMember) -> str:
    by = asn_desk.secretary()
    return sign_up_handing.hand_over(
        code="DISKOMINFO", staff_id=staff.id, client_key=uuid4().hex, by=by
    ).token


def why(pledge: Pledge) -> str:
    return Pledge.get_by_id(pledge.id).ended_why


def test_what_others_under_the_nip_have_reserved_waits_again(people):
    own, rival, stranger = (asn_desk.donor(nip=nip) for nip in (NIP, NIP, "197807152005012012"))
    kept, gone, theirs = (asn_desk.picked(one) for one in (own, rival, stranger))
    assert sign_up_rivals.let_rivals_go(own) == 1
    assert (why(kept), why(gone), why(theirs)) == ("", reasons.OTHER_ACCOUNT, "")
    assert asn_desk.picked(own, gone.worker)
    assert sign_up_rivals.let_rivals_go(own) == 0


def test_what_is_signed_and_who_is_verified_stays(people):
    own, signer, checked = (asn_desk.donor(nip=NIP) for _one in range(3))
    asn_desk.signed(signer)
    asn_desk.picked(checked)
    Donor.update(verified_at=checked.created_at).where(Donor.id == checked.id).execute()
    assert sign_up_rivals.let_rivals_go(own) == 0
    assert Pledge.select().where(Pledge.ended_at.is_null()).count() == 2


def test_links_of_the_nip_open_nothing_any_more(siti):
    mailed, other = token_of(sent()), token_of(sent(nip="197807152005012012", email="budi@asn.test"))
    by_hand = handed(siti)
    sign_up_rivals.let_rivals_go(asn_desk.donor(nip=NIP))
    for token in (mailed, by_hand):
        with pytest.raises(NotThere):
            sign_up_links.open_link(token=token)
    assert sign_up_links.open_link(token=other)


def test_a_draft_whose_link_is_dead_may_be_sent_once_more(people):
    key = sent()
    sign_up_rivals.let_rivals_go(asn_desk.donor(nip=NIP))
    assert sign_up_drafts.fields_of(key=key) == facts()


def test_who_uses_a_handed_link_comes_before_those_who_typed_the_nip_themselves(siti):
    typed = asn_desk.picked(asn_desk.donor(nip=NIP))
    sign_up_accounts.open_account(token=handed(siti), password_hash=HASH, more=MORE)
    assert why(typed) == reasons.OTHER_ACCOUNT
    assert Donor.get(Donor.came_by == "opd").nip == NIP


def test_who_typed_the_nip_lets_nobody_go(people):
    other = asn_desk.picked(asn_desk.donor(nip=NIP))
    user = sign_up_accounts.open_account(token=token_of(sent()), password_hash=HASH)
    assert why(other) == "" and Donor.get(Donor.user == user).came_by == "surel"


def test_a_department_knows_whom_it_has_handed_a_link_and_who_is_verified(siti):
    asn_desk.donor(nip=NIP)
    assert sign_up_rivals.known_since([NIP]) == {}
    sign_up_accounts.open_account(token=handed(siti), password_hash=HASH, more=MORE)
    known = Donor.get(Donor.came_by == "opd")
    assert sign_up_rivals.known_since([NIP, "197807152005012012"]) == {NIP: known.created_at}


def test_who_is_known_gets_no_second_link_and_who_only_claims_the_nip_is_named(siti):
    asn_desk.donor(nip=NIP)
    by = asn_desk.secretary()
    [found], _more = sign_up_handing.search(code="DISKOMINFO", words=NIP, by=by)
    assert (found.since, found.claimed) == (None, True)
    sign_up_accounts.open_account(token=handed(siti), password_hash=HASH, more=MORE)
    [found], _more = sign_up_handing.search(code="DISKOMINFO", words=NIP, by=by)
    assert found.since == today()
    with pytest.raises(sign_up_handing.LinkOver, match="sudah terdaftar"):
        handed(siti)
    assert Donor.select().count() == 2
    User.update(active=False).where(User.email == MORE["email"]).execute()
    assert handed(siti)
