"""What a department sees when it checks papers: the work list, the comparison with its roster, what a revocation does,
who left and still has a mandate."""

from datetime import timedelta

import pytest

from db.models import AuditEvent, Donor, Mandate, Opd, Pledge, StaffMember, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import (
    mandate_checking,
    mandate_consequences,
    mandate_identities,
    mandate_leavers,
    mandates,
    mandates_to_check,
)
from kiosk.services.acting import NotAllowed, NotThere
from kiosk.services.participation_places import place_of
from kiosk.services.pledge_months import next_debit_month
from tests.services import asn_desk

pytestmark = pytest.mark.usefixtures("people")
OPD = asn_desk.OPD_CODE


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


@pytest.fixture
def by():
    return asn_desk.secretary()


def on_roster(donor: Donor, *, opd_code: str = OPD, name: str = "", **more) -> StaffMember:
    return StaffMember.create(
        opd=Opd.get(code=opd_code), nip=donor.nip, name=name or donor.name, status_asn="pns", **more
    )


def file_of(mandate: Mandate, by, code: str = OPD):
    return mandate_checking.file_of(no=mandate.no, code=code, by=by)


def test_the_oldest_comes_first_with_the_days_that_are_left(ratna, by):
    young, old = asn_desk.signed(ratna), asn_desk.signed(asn_desk.donor(name="Sinta Dewi"))
    earlier = {
        "signed_at": old.signed_at - timedelta(days=20),
        "held_until": old.held_until - timedelta(days=20),
    }
    Mandate.update(earlier).where(Mandate.id == old.id).execute()
    asn_desk.verified(asn_desk.donor(name="Sudah Diperiksa"))
    waiting, total = mandates_to_check.to_check(place=place_of(code=OPD, by=by))
    assert ([one.no for one in waiting], total) == ([old.no, young.no], 2)
    assert [one.days_left for one in waiting] == [10, 30]


def test_a_unit_s_papers_are_on_the_desk_of_the_whole(by):
    below = Opd.create(code="UPTD-UJI", name="UPTD Uji", kind="unit", parent=Opd.get(code=OPD))
    asn_desk.signed(asn_desk.donor(opd_code=below.code))
    assert mandates_to_check.to_check(place=place_of(code=OPD, by=by))[1] == 1
    assert mandates_to_check.to_check(place=place_of(code=OPD, own=True, by=by))[1] == 0


def test_the_roster_says_the_same(ratna, by):
    on_roster(ratna, name="RATNA KUSUMAWATI, S.Kom.")
    file = file_of(asn_desk.signed(ratna), by)
    assert (file.roster.same_name, file.roster.same_status, file.roster.active) == (True, True, True)
    assert file.same_account_name and file.is_waiting and file.nip.startswith("•" * 14)


def test_the_roster_has_another_name_or_nobody(ratna, by):
    mandate = asn_desk.signed(ratna)
    assert file_of(mandate, by).roster is None
    on_roster(ratna, name="Orang Lain")
    assert not file_of(mandate, by).roster.same_name


def test_a_nip_that_is_not_of_the_nik_is_remarked_without_a_day(by):
    fits = asn_desk.signed(asn_desk.donor(nip="197807152005012011", nik="3374015507780003"))
    assert file_of(fits, by).remarks == []
    other = asn_desk.donor(nip="198001022005011011", nik="3374015507780007")
    remarks = file_of(asn_desk.signed(other), by).remarks
    assert len(remarks) == 2 and not any(figure.isdigit() for figure in "".join(remarks))


def test_the_nip_is_uncovered_for_who_checks_and_noted(ratna, by, people):
    mandate = asn_desk.signed(ratna)
    assert mandate_identities.reveal_nip(mandate, by=by) == ratna.nip
    line = AuditEvent.get(AuditEvent.action == "kuasa.nip_dibuka")
    assert (line.user_id, line.subject) == (by.user_id, mandate.no) and ratna.nip not in str(line.detail)
    auditor = type(by)(people["auditor"].id, "Joko", "auditor")
    for stranger in (asn_desk.secretary("DISDAG"), auditor, asn_desk.acting(ratna)):
        with pytest.raises(NotAllowed):
            mandate_identities.reveal_nip(mandate, by=stranger)


def test_another_department_s_roster_is_not_told_to_a_secretary(ratna, by, admin):
    mandate = asn_desk.signed(ratna)
    on_roster(ratna, opd_code="DISDAG")
    assert file_of(mandate, by).roster is None
    assert file_of(mandate, admin).roster.unit == Opd.get(code="DISDAG").name


def test_people_are_initials_and_the_auditor_sees_no_account(ratna, by, people):
    mandate = asn_desk.signed(ratna, people=2)
    worker = Worker.select().join(Pledge).first()
    file = file_of(mandate, by)
    assert len(file.people) == 2 and worker.name not in {one.initials for one in file.people}
    auditor = type(by)(people["auditor"].id, "Joko", "auditor")
    assert file_of(mandate, auditor).account == "" and not file_of(mandate, auditor).may_check


def test_a_draft_is_nobody_s_and_another_department_s_is_not_here(ratna, by, admin):
    mandate = asn_desk.signed(ratna)
    with pytest.raises(NotAllowed):
        file_of(mandate, asn_desk.secretary("DISDAG"))
    with pytest.raises(NotAllowed):
        file_of(mandate, asn_desk.secretary("DISDAG"), "DISDAG")
    with pytest.raises(NotThere):
        file_of(mandate, admin, "DISDAG")
    Mandate.update(state="draft", signed_at=None).where(Mandate.id == mandate.id).execute()
    with pytest.raises(NotThere):
        file_of(mandate, admin)


def test_revoked_today_lets_the_planned_month_go_and_all_wait_again(ratna, by):
    mandate = asn_desk.verified(ratna, people=2)
    told = mandate_consequences.consequences(mandate, today() - timedelta(days=3))
    assert (told.day, told.later, told.last_debit) == (today(), False, None)
    assert told.let_go == [(next_debit_month(), 2)] and len(told.people) == 2
    mandates.revoke(no=mandate.no, on=today(), why="died", by=by)
    assert Pledge.select().where(Pledge.mandate == mandate, Pledge.ended_at.is_null()).count() == 0


def test_revoked_later_still_has_its_last_debit(ratna):
    mandate = asn_desk.verified(ratna)
    day = add_months(first_of_month(today()), 2) + timedelta(days=4)
    told = mandate_consequences.consequences(mandate, day)
    assert (told.later, told.last_debit, told.let_go) == (True, first_of_month(day), [])


def test_who_left_with_a_mandate_stands_on_the_list_until_it_is_revoked(ratna, by):
    mandate, place = asn_desk.verified(ratna), place_of(code=OPD, by=by)
    row = on_roster(ratna)
    assert mandate_leavers.leavers(place=place) == ([], 0)
    StaffMember.update(active=False, left_on=today()).where(StaffMember.id == row.id).execute()
    [leaver], total = mandate_leavers.leavers(place=place)
    assert (leaver.no, leaver.left_on, total) == (mandate.no, today(), 1)
    mandates.revoke(no=mandate.no, on=today(), why="retired", by=by)
    assert mandate_leavers.count(place) == 0
