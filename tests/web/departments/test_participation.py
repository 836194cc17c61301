"""The pages of participation: each figure opens the list behind it, for the own subtree; no page, paper or sheet of a
department holds a NIK or a whole NIP."""

import io
import zipfile

import pypdfium2
import pytest

from db.connection import writing
from db.models import AuditEvent, Donor, Opd, StaffMember, Worker
from kiosk.services import safe
from tests.services import asn_desk
from tests.web.desk import send

OPD = asn_desk.OPD_CODE
PAGES = ("", "/ikut", "/belum-ikut", "/surat-kuasa", "/pekerja", "/berkas", "/keluar")


@pytest.fixture
def department(people) -> str:
    """One in force, one signed, one who has not joined; the code of the secretary's department."""
    code = people["opd"].opd.code
    first = asn_desk.donor(name="Ratna Kusumawati", opd_code=code)
    second = asn_desk.donor(name="Sinta Dewi", opd_code=code)
    asn_desk.verified(first, people=2)
    asn_desk.signed(second)
    opd = Opd.get(code=code)
    for number, (name, nip) in enumerate(
        ((first.name, first.nip), (second.name, second.nip), ("Belum Ikut", "198001012006011077"))
    ):
        StaffMember.create(opd=opd, nip=nip, name=name, status_asn="pns", jabatan=f"Staf {number}")
    return code


def seeded_numbers() -> set[str]:
    """Every NIK and NIP that is in the store."""
    niks = {safe.open_text(row.nik_sealed, safe.NIK) for table in (Worker, Donor) for row in table.select()}
    return niks | {row.nip for row in StaffMember.select()} | {row.nip for row in Donor.select()}


def text_of(answer) -> str:
    """What a page, a PDF or a sheet says."""
    if answer.mimetype == "application/pdf":
        pages = pypdfium2.PdfDocument(io.BytesIO(answer.data))
        return " ".join(pages[number].get_textpage().get_text_bounded() for number in range(len(pages)))
    if answer.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as sheet:
            return " ".join(sheet.read(name).decode() for name in sheet.namelist())
    return answer.text


def test_figures_of_the_own_department_lead_to_their_lists(signed_in, visit, department):
    client = signed_in("opd")
    page = client.get("/opd").text
    for figure, value in {
        "staff": 3,
        "joined": 2,
        "not-joined": 1,
        "mandates": 1,
        "registered": 3,
        "active": 0,
    }.items():
        assert f'<data id="{figure}" value="{value}"' in page
    for under in PAGES:
        visit(client, f"/opd/{department}{under}")
    assert "Belum Ikut" in client.get(f"/opd/{department}/belum-ikut?cari=belum").text
    assert "Belum Ikut" not in client.get(f"/opd/{department}/ikut").text


def test_no_page_paper_or_sheet_holds_a_nik_or_a_whole_nip(signed_in, department):
    numbers = seeded_numbers()
    assert len(numbers) > 6
    mandate = asn_desk.signed(asn_desk.donor(opd_code=department))
    files = ("/laporan.pdf", f"/berkas/{mandate.no}", f"/berkas/{mandate.no}/penolakan")
    for name in ("opd", "admin", "auditor"):
        client = signed_in(name)
        for under in (*PAGES, *files):
            answer = client.get(f"/opd/{department}{under}")
            assert answer.status_code == 200, (name, under)
            found = {number for number in numbers if number in text_of(answer)}
            assert found == set(), (name, under)
    sheet = text_of(send(signed_in("opd"), f"/opd/{department}/belum-ikut.xlsx"))
    assert "Belum Ikut" in sheet and not any(number in sheet for number in numbers)
    assert any(number in f"NIK {sorted(numbers)[0]}" for number in numbers)  # the search would find one


def test_a_neighbour_and_a_donor_see_nothing(client_for, department):
    for name in ("opd2", "donatur", "petugas", "mitra"):
        client = client_for(name)
        for under in (*PAGES[1:], "/laporan.pdf", "/belum-ikut.xlsx"):
            assert client.get(f"/opd/{department}{under}").status_code == 403, (name, under)
        assert client.get(f"/opd?di={department}").status_code == 403


def test_the_city_is_for_admin_and_auditor(client_for, department, people):
    for name in ("admin", "auditor"):
        client = client_for(name)
        page = client.get("/opd").text
        assert people["opd2"].opd.name in page and "OPD belum mengirim daftar pegawai" in page
        assert page.index(f'href="/opd/{department}"') < page.index(
            people["opd2"].opd.name
        )  # it sent no roster
        assert "Belum Ikut" in client.get("/opd/kota/belum-ikut").text
        assert "Rekapitulasi" in text_of(client.get("/opd/rekapitulasi.pdf"))
        assert "Seluruh OPD" in text_of(client.get("/opd/rekapitulasi.xlsx"))
    secretary = client_for("opd")
    for address in ("/opd/kota/belum-ikut", "/opd/rekapitulasi.pdf", "/opd/rekapitulasi.xlsx"):
        assert secretary.get(address).status_code == 403


def test_letter_asks_the_secretary_and_names_who_has_not_joined(signed_in, department):
    said = text_of(signed_in("opd").get(f"/opd/{department}/laporan.pdf"))
    assert f"Sekretaris {Opd.get(code=department).name}" in said and "Kepada Yth." in said and "Hal" in said
    assert "2 sudah ikut dan 1 belum" in said and "/asn" in said and "nama, jabatan, dan NIP" in said
    assert "Belum Ikut" in said and "Sumber tiap angka" in said
    assert "Ratna Kusumawati" not in said


def test_letter_stays_short_however_many_have_not_joined(signed_in, department):
    opd = Opd.get(code=department)
    rows = [
        {"opd": opd, "nip": f"1980010120060{number:05d}", "name": f"Pegawai {number}", "status_asn": "pns"}
        for number in range(2200)
    ]
    with writing():
        StaffMember.insert_many(rows).execute()
    answer = signed_in("opd").get(f"/opd/{department}/laporan.pdf")
    assert len(pypdfium2.PdfDocument(io.BytesIO(answer.data))) <= 2
    assert "2.201 belum" in text_of(answer) and "Unduh daftar ini (XLSX)" in text_of(answer)
    assert "Pegawai 7" not in text_of(answer)


def test_letter_without_a_roster_asks_for_one(client_for, department, people):
    said = text_of(client_for("admin").get(f"/opd/{people['opd2'].opd.code}/laporan.pdf"))
    assert "mengunggah daftar pegawai" in said and "dari 0 pegawai" not in said


def test_why_mandates_are_more_than_those_who_joined_is_said(signed_in, client_for, department):
    client, words = signed_in("opd"), "tidak ada dalam daftar pegawai"
    assert words not in client.get("/opd").text
    assert words not in text_of(client.get(f"/opd/{department}/laporan.pdf"))
    StaffMember.update(active=False).where(StaffMember.name == "Ratna Kusumawati").execute()
    assert f"1 orang tua asuh {words}" in client.get("/opd").text
    assert f"1 orang tua asuh {words} mana pun" in text_of(client_for("admin").get("/opd/rekapitulasi.pdf"))
    assert f"1 orang tua asuh dari OPD ini {words}" in text_of(client.get(f"/opd/{department}/laporan.pdf"))


def test_unknown_department_is_404_and_the_city_has_no_report(client_for, department):
    admin = client_for("admin")
    for under in ("/ikut", "/berkas", "/laporan.pdf"):
        assert admin.get(f"/opd/TIDAK-ADA{under}").status_code == 404
    assert admin.get("/opd/kota/laporan.pdf").status_code == 404


def test_home_of_a_secretary_says_what_waits(signed_in, department):
    page = signed_in("opd").get("/").text
    assert '<data id="mandates-to-check" value="1"' in page
    assert '<data id="not-joined" value="1"' in page
    assert 'id="leavers"' not in page
    StaffMember.update(active=False).where(StaffMember.name == "Ratna Kusumawati").execute()
    assert '<data id="leavers" value="1"' in signed_in("opd").get("/").text


def test_who_left_is_counted_once_however_many_mandates_they_have(signed_in, department):
    asn_desk.verified(Donor.get(name="Ratna Kusumawati"))
    StaffMember.update(active=False).where(StaffMember.name == "Ratna Kusumawati").execute()
    client = signed_in("opd")
    assert '<data id="leavers" value="1"' in client.get("/").text
    assert "1 pegawai keluar dan masih punya surat kuasa." in client.get(f"/opd/{department}/berkas").text
    page = client.get(f"/opd/{department}/keluar").text
    assert "1 pegawai</data>, " in page and "2 surat kuasa</data>" in page


def test_city_s_staff_opens_behind_its_tile_with_filters(client_for, visit, department):
    opd = Opd.get(code=department)
    for name in ("admin", "auditor"):
        client = client_for(name)
        assert 'href="/opd/kota/daftar"' in client.get("/opd").text
        page = visit(client, "/opd/kota/daftar").text
        assert '<data id="staff-total" value="3"' in page and opd.name in page
        page = visit(client, f"/opd/kota/daftar?opd={department}&status=pns&ikut=belum&cari=ikut").text
        assert '<data id="staff-total" value="1"' in page and "Belum Ikut" in page
        assert "Tidak ada yang cocok" in visit(client, "/opd/kota/daftar?status=pppk").text
        assert "Sebagian saringan" in visit(client, "/opd/kota/daftar?opd=ENTAH&ikut=mungkin").text
    assert client_for("opd").get("/opd/kota/daftar").status_code == 403


def test_who_has_not_joined_in_the_city_says_which_department(client_for, visit, department):
    client, opd = client_for("admin"), Opd.get(code=department)
    StaffMember.create(opd=opd, nip="198001012006011078", name="=2+3", status_asn="pppk")
    page = visit(client, f"/opd/kota/belum-ikut?opd={department}&status=pns").text
    assert '<data id="not-joined-total" value="1"' in page and f">{opd.name}<" in page
    sheet = text_of(send(client, f"/opd/kota/belum-ikut.xlsx?opd={department}&status=pns"))
    assert "Belum Ikut" in sheet and "=2+3" not in sheet and opd.name in sheet
    everybody = text_of(send(client, "/opd/kota/belum-ikut.xlsx"))
    assert "Belum Ikut" in everybody and "'=2+3" in everybody and "<f>" not in everybody
    line = (
        AuditEvent.select().where(AuditEvent.action == "pegawai.belum_ikut_diunduh").order_by(AuditEvent.id)
    )
    assert [(one.subject, one.detail) for one in line] == [("", {"orang": 1}), ("", {"orang": 2})]


def test_names_leave_the_house_by_a_press_only(client_for, department):
    address = f"/opd/{department}/belum-ikut.xlsx"
    assert client_for("opd").get(address).headers["Location"] == f"/opd/{department}/belum-ikut"
    answers = {
        name: send(client_for(name), address).status_code
        for name in ("opd", "opd2", "admin", "auditor", "donatur")
    }
    assert answers == {"opd": 200, "opd2": 403, "admin": 200, "auditor": 403, "donatur": 403}
    assert "belum-ikut.xlsx" not in client_for("auditor").get(f"/opd/{department}/belum-ikut").text


def test_who_has_nobody_and_who_sent_no_roster_are_told_apart(client_for, visit, department, people):
    other = people["opd2"].opd
    StaffMember.create(opd=other, nip="198001012006011078", name="Belum Juga", status_asn="pns")
    client = client_for("admin")
    page = visit(client, "/opd").text
    assert "1 OPD belum ada yang ikut" in page
    silent = Opd.select().where(Opd.parent.is_null()).count() - 2
    assert f'<data id="opd-without-roster" value="{silent}"' in page and "<details" in page
    only = visit(client, "/opd?tampil=belum-ikut").text
    assert other.name in only and f'href="/opd/{department}"' not in only
    without = visit(client, "/opd?tampil=tanpa-daftar&urut=nama").text
    assert other.name not in without and f'href="/opd/{department}"' not in without
    paper = text_of(client.get("/opd/rekapitulasi.pdf"))
    assert "1 OPD belum ada yang ikut" in paper and f"{silent} OPD belum mengirim daftar pegawai" in paper
