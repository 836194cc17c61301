"""A department's roster comes in: read by the worker, shown with what it would change, applied by a press."""

from datetime import date

import pytest

from db.connection import writing
from db.models import AuditEvent, Donor, Job, Mandate, Opd, StaffImport, StaffImportRow, StaffMember
from kiosk.domain.clock import today
from kiosk.services import queue, staff_import_columns, staff_import_presses, staff_imports, staff_rosters
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.staff_units import OpdTree
from tests.services import asn_desk, rosters
from tests.services.at_once import acting, all_at_once, key
from tests.services.rosters import CITY, apply, fates, line, members, nip, read, said, sheet, state, workbook

CODE, OTHER = "INSPEKTORAT", "BAPPEDA"


@pytest.fixture
def secretary(people):
    return acting(people["opd"])


@pytest.fixture
def own(people) -> Opd:
    assert people["opd"].opd.code == CODE
    return people["opd"].opd


@pytest.fixture
def neighbour(people) -> Opd:
    return people["opd2"].opd


def test_roster_is_read_shown_and_applied(secretary):
    made = read(sheet([line(1), line(2, unit="Irban I"), line(3, unit="IRBAN  1 ")]), code=CODE, by=secretary)
    assert (made.state, made.rows, made.counts["new"], members()) == ("read", 3, 3, {})
    assert said(made, 3) == "Unit ini belum ada; dibuat saat diterapkan."
    assert apply(made, code=CODE, by=secretary)
    assert state(made) == "applied"
    assert members() == {
        nip(1): CODE, nip(2): "INSPEKTORAT-IRBAN-I", nip(3): "INSPEKTORAT-IRBAN-1",
    }  # fmt: skip


def test_unit_is_found_however_it_is_written_and_made_once(secretary, own):
    lines = [line(1, unit="SD Negeri 01"), line(2, unit="sd negeri 01 "), line(3, unit="SD. Negeri-01")]
    apply(read(sheet(lines), code=CODE, by=secretary), code=CODE, by=secretary)
    units = list(Opd.select().where(Opd.parent == own))
    assert [(unit.name, unit.kind) for unit in units] == [("SD Negeri 01", "unit")]
    assert set(members().values()) == {"INSPEKTORAT-SD-NEGERI-01"}


UNITS = (
    "Bidang A",
    "Bidang A / Seksi A1",
    "Bidang A > Seksi A2",
    "bidang a\\seksi a2",
    "Bidang B / Seksi A1",
)


def test_units_in_paths_become_a_tree_in_which_each_name_is_looked_for_under_the_one_before(secretary, own):
    lines = [line(number, unit=unit) for number, unit in enumerate(UNITS, 1)]
    made = read(sheet([*lines, line(6, unit="Inspektorat / Bidang B")]), code=CODE, by=secretary)
    apply(made, code=CODE, by=secretary)
    tree = OpdTree()
    above = {tree[one].name: tree[one].parent.name for one in tree.subtree(own.id) if one != own.id}
    assert above == {
        "Bidang A": "Inspektorat", "Bidang B": "Inspektorat", "Seksi A1": "Bidang B", "Seksi A2": "Bidang A",
    }  # fmt: skip
    sections = [unit.parent.name for unit in Opd.select().where(Opd.name == "Seksi A1").order_by(Opd.id)]
    assert sections == ["Bidang A", "Bidang B"]
    units = staff_rosters.roster_of(code=CODE, wish=staff_rosters.Wish(), by=secretary).units
    assert [(unit.name, unit.depth, unit.staff) for unit in units] == [
        ("Bidang A", 1, 4), ("Seksi A1", 2, 1), ("Seksi A2", 2, 2), ("Bidang B", 1, 2), ("Seksi A1", 2, 1),
    ]  # fmt: skip
    again = read(sheet([*lines, line(6, unit="Bidang B"), line(7)]), code=CODE, by=secretary)
    assert again.counts == {"same": 6, "new": 1, "staff": 6}


def test_formula_or_stuck_key_makes_no_unit_and_its_person_stands_in_the_department(secretary, own):
    odd = ("=1+1", "@SUM(A1)", "b" * 150)
    made = read(
        sheet([line(number, unit=unit) for number, unit in enumerate(odd, 1)]), code=CODE, by=secretary
    )
    assert fates(made) == {2: "new", 3: "new", 4: "new"}
    assert all("bukan nama unit" in said(made, row) for row in (2, 3, 4))
    apply(made, code=CODE, by=secretary)
    assert set(members().values()) == {CODE}
    assert not Opd.select().where(Opd.parent == own).exists()


def test_each_line_gets_the_fate_that_it_has(secretary, own, neighbour):
    rosters.on_roster(own, 1, 2, 6, 8)
    rosters.on_roster(neighbour, 3)
    rosters.on_roster(own, 4, active=False, left_on=date(2026, 3, 1))
    content = sheet(
        [line(1), line(2, name="Budi Santoso", status="P3K"), line(3), line(4), line(5), line(1), "123;Pendek;PNS;;;",
         line(6), "Jumlah;7;;;;"]
    )  # fmt: skip
    made = read(content, code=CODE, by=secretary)
    assert fates(made) == {
        -1: "leaving", 2: "same", 3: "changed", 4: "waiting", 5: "back", 6: "new", 7: "repeated", 8: "wrong", 9: "same",
    }  # fmt: skip
    assert said(made, 3) == "Nama: Pegawai c menjadi Budi Santoso. Status: PNS menjadi PPPK."
    assert "diminta menyetujui" in said(made, 4) and neighbour.name not in said(made, 4)
    assert "baris 2" in said(made, 7)
    assert "18 angka" in said(made, 8)
    assert made.counts == {
        "same": 2, "changed": 1, "waiting": 1, "back": 1, "new": 1, "repeated": 1, "wrong": 1, "leaving": 1, "staff": 4,
    }  # fmt: skip
    apply(made, code=CODE, by=secretary)
    assert members() == {**dict.fromkeys(map(nip, (1, 2, 4, 5, 6)), CODE), nip(3): OTHER}
    gone = StaffMember.get(StaffMember.nip == nip(8))
    assert (gone.active, gone.left_on) == (False, today())
    back = StaffMember.get(StaffMember.nip == nip(4))
    assert (back.active, back.left_on) == (True, None)
    assert StaffMember.get(StaffMember.nip == nip(2)).status_asn == "pppk"


def test_who_is_in_a_unit_stays_there_when_the_sheet_names_none(secretary, own):
    apply(read(sheet([line(1, unit="Irban I")]), code=CODE, by=secretary), code=CODE, by=secretary)
    made = read(sheet([f"{nip(1)};Pegawai b"], "NIP;Nama"), code=CODE, by=secretary)
    assert fates(made) == {2: "same"}


def test_move_between_units_is_told_with_its_place(secretary):
    apply(read(sheet([line(1, unit="Irban Satu")]), code=CODE, by=secretary), code=CODE, by=secretary)
    made = read(sheet([line(1, unit="Irban Dua")]), code=CODE, by=secretary)
    assert (fates(made), said(made, 2)) == (
        {2: "unit_moved"},
        "Pindah dari Irban Satu. Unit ini belum ada; dibuat saat diterapkan.",
    )


def test_nip_that_excel_has_rounded_is_refused_with_that_cause_and_kept_masked(secretary, own):
    rosters.on_roster(own, 1, name="Ratna Kusumawati")
    content = workbook(
        ["NIP", "Nama", "Status"], [int(nip(1)), "Ratna Kusumawati, S.E.", "PNS"], [nip(2), "B C", "PNS"]
    )
    made = read(content, code=CODE, by=secretary, name="pegawai.xlsx")
    assert fates(made) == {2: "wrong", 3: "new"}  # nobody leaves whose row is only wrong
    assert "Excel membulatkan NIP" in said(made, 2)
    kept = StaffImportRow.get(StaffImportRow.fate == "wrong").nip
    assert kept.startswith("•" * 14) and len(kept) == 18


def test_status_that_is_left_out_is_read_from_the_nip_of_a_newcomer_and_stays_of_others(secretary, own):
    rosters.on_roster(own, 1, status_asn="pppk")
    contract = "199001012023211001"
    content = sheet([f"{nip(1)};Pegawai b", f"{contract};Sri Lestari", f"{nip(2)};Budi"], "NIP;Nama")
    made = read(content, code=CODE, by=secretary)
    assert (said(made, 2), "PPPK" in said(made, 3)) == ("", True)
    apply(made, code=CODE, by=secretary)
    statuses = dict(StaffMember.select(StaffMember.nip, StaffMember.status_asn).tuples())
    assert statuses == {nip(1): "pppk", contract: "pppk", nip(2): "pns"}


def test_row_that_names_another_department_is_refused(secretary, own, neighbour):
    rosters.on_roster(own, 2)
    content = sheet(
        [line(1, opd="Inspektorat Kota Semarang"), line(2, opd="Bappeda"), line(3, opd="Kantor Pos")]
    )
    made = read(content, code=CODE, by=secretary)
    assert fates(made) == {2: "new", 3: "wrong", 4: "wrong"}
    assert "Kolom OPD menyebut Badan Perencanaan" in said(made, 3)
    assert "“Kantor Pos” tidak dikenal" in said(made, 4)


def test_more_than_a_third_who_leave_are_asked_about(secretary, own):
    rosters.on_roster(own, 1, 2, 3)
    made = read(sheet([line(1)]), code=CODE, by=secretary)
    with pytest.raises(staff_import_presses.ManyLeave):
        apply(made, code=CODE, by=secretary)
    assert state(made) == "read"
    assert apply(made, code=CODE, by=secretary, many=True)
    assert members() == {nip(1): CODE}


def test_nip_with_two_names_makes_both_rows_wrong_and_each_says_where_the_other_is(secretary, own):
    rosters.on_roster(own, 1)
    content = sheet(
        [line(1, name="Budi Santoso"), line(2, name="Siti Aminah"), line(1, name="Sri Lestari"), line(1, name="Agus"),
         line(2, name="SITI AMINAH, S.E.")]
    )  # fmt: skip
    made = read(content, code=CODE, by=secretary)
    assert fates(made) == {2: "wrong", 3: "new", 4: "wrong", 5: "wrong", 6: "repeated"}  # nobody leaves
    assert "di baris 4 dengan nama lain" in said(made, 2)
    assert "di baris 2 dengan nama lain" in said(made, 4) and "di baris 2 dengan" in said(made, 5)
    apply(made, code=CODE, by=secretary)
    assert StaffMember.get(StaffMember.nip == nip(1)).name == "Pegawai b"


def test_two_names_are_noticed_however_far_apart_their_rows_stand(secretary):
    lines = [line(number) for number in range(1, 700)]
    made = read(sheet([*lines, line(1, name="Sri Lestari")]), code=CODE, by=secretary)
    wrong = {number for number, fate in fates(made).items() if fate == "wrong"}
    assert wrong == {2, 701}


def test_file_without_a_right_row_is_not_applied_and_whose_it_seems_to_be_is_said(secretary, own):
    rosters.on_roster(own, 1, 2, 3)
    content = sheet([line(number, opd="Dinas Pendidikan") for number in range(10, 20)])
    made = read(content, code=CODE, by=secretary)
    assert made.counts == {"wrong": 10, "leaving": 3, "staff": 3}
    assert [(one["code"], one["params"]["opd"]) for one in made.findings] == [
        ("file_of_other", "Dinas Pendidikan")
    ]
    with pytest.raises(Refused, match="tidak ada satu baris pun yang benar"):
        apply(made, code=CODE, by=secretary, many=True)
    assert len(members()) == 3


def test_roster_of_a_unit_speaks_of_that_unit_alone(secretary):
    lines = [line(1), line(2, unit="Irban I"), line(3, unit="Irban I")]
    apply(read(sheet(lines), code=CODE, by=secretary), code=CODE, by=secretary)
    unit = "INSPEKTORAT-IRBAN-I"
    made = read(sheet([line(2), line(9, opd="Inspektorat")]), code=unit, by=secretary)
    assert fates(made) == {-1: "leaving", 2: "same", 3: "new"}
    apply(made, code=unit, by=secretary, many=True)
    assert members() == {nip(1): CODE, nip(2): unit, nip(9): unit}


def test_whole_city_file_finds_departments_by_their_short_names(people, own, neighbour):
    admin = acting(people["admin"])
    rosters.on_roster(own, 1, 9)
    rosters.on_roster(Opd.get(Opd.code == "DLH"), 20)
    lines = [
        line(1, opd="BAPPEDA"), line(2, opd="dinas komunikasi, informatika, statistik & persandian"),
        line(3, opd="Kec. Tugu", unit="Kelurahan Jerakah"), line(4, opd="Inspektorat"), line(5, opd="Dinas Sihir"),
        line(6),
    ]  # fmt: skip
    made = read(sheet(lines), code=CITY, by=admin)
    # Who stands in a department that no row names is not taken for gone.
    assert fates(made) == {-1: "leaving", 2: "moved", 3: "new", 4: "new", 5: "new", 6: "wrong", 7: "wrong"}
    assert said(made, 2) == "Pindah dari Inspektorat."
    assert "“Dinas Sihir” tidak dikenal" in said(made, 6)
    assert [one["params"] for one in made.findings] == [{"names": "Dinas Sihir (1)"}]
    apply(made, code=CITY, by=admin, many=True)
    assert members() == {
        nip(1): OTHER, nip(2): "DISKOMINFO", nip(3): "KEC-TUGU-KELURAHAN-JERAKAH", nip(4): CODE, nip(20): "DLH",
    }  # fmt: skip


def test_whole_city_file_without_its_opd_column_is_refused_before_it_is_kept(people):
    with pytest.raises(staff_imports.RosterRefused, match="OPD"):
        rosters.sent_in(sheet([f"{nip(1)};Budi"], "NIP;Nama"), code=CITY, by=acting(people["admin"]))
    assert StaffImport.select().count() == 0


def test_three_people(people, secretary):
    made = read(sheet([line(1)]), code=CODE, by=secretary)
    for name in ("opd2", "donatur", "petugas", "auditor"):
        with pytest.raises(NotAllowed):
            apply(made, code=CODE, by=acting(people[name]))
        with pytest.raises(NotAllowed):
            rosters.sent_in(sheet([line(2)]), code=CODE, by=acting(people[name]))
    with pytest.raises(NotAllowed):
        rosters.sent_in(sheet([line(2)]), code=CITY, by=secretary)
    with pytest.raises(NotThere):
        apply(made, code=OTHER, by=acting(people["admin"]))
    assert apply(made, code=CODE, by=acting(people["admin"]))


def test_same_bytes_lead_to_the_first_import_until_another_was_applied(secretary):
    content, other = sheet([line(1), line(2)]), sheet([line(1), line(2), line(3)])
    first = read(content, code=CODE, by=secretary)
    with pytest.raises(staff_imports.SameRoster) as same:
        rosters.sent_in(content, code=CODE, by=secretary)
    assert same.value.no == first.no
    apply(first, code=CODE, by=secretary)
    apply(read(other, code=CODE, by=secretary), code=CODE, by=secretary)
    assert rosters.sent_in(content, code=CODE, by=secretary).no != first.no


def test_same_press_twice_acts_once(secretary):
    sent, pressed = key(), key()
    numbers = {
        staff_imports.upload(code=CODE, sheet=("a.csv", sheet([line(1)])), client_key=sent, by=secretary)
        for _ in "ab"
    }
    assert len(numbers) == 1
    queue.run_waiting_tasks()
    for _ in range(2):
        staff_import_presses.apply(
            code=CODE, no=numbers.copy().pop(), many_may_leave=False, client_key=pressed, by=secretary
        )
    assert Job.select().where(Job.kind == "staff.apply").count() == 1


def test_older_upload_is_outdated_once_the_newer_one_is_applied_and_can_be_dropped(secretary):
    older = read(sheet([line(1)]), code=CODE, by=secretary)
    newer = read(sheet([line(1), line(2)]), code=CODE, by=secretary)
    apply(newer, code=CODE, by=secretary)
    with pytest.raises(Refused, match="lebih baru"):
        apply(older, code=CODE, by=secretary)
    staff_import_presses.drop(code=CODE, no=older.no, client_key=key(), by=secretary)
    assert (state(older), fates(older)) == ("dropped", {})
    with pytest.raises(Refused, match="dibatalkan"):
        apply(older, code=CODE, by=secretary)
    with pytest.raises(Refused):
        staff_import_presses.drop(code=CODE, no=newer.no, client_key=key(), by=secretary)


def test_upload_that_was_compared_before_another_was_applied_is_compared_once_more(secretary):
    older = read(sheet([line(1), line(2)]), code=CODE, by=secretary)
    newer = read(sheet([line(2), line(3)]), code=CODE, by=secretary)
    assert fates(newer) == {2: "new", 3: "new"}
    apply(older, code=CODE, by=secretary)
    assert apply(newer, code=CODE, by=secretary) is False  # nothing that nobody has seen
    assert (state(newer), fates(newer)) == ("read", {-1: "leaving", 2: "same", 3: "new"})
    assert apply(newer, code=CODE, by=secretary, many=True)
    assert members() == {nip(2): CODE, nip(3): CODE}


def test_dropped_while_it_waits_it_is_never_read(secretary):
    made = rosters.sent_in(sheet([line(1)]), code=CODE, by=secretary)
    staff_import_presses.drop(code=CODE, no=made.no, client_key=key(), by=secretary)
    queue.run_waiting_tasks()
    assert (state(made), fates(made)) == ("dropped", {})


def test_verified_donor_moves_along_and_the_mandate_stays(people):
    admin = acting(people["admin"])
    verified = asn_desk.donor(nip=nip(1), opd_code="DINKES")
    mandate = asn_desk.verified(verified, people=1)
    with writing():
        Donor.update(verified_at=today(), verified_by=admin.user_id).where(Donor.id == verified.id).execute()
    claimed = asn_desk.donor(nip=nip(2), opd_code="DINKES")
    lines = [line(1, opd="Bappeda", unit="Bidang Ekonomi"), line(2, opd="Bappeda")]
    apply(read(sheet(lines), code=CITY, by=admin), code=CITY, by=admin)
    donor = Donor.get_by_id(verified.id)
    assert (donor.opd.code, donor.user.opd_id) == ("BAPPEDA-BIDANG-EKONOMI", donor.opd_id)
    assert Mandate.get_by_id(mandate.id).state == "verified"
    assert Donor.get_by_id(claimed.id).opd.code == "DINKES"  # anybody may write down a NIP
    event = AuditEvent.get(AuditEvent.action == "donatur.pindah_opd")
    assert (event.subject, event.detail["dari"], event.detail["ke"]) == (
        str(donor.id), "DINKES", "BAPPEDA-BIDANG-EKONOMI",
    )  # fmt: skip


def test_no_nip_stands_in_trail_or_job(secretary, own):
    rosters.on_roster(own, 3)
    apply(read(sheet([line(1), line(2)]), code=CODE, by=secretary), code=CODE, by=secretary, many=True)
    written = [str(one.detail) + one.subject for one in AuditEvent.select()]
    written += [str(job.arguments) + job.error for job in Job.select()]
    assert written and not any(nip(number) in text for number in (1, 2, 3) for text in written)


def test_headings_nobody_understands_are_explained_for_this_file(secretary):
    content = sheet([f"{nip(1)};Budi;PNS"], "Nomor Punggung;Sebutan;Status")
    made = read(content, code=CODE, by=secretary)
    assert (made.state, fates(made)) == ("columns", {})
    found = staff_import_columns.columns_of(code=CODE, no=made.no, place=None, by=secretary).preview
    staff_import_columns.settle(
        code=CODE,
        no=made.no,
        found=found,
        fields={0: "nip", 1: "name", 2: "status_asn"},
        client_key=key(),
        by=secretary,
    )
    queue.run_waiting_tasks()
    assert (state(made), fates(made)) == ("read", {2: "new"})


def test_two_who_apply_two_files_at_once_leave_one_truth(secretary):
    one = read(sheet([line(1), line(2)]), code=CODE, by=secretary)
    other = read(sheet([line(1), line(3)]), code=CODE, by=secretary)
    answers = all_at_once(
        [
            lambda made=made: staff_import_presses.apply(
                code=CODE, no=made.no, many_may_leave=True, client_key=key(), by=secretary
            )
            for made in (one, other)
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "bool"]
    queue.run_waiting_tasks()
    assert len(members()) == 2
