"""The admin writes down what others published about the city, the auditor reads; nobody else."""

import pytest
import time_machine

from db.models import AuditEvent, Figure
from tests.web.desk import key, send
from tests.web.house_rules import check_page

PAGE = "/admin/angka"
NEW = {
    "key": "ucj_active", "value": "401.200", "for_year": "", "as_of": "31/10/2026",
    "source": "Surat BPJS B/12/XI/2026", "note": "Rekap Oktober.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


def add(client, **other):
    return send(client, f"{PAGE}/baru", {"client_key": key(), **NEW, **other})


def withdraw(client, figure_id: int, why: str = "salah ketik", **other):
    return send(client, f"{PAGE}/{figure_id}/pencabutan", {"client_key": key(), "why": why, **other})


def of(name: str) -> Figure:
    return Figure.get(Figure.key == name, Figure.withdrawn_at.is_null(), Figure.added_by.is_null())


def added() -> list[Figure]:
    return list(Figure.select().where(Figure.added_by.is_null(False)))


def test_figures_stand_with_day_and_source_and_both_where_sources_differ(client_for, visit):
    text = visit(client_for("auditor"), PAGE).text
    for said in (
        "756.873 orang",
        "390.498 orang",
        "51,59 persen",
        "71,59 persen",
        "151.347",
        "170.000 orang",
    ):
        assert said in text, said
    for said in ("7 November 2025", "iNewsJoglosemar, November 2025", "7.017 orang", "7.217 orang"):
        assert said in text, said
    assert "sumber berbeda" in text and "Sumbernya tidak sama" in text


def test_added_figure_is_the_one_that_is_used(client_for, visit, people):
    answer = add(client_for("admin"))
    assert (answer.status_code, answer.location) == (303, PAGE)
    text = visit(client_for("auditor"), PAGE).text
    assert "401.200 dari 756.873 orang" in text and "Surat BPJS B/12/XI/2026, per 31 Oktober 2026" in text
    assert people["admin"].name in text and "390.498 orang" in text


def test_older_figure_that_is_added_later_does_not_hide_the_newer(client_for, visit):
    admin = client_for("admin")
    assert add(admin, as_of="30/06/2025", value="380.000").status_code == 303
    assert "390.498 dari 756.873 orang" in visit(admin, PAGE).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"key": "penduduk"}, "Pilih angkanya dari daftar."),
        ({"key": ""}, "Pilih angkanya dari daftar."),
        ({"value": "banyak"}, "Isi nilainya dengan angka"),
        ({"value": ""}, "Isi nilainya dengan angka"),
        ({"value": "-5"}, "Isi nilainya dengan angka"),
        ({"value": "0"}, "lebih dari 0"),
        ({"value": "9" * 18}, "lebih besar daripada penduduk Indonesia"),
        ({"value": "9" * 4000}, "Isi nilainya dengan angka"),
        ({"value": "756.874"}, "lebih besar daripada keseluruhannya, yaitu 756.873 pada 7 November 2025"),
        ({"key": "ucj_potential", "value": "390.497"}, "lebih kecil daripada sebagiannya, yaitu 390.498"),
        ({"key": "national_percent", "value": "100,01"}, "Persen paling banyak 100"),
        ({"key": "national_percent", "value": "51,592"}, "Isi nilainya dengan angka"),
        ({"key": "ucj_target_percent", "value": "80"}, "Isi tahun yang dituju target ini"),
        ({"key": "ucj_target_percent", "value": "80", "for_year": "9999"}, "antara 2014 dan 2050"),
        ({"key": "ucj_target_percent", "value": "80", "for_year": "nanti"}, "Isi tahun dengan empat angka"),
        ({"for_year": "2026"}, "Angka ini bukan target"),
        ({"as_of": "22/11/2026"}, "di masa depan"),
        ({"as_of": "1/1/1950"}, "sebelum tahun 2000"),
        ({"as_of": ""}, "Isi tanggal data menurut sumbernya"),
        ({"as_of": "kemarin"}, "anggal"),
        ({"source": ""}, "Tulis sumbernya"),
        ({"source": "   "}, "Tulis sumbernya"),
        ({"source": "x" * 201}, "Sumber paling banyak 200 huruf"),
        ({"source": "Bapak 3374010101019123"}, "Jangan tulis NIK"),
        ({"note": "y" * 401}, "Catatan paling banyak 400 huruf"),
        ({"client_key": "x"}, "Muat ulang halaman ini"),
    ],
)
def test_wrong_field_is_refused_with_a_sentence_beside_it(client_for, fields, words):
    answer = add(client_for("admin"), **fields)
    assert answer.status_code == 422 and words in answer.text
    check_page(answer)
    assert not added()


def test_same_figure_of_a_source_is_noted_once(client_for):
    admin, once = client_for("admin"), key()
    assert [add(admin, client_key=once).status_code for _ in range(2)] == [303, 303]
    assert len(added()) == 1
    assert add(admin, client_key=once, value="401.300").status_code == 409
    again = add(admin, value="401.300")
    assert again.status_code == 422 and "sudah dicatat" in again.text


def test_target_of_another_year_takes_over_when_the_year_has_come(client_for, visit):
    admin = client_for("admin")
    target = {"key": "ucj_target_percent", "value": "75,5%", "for_year": "2026"}
    assert add(admin, **target).status_code == 303
    text = visit(admin, PAGE).text
    assert "Target 2026" in text and "75,50 persen" in text and "Target cakupan 2025" in text


def test_withdrawn_figure_stays_in_the_history_with_its_reason(client_for, visit, people):
    figure = of("ucj_active")
    assert withdraw(client_for("admin"), figure.id, why="dicatat dua kali").status_code == 303
    text = visit(client_for("auditor"), PAGE).text
    history = text.partition("Dicabut (1)")[2]
    assert "390.498 orang" in history and "dicatat dua kali" in history and people["admin"].name in history
    assert "Catat dulu calon peserta dan peserta aktif" in text
    assert "sudah dicabut" in visit(client_for("admin"), f"{PAGE}/{figure.id}/pencabutan").text
    again = withdraw(client_for("admin"), figure.id)
    assert again.status_code == 422 and "Angka ini sudah dicabut" in again.text


def test_withdrawal_asks_for_a_reason(client_for):
    answer = withdraw(client_for("admin"), of("ucj_active").id, why="")
    assert answer.status_code == 422 and "Tulis mengapa angka ini dicabut." in answer.text
    assert of("ucj_active")


def test_what_was_done_is_in_the_trail(client_for):
    admin = client_for("admin")
    add(admin)
    withdraw(admin, added()[0].id)
    lines = list(AuditEvent.select().where(AuditEvent.subject_kind == "angka").order_by(AuditEvent.id))
    assert [line.action for line in lines] == ["angka.ditambah", "angka.dicabut"]
    assert lines[0].detail["nilai"] == "401.200" and lines[1].detail["alasan"] == "salah ketik"


def test_figure_that_is_not_there_is_404(client_for):
    admin = client_for("admin")
    assert admin.get(f"{PAGE}/999999/pencabutan").status_code == 404
    assert withdraw(admin, 999_999).status_code == 404


def test_admin_and_auditor_look_and_only_the_admin_changes(client_for, visit):
    figure = of("ucj_active").id
    forms = (f"{PAGE}/baru", f"{PAGE}/{figure}/pencabutan")
    for page in (PAGE, *forms):
        visit(client_for("admin"), page)
        assert (
            "<button"
            not in visit(client_for("auditor"), page).text.partition('id="main"')[2].partition("</main>")[0]
        )
        for role in ("petugas", "mitra", "donatur", "opd"):
            assert client_for(role).get(page).status_code == 403
    assert "/admin/angka/baru" not in client_for("auditor").get(PAGE).text
    for role in ("auditor", "petugas", "mitra", "donatur", "opd"):
        assert add(client_for(role)).status_code == 403
        assert withdraw(client_for(role), figure).status_code == 403
    assert not added() and of("ucj_active")


def test_more_figures_ask_no_more_questions(client_for, count_queries):
    admin = client_for("admin")
    admin.get(PAGE)
    few = count_queries(lambda: admin.get(PAGE))
    for day in range(1, 6):
        assert add(admin, as_of=f"0{day}/06/2026").status_code == 303
    withdraw(admin, added()[0].id)
    assert admin.get(PAGE).status_code == 200  # with what was said about it
    assert count_queries(lambda: admin.get(PAGE)) == few


def test_form_opens_with_the_figure_that_is_missing(client_for, visit):
    text = visit(client_for("admin"), f"{PAGE}/baru?angka=asn_total").text
    assert '<option selected value="asn_total">' in text
    assert visit(client_for("admin"), f"{PAGE}/baru?angka=apa-saja")


def test_page_without_any_figure_says_what_to_do_first(client_for, visit):
    Figure.update(withdrawn_at="2026-11-01 00:00:00", withdrawn_why="uji").execute()
    text = visit(client_for("admin"), PAGE).text
    assert "Belum ada angka yang dicatat" in text and 'href="/admin/angka/baru?angka=ucj_potential"' in text
