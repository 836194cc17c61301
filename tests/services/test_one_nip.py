"""One NIP has one verified donor, and a mandate that was revoked is never said to be in force."""

import pytest

from db.models import Donor, Mandate
from kiosk.domain.clock import add_months, today
from kiosk.services import mandate_checking, mandates
from kiosk.services.acting import Refused
from kiosk.services.pledge_months import next_debit_month
from tests.services import asn_desk
from tests.services.at_once import all_at_once
from tests.services.sign_up_desk import NIP

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor(nip=NIP)


@pytest.fixture
def by():
    return asn_desk.secretary()


def verify(mandate: Mandate, by) -> None:
    mandates.verify(no=mandate.no, by=by, papers_seen=True)


def revoke(mandate: Mandate, on=None) -> None:
    mandates.revoke(no=mandate.no, on=on or today(), why="own_request", by=asn_desk.acting(mandate.donor))


def state(mandate: Mandate) -> str:
    return Mandate.get_by_id(mandate.id).state


def other_than(donor: Donor, **more) -> Donor:
    return asn_desk.donor(nip=donor.nip, name="Bukan Ratna", **more)


def warning(mandate: Mandate, by) -> str:
    file = mandate_checking.file_of(no=mandate.no, code=mandate.donor.opd.code, by=by)
    return file.nip_taken.message % file.nip_taken.params if file.nip_taken else ""


@pytest.mark.parametrize("later", [False, True])
def test_verified_after_it_was_revoked_is_told_so(ratna, by, later):
    mandate = asn_desk.signed(ratna)
    verify(mandate, by)
    revoke(mandate, add_months(next_debit_month(), 1) if later else None)
    with pytest.raises(Refused, match="sudah dicabut mulai"):
        verify(mandate, by)


def test_what_was_revoked_before_anybody_checked_it_is_told_so(ratna, by):
    mandate = asn_desk.signed(ratna)
    revoke(mandate)
    with pytest.raises(Refused, match="sudah dicabut mulai"):
        verify(mandate, by)


def test_a_nip_that_another_mandate_has_is_said_and_the_second_not_verified(ratna, by):
    first, second = asn_desk.signed(ratna), asn_desk.signed(other_than(ratna))
    assert warning(second, by) == ""
    verify(first, by)
    assert warning(first, by) == ""
    assert f"({first.no}, atas nama Ratna Kusumawati)" in warning(second, by)
    with pytest.raises(Refused, match="sudah dipakai surat kuasa lain yang berlaku"):
        verify(second, by)
    assert state(second) == "signed"
    assert Donor.get_by_id(second.donor_id).verified_at is None


def test_once_the_first_is_ended_the_second_may_be_verified(ratna, by):
    first, second = asn_desk.signed(ratna), asn_desk.signed(other_than(ratna))
    verify(first, by)
    revoke(first)
    assert warning(second, by) == ""
    verify(second, by)
    assert state(second) == "verified"


def test_a_second_mandate_of_the_same_donor_is_no_other(ratna, by):
    for _ in range(2):
        mandate = asn_desk.signed(ratna)
        verify(mandate, by)
    assert state(mandate) == "verified"


def test_another_department_hears_no_name_and_whom_to_ask(ratna, by):
    first, second = asn_desk.signed(other_than(ratna, opd_code="DISDAG")), asn_desk.signed(ratna)
    verify(first, asn_desk.secretary("DISDAG"))
    words = warning(second, by)
    assert "pada OPD lain" in words and "Bukan Ratna" not in words and first.no not in words
    with pytest.raises(Refused, match="Tanyakan kepada Disnaker"):
        verify(second, by)


def test_two_under_one_nip_verified_at_once_one_holds(ratna, by):
    made = [asn_desk.signed(one) for one in (ratna, other_than(ratna))]
    answers = all_at_once([lambda one=one: verify(one, by) for one in made])
    assert sorted(type(answer).__name__ for answer in answers) == ["NipTaken", "NoneType"]
    assert sorted(map(state, made)) == ["signed", "verified"]
