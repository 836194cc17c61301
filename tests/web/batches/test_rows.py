"""The rows of a batch: wrong ones by kind, mended in place or on their own page, left out; months left over taken."""

import re
from io import BytesIO

import pytest

from db.models import AuditEvent, Batch, BatchRow, Bill, Worker
from tests.web import desk
from tests.web.batches.test_open_batch import SITI, SUGENG, counts
from tests.web.desk import opened, send, sheet, small_sheet
from tests.web.house_rules import check_page

SHORT = (SITI[0][:15], "Siti Aminah")
TYPED = {"nik": SITI[0], "name": "Siti Aminah", "kelurahan": "", "occupation": ""}


@pytest.fixture
def no(client_for) -> str:
    return opened(client_for("mitra"), sheet=small_sheet(SUGENG, SHORT))


def wrong(no: str) -> BatchRow:
    return BatchRow.select().where(BatchRow.state == "wrong").order_by(BatchRow.id).get()


def mend(client, no: str, row: int, query: str = "", *, headers=None, **fields):
    page = client.get(f"/batch/{no}/baris/{row}").text
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    form = {"client_key": desk.key(), "seen": seen[1] if seen else "", **TYPED, **fields}
    return send(client, f"/batch/{no}/baris/{row}{query}", form, headers=headers)


def test_wrong_rows_are_grouped_by_kind_with_their_number_and_remedy(client_for, visit, no):
    client = client_for("mitra")
    text = visit(client, f"/batch/{no}").text
    assert "1 baris perlu diperbaiki" in text
    assert f'href="/batch/{no}?keadaan=wrong&amp;jenis=nik_length#rows"' in text
    assert "NIK bukan 16 angka" in text and "ketik ulang ke-16 angkanya" in text
    filtered = visit(client, f"/batch/{no}?keadaan=wrong&jenis=nik_length").text
    assert "Siti Aminah" in filtered and "Sugeng" not in filtered
    assert "Siti Aminah" not in visit(client, f"/batch/{no}?keadaan=wrong&jenis=name_empty").text


def test_every_fault_of_every_row_is_said_at_once_with_its_column_what_was_written_and_what_to_do(
    client_for, visit
):
    lines = (
        "NIK;Nama;Tanggal Lahir;Jenis Kelamin;Kelurahan;Pekerjaan",
        f"{SHORT[0]};Siti 漢;31/02/1980;X;Antahberantah;Pelaut",
        f"{SUGENG[0]};Sugeng;;;Mangunharjo;",
    )
    no = opened(client_for("mitra"), sheet=(BytesIO("\n".join(lines).encode()), "banyak.csv"))
    text = visit(client_for("mitra"), f"/batch/{no}?keadaan=wrong").text
    first, second = text.partition("Baris 2:")[2].split("Baris 3:")
    for words in (
        "NIK harus 16 angka, tetapi yang diisi 15 angka. Hitung dan ketik ulang",
        "Nama memuat “漢”, yang tidak dipakai pada KTP. Hapus tanda itu",
        "Tanggal 31/02/1980 tidak ada di kalender. Periksa lagi",
        "Jenis kelamin tertulis “X”. Isi L atau P.",
        "Kelurahan “Antahberantah” tidak dikenal di Kota Semarang. Periksa ejaannya.",
        "Pekerjaan “Pelaut” tidak ada dalam daftar. Pilih yang paling dekat",
    ):
        assert words in first, words
    assert "Ada lebih dari satu kelurahan bernama Mangunharjo" in second and "Pekerjaan belum diisi" in second
    kinds = text.partition('id="faults"')[2].partition("</section>")[0]
    assert len(re.findall(r"<strong>1</strong>", kinds)) == 8


def test_a_row_has_a_page_of_its_own_with_what_was_written_and_the_fault_beside_it(client_for, visit, no):
    row = wrong(no)
    answer = visit(client_for("mitra"), f"/batch/{no}/baris/{row.id}")
    assert f'value="{SHORT[0]}"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "NIK harus 16 angka" in answer.text


def test_mended_without_javascript_it_comes_back_to_its_list_and_everything_counts(client_for, visit, no):
    client = client_for("mitra")
    before = counts(client, no)
    answer = mend(client, no, wrong(no).id, "?keadaan=wrong&jenis=nik_length")
    assert (answer.status_code, answer.location) == (303, f"/batch/{no}?keadaan=wrong&jenis=nik_length")
    page = visit(client, answer.location)
    assert "Baris 3 sudah benar: Siti Aminah siap ditanggung." in page.text
    after = counts(client, no)
    assert (after["rows-ready"], after["rows-wrong"]) == (2, 0)
    assert after["price"] == 2 * before["price"]


def test_by_htmx_the_form_takes_the_row_s_place_and_the_answer_brings_the_new_numbers(client_for, no):
    client, row = client_for("mitra"), wrong(no)
    page = client.get(f"/batch/{no}?keadaan=wrong").text
    assert f'hx-get="/batch/{no}/baris/{row.id}?keadaan=wrong" hx-target="#row-{row.id}"' in page
    fragment = client.get(f"/batch/{no}/baris/{row.id}?keadaan=wrong", headers=desk.BY_HTMX).text
    assert (
        fragment.strip().startswith(f'<div class="wrong-row" id="row-{row.id}">') and "<html" not in fragment
    )
    answer = mend(client, no, row.id, "?keadaan=wrong", headers=desk.BY_HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"], answer.headers["HX-Reselect"]) == (
        200,
        "#main",
        "#main",
    )
    check_page(answer)
    assert '<data id="rows-ready" value="2"' in answer.text
    assert "Baris 3 sudah benar" in answer.text


def test_still_wrong_it_stays_open_with_what_was_typed_and_the_new_fault(client_for, no):
    client, row = client_for("mitra"), wrong(no)
    answer = mend(client, no, row.id, name="Siti 漢", headers=desk.BY_HTMX)
    assert answer.status_code == 422
    assert answer.text.strip().startswith(f'<div class="wrong-row" id="row-{row.id}">')
    assert 'value="Siti 漢"' in answer.text and "yang tidak dipakai pada KTP" in answer.text
    kinds = answer.text.partition('id="faults" hx-swap-oob="true"')[2]
    assert "Nama memuat tanda" in kinds and "NIK bukan 16 angka" not in kinds
    page = mend(client, no, row.id, name="Siti 漢")
    assert page.status_code == 422
    check_page(page)


def test_several_open_forms_do_not_share_an_id(client_for, no):
    client = client_for("mitra")
    desk.send(
        client,
        f"/batch/{no}/lembar",
        {"client_key": desk.key(), "consent": "y", "sheet": small_sheet(("123", "Budi"), name="lain.csv")},
        content_type="multipart/form-data",
    )
    rows = BatchRow.select().where(BatchRow.state == "wrong")
    ids = [
        name
        for row in rows
        for name in re.findall(
            r' id="([^"]+)"', client.get(f"/batch/{no}/baris/{row.id}", headers=desk.BY_HTMX).text
        )
    ]
    assert len(rows) == 2 and len(ids) == len(set(ids))


def test_a_name_that_two_kelurahan_bear_is_two_choices(client_for, visit):
    client = client_for("mitra")
    no = opened(client, sheet=sheet("02-tata-letak-hrd.xlsx"))
    row = wrong(no)
    text = visit(client, f"/batch/{no}/baris/{row.id}").text
    assert "Mangunharjo, Kecamatan Tembalang" in text and "Mangunharjo, Kecamatan Tugu" in text
    kept = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', text))
    fields = {"nik": kept["nik"], "name": kept["name"], "occupation": "", "area": "33.74.16.1007"}
    assert mend(client, no, row.id, **fields).status_code == 303
    assert BatchRow.get_by_id(row.id).worker.kelurahan_id == "33.74.16.1007"


def test_a_row_changed_meanwhile_is_409_and_shows_both(client_for, no):
    client, row = client_for("mitra"), wrong(no)
    stale = re.search(r'name="seen"[^>]*value="([^"]*)"', client.get(f"/batch/{no}/baris/{row.id}").text)[1]
    assert mend(client_for("mitra_rekan"), no, row.id, nik="123", name="Siti Lain").status_code == 422
    answer = mend(client, no, row.id, seen=stale)
    assert answer.status_code == 409
    check_page(answer)
    assert "sudah diubah orang lain" in answer.text
    assert "Mitra Rekan" in answer.text and "Nama: Siti Lain" in answer.text
    assert f'value="{SITI[0]}"' in answer.text
    assert Worker.select().count() == 1


def test_a_page_open_too_long_gives_the_form_back_as_it_was_typed(client_for, no):
    client, row = client_for("mitra"), wrong(no)
    stale = {"client_key": desk.key(), "seen": "wrong.", "csrf_token": "basi", **TYPED}
    answer = client.post(f"/batch/{no}/baris/{row.id}", data=stale)
    assert answer.status_code == 422
    check_page(answer)
    assert "terlalu lama terbuka" in answer.text and f'value="{SITI[0]}"' in answer.text
    assert Worker.select().count() == 1


def test_after_the_sign_in_has_lapsed_the_way_on_takes_the_whole_page_and_not_the_row_s_place(client_for, no):
    client, row = client_for("mitra"), wrong(no)
    form = {"csrf_token": desk.form_token(client), "client_key": desk.key(), "seen": "", **TYPED}
    send(client, "/keluar")
    answer = client.post(f"/batch/{no}/baris/{row.id}", data=form, headers=desk.BY_HTMX)
    assert (
        answer.status_code == 422 and "Anda sudah keluar" in answer.text and 'name="kept_form"' in answer.text
    )
    places = [answer.headers.get(name) for name in ("HX-Retarget", "HX-Reselect", "HX-Reswap")]
    assert places == ["#main", "#main", "outerHTML"]


def test_one_that_cannot_be_mended_is_left_out_and_taken_back(client_for, visit, no):
    client, row = client_for("mitra"), wrong(no)
    answer = send(client, f"/batch/{no}/baris/{row.id}/pengecualian?keadaan=wrong")
    assert (answer.status_code, answer.location) == (303, f"/batch/{no}?keadaan=wrong")
    assert counts(client, no)["rows-wrong"] == 0
    assert "1 baris ditinggalkan" in visit(client, f"/batch/{no}").text
    assert "Ditinggalkan" in visit(client, f"/batch/{no}?keadaan=withdrawn").text
    assert "Kembalikan untuk diperbaiki" in visit(client, f"/batch/{no}/baris/{row.id}").text
    send(client, f"/batch/{no}/baris/{row.id}/pengembalian")
    assert counts(client, no)["rows-wrong"] == 1


def test_the_wrong_rows_are_fetched_as_a_sheet(client_for, visit, no):
    client = client_for("mitra")
    assert f'href="/batch/{no}/galat.xlsx?lembar=' in visit(client, f"/batch/{no}").text
    answer = client.get(f"/batch/{no}/galat.xlsx")
    assert (answer.status_code, answer.mimetype.endswith("spreadsheetml.sheet")) == (200, True)
    assert answer.data[:2] == b"PK"
    assert client.get(f"/batch/{no}/galat.xlsx?lembar=999999").status_code == 404
    assert client.get(f"/batch/{no}/galat.xlsx?lembar=satu").status_code == 404


def test_months_left_over_are_offered_with_their_price_and_taken_by_a_press(client_for, visit):
    mitra, mitra2 = client_for("mitra"), client_for("mitra2")
    opened(mitra2, months="3", sheet=small_sheet(SUGENG))
    no = opened(mitra, months="6", sheet=small_sheet(SUGENG))
    text = visit(mitra, f"/batch/{no}?keadaan=funded").text
    assert "1 orang masih punya bulan kosong" in text
    assert "Direncanakan perusahaan lain (CSR) untuk" in text and "Bahari" not in text
    bill = desk.billed(mitra2, Batch.get(Batch.no != no).no)
    desk.send(client_for("admin"), f"/pembayaran/{desk.paid(mitra2, bill)}/konfirmasi")
    text = visit(mitra, f"/batch/{no}?keadaan=funded").text
    assert (
        "Sudah ditanggung perusahaan (CSR) untuk" in text and text.count("Direncanakan perusahaan lain") == 1
    )
    row = BatchRow.get(BatchRow.state == "funded")
    page = visit(mitra, f"/batch/{no}/baris/{row.id}").text
    price = int(re.search(r"Iurannya Rp([\d.]+)\.", page)[1].replace(".", ""))
    answer = send(mitra, f"/batch/{no}/bulan-kosong", {"client_key": desk.key(), "row": str(row.id)})
    assert (answer.status_code, answer.location) == (303, f"/batch/{no}")
    found = counts(mitra, no)
    assert (found["rows-ready"], found["rows-funded"], found["price"]) == (1, 0, price)
    assert "Dalam batch ini hanya untuk" in visit(mitra, f"/batch/{no}").text
    again = send(mitra, f"/batch/{no}/bulan-kosong", {"client_key": desk.key()})
    assert again.status_code == 422
    check_page(again)


def test_the_auditor_looks_at_a_wrong_row_with_its_nik_masked_and_changes_nothing(client_for, visit, no):
    auditor, row = client_for("auditor"), wrong(no)
    for address in (f"/batch/{no}", f"/batch/{no}/baris/{row.id}"):
        text = visit(auditor, address).text
        assert SHORT[0] not in text and "galat.xlsx" not in text and "Simpan dan periksa" not in text
    assert auditor.get(f"/batch/{no}/baris/{row.id}", headers=desk.BY_HTMX).text.count(SHORT[0]) == 0
    assert auditor.get(f"/batch/{no}/galat.xlsx").status_code == 403


@pytest.mark.parametrize(
    ("name", "status"),
    [("mitra", 200), ("mitra_rekan", 200), ("admin", 200), ("mitra2", 403), ("petugas", 403)],
)
def test_owner_and_colleague_mend_and_a_stranger_sees_nothing(client_for, no, name, status):
    client, row = client_for(name), wrong(no)
    assert client.get(f"/batch/{no}/baris/{row.id}").status_code == status
    assert client.get(f"/batch/{no}/galat.xlsx").status_code == status
    if status == 403:
        form = {"client_key": desk.key(), "seen": "wrong.", **TYPED}
        for rest in (f"baris/{row.id}", f"baris/{row.id}/pengecualian", "bulan-kosong"):
            assert send(client, f"/batch/{no}/{rest}", form).status_code == 403
        assert BatchRow.get_by_id(row.id).state == "wrong"


def test_an_officer_mends_the_batch_that_is_open_at_the_own_post(client_for, people):
    petugas = client_for("petugas")
    no = opened(petugas, company=str(people["mitra"].company_id), sheet=small_sheet(SHORT))
    assert mend(petugas, no, wrong(no).id).status_code == 303
    assert client_for("petugas2").get(f"/batch/{no}/baris/{BatchRow.get().id}").status_code == 403


def test_a_row_of_another_batch_is_not_there(client_for, no):
    client = client_for("mitra")
    other = opened(client, sheet=small_sheet(("3374010101800007", "Joko")))
    row = wrong(no).id
    assert client.get(f"/batch/{other}/baris/{row}").status_code == 404
    assert send(client, f"/batch/{other}/baris/{row}/pengecualian").status_code == 404


def test_the_audit_line_holds_no_number_of_a_person(client_for, no):
    mend(client_for("mitra"), no, wrong(no).id)
    line = AuditEvent.get(AuditEvent.action == "batch.baris_diperbaiki")
    assert SITI[0] not in str(line.detail) and line.detail == {"baris": 3, "hasil": "ready"}


def test_queries_of_the_page_do_not_grow_with_its_rows(client_for, count_queries):
    client = client_for("mitra")
    few = opened(client, sheet=small_sheet(*[("123", f"Budi {letter}") for letter in "ab"], name="a.csv"))
    many = opened(
        client, sheet=small_sheet(*[("123", f"Budi {letter}") for letter in "abcdefghijklmnop"], name="b.csv")
    )
    client.get(f"/batch/{few}")
    assert count_queries(lambda: client.get(f"/batch/{few}")) == count_queries(
        lambda: client.get(f"/batch/{many}")
    )


def test_every_row_says_how_far_its_money_is_in_as_many_queries_for_many_rows(
    client_for, visit, count_queries
):
    client, admin = client_for("mitra"), client_for("admin")
    few = opened(client, sheet=small_sheet(SUGENG))
    people = [(f"33740101018{at:05d}", "Orang Lain") for at in range(1, 13)]
    many = opened(client, name="Besar", sheet=small_sheet(*people))
    for no in (few, many):
        assert "Ditagih" not in visit(client, f"/batch/{no}?keadaan=ready").text.partition('id="rows"')[2]
        bill = desk.billed(client, no)
        assert "Ditagih, belum dibayar: " in visit(client, f"/batch/{no}?keadaan=ready").text
        payment = desk.paid(client, bill, amount=str(Bill.get(Bill.no == bill).amount), reference=f"TRF {no}")
        assert send(admin, f"/pembayaran/{payment}/konfirmasi").status_code == 303
    page = visit(client, f"/batch/{many}?keadaan=ready").text
    assert page.count("Dibayar: ") == 12
    row = BatchRow.select().join(Batch).where(Batch.no == few).get().id
    assert 'class="state state-paid"' in visit(client, f"/batch/{few}/baris/{row}").text
    asked = [count_queries(lambda no=no: client.get(f"/batch/{no}?keadaan=ready")) for no in (few, many)]
    assert asked[0] == asked[1]
