"""Figures of participation equal a plain count over the rows, incl. units, who moved and who left; however many
departments and people, the questions stay as many; no list knows a NIK."""

from datetime import timedelta

import pytest
import time_machine

from db import connection
from db.connection import writing
from db.models import CoverageMonth, Donor, Mandate, Opd, Pledge, StaffMember, Worker
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.domain.participation import BY_NAME, Figures
from kiosk.services import (
    access,
    coverage_figures,
    ledger,
    mandates,
    participation,
    participation_lists,
    participation_staff,
    settings,
)
from kiosk.services.acting import NotAllowed, NotThere
from kiosk.services.participation_places import CITY, place_of
from kiosk.services.participation_staff import Wish
from tests import ledger_rows
from tests.services import asn_desk

pytestmark = pytest.mark.usefixtures("people")
PARENT, OTHER = asn_desk.OPD_CODE, "DISDAG"
JOINED, NOT_JOINED = Wish(joined=True), Wish(joined=False)


def unit(name: str, parent: str = PARENT) -> Opd:
    return Opd.create(
        code=name.upper().replace(" ", "-"), name=name, kind="unit", parent=Opd.get(code=parent)
    )


def staff(opd: Opd | str, *, donor: Donor | None = None, name: str = "", **more) -> StaffMember:
    """One more on a roster; with `donor` under that donor's NIP."""
    opd = Opd.get(code=opd) if isinstance(opd, str) else opd
    number = StaffMember.select().count()
    nip = donor.nip if donor else f"1980010120060110{number + 10:02d}"
    return StaffMember.create(
        opd=opd, nip=nip, name=name or f"Pegawai {number:02d}", status_asn="pns", **more
    )


def of_total(code: str, by) -> Figures:
    return participation.overview(code=code, by=by).total


def lines(code: str, by) -> dict[str, Figures]:
    found = participation.overview(code=code, by=by)
    return {("" if line.own else line.code): line.figures for line in found.lines}


def protected(mandate: Mandate) -> None:
    """BPJS has confirmed the month that its first debit paid, for the first of its people."""
    first = Pledge.select().where(Pledge.mandate == mandate).order_by(Pledge.id).first()
    ledger_rows.pay_and_confirm(ledger_rows.live_months(ledger_rows.CoverageMonth.worker == first.worker))


@pytest.fixture
def made(admin) -> Opd:
    """DISKOMINFO with a unit: two donors in force (one since last month, one of whose two people is protected), one
    signed; one who left, one who never signed. DISDAG has staff and nobody joined."""
    below = unit("UPTD Uji")
    with time_machine.travel(first_of_month(today()) - timedelta(days=9), tick=False):
        early = asn_desk.donor(name="Ratna Kusumawati")
        first = asn_desk.verified(early, people=2)
        staff(below, donor=early, name="Ratna Kusumawati")
    protected(first)
    signed = asn_desk.donor(name="Sinta Dewi", opd_code=PARENT)
    asn_desk.signed(signed)
    staff(PARENT, donor=signed, name="Sinta Dewi")
    gone = asn_desk.donor(name="Harun Pensiun")
    asn_desk.verified(gone)
    staff(PARENT, donor=gone, name="Harun Pensiun", active=False, left_on=today())
    staff(PARENT, donor=asn_desk.donor(name="Belum Tanda Tangan"), name="Belum Tanda Tangan")
    staff(OTHER, name="Orang Lain")
    return below


def test_figures_of_a_department_hold_those_of_its_units(made):
    by = asn_desk.secretary()
    assert of_total("", by) == Figures(staff=3, joined=2, mandates=2, registered=4, active=1)
    assert lines("", by) == {
        made.code: Figures(staff=1, joined=1),
        "": Figures(staff=2, joined=1, mandates=2, registered=4, active=1),
    }


def test_donors_whom_no_roster_names_are_told_apart(made, admin):
    own = participation.overview(by=asn_desk.secretary())
    assert own.outside == 1  # who retired
    assert participation.overview(by=admin).outside == 1
    StaffMember.update(opd=Opd.get(code=OTHER)).where(StaffMember.name == "Sinta Dewi").execute()
    assert participation.overview(by=asn_desk.secretary()).outside == 2
    assert participation.overview(by=admin).outside == 1


def test_admin_and_auditor_see_the_whole_city_with_those_who_have_nobody_first(made, admin):
    found = participation.overview(by=admin)
    assert found.place.code == CITY
    assert found.total == Figures(staff=4, joined=2, mandates=2, registered=4, active=1)
    assert found.lines[0].code == OTHER  # its roster names somebody, and nobody joined
    assert [line.code for line in found.known] == [OTHER, PARENT]
    assert [line.code for line in found.none] == [OTHER]
    assert len(found.without_roster) == len(found.lines) - 2
    assert found.lines[2:] == found.without_roster
    assert found.total == sum((line.figures for line in found.lines), Figures())


def test_by_name_where_asked(made, admin):
    names = [line.name for line in participation.overview(order=BY_NAME, by=admin).lines]
    assert names == sorted(names)


def test_each_list_is_as_long_as_its_figure(made):
    by = asn_desk.secretary()
    place, total = place_of(code=PARENT, by=by), of_total(PARENT, by)
    assert participation_staff.staff(place=place, wish=JOINED).total == total.joined
    assert participation_staff.staff(place=place, wish=NOT_JOINED).total == total.not_joined
    assert participation_lists.mandates(place=place).total == total.mandates
    assert participation_lists.workers(place=place).total == total.registered
    active = participation_lists.workers(place=place, active=True)
    assert (active.total, [one.state.code for one in active.lines]) == (total.active, ["protected"])
    assert len(list(participation_staff.all_staff(place=place, wish=NOT_JOINED))) == total.not_joined
    assert participation_staff.staff(place=place).total == total.staff


def test_without_its_units_a_department_has_its_own_alone(made):
    by = asn_desk.secretary()
    place = place_of(code=PARENT, own=True, by=by)
    names = [one.name for one in participation_staff.staff(place=place, wish=JOINED).lines]
    assert names == ["Sinta Dewi"]


def test_who_moved_counts_where_the_roster_now_has_them(made):
    StaffMember.update(opd=Opd.get(code=OTHER)).where(StaffMember.opd == made).execute()
    assert of_total("", asn_desk.secretary()).joined == 1
    assert of_total("", asn_desk.secretary(OTHER)) == Figures(staff=2, joined=1)


def test_who_revoked_counts_no_more_from_that_day(made):
    by = asn_desk.secretary()
    mandate = Mandate.select().join(Donor).where(Donor.name == "Ratna Kusumawati").get()
    later = add_months(first_of_month(today()), 2)
    mandates.revoke(no=mandate.no, on=later, why="retired", by=by)
    assert of_total("", by).mandates == 2
    with time_machine.travel(later, tick=False):
        assert of_total("", by).mandates == 1
        assert of_total("", by).joined == 1


def test_a_reservation_is_nobody_elses_business(made):
    asn_desk.picked(asn_desk.donor())
    assert of_total("", asn_desk.secretary()).registered == 4


def test_a_name_narrows_those_who_have_not_joined(made):
    place = place_of(code=PARENT, by=asn_desk.secretary())
    found = participation_staff.staff(place=place, wish=Wish(name="tangan BELUM", joined=False))
    assert [one.name for one in found.lines] == ["Belum Tanda Tangan"]
    assert participation_staff.staff(place=place, wish=Wish(name="%")).total == 0


def test_the_city_s_staff_is_narrowed_to_a_department_a_status_and_who_joined(made, admin):
    StaffMember.update(status_asn="pppk").where(StaffMember.name == "Orang Lain").execute()
    city = place_of(code=CITY, by=admin)

    def found(**wish) -> list[tuple]:
        lines = participation_staff.staff(place=city, wish=Wish(**wish)).lines
        return [(one.name, one.opd, one.unit, one.joined) for one in lines]

    own, other = Opd.get(code=PARENT).name, Opd.get(code=OTHER).name
    assert found() == [
        ("Belum Tanda Tangan", own, "", False),
        ("Orang Lain", other, "", False),
        ("Ratna Kusumawati", own, made.name, True),
        ("Sinta Dewi", own, "", True),
    ]
    assert [name for name, *_ in found(opd=PARENT)] == [
        "Belum Tanda Tangan",
        "Ratna Kusumawati",
        "Sinta Dewi",
    ]
    assert [name for name, *_ in found(opd=PARENT, joined=False)] == ["Belum Tanda Tangan"]
    assert [name for name, *_ in found(status="pppk")] == ["Orang Lain"]
    assert participation_staff.departments_with_staff() == sorted(
        ((OTHER, other), (PARENT, own)), key=lambda one: one[1]
    )
    everybody = [one.name for one in participation_staff.all_staff(place=city)]
    assert sorted(everybody) == [name for name, *_ in found()]


def test_a_secretary_s_list_is_not_narrowed_to_somebody_else_s_department(made):
    place = place_of(code=PARENT, by=asn_desk.secretary())
    assert participation_staff.staff(place=place, wish=Wish(opd=OTHER)).total == 3


def test_worker_is_initials_and_staff_a_masked_nip(made):
    place = place_of(code=PARENT, by=asn_desk.secretary())
    [worker, *_] = participation_lists.workers(place=place).lines
    assert worker.initials.startswith("O.") and worker.donor
    [person] = participation_staff.staff(place=place, wish=NOT_JOINED).lines
    assert person.nip[:14] == "•" * 14


def test_who_asked_to_be_left_alone_stays_protected_without_a_name_and_who_died_does_not(made):
    by = asn_desk.secretary()
    place = place_of(code=PARENT, by=by)
    month = CoverageMonth.effective_on.is_null(False)
    covered = Worker.id.in_(CoverageMonth.select(CoverageMonth.worker).where(month))
    Worker.update(frozen_at=utc_now()).where(covered).execute()
    [line] = participation_lists.workers(place=place, active=True).lines
    assert (line.initials, line.state.code, of_total(PARENT, by).active) == ("", "protected", 1)
    assert ledger.protected_today(Worker.select()) == coverage_figures.protected_today() == 1
    Worker.update(died_on=today()).where(covered).execute()
    assert participation_lists.workers(place=place, active=True).lines == []
    assert of_total(PARENT, by).active == 0
    assert ledger.protected_today(Worker.select()) == coverage_figures.protected_today() == 0


def test_a_secretary_sees_the_own_subtree_only(made):
    own, below = asn_desk.secretary(), asn_desk.secretary(made.code)
    assert place_of(code=made.code, by=own).ids == (made.id,)
    for code, by in ((OTHER, own), (PARENT, below), (CITY, own)):
        with pytest.raises(NotAllowed):
            participation.overview(code=code, by=by)
    with pytest.raises(NotThere):
        place_of(code="TIDAK-ADA", by=own)


def test_an_account_without_a_department_sees_nothing(admin):
    nobody = asn_desk.secretary()
    assert participation.overview(by=type(nobody)(nobody.user_id, nobody.name, "opd")) is None


@pytest.fixture
def statements(monkeypatch):
    def count(act) -> int:
        real, asked = connection.database.obj, []
        run = real.execute_sql
        settings.forget()
        with monkeypatch.context() as patch:
            patch.setattr(real, "execute_sql", lambda *given: asked.append(given) or run(*given))
            act()
        return len(asked)

    return count


def test_many_units_and_people_ask_no_more_questions_than_few(made, admin, statements):
    def look():
        found = participation.overview(by=admin)
        place = place_of(code=PARENT, by=admin)
        for listed in (
            participation_staff.staff,
            participation_staff.count,
            participation_lists.mandates,
            participation_lists.workers,
        ):
            listed(place=place)
        return found

    few = statements(look)
    with writing():
        for number in range(30):
            staff(unit(f"Sekolah {number}"), name=f"Guru {number}")
        for number in range(5):
            asn_desk.verified(asn_desk.donor(name=f"Donatur {number}"), people=2)
    assert statements(look) == few
    assert access.SEES_ALL


def test_ended_departments_are_named_as_long_as_anybody_counts_there(made, admin):
    Opd.update(valid_to=today() - timedelta(days=1)).where(Opd.id == made.id).execute()
    assert made.code in lines(PARENT, admin)
    StaffMember.delete().where(StaffMember.opd == made).execute()
    assert made.code not in lines(PARENT, admin)
