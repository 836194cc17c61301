"""An accident or a death at the desk: found, reported, the clock on top, carried on to the payment."""

import re
from datetime import date, datetime

import pytest
import time_machine

from db.models import AuditEvent, Claim, Company, Worker
from kiosk.domain.clock import months_from
from kiosk.services import claim_forgetting
from tests import ledger_rows
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page


@pytest.fixture(autouse=True)
def in_november():
    """Monday, 23 November 2026, 10.00 in Semarang."""
    with time_machine.travel(datetime(2026, 11, 23, 3), tick=False) as clock:
        yield clock


@pytest.fixture
def person(client_for) -> Worker:
    """November and December are paid and confirmed, January and February only planned."""
    reg_no = desk.enrolled(client_for("petugas"))
    person = Worker.get(Worker.reg_no == reg_no)
    company = Company.get(Company.code == "sinar").funder
    ledger_rows.paid_months(
        person, months_from(date(2026, 11, 1), 4), funder=company, paid=2, effective=2, on=date(2026, 11, 2)
    )
    return person


def report(client, person, **other):
    fields = desk.claim_fields(day="22/11/2026", hour="14.00", **other)
    return send(client, f"/pekerja/{person.reg_no}/klaim", fields)


def reported(client, person, **other) -> str:
    answer = report(client, person, **other)
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def died(client, person, address: str = "", **fields):
    """Read what follows, then press."""
    address = address or f"/pekerja/{person.reg_no}/klaim"
    shown = send(client, address, fields)
    assert shown.status_code == 200, shown.text
    check_page(shown)
    mark = re.search(r'name="seen" value="(\w+)"', shown.text)[1]
    return send(client, address, {**fields, "seen": mark, "sure": "y"})


def test_from_the_first_page_to_the_person_and_the_form(client_for, visit, person):
    client = client_for("petugas")
    assert 'href="/klaim/baru"' in visit(client, "/").text
    visit(client, "/klaim/baru")
    answer = send(client, "/klaim/baru", {"number": person.reg_no})
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{person.reg_no}/klaim")
    by_name = send(client, "/klaim/baru", {"number": "Slamet"})
    check_page(by_name)
    assert f'href="/pekerja/{person.reg_no}/klaim"' in by_name.text
    assert 'value="23/11/2026"' in visit(client, f"/pekerja/{person.reg_no}/klaim").text


def test_who_is_not_found_is_told_where_to_call(client_for):
    answer = send(client_for("petugas"), "/klaim/baru", {"number": "3374019999999999"})
    check_page(answer)
    assert "Orang yang baru didaftarkan sesudah kejadian tidak terlindungi" in answer.text
    assert "telepon BPJS Ketenagakerjaan 175" in answer.text
    empty = send(client_for("petugas"), "/klaim/baru", {"number": ""})
    assert empty.status_code == 422


def test_person_of_another_post_is_served_here_and_leads_on_to_the_report(client_for, person):
    client = client_for("petugas2")
    found = send(client, "/klaim/baru", {"number": person.reg_no})
    check_page(found)
    assert person.name not in found.text and 'value="lapor_kecelakaan" checked' in found.text
    ticket = re.search(r'name="service_ticket" value="([^"]+)"', found.text)[1]
    answer = send(
        client, "/pekerja/layanan", {"service_ticket": ticket, "service_reason": "lapor_kecelakaan"}
    )
    assert answer.location == f"/pekerja/{person.reg_no}/klaim"
    assert reported(client, person).startswith("KL-")


def test_clock_stands_on_top_with_one_next_step(client_for, visit, person):
    client = client_for("petugas")
    no = reported(client, person, told="Becaknya ditabrak.")
    page = visit(client, f"/klaim/{no}").text
    for said in (
        "Laporkan ke BPJS sebelum Selasa, 24 November 2026 pukul 14.00 WIB — sisa 28 jam",
        "juga hari Minggu dan hari libur",
        "Telepon BPJS 175",
        "Laporkan ke BPJS, lalu catat nomor laporannya di sini.",
        "Minggu, 22 November 2026 pukul 14.00 WIB",
        "Terlindungi s.d. 31 Desember 2026",
        "Pengobatan tanpa batas biaya",
        "Becaknya ditabrak.",
        f'href="/klaim/{no}/perlindungan.pdf"',
    ):
        assert said in page, said
    pdf = client.get(f"/klaim/{no}/perlindungan.pdf")
    assert pdf.status_code == 200 and pdf.data.startswith(b"%PDF")
    assert f"/klaim/{no}" in visit(client, f"/pekerja/{person.reg_no}").text


def test_page_says_when_what_happened_was_deleted(client_for, visit, person, in_november):
    no = reported(client_for("petugas"), person, told="Becaknya ditabrak.")
    assert note(client_for("petugas"), no, "closed_wrong", note="Orang lain.").status_code == 303
    in_november.move_to(datetime(2027, 12, 1, 3))
    assert claim_forgetting.delete_old() == 1
    for name in ("petugas", "auditor"):
        page = visit(client_for(name), f"/klaim/{no}").text
        assert "Isinya dihapus 1 Desember 2027, sesudah masa simpan." in page and "ditabrak" not in page


def test_first_page_counts_what_bpjs_does_not_know(client_for, visit, person, in_november):
    no = reported(client_for("petugas"), person)
    for name in ("petugas", "rekan", "admin"):
        text = visit(client_for(name), "/").text
        assert 'id="claims-untold" value="1"' in text and "paling dekat sisa 28 jam" in text, name
        assert 'href="/klaim?keadaan=belum-lapor"' in text
    for name in ("petugas2", "auditor", "mitra"):
        assert "claims-untold" not in client_for(name).get("/").text, name
    in_november.move_to(datetime(2026, 11, 24, 8))
    assert "semuanya lewat batas lapor" in visit(client_for("admin"), "/").text
    page = visit(client_for("petugas"), f"/klaim/{no}").text
    assert "sudah lewat 1 jam. Laporkan sekarang juga" in page


def test_list_is_filtered_and_its_queries_do_not_grow(client_for, visit, person, count_queries):
    client = client_for("petugas")
    no = reported(client, person)
    page = visit(client, "/klaim").text
    assert no in page and "sisa 28 jam" in page
    assert no in visit(client, "/klaim?keadaan=belum-lapor&jenis=accident&kecamatan=33.74.01").text
    assert no not in visit(client, "/klaim?jenis=death").text
    assert "Tidak ada yang cocok" in visit(client, "/klaim?jenis=death").text
    before = count_queries(lambda: client.get("/klaim"))
    first = desk.claim_fields(day="21/11/2026")
    for day in ("05/11/2026", "06/11/2026"):
        send(client, f"/pekerja/{person.reg_no}/klaim", first | {"day": day, "client_key": desk.key()})
    assert count_queries(lambda: client.get("/klaim")) == before


def test_bpjs_is_told_and_the_clock_stops(client_for, visit, person):
    client = client_for("petugas")
    no = reported(client, person)
    visit(client, f"/klaim/{no}/lapor-bpjs")
    fields = {
        "client_key": desk.key(),
        "day": "23/11/2026",
        "hour": "09.30",
        "how": "call_centre",
        "ref": "L-88",
    }
    answer = send(client, f"/klaim/{no}/lapor-bpjs", fields)
    assert (answer.status_code, answer.location) == (303, f"/klaim/{no}")
    page = visit(client, f"/klaim/{no}").text
    assert "Dilaporkan ke BPJS sebelum batasnya" in page and "nomor L-88" in page
    assert "Telepon call centre BPJS, Senin, 23 November 2026 pukul 09.30 WIB" in page
    assert send(client, f"/klaim/{no}/lapor-bpjs", fields).status_code == 303  # the same form once more
    assert Claim.get().bpjs_told_at == datetime(2026, 11, 23, 2, 30)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hour": ""}, "Isi jam lapornya"),
        ({"hour": "10.01"}, "belum tiba"),
        ({"day": "21/11/2026"}, "lebih awal daripada kejadiannya"),
        ({"how": "merpati"}, "Pilih lewat apa"),
        ({"ref": "3374011705030001"}, "Jangan tulis NIK"),
    ],
)
def test_wrong_report_to_bpjs_comes_back(client_for, person, wrong, said):
    client = client_for("petugas")
    no = reported(client, person)
    fields = {"client_key": desk.key(), "day": "23/11/2026", "hour": "09.30", "how": "call_centre", "ref": ""}
    answer = send(client, f"/klaim/{no}/lapor-bpjs", fields | wrong)
    assert answer.status_code == 422 and said in answer.text
    check_page(answer)
    assert Claim.get().bpjs_told_at is None


def note(client, no: str, state: str, **other):
    fields = {
        "client_key": desk.key(),
        "state": state,
        "on_day": "23/11/2026",
        "amount": "",
        "note": "",
        **other,
    }
    return send(client, f"/klaim/{no}/langkah", fields)


def test_claim_is_carried_on_to_the_payment_and_corrected(client_for, visit, person):
    client = client_for("petugas")
    no = reported(client, person)
    told = {"client_key": desk.key(), "day": "23/11/2026", "hour": "09.30", "how": "branch", "ref": ""}
    send(client, f"/klaim/{no}/lapor-bpjs", told)
    visit(client, f"/klaim/{no}/langkah")
    for state, amount in (("papers", ""), ("sent", ""), ("approved", "Rp2.000.000")):
        assert note(client, no, state, amount=amount).status_code == 303, state
    asked = note(client, no, "paid", amount="20.000.000")
    check_page(asked)
    assert asked.status_code == 422 and "jauh lebih banyak" in asked.text and 'name="sure"' in asked.text
    assert note(client, no, "paid", amount="20.000.000", sure="y").status_code == 303
    assert "Sudah dibayar BPJS: Rp20.000.000" in visit(client, f"/klaim/{no}").text
    mending = visit(client, f"/klaim/{no}/langkah?betulkan=1").text
    last = re.search(r'name="corrects"[^>]*value="(\d+)"', mending)[1]
    assert note(client, no, "paid", amount="2.000.000", corrects=last, note="").status_code == 422
    assert note(client, no, "paid", amount="2.000.000", corrects=last, note="satu nol").status_code == 303
    page = visit(client, f"/klaim/{no}").text
    assert "Sudah dibayar BPJS: Rp2.000.000" in page and "<s>" in page
    assert Claim.get().paid_amount == 2_000_000


def test_wrong_report_is_closed_with_a_reason(client_for, visit, person):
    client = client_for("petugas")
    no = reported(client, person)
    answer = note(client, no, "closed_wrong")
    check_page(answer)
    assert answer.status_code == 422 and "Tulis alasannya" in answer.text
    assert note(client, no, "closed_wrong", note="orang lain").status_code == 303
    page = visit(client, f"/klaim/{no}").text
    assert "Ditutup, laporan keliru" in page and "Laporkan ke BPJS sebelum" not in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": ""}, "Pilih apa yang terjadi"),
        ({"day": ""}, "Isi hari kejadiannya"),
        ({"day": "kapan-kapan"}, "tidak dapat dibaca"),
        ({"day": "24/11/2026"}, "belum tiba"),
        ({"day": "23/11/2026", "hour": "10.01"}, "belum tiba"),
        ({"day": "01/01/1960"}, "lebih awal daripada tanggal lahir"),
        ({"day": "01/06/2019"}, "belum terdaftar"),
        ({"hour": "siang"}, "Jam itu tidak dapat dibaca"),
        ({"place": ""}, "Tulis tempat kejadiannya"),
        ({"on_the_way": ""}, "Pilih sedang apa"),
        ({"facility": "rs-karangan"}, "tidak ada di daftar"),
        ({"place": "rumah 081234567890"}, "Jangan tulis NIK"),
    ],
)
def test_what_is_wrong_is_said_with_the_form(client_for, person, wrong, said):
    fields = desk.claim_fields(day="22/11/2026", hour="14.00") | wrong
    answer = send(client_for("petugas"), f"/pekerja/{person.reg_no}/klaim", fields)
    assert answer.status_code == 422 and said in answer.text
    check_page(answer)
    assert Claim.select().count() == 0


def test_sending_twice_reports_once(client_for, person):
    fields = desk.claim_fields(day="22/11/2026")
    client, address = client_for("petugas"), f"/pekerja/{person.reg_no}/klaim"
    assert send(client, address, fields).location == send(client, address, fields).location
    assert Claim.select().count() == 1
    assert send(client, address, fields | {"place": "Tambak Lorok"}).status_code == 409


def test_death_is_read_before_it_counts_and_ends_the_cover(client_for, visit, person):
    client = client_for("petugas")
    fields = desk.claim_fields(kind="death", day="20/11/2026", on_the_way="", told="Sakit.\nDi rumah.")
    shown = send(client, f"/pekerja/{person.reg_no}/klaim", fields)
    assert "turut berduka cita" in shown.text and "Januari–Februari 2027 dilepas" in shown.text
    assert Claim.select().count() == 0 and len(ledger_rows.live_months()) == 4
    answer = died(client, person, **fields)
    assert answer.status_code == 303
    assert [row.month for row in ledger_rows.live_months()] == [date(2026, 11, 1)]
    page = visit(client, answer.location).text
    assert "Rp10.000.000 seluruhnya" in page and "Sakit." in page
    assert "Laporkan ke BPJS sebelum" not in page  # no deadline without an accident
    assert send(client, f"/pekerja/{person.reg_no}/klaim", fields).location == answer.location


def test_death_without_the_tick_is_not_recorded(client_for, person):
    client, address = client_for("petugas"), f"/pekerja/{person.reg_no}/klaim"
    fields = desk.claim_fields(kind="death", day="20/11/2026")
    mark = re.search(r'name="seen" value="(\w+)"', send(client, address, fields).text)[1]
    answer = send(client, address, fields | {"seen": mark})
    assert answer.status_code == 422 and Claim.select().count() == 0
    check_page(answer)
    assert "Baca dulu akibatnya" in answer.text and f'name="seen" value="{mark}"' in answer.text
    assert send(client, address, fields | {"seen": mark, "sure": "y"}).status_code == 303
    assert Worker.get().frozen_at


def test_death_after_an_accident_without_the_tick_stays_on_its_page(client_for, visit, person):
    client = client_for("petugas")
    no = reported(client, person)
    address, fields = f"/klaim/{no}/meninggal", {"client_key": desk.key(), "day": "23/11/2026"}
    shown = send(client, address, fields)
    mark = re.search(r'name="seen" value="(\w+)"', shown.text)[1]
    assert f'href="/klaim/{no}"' in shown.text  # back to the claim, not to the person
    answer = send(client, address, fields | {"seen": mark})
    check_page(answer)
    assert answer.status_code == 422 and "Baca dulu akibatnya" in answer.text
    assert Worker.get().frozen_at is None


def test_death_recorded_at_the_person_leads_on_to_the_claim_and_is_joined(client_for, visit, person):
    client = client_for("petugas")
    end = {"client_key": desk.key(), "why": "died", "last_day": "20/11/2026"}
    answer = died(client, person, f"/pekerja/{person.reg_no}/berakhir", **end)
    assert answer.location == f"/pekerja/{person.reg_no}/klaim"
    page = visit(client, answer.location).text
    assert 'value="20/11/2026"' in page and "Tercatat meninggal dunia pada 20 November 2026" in page
    fields = desk.claim_fields(kind="death", day="20/11/2026", on_the_way="")
    assert send(client, f"/pekerja/{person.reg_no}/klaim", fields).status_code == 303
    assert AuditEvent.select().where(AuditEvent.action == "pertanggungan.diakhiri").count() == 1
    other = send(
        client, f"/pekerja/{person.reg_no}/klaim", fields | {"client_key": desk.key(), "day": "19/11/2026"}
    )
    assert other.status_code == 422 and "tercatat meninggal dunia pada 20 November 2026" in other.text


def test_accident_turns_into_a_death(client_for, visit, person):
    client = client_for("petugas")
    no = reported(client, person)
    visit(client, f"/klaim/{no}/meninggal")
    answer = died(client, person, f"/klaim/{no}/meninggal", client_key=desk.key(), day="23/11/2026")
    assert (answer.status_code, answer.location) == (303, f"/klaim/{no}")
    page = visit(client, f"/klaim/{no}").text
    assert "Meninggal karena kecelakaan kerja" in page and "Rp70.000.000" in page
    assert "sisa 28 jam" in page  # of the accident, as before
    visit(client, f"/klaim/{no}/meninggal")


def test_inspector_sees_the_page_without_what_was_told(client_for, visit, person):
    no = reported(client_for("petugas"), person, told="Becaknya ditabrak.")
    page = visit(client_for("auditor"), f"/klaim/{no}").text
    assert "Becaknya" not in page and "tersegel" in page
    assert f"/klaim/{no}/lapor-bpjs" not in page and "Betulkan" not in page
    assert person.name in page
    page = visit(client_for("auditor"), "/klaim").text
    assert "/klaim/baru" not in page and no in page


def test_page_speaks_english(client_for, visit, person):
    client = client_for("petugas")
    no = reported(client, person)
    desk.in_english(client)
    assert "Tuesday, 24 November 2026" in visit(client, f"/klaim/{no}").text


def test_admin_who_takes_a_death_back_reads_what_becomes_of_its_claim(client_for, visit, person):
    fields = desk.claim_fields(kind="death", day="20/11/2026", on_the_way="")
    no = died(client_for("petugas"), person, **fields).location.rpartition("/")[2]
    admin, address = client_for("admin"), f"/pekerja/{person.reg_no}/berakhir/pembatalan"
    assert f"Klaim {no} ditutup" in visit(admin, address).text
    assert send(admin, address, {"client_key": desk.key(), "reason": "orang lain"}).status_code == 303
    assert "Ditutup, laporan keliru" in visit(admin, f"/klaim/{no}").text


def test_post_that_no_longer_serves_the_person_is_told_how_to_note_the_death(
    client_for, visit, person, in_november
):
    client = client_for("petugas2")
    found = send(client, "/klaim/baru", {"number": person.reg_no})
    ticket = re.search(r'name="service_ticket" value="([^"]+)"', found.text)[1]
    send(client, "/pekerja/layanan", {"service_ticket": ticket, "service_reason": "lapor_kecelakaan"})
    no = reported(client, person)
    in_november.move_to(datetime(2026, 11, 24, 3))
    client = client_for("petugas2")
    page = visit(client, f"/klaim/{no}").text
    assert person.name in page and f'href="/pekerja/{person.reg_no}"' not in page
    assert "tekan Layani di pos ini" in visit(client, f"/klaim/{no}/meninggal").text
    assert client.get(f"/klaim/{no}/perlindungan.pdf").status_code == 200
