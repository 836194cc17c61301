"""What the columns of a sheet hold, said once and remembered: /batch/<no>/kolom/<upload>, /perusahaan/<code>/kolom."""

from io import BytesIO

import pytest

from db.models import AuditEvent, Batch, BatchRow, ColumnMap, Upload, Worker
from tests.web import desk
from tests.web.batches.test_open_batch import SITI, SUGENG, counts
from tests.web.desk import open_batch, opened, send, small_sheet
from tests.web.house_rules import NIK, check_page

UNKNOWN = ("Angka Penduduk", "Sebutan", "Wilayah", "Kegiatan")
FIELDS = ("nik", "name", "kelurahan", "occupation")


def sheet_with(*headings: str, rows: list[tuple], name: str = "hrd.csv") -> tuple:
    return BytesIO("\n".join(";".join(row) for row in [headings, *rows]).encode()), name


def own_sheet(*people, name: str = "hrd.csv") -> tuple:
    """Under headings that nobody knows."""
    return sheet_with(*UNKNOWN, rows=[(*who, "Sampangan", "Nelayan") for who in people], name=name)


def address(no: str) -> str:
    return f"/batch/{no}/kolom/{Upload.select().order_by(Upload.id.desc()).first().id}"


def explain(client, no: str, *fields: str, **other):
    """Say what the columns hold, from left to right."""
    chosen = {f"kolom_{position}": field for position, field in enumerate(fields)}
    place = {"lembar": "1", "baris": "1", "client_key": desk.key()}
    return send(client, address(no), place | chosen | other)


@pytest.fixture
def no(client_for) -> str:
    """A batch whose one sheet has headings that nobody knows."""
    return opened(client_for("mitra"), sheet=own_sheet(SUGENG, SITI))


def test_unknown_headings_are_asked_about_before_any_row_is_read(client_for, no, visit):
    client = client_for("mitra")
    text = visit(client, f"/batch/{no}").text
    assert "Kolom lembar hrd.csv belum dipahami" in text
    assert "Kolom NIK, Nama, Pekerjaan, Kelurahan tidak ditemukan." in text
    assert f'href="{address(no)}"' in text
    assert (counts(client, no)["rows-total"], BatchRow.select().count(), Worker.select().count()) == (0, 0, 0)


def test_headings_stand_beside_the_first_rows_and_numbers_are_masked(client_for, no, visit):
    text = visit(client_for("mitra"), address(no)).text
    assert all(heading in text for heading in UNKNOWN)
    assert "Sugeng Hartono · Siti Aminah" in text and "3374••••" in text
    assert not NIK.search(text)
    assert text.index("Belum ada kolom untuk: NIK, Nama, Pekerjaan, Kelurahan.") < text.index("Sugeng")


def test_column_of_nothing_but_16_digits_is_proposed_as_nik_and_said_to_be_so(client_for, no, visit):
    text = visit(client_for("mitra"), address(no)).text
    assert '<option selected value="nik">' in text.partition('name="kolom_0"')[2].partition("</select>")[0]
    assert text.count('<option selected value="nik">') == 1
    assert text.count("Diusulkan dari isinya") == 1


def test_of_two_such_columns_none_is_proposed(client_for, visit):
    """A family's number has 16 digits too."""
    headings = (*UNKNOWN, "Nomor keluarga")
    person = (*SITI, "Sampangan", "Nelayan", "3374010101100001")
    no = opened(client_for("mitra"), sheet=sheet_with(*headings, rows=[person]))
    text = visit(client_for("mitra"), address(no)).text
    assert '<option selected value="nik">' not in text and "Diusulkan dari isinya" not in text


def test_what_is_said_once_reads_this_sheet_and_the_next_one(client_for, no):
    client = client_for("mitra")
    answer = explain(client, no, *FIELDS)
    assert (answer.status_code, answer.location) == (303, f"/batch/{no}")
    assert (counts(client, no)["rows-ready"], Worker.select().count()) == (2, 2)
    assert {(row.heading, row.field) for row in ColumnMap.select()} == set(zip(UNKNOWN, FIELDS, strict=True))
    next_one = opened(client, sheet=own_sheet(("3374011705030001", "Slamet Widodo"), name="januari.csv"))
    assert counts(client, next_one)["rows-ready"] == 1
    line = AuditEvent.get(AuditEvent.action == "batch.kolom_dipasangkan")
    assert (line.subject, line.detail) == (no, {"lembar": "hrd.csv"})


def test_needed_column_that_is_missing_is_said_and_nothing_is_kept(client_for, no):
    answer = explain(client_for("mitra"), no, "nik", "name", "", "")
    assert answer.status_code == 422
    check_page(answer)
    assert "Belum ada kolom untuk Pekerjaan, Kelurahan." in answer.text
    assert (ColumnMap.select().count(), Upload.get().state) == (0, "columns")


@pytest.mark.parametrize(
    ("fields", "column"),
    [(("nik", "name", "name", "occupation"), "B"), (("birth_on", "birth_place_and_day", "nik", "name"), "A")],
)
def test_two_columns_for_the_same_are_refused_beside_the_second(client_for, no, fields, column):
    answer = explain(client_for("mitra"), no, *fields)
    assert answer.status_code == 422
    assert f"Isi ini sudah dipilih untuk kolom {column}." in answer.text
    assert ColumnMap.select().count() == 0


def test_field_nobody_offers_is_refused(client_for, no):
    answer = explain(client_for("mitra"), no, *FIELDS[:3], "kpj")
    assert answer.status_code == 422
    assert ColumnMap.select().count() == 0


def test_same_form_twice_reads_once(client_for, no):
    client, key = client_for("mitra"), desk.key()
    for _time in range(2):
        assert explain(client, no, *FIELDS, client_key=key).status_code == 303
    assert (counts(client, no)["rows-total"], ColumnMap.select().count()) == (2, 4)


def test_recognised_headings_are_shown_with_the_way_to_correct_them(client_for, visit):
    client = client_for("mitra")
    no = opened(
        client,
        sheet=sheet_with(
            "No. KTP", "Nama", "Kel/Desa", "Profesi", "Catatan", rows=[(*SITI, "Sampangan", "Nelayan", "a")]
        ),
    )
    text = visit(client, f"/batch/{no}").text
    assert "Judul kolom dipahami begini" in text
    assert "<strong>Kel/Desa</strong>: Kelurahan" in text
    assert '<strong>Catatan</strong>: <span class="muted">tidak dipakai</span>' in text
    assert f'href="{address(no)}"' in text
    assert f'href="{address(no)}"' not in client_for("auditor").get(f"/batch/{no}").text


def test_column_without_a_heading_goes_by_its_letter(client_for, visit):
    client = client_for("mitra")
    no = opened(
        client, sheet=sheet_with("", "Nama", "Kelurahan", "Pekerjaan", rows=[(*SITI, "Sampangan", "Nelayan")])
    )
    assert "Kolom A" in visit(client, address(no)).text
    explain(client, no, "nik", "name", "kelurahan", "occupation")
    assert (counts(client, no)["rows-ready"], ColumnMap.get().heading) == (1, "Kolom A")


def test_heading_row_may_be_another_one(client_for, visit):
    client = client_for("mitra")
    title = ("PT", "Sinar", "Pesisir", "Semarang")
    no = opened(client, sheet=sheet_with(*title, rows=[UNKNOWN, (*SITI, "Sampangan", "Nelayan")]))
    there = visit(client, f"{address(no)}?lembar=1&baris=2").text
    assert UNKNOWN[0] in there and "Sinar</strong>" not in there
    explain(client, no, *FIELDS, baris="2")
    assert counts(client, no)["rows-ready"] == 1


@pytest.mark.parametrize(
    "query", ["?lembar=9&baris=1", "?lembar=1&baris=19", "?lembar=x&baris=-1", "?lembar=1&baris=2"]
)
def test_row_without_headings_is_said_and_the_likeliest_is_shown(client_for, no, visit, query):
    text = visit(client_for("mitra"), f"{address(no)}{query}").text
    assert UNKNOWN[0] in text
    assert ("tidak ada judul kolom" in text) == (query != "?lembar=x&baris=-1")


def test_what_is_sent_for_a_row_without_headings_is_not_taken_for_another_row(client_for, no):
    answer = explain(client_for("mitra"), no, *FIELDS, baris="19")
    assert answer.status_code == 422 and "Di baris itu tidak ada judul kolom." in answer.text
    assert (ColumnMap.select().count(), BatchRow.select().count()) == (0, 0)
    check_page(answer)


def test_sheet_nobody_explains_is_set_aside(client_for, no, visit):
    client = client_for("mitra")
    assert "Singkirkan lembar ini" in visit(client, address(no)).text
    assert send(client, f"{address(no)}/penyingkiran").location == f"/batch/{no}"
    assert "belum dipahami" not in visit(client, f"/batch/{no}").text
    assert send(client, f"{address(no)}/penyingkiran").status_code == 303
    assert AuditEvent.select().where(AuditEvent.action == "batch.lembar_disingkirkan").count() == 1


def test_list_of_batches_points_to_the_one_that_waits(client_for, no, visit):
    client = client_for("mitra")
    assert "kolomnya belum dipahami" in visit(client, "/batch").text
    explain(client, no, *FIELDS)
    assert "kolomnya belum dipahami" not in visit(client, "/batch").text


def test_each_of_several_sheets_has_its_way_to_be_corrected(client_for, no, visit):
    client = client_for("mitra")
    explain(client, no, *FIELDS)
    sheet = small_sheet(("3374011705030001", "Slamet Widodo"), name="susulan.csv")
    fields = {"client_key": desk.key(), "consent": "y", "sheet": sheet}
    send(client, f"/batch/{no}/lembar", fields, content_type="multipart/form-data")
    text = visit(client, f"/batch/{no}").text
    assert all(f'href="/batch/{no}/kolom/{upload.id}"' in text for upload in Upload.select())


@pytest.mark.parametrize(
    ("name", "sees", "changes"),
    [
        ("mitra_rekan", 200, 303),
        ("mitra2", 403, 403),
        ("petugas", 403, 403),
        ("admin", 200, 303),
        ("auditor", 200, 403),
    ],
)
def test_owner_colleague_and_stranger(client_for, no, name, sees, changes):
    client = client_for(name)
    assert client.get(address(no)).status_code == sees
    assert explain(client, no, *FIELDS).status_code == changes


def test_sheet_of_another_batch_is_not_there(client_for, no):
    client = client_for("mitra2")
    own = opened(client, sheet=own_sheet(SUGENG))
    foreign = Upload.get(Upload.batch == Batch.get(Batch.no == no)).id
    assert client.get(f"/batch/{own}/kolom/{foreign}").status_code == 404
    assert send(client, f"/batch/{own}/kolom/{foreign}").status_code == 404


def test_sheet_that_lacks_the_column_altogether_opens_nothing(client_for):
    answer = open_batch(
        client_for("mitra"),
        sheet=sheet_with(
            "Nama", "Kelurahan", "Pekerjaan", "Catatan", rows=[("Siti", "Sampangan", "Nelayan", "baik")]
        ),
    )
    assert answer.status_code == 422
    assert "Kolom NIK tidak ditemukan" in answer.text
    assert Batch.select().count() == 0
