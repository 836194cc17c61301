"""A department hands a link to somebody of its roster."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from db.models import AuditEvent, Donor, Opd, SignUp, StaffMember, User
from kiosk.domain.clock import utc_now
from kiosk.services import audit, sign_up_accounts, sign_up_drafts, sign_up_handing, sign_up_links
from kiosk.services.acting import NotAllowed, NotThere
from kiosk.services.once import KeyInUse
from kiosk.services.sign_up_accounts import AddressTaken
from kiosk.services.sign_up_handing import LinkOver
from tests.services.asn_desk import secretary
from tests.services.at_once import acting
from tests.services.sign_up_desk import HASH, NIK, NIP, PHONE

CODE = "DISKOMINFO"
MORE = {"nik": NIK, "jabatan": "Statistisi", "unit": "Bidang Data", "phone": PHONE, "email": "siti@asn.test"}


@pytest.fixture
def siti(people) -> StaffMember:
    return on_roster("Siti Rahayu", NIP)


def on_roster(name: str, nip: str, opd: Opd | None = None, **more) -> StaffMember:
    opd = opd or Opd.get(Opd.code == CODE)
    return StaffMember.create(opd=opd, nip=nip, name=name, jabatan="Analis", status_asn="pns", **more)


def handed(staff: StaffMember, by=None, key: str = "", code: str = CODE):
    return sign_up_handing.hand_over(
        code=code, staff_id=staff.id, client_key=key or uuid4().hex, by=by or secretary()
    )


def test_link_brings_what_the_roster_says_and_becomes_an_account(siti):
    token = handed(siti).token
    link = sign_up_links.open_link(token=token)
    assert link.handed and link.fields["name"] == "Siti Rahayu" and link.fields["nip"] == NIP
    user = sign_up_accounts.open_account(token=token, password_hash=HASH, more=MORE)
    donor = Donor.get(Donor.user == user)
    assert (user.email, donor.name, donor.nip, donor.jabatan) == (
        "siti@asn.test",
        "Siti Rahayu",
        NIP,
        "Statistisi",
    )
    assert donor.opd.code == CODE and donor.unit == "Bidang Data"
    with pytest.raises(NotThere):
        sign_up_links.open_link(token=token)


def test_nobody_of_the_link_is_somebody_else(siti):
    """What the roster says is not taken from the form."""
    wish = {**MORE, "jabatan": "Statistisi"}
    token = handed(siti).token
    assert SignUp.get().handed_by_id and token not in str(SignUp.select().dicts().get())
    sign_up_accounts.open_account(token=token, password_hash=HASH, more=wish)
    assert Donor.get().nip == NIP


def test_somebody_of_a_unit_belongs_to_its_department(siti):
    unit = Opd.create(code="DISKOMINFO-DATA", name="Bidang Data dan Statistik", kind="unit", parent=siti.opd)
    try:
        staff = on_roster("Budi", "197807152005011012", unit)
        fields = sign_up_links.open_link(token=handed(staff).token).fields
        assert (fields["opd"], fields["unit"]) == (CODE, "Bidang Data dan Statistik")
        (found,), _more = sign_up_handing.search(code=CODE, words="budi", by=secretary())
        assert found.opd == unit.name
    finally:
        SignUp.delete().execute()
        StaffMember.delete().execute()
        unit.delete_instance()


def test_the_same_press_twice_is_one_link_and_a_new_one_ends_the_old(siti):
    by, key = secretary(), uuid4().hex
    first = handed(siti, by, key)
    assert handed(siti, by, key) == first and SignUp.select().count() == 1
    second = handed(siti, by)
    assert second.token != first.token
    with pytest.raises(LinkOver, match="dibuat tautan yang lebih baru"):
        handed(siti, by, key)
    with pytest.raises(NotThere):
        sign_up_links.open_link(token=first.token)
    with pytest.raises(KeyInUse):
        handed(on_roster("Budi", "197807152005011012"), by, key)


def test_owner_colleague_and_stranger(siti, people):
    assert handed(siti, secretary()) and handed(siti, acting(people["admin"]))
    for by in (secretary("DINKES"), acting(people["petugas"]), acting(people["donatur"])):
        with pytest.raises(NotAllowed):
            handed(siti, by)
        with pytest.raises(NotAllowed):
            sign_up_handing.search(code=CODE, words="siti", by=by)
    with pytest.raises(NotThere):
        handed(siti, secretary("DINKES"), code="DINKES")


def test_search_finds_the_active_by_a_part_of_the_name_or_the_whole_nip(siti):
    on_roster("Siti Pindah", "197807152005012013", active=False)
    on_roster("Siti Dinkes", "197807152005012014", Opd.get(Opd.code == "DINKES"))
    for words in ("siti", "RAHAYU", NIP, "19780715 200501 2 011"):
        found, more = sign_up_handing.search(code=CODE, words=words, by=secretary())
        assert [one.name for one in found] == ["Siti Rahayu"] and not more
        assert found[0].nip.startswith("•") and NIP not in str(found)
    for words in ("s", "", "1978", "%"):
        assert sign_up_handing.search(code=CODE, words=words, by=secretary()) == ([], False)


def test_a_taken_address_is_told_five_times_then_the_link_is_over(siti, people):
    """The address is not confirmed here, so something is told of it; only to whom the department knows."""
    token = handed(siti).token
    taken = MORE | {"email": people["petugas"].email}
    for _time in range(5):
        with pytest.raises(AddressTaken):
            sign_up_accounts.open_account(token=token, password_hash=HASH, more=taken)
    with pytest.raises(NotThere):
        sign_up_accounts.open_account(token=token, password_hash=HASH, more=MORE)
    assert User.select().where(User.role == "donatur").count() == 1


def test_a_handed_link_is_no_draft_and_lasts_three_days(siti):
    token = handed(siti).token
    with time_machine.travel(utc_now() + timedelta(days=3, minutes=1)):
        with pytest.raises(NotThere):
            sign_up_links.open_link(token=token)
        assert sign_up_drafts.delete_old() == 1


def test_a_form_sent_again_after_the_cleaning_says_that_the_link_is_over(siti):
    by, key = secretary(), uuid4().hex
    handed(siti, by, key)
    with time_machine.travel(utc_now() + timedelta(days=3, minutes=1)):
        with pytest.raises(LinkOver, match="kedaluwarsa"):
            handed(siti, by, key)
        assert sign_up_drafts.delete_old() == 1
        with pytest.raises(LinkOver, match="kedaluwarsa"):
            handed(siti, by, key)


def test_a_form_sent_again_after_its_link_was_used_says_so(siti):
    by, key = secretary(), uuid4().hex
    sign_up_accounts.open_account(token=handed(siti, by, key).token, password_hash=HASH, more=MORE)
    with pytest.raises(LinkOver, match="sudah dipakai"):
        handed(siti, by, key)


def test_the_trail_says_for_whom_the_link_was_made_and_never_a_nip(siti):
    handed(siti)
    line = AuditEvent.get(AuditEvent.action == "donatur.tautan_diserahkan")
    assert (line.subject_kind, line.subject, line.detail) == ("pegawai", str(siti.id), {"opd": CODE})
    assert audit.people_named([line]) == {("pegawai", str(siti.id)): ("Siti Rahayu", "")}
