"""The admin selects people for the city's own money by pages; the auditor reads all of it and changes nothing."""

import re
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest

from db.connection import writing
from db.models import AuditEvent, Commitment, CoverageMonth, Programme, Selection, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import freezing, queue, safe, selection_checks
from tests import ledger_rows
from tests.services import selection_desk
from tests.services.at_once import key
from tests.services.selection_desk import JANUARY, OFFICE, drafted, named, programme
from tests.web import desk
from tests.web.desk import send

DECREE = {"decree_no": "560/77/2026", "decree_by": OFFICE, "sure": "y"}


def decided(client, draft: Selection, **other) -> object:
    listed = selection_checks.check(draft).fingerprint
    fields = {
        "client_key": key(), "decree_on": f"{today():%d/%m/%Y}", "people": "2", "listed": listed, **DECREE, **other,
    }  # fmt: skip
    return send(client, f"/program/seleksi/{draft.no}/keputusan", fields)


@pytest.fixture
def draft(people) -> Selection:
    where = programme(quota=50)
    selection_desk.people(5, days=100)
    selection_desk.people(1, numbered=6, days=300, mother_name="")
    return drafted(where, 2)


def test_a_selection_is_drawn_read_decided_and_carried_out(client_for, people, visit):
    admin, where = client_for("admin"), programme(quota=50)
    selection_desk.people(5)
    page = visit(admin, f"/program/{where.no}/seleksi").text
    assert "Belum ada seleksi" in page and "/seleksi/baru" in page
    no = desk.selection(admin, where.no, wanted="2")
    page = visit(admin, f"/program/seleksi/{no}").text
    assert 'id="rows-chosen" value="2"' in page and 'id="rows-reserve" value="2"' in page
    assert 'id="preview-amount" value="403200"' in page and "belum ada yang dijanjikan" in page
    page = visit(admin, f"/program/seleksi/{no}/keputusan").text
    assert 'id="can-be-taken" value="2"' in page and "tinggal 48 tempat" in page
    answer = decided(admin, named(no))
    assert answer.status_code == 303 and answer.location.endswith(f"/program/seleksi/{no}")
    page = visit(admin, f"/program/seleksi/{no}").text
    assert "Lampiran keputusan sedang dibuat" in page and 'hx-trigger="load delay:1s"' in page
    queue.run_waiting_tasks()
    page = visit(admin, f"/program/seleksi/{no}").text
    assert 'id="rows-taken" value="2"' in page and "560/77/2026" in page and "delay:1s" not in page
    assert "Ditanggung" in visit(admin, f"/program/seleksi/{no}/orang?keadaan=taken").text
    assert no in visit(admin, f"/program/{where.no}/seleksi").text


def test_what_it_would_cost_is_shown_without_drawing_anybody(client_for, people):
    admin, where = client_for("admin"), programme(quota=50)
    fields = desk.selection_fields(admin, where.no, wanted="1.000", hitung="y")
    page = send(admin, f"/program/{where.no}/seleksi/baru", fields)
    assert page.status_code == 200 and 'id="preview-amount" value="201600000"' in page.text
    assert "Tidak cukup" in page.text and not Selection.select().exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("wanted", "banyak", "angka bulat mulai dari 1"),
        ("wanted", "0", "angka bulat mulai dari 1"),
        ("wanted", "9" * 40, "paling banyak untuk 100.000 orang"),
        ("wanted", "51", "tinggal 50 tempat"),
        ("weight_work", "101", "0 sampai 100"),
        ("weight_work", "-1", "0 sampai 100"),
        ("weight_work", "\x00", "0 sampai 100"),
        ("first_month", "9999-99", "dari daftar"),
        ("first_month", "", "dari daftar"),
    ],
)
def test_wrong_wishes_come_back_with_a_sentence(client_for, people, field, value, words):
    admin, where = client_for("admin"), programme(quota=50)
    fields = desk.selection_fields(admin, where.no, **{field: value})
    answer = send(admin, f"/program/{where.no}/seleksi/baru", fields)
    assert answer.status_code == 422 and words in answer.text and not Selection.select().exists()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"decree_no": ""}, "Tulis nomor keputusannya"),
        ({"decree_on": "31/02/2026"}, "anggal"),
        ({"decree_on": f"{today() + timedelta(days=2):%d/%m/%Y}"}, "belum tiba"),
        ({"decree_on": "01/01/2999"}, "anggal"),
        ({"decree_by": ""}, "jabatan"),
        ({"sure": ""}, "Tandai kotak ini"),
        ({"people": "9"}, "sekarang 2 orang"),
        ({"people": "x"}, "sekarang 2 orang"),
        ({"decree_no": "3374010203040001"}, "nomor"),
    ],
)
def test_a_wrong_decree_comes_back_and_decides_nothing(client_for, draft, other, words):
    answer = decided(client_for("admin"), draft, **other)
    assert answer.status_code == 422 and words in answer.text and named(draft.no).state == "draft"


def test_who_can_not_be_taken_any_more_is_named_before_the_decision(client_for, draft, visit):
    first = selection_desk.ids(draft, "chosen")[0]
    with writing():
        freezing.mark_frozen(Worker.get_by_id(first), reason="Meninggal dunia.", by=selection_desk.admin())
    page = visit(client_for("admin"), f"/program/seleksi/{draft.no}/keputusan").text
    assert 'id="lost-count" value="1"' in page and 'id="stepping-in" value="1"' in page
    assert "Tercatat meninggal dunia." in page and Worker.get_by_id(first).reg_no in page


def test_who_lacks_something_is_listed_with_the_way_to_mend_it(client_for, draft, visit):
    admin, auditor = client_for("admin"), client_for("auditor")
    [row] = selection_desk.rows(draft, "left_out")
    reg_no = Worker.get_by_id(row.worker_id).reg_no
    address = f"/program/seleksi/{draft.no}/orang?keadaan=left_out&alasan=lacking"
    assert f"/pekerja/{reg_no}/koreksi" in visit(admin, address).text
    page = visit(auditor, address).text
    assert reg_no in page and "/koreksi" not in page
    assert "Perlu dilengkapi dulu" in visit(admin, f"/program/seleksi/{draft.no}").text


def table_of(page: str) -> str:
    return page.partition("<table")[2].partition("</table>")[0]


def test_the_answer_that_is_missing_is_named_with_the_way_to_it(client_for, draft, visit):
    admin = client_for("admin")
    [row] = selection_desk.rows(draft, "left_out")
    worker = Worker.get_by_id(row.worker_id)
    address = f"/program/seleksi/{draft.no}/orang?keadaan=left_out&alasan=lacking"
    page = visit(admin, address).text
    assert (
        f'href="/pekerja/{worker.reg_no}/koreksi#mother_name"' in page
        and "nama ibu kandung belum diisi" in page
    )
    assert "alamat belum diisi" not in page
    page = visit(client_for("auditor"), address).text
    assert "nama ibu kandung belum diisi" in page and "#mother_name" not in page
    page = visit(admin, f"/program/seleksi/{draft.no}").text
    assert "nama ibu kandung (1 orang)" in page and "tidak di program lain" in page
    ledger_rows.complete(worker)
    assert "what-lacks" not in visit(admin, f"/program/seleksi/{draft.no}").text
    assert "Sekarang sudah lengkap: tarik ulang daftarnya." in visit(admin, address).text
    decided(admin, draft)
    page = visit(admin, address).text
    assert "Perlu dilengkapi dulu: isian yang diminta BPJS" in page and "tarik ulang" not in table_of(page)


def test_who_is_a_member_by_another_money_reads_why_it_is_asked_for_here(client_for, draft, visit):
    [row] = selection_desk.rows(draft, "left_out")
    elsewhere = ledger_rows.somebody("csr", "PT Sinar Pesisir")
    december = JANUARY - timedelta(days=31)
    ledger_rows.paid_months(
        Worker.get_by_id(row.worker_id), [december], funder=elsewhere, effective=1, on=today()
    )
    page = visit(client_for("admin"), f"/program/seleksi/{draft.no}/orang?keadaan=left_out").text
    assert "Ia peserta BPJS lewat PT Sinar Pesisir" in page and "BPJS mendaftarkannya lagi" in page


def test_who_goes_on_by_this_money_is_chosen_and_reads_that_nothing_stands_in_the_way(
    client_for, draft, visit
):
    first = Worker.get_by_id(selection_desk.ids(draft, "chosen")[0])
    ledger_rows.paid_months(
        first, [JANUARY - timedelta(days=31)], funder=draft.programme.funder, effective=1, on=today()
    )
    with writing():
        Worker.update(birth_place="").where(Worker.id == first.id).execute()
    page = visit(client_for("admin"), f"/program/seleksi/{draft.no}/orang?keadaan=chosen").text
    assert "Tidak menghalangi: tempat lahir belum diisi." in page and "lewat dana ini" in page
    assert (
        'id="lost-count" value="0"'
        in visit(client_for("admin"), f"/program/seleksi/{draft.no}/keputusan").text
    )


def test_whoever_lacks_something_since_is_named_before_the_decision(client_for, draft, visit):
    first = Worker.get_by_id(selection_desk.ids(draft, "chosen")[0])
    with writing():
        Worker.update(birth_place="").where(Worker.id == first.id).execute()
    admin = client_for("admin")
    page = visit(admin, f"/program/seleksi/{draft.no}/keputusan").text
    assert (
        f'href="/pekerja/{first.reg_no}/koreksi#birth_place"' in page and "tempat lahir belum diisi" in page
    )
    page = visit(admin, f"/program/seleksi/{draft.no}/orang?keadaan=chosen").text
    assert "Sekarang belum dapat diajukan kepada BPJS:" in page


def test_people_of_a_selection_cost_no_further_queries(client_for, draft, count_queries):
    admin, address = client_for("admin"), f"/program/seleksi/{draft.no}/orang"
    one = count_queries(lambda: admin.get(f"{address}?keadaan=left_out"))
    with writing():
        Worker.update(birth_place="").execute()
    assert count_queries(lambda: admin.get(f"{address}?keadaan=chosen")) == one


@pytest.mark.parametrize("press", [{"hitung": "y"}, {}])
def test_weights_that_are_all_zero_are_answered_with_a_sentence(client_for, people, press):
    admin, where = client_for("admin"), programme(quota=50)
    zero = {f"weight_{code}": "0" for code in ("poverty", "lapse", "work", "waiting")}
    fields = desk.selection_fields(admin, where.no, wanted="2", **zero, **press)
    answer = send(admin, f"/program/{where.no}/seleksi/baru", fields)
    assert answer.status_code == 422 and "Semua bobot nol" in answer.text and not Selection.select().exists()
    fields = desk.selection_fields(admin, where.no, wanted="2", **{**zero, "weight_waiting": "1"}, **press)
    assert send(admin, f"/program/{where.no}/seleksi/baru", fields).status_code in (200, 303)


def test_the_auditor_reads_forms_as_nobody_s_who_is_named(client_for, draft, visit):
    where = draft.programme
    for address in (
        f"/program/{where.no}/seleksi/baru", f"/program/seleksi/{draft.no}/keputusan", f"/program/{where.no}/ubah",
        f"/program/{where.no}/penutupan", "/program/baru",
    ):  # fmt: skip
        page = visit(client_for("auditor"), address).text
        note = page.partition("sebagai inspektorat")[2].partition("</p>")[0]
        assert note and "petugas" not in note and "perusahaan" not in note


def test_somebody_is_found_by_name_in_a_post_and_not_in_the_address(client_for, draft):
    for who in ("admin", "auditor"):
        answer = send(client_for(who), f"/program/seleksi/{draft.no}/orang", {"cari": "orang 00002"})
        assert answer.status_code == 200 and 'id="rows-found" value="1"' in answer.text
    none = send(client_for("admin"), f"/program/seleksi/{draft.no}/orang", {"cari": "%"})
    assert 'id="rows-found"' not in none.text and "Tidak ada orang seperti itu" in none.text
    assert send(client_for("admin"), f"/program/seleksi/{draft.no}/orang", {"cari": ""}).status_code == 422


def test_the_annex_is_read_by_the_auditor_masked_and_full_numbers_go_to_the_admin_by_a_press(
    client_for, draft
):
    admin, auditor = client_for("admin"), client_for("auditor")
    decided(admin, draft)
    queue.run_waiting_tasks()
    here = f"/program/seleksi/{draft.no}/lampiran"
    paper = auditor.get(f"{here}.pdf")
    text = "".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(paper.data))
    )
    niks = [safe.open_text(one.nik_sealed, safe.NIK) for one in Worker.select()]
    assert paper.status_code == 200 and not [nik for nik in niks if nik in text] and "••••" in text
    assert send(auditor, f"{here}.xlsx").status_code == 403 and auditor.get(f"{here}.xlsx").status_code == 303
    assert admin.get(f"{here}.xlsx").status_code == 303
    assert not AuditEvent.select().where(AuditEvent.action == "seleksi.lampiran_diunduh").exists()
    sheet = send(admin, f"{here}.xlsx")
    assert sheet.status_code == 200 and "no-store" in sheet.headers["Cache-Control"]
    assert AuditEvent.select().where(AuditEvent.action == "seleksi.lampiran_diunduh").count() == 1


def test_a_draft_is_dropped_with_its_reason(client_for, draft, visit):
    admin, here = client_for("admin"), f"/program/seleksi/{draft.no}"
    assert send(admin, f"{here}/pembatalan", {"client_key": key(), "why": ""}).status_code == 422
    assert send(admin, f"{here}/pembatalan", {"client_key": key(), "why": "Salah bulan"}).status_code == 303
    assert "Salah bulan" in visit(admin, here).text
    assert send(admin, f"{here}/penarikan-ulang", {"client_key": key()}).status_code == 422
    assert decided(admin, draft).status_code == 422


def test_a_draft_is_drawn_again_by_a_press(client_for, draft):
    admin, here = client_for("admin"), f"/program/seleksi/{draft.no}"
    assert send(admin, f"{here}/penarikan-ulang", {"client_key": key()}).status_code == 303
    assert named(draft.no).state == "drawing"
    assert admin.get(here, headers={"HX-Request": "true"}).text.count("progress") > 2
    queue.run_waiting_tasks()
    assert named(draft.no).state == "draft"
    assert admin.get(here, headers={"HX-Request": "true"}).status_code == 200


@pytest.mark.parametrize("who", ["petugas", "mitra", "opd", "donatur"])
def test_nobody_else_sees_any_of_it(client_for, draft, who):
    client, here = client_for(who), f"/program/seleksi/{draft.no}"
    for address in (here, f"{here}/orang", f"{here}/keputusan", f"{here}/lampiran.pdf", f"{here}/pembatalan"):
        assert client.get(address).status_code == 403, address
    assert send(client, f"{here}/orang", {"cari": "orang"}).status_code == 403
    assert decided(client, draft).status_code == 403


def test_the_auditor_changes_nothing(client_for, draft):
    auditor, here = client_for("auditor"), f"/program/seleksi/{draft.no}"
    for address in ("keputusan", "pembatalan", "penarikan-ulang", "kelanjutan", "lampiran.xlsx"):
        assert send(auditor, f"{here}/{address}", {"client_key": key()}).status_code == 403, address


@pytest.mark.parametrize("no", ["S27-TIDAKADA", "x" * 300, "%00", "0"])
def test_a_selection_that_is_none_is_no_page(client_for, people, no):
    assert client_for("admin").get(f"/program/seleksi/{no}").status_code in (400, 404)
    assert client_for("admin").get(f"/program/seleksi/{no}/keputusan").status_code in (400, 404)


def test_a_page_of_people_asks_as_often_for_many_as_for_few(client_for, draft, count_queries):
    admin, few = client_for("admin"), f"/program/seleksi/{draft.no}/orang"
    admin.get(few)
    before = count_queries(lambda: admin.get(few))
    selection_desk.people(40, numbered=10)
    many = drafted(programme(quota=90, funder=selection_desk.city("dbhcht")), 40)
    assert count_queries(lambda: admin.get(f"/program/seleksi/{many.no}/orang")) <= before + 1


def test_whoever_read_other_people_decides_nothing_though_they_are_as_many(client_for, draft, visit):
    admin = client_for("admin")
    page = visit(admin, f"/program/seleksi/{draft.no}/keputusan").text
    read = re.search(r'name="listed" value="(\w+)"', page)[1]
    with writing():
        first = Worker.get_by_id(selection_desk.ids(draft, "chosen")[0])
        freezing.mark_frozen(first, reason="Meninggal dunia.", by=selection_desk.admin())
    answer = decided(admin, draft, listed=read)
    assert answer.status_code == 422 and "orangnya berubah, walau banyaknya sama" in answer.text
    assert named(draft.no).state == "draft" and f'value="{read}"' not in answer.text
    assert decided(admin, draft).status_code == 303


def test_a_closed_programme_is_said_to_be_closed_not_full(client_for, draft):
    with writing():
        Programme.update(closed_at=utc_now(), closed_by=selection_desk.admin().user_id, closed_why="x").where(
            Programme.id == draft.programme_id
        ).execute()
    answer = decided(client_for("admin"), draft)
    assert answer.status_code == 422 and "sudah ditutup, maka tidak menerima orang baru" in answer.text


def test_anybody_sees_how_many_points_it_took(client_for, draft, visit):
    auditor = client_for("auditor")
    last = selection_desk.rows(draft, "chosen")[-1]
    said = f"Nilai terendah yang terpilih {last.points} (urutan {last.rank})."
    for page in (f"/program/seleksi/{draft.no}", f"/program/seleksi/{draft.no}/orang"):
        assert said in visit(auditor, page).text


def test_the_number_of_each_reason_opens_its_list(client_for, draft, visit):
    page = visit(client_for("admin"), f"/program/seleksi/{draft.no}").text
    assert f'href="/program/seleksi/{draft.no}/orang?keadaan=left_out&amp;alasan=lacking">1</a>' in page


def test_an_order_drawn_weeks_ago_is_said_to_be_old(client_for, draft, visit):
    admin, here = client_for("admin"), f"/program/seleksi/{draft.no}/keputusan"
    assert "lebih dari 14 hari lalu" not in visit(admin, here).text
    with writing():
        Selection.update(drawn_at=utc_now() - timedelta(days=15)).where(Selection.id == draft.id).execute()
    assert "lebih dari 14 hari lalu" in visit(admin, here).text


def test_who_holds_a_place_already_leaves_it_in_the_draft_too(client_for, people, visit):
    where = programme(quota=2)
    selection_desk.people(1)
    selection_desk.carried_out(drafted(where, 1))
    ledger_rows.let_go(
        list(
            CoverageMonth.select()
            .join(Commitment)
            .where(Commitment.programme == where.id, CoverageMonth.month > JANUARY)
        )
    )
    no = desk.selection(client_for("admin"), where.no, first_month=f"{JANUARY:%Y}-02")
    page = visit(client_for("admin"), f"/program/seleksi/{no}").text
    assert 'id="rows-chosen" value="1"' in page and 'id="places-left" value="1"' in page
    assert "di antaranya 1 sudah memegang tempat tahun ini; 0 tempat baru" in page


def test_a_selection_of_more_than_one_can_be_says_so(client_for, people):
    admin, where = client_for("admin"), programme(quota=200_000)
    fields = desk.selection_fields(admin, where.no, wanted="150.000")
    answer = send(admin, f"/program/{where.no}/seleksi/baru", fields)
    assert answer.status_code == 422 and "paling banyak untuk 100.000 orang" in answer.text


def test_a_decree_older_than_its_list_is_asked_about(client_for, draft):
    admin, before = client_for("admin"), {"decree_on": f"{today() - timedelta(days=3):%d/%m/%Y}"}
    answer = decided(admin, draft, **before)
    assert answer.status_code == 422 and "lebih tua daripada daftarnya" in answer.text
    assert 'name="older"' in answer.text and named(draft.no).state == "draft"
    assert decided(admin, draft, older="y", **before).status_code == 303


def test_a_draft_that_another_decree_has_overtaken_says_so_and_shows_no_negative_rest(
    client_for, people, visit
):
    admin, where = client_for("admin"), programme(quota=3)
    selection_desk.people(5)
    first, second = drafted(where, 3), drafted(where, 2)
    page = visit(admin, f"/program/seleksi/{second.no}").text
    assert "Baca, lalu putuskan" in page and 'id="overtaken"' not in page
    selection_desk.carried_out(first)
    page = visit(admin, f"/program/seleksi/{second.no}").text
    assert "Baca, lalu putuskan" not in page and f'id="overtaken-{first.no}" value="2"' in page
    assert "Kuotanya habis." in page and "Tarik ulang atau batalkan." in page and "Putuskan …" not in page
    assert f'href="/program/seleksi/{first.no}"' in page and "-Rp" not in page and ">-" not in page


def test_a_draft_that_is_overtaken_in_part_may_still_be_decided(client_for, people, visit):
    admin, where = client_for("admin"), programme(quota=4)
    selection_desk.people(8)
    first, second = drafted(where, 3), drafted(where, 3)
    selection_desk.decide(first)
    page = visit(admin, f"/program/seleksi/{second.no}").text
    assert f'id="overtaken-{first.no}" value="3"' in page and "Kuotanya tinggal 1 tempat" in page
    assert "Putuskan …" in page


def test_the_count_before_drawing_says_that_it_is_the_least(client_for, people):
    admin, where = client_for("admin"), programme(quota=50)
    fields = desk.selection_fields(admin, where.no, wanted="20", hitung="y")
    page = send(admin, f"/program/{where.no}/seleksi/baru", fields).text
    assert re.search(r'paling sedikit <data id="places-left" value="30"', page)
    fields = desk.selection_fields(admin, where.no, wanted="60", hitung="y")
    page = send(admin, f"/program/{where.no}/seleksi/baru", fields).text
    assert 'id="places-left" value="0"' in page and "kurang 10 tempat" in page and "-Rp" not in page
