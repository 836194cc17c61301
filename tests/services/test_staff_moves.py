"""Somebody on another department's roster is not taken by a file: that department is asked, and told once they go."""

import pytest

from db.connection import writing
from db.models import AuditEvent, Donor, Mandate, Message, Opd, StaffMember, User
from kiosk.domain.clock import today
from kiosk.services import messages, staff_moves
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.staff_units import OpdTree
from tests.services import asn_desk, rosters
from tests.services.at_once import acting
from tests.services.rosters import CITY, apply, fates, line, members, nip, read, sheet

CODE, OTHER = "INSPEKTORAT", "BAPPEDA"


@pytest.fixture
def secretary(people):
    return acting(people["opd"])


@pytest.fixture
def neighbour(people):
    """Their secretary; person 1 stands there and is a verified donor with a mandate, person 2 is a colleague."""
    opd = people["opd2"].opd
    assert opd.code == OTHER
    rosters.on_roster(opd, 1, 2)
    return acting(people["opd2"])


@pytest.fixture
def donor(people, neighbour):
    made = asn_desk.donor(nip=nip(1), opd_code=OTHER)
    asn_desk.verified(made, people=1)
    with writing():
        Donor.update(verified_at=today(), verified_by=people["admin"].id).where(Donor.id == made.id).execute()
    return made


def asked(code: str = OTHER) -> list:
    tree = OpdTree()
    return staff_moves.asked_in(tree, tree.subtree(tree.coded(code)))


def want(secretary, *, unit: str = "") -> None:
    made = read(sheet([line(1, unit=unit), line(5)]), code=CODE, by=secretary)
    assert fates(made) == {2: "waiting", 3: "new"}
    apply(made, code=CODE, by=secretary)


def answer(by, *, agreed: bool = True, code: str = OTHER, to: str = CODE) -> str:
    staff = StaffMember.get(StaffMember.nip == nip(1))
    return staff_moves.answer(code=code, staff_id=staff.id, to=to, agreed=agreed, by=by)


def told() -> list[tuple[str, str]]:
    """(kind of letter, address), sorted."""
    rows = Message.select().where(Message.kind == "staff_move")
    return sorted((row.key.split(":")[1], messages.addresses_of(row)[0]) for row in rows)


def test_person_of_another_department_stays_until_that_one_agrees(secretary, neighbour, donor, people):
    want(secretary, unit="Irban I")
    assert members() == {nip(1): OTHER, nip(2): OTHER, nip(5): CODE}
    assert [(one.name, one.place, one.to) for one in asked()] == [("Pegawai b", OTHER, CODE)]
    assert asked(CODE) == []
    assert told() == [("asked", people["opd2"].email)]
    assert answer(neighbour) == "Pegawai b"
    assert members()[nip(1)] == CODE and asked() == []
    moved = Donor.get_by_id(donor.id)
    assert (moved.opd.code, moved.user.opd.code) == (CODE, CODE)
    assert Mandate.get(Mandate.donor == donor).state == "verified"
    assert told() == [
        ("asked", people["opd2"].email), ("donor", donor.user.email), ("moved", people["opd2"].email),
    ]  # fmt: skip
    event = AuditEvent.get(AuditEvent.action == "pegawai.pindah_disetujui")
    assert event.detail == {"dari": OTHER, "ke": CODE}
    with pytest.raises(NotThere):
        answer(neighbour)  # pressed twice: they are theirs no more


def test_department_keeps_its_person_and_may_be_asked_again(secretary, neighbour):
    want(secretary)
    answer(neighbour, agreed=False)
    assert members()[nip(1)] == OTHER and asked() == []
    with pytest.raises(Refused):
        answer(neighbour)
    made = read(sheet([line(1), line(5), line(6)]), code=CODE, by=secretary)
    apply(made, code=CODE, by=secretary)
    assert len(asked()) == 1


def test_roster_that_names_them_no_more_lets_them_go_to_who_asked(secretary, neighbour, donor):
    want(secretary)
    apply(read(sheet([line(2)]), code=OTHER, by=neighbour), code=OTHER, by=neighbour, many=True)
    assert members()[nip(1)] == CODE
    assert Donor.get_by_id(donor.id).opd.code == CODE


def test_whom_the_old_roster_has_marked_as_gone_moves_at_once(secretary, neighbour):
    apply(read(sheet([line(2)]), code=OTHER, by=neighbour), code=OTHER, by=neighbour, many=True)
    made = read(sheet([line(1)]), code=CODE, by=secretary)
    assert fates(made) == {2: "back"}
    apply(made, code=CODE, by=secretary)
    assert members()[nip(1)] == CODE


def test_who_was_taken_on_elsewhere_since_the_file_was_read_is_asked_for(secretary, people):
    made = read(sheet([line(1)]), code=CODE, by=secretary)
    assert fates(made) == {2: "new"}
    rosters.on_roster(people["opd2"].opd, 1)
    apply(made, code=CODE, by=secretary)
    assert members() == {nip(1): OTHER} and len(asked()) == 1


def test_admin_moves_at_once_and_the_old_department_is_told(secretary, neighbour, people):
    want(secretary)
    made = read(sheet([line(1, opd="Dinas Kesehatan")]), code=CITY, by=acting(people["admin"]))
    assert fates(made)[2] == "moved"
    apply(made, code=CITY, by=acting(people["admin"]), many=True)
    assert members()[nip(1)] == "DINKES"
    assert StaffMember.get(StaffMember.nip == nip(1)).wanted_by is None
    assert ("moved", people["opd2"].email) in told()


def test_three_people(secretary, neighbour, people):
    want(secretary)
    for name in ("opd", "donatur", "petugas", "auditor", "mitra"):
        for agreed in (True, False):
            with pytest.raises(NotAllowed):
                answer(acting(people[name]), agreed=agreed)
    with pytest.raises(NotThere):  # theirs is the department, but not the person
        answer(secretary, code=CODE)
    with pytest.raises(NotThere):
        staff_moves.answer(code=OTHER, staff_id=999_999, to=CODE, agreed=True, by=neighbour)
    with pytest.raises(Refused):  # to another than was shown
        answer(neighbour, to="DINKES")
    assert members()[nip(1)] == OTHER
    assert answer(acting(people["admin"]))


def test_secretary_of_a_unit_asks_the_rest_of_the_department_too(secretary, people):
    lines = [line(1, unit="Irban I"), line(2, unit="Irban II")]
    apply(read(sheet(lines), code=CODE, by=secretary), code=CODE, by=secretary)
    unit = Opd.get(Opd.code == "INSPEKTORAT-IRBAN-I")
    with writing():
        User.update(opd=unit).where(User.id == people["opd2"].id).execute()
    below = acting(User.get_by_id(people["opd2"].id))
    assert fates(read(sheet([line(1), line(2)]), code=unit.code, by=below)) == {2: "same", 3: "waiting"}
