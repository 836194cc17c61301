"""A batch open at a post: on /batch/baru and at /batch/<no>/pos."""

from datetime import timedelta

import pytest

from db.models import AuditEvent, Batch, BatchRow, Company, Post
from kiosk.domain.clock import today
from tests.web import desk
from tests.web.batches.test_open_batch import SITI
from tests.web.house_rules import check_page

TOMORROW = f"{today() + timedelta(days=1):%d/%m/%Y}"


def opened_by_company(client_for, **other) -> str:
    return desk.opened(client_for("mitra"), **{"open_at": "johar", "places": "2", **other})


def set_opening(client, no: str, **fields):
    return desk.send(
        client, f"/batch/{no}/pos", {"open_at": "johar", "places": "", "open_until": "", **fields}
    )


def close(client, no: str):
    return desk.send(client, f"/batch/{no}/pos/penutupan")


def test_a_company_opens_its_batch_at_a_post_and_the_post_fills_it(client_for, visit):
    no = opened_by_company(client_for, open_until=TOMORROW, sheet=desk.small_sheet(SITI))
    petugas = client_for("petugas")
    assert no in visit(petugas, "/pekerja/baru").text
    for name in ("petugas", "mitra", "rekan", "admin"):
        text = visit(client_for(name), f"/batch/{no}").text
        assert "Terbuka di Pos Pasar Johar" in text and 'id="places-left" value="1"' in text, name
    assert desk.enrol(petugas, batch=no).status_code == 303
    assert 'id="places-left" value="0"' in visit(petugas, f"/batch/{no}").text
    assert f'disabled value="{no}"' in visit(petugas, "/pekerja/baru").text
    refused = desk.enrol(petugas, batch=no, nik="3374020902000001", name="Sugeng", phone="")
    assert refused.status_code == 422
    assert BatchRow.select().where(BatchRow.state == "ready").count() == 2


THREE = (SITI, ("3374020902000001", "Sugeng"), ("3374021505800009", "Parjo"))


def test_a_sheet_is_never_refused_for_places_and_the_company_reads_that_it_has_used_them(client_for, visit):
    """Fewer than none are never left; the company itself goes on naming people, the post does not."""
    no = opened_by_company(client_for, sheet=desk.small_sheet(*THREE))
    mitra, petugas = client_for("mitra"), client_for("petugas")
    for client in (mitra, petugas):
        text = visit(client, f"/batch/{no}").text
        assert 'id="rows-ready" value="3"' in text and 'id="places-left" value="0"' in text
        assert "berisi 3 orang, lebih banyak daripada 2 tempatnya" in text
        assert text.index("3 orang untuk 2 tempat") < text.index('id="rows-total"')
        assert "Jumlah tempat hanya membatasi pos" in text
    assert f'disabled value="{no}"' in visit(petugas, "/pekerja/baru").text
    assert f'<option value="{no}"' in visit(mitra, "/pekerja/baru").text
    assert desk.enrol(petugas, batch=no).status_code == 422
    assert desk.enrol(mitra, batch=no).status_code == 303
    assert 'id="places-left" value="0"' in visit(mitra, f"/batch/{no}").text


def test_the_rest_of_an_opening_is_changed_while_its_places_are_used_up(client_for, visit):
    no, mitra = opened_by_company(client_for, sheet=desk.small_sheet(*THREE)), client_for("mitra")
    assert set_opening(mitra, no, places="2", open_until=TOMORROW).status_code == 303
    assert Batch.get().open_until == today() + timedelta(days=1)
    assert set_opening(mitra, no, places="1").status_code == 422
    assert set_opening(mitra, no, places="4").status_code == 303
    assert "orang untuk" not in visit(mitra, f"/batch/{no}").text


def test_an_officer_opens_at_the_post_of_today_unless_told_otherwise(client_for):
    petugas, sinar = client_for("petugas"), str(Company.get(Company.code == "sinar").id)
    here = desk.opened(petugas, company=sinar, places="100")
    nowhere = desk.opened(petugas, company=sinar, open_at="")
    by_no = {batch.no: batch for batch in Batch.select()}
    assert by_no[here].open_at.code == "johar" and by_no[here].places == 100
    assert by_no[nowhere].open_at is None


def test_an_officer_opens_a_batch_for_a_company_without_account(client_for):
    petugas = client_for("petugas")
    company = Company.get(Company.code == desk.registered(petugas))
    no = desk.opened(petugas, company=str(company.id), places="5")
    assert desk.enrol(petugas, batch=no).status_code == 303
    assert Batch.get(Batch.no == no).company == company


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"open_at": "tambak-lorok"}, "Pilih pos dari daftar."),
        ({"open_at": "", "places": "5"}, "Pilih dulu posnya"),
        ({"places": "banyak"}, "Tulis jumlah tempat dengan angka"),
        ({"places": "1.5"}, "Tulis jumlah tempat dengan angka"),
        ({"places": "0"}, "Jumlah tempat paling sedikit 1"),
        ({"places": "100.001"}, "paling banyak 100.000"),
        ({"open_until": "01/01/2026"}, "Tanggal ini sudah lewat"),
        ({"open_until": "31/02/2026"}, "anggal"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(client_for, fields, said):
    petugas, sinar = client_for("petugas"), str(Company.get(Company.code == "sinar").id)
    no = desk.opened(petugas, company=sinar, places="3")
    answer = set_opening(petugas, no, **fields)
    assert answer.status_code == 422
    check_page(answer)
    assert said in answer.text
    batch = Batch.get()
    assert (batch.open_at.code, batch.places, batch.open_until) == ("johar", 3, None)


def test_a_new_batch_with_a_wrong_opening_is_given_back(client_for):
    answer = desk.open_batch(client_for("mitra"), open_at="johar", places="banyak")
    assert answer.status_code == 422 and "Tulis jumlah tempat dengan angka" in answer.text
    answer = desk.open_batch(client_for("mitra"), open_at="johar", places="0")
    assert answer.status_code == 422 and "Jumlah tempat paling sedikit 1" in answer.text
    check_page(answer)
    assert not Batch.select().exists()


def test_it_is_changed_and_never_to_fewer_places_than_people(client_for, visit):
    no = opened_by_company(client_for, sheet=desk.small_sheet(SITI, ("3374020902000001", "Sugeng")))
    mitra = client_for("mitra_rekan")
    answer = set_opening(mitra, no, places="1")
    assert answer.status_code == 422 and "Sudah ada 2 orang dalam batch ini" in answer.text
    assert (
        set_opening(mitra, no, open_at="tambak-lorok", places="2.000", open_until=TOMORROW).status_code == 303
    )
    assert "Sisa" in visit(mitra, f"/batch/{no}").text
    batch = Batch.get()
    assert (batch.open_at.code, batch.places) == ("tambak-lorok", 2000)
    line = AuditEvent.get(AuditEvent.action == "batch.pos_diatur")
    assert (line.subject, line.detail["pos"], line.detail["tempat"]) == (no, "tambak-lorok", 2000)
    assert set_opening(mitra, no, open_at="").status_code == 303
    assert (Batch.get().open_at, Batch.get().places) == (None, None)


def test_closed_early_the_post_enrols_nobody_more_and_still_sees_it(client_for, visit):
    no = opened_by_company(client_for)
    petugas, mitra = client_for("petugas"), client_for("mitra")
    assert desk.enrol(petugas, batch=no).status_code == 303
    for _ in range(2):
        assert close(mitra, no).status_code == 303
    assert no not in visit(petugas, "/pekerja/baru").text
    assert desk.enrol(petugas, batch=no, nik="3374020902000001", name="Sugeng", phone="").status_code == 422
    assert "sekarang tidak menerima orang lagi" in visit(petugas, f"/batch/{no}").text
    assert AuditEvent.select().where(AuditEvent.action == "batch.pos_ditutup").count() == 1
    assert set_opening(mitra, no, open_until=TOMORROW).status_code == 303
    assert no in visit(petugas, "/pekerja/baru").text


def test_closed_at_the_post_the_company_still_names_people_itself(client_for):
    no = opened_by_company(client_for, places="")
    close(client_for("mitra"), no)
    assert no in client_for("mitra").get("/pekerja/baru").text
    assert desk.enrol(client_for("mitra"), batch=no).status_code == 303


def test_who_may_change_it(client_for):
    """The company and the admin; an officer where that officer opened it."""
    no, names = (
        opened_by_company(client_for),
        ("mitra", "mitra_rekan", "admin", "petugas", "rekan", "mitra2", "auditor"),
    )
    expected = dict.fromkeys(names[:3], 303) | dict.fromkeys(names[3:], 403)
    assert {name: set_opening(client_for(name), no).status_code for name in names} == expected
    assert {name: close(client_for(name), no).status_code for name in names} == expected
    own = desk.opened(client_for("petugas"), company=str(Company.get(Company.code == "bahari").id))
    assert close(client_for("petugas"), own).status_code == 303
    assert close(client_for("rekan"), own).status_code == 403


def test_a_batch_that_takes_nobody_in_is_opened_nowhere(client_for, visit):
    no = desk.opened(client_for("mitra"))
    Batch.update(state="withdrawn").where(Batch.no == no).execute()
    answer = set_opening(client_for("mitra"), no)
    assert answer.status_code == 422 and "tidak dapat dibuka di pos" in answer.text
    check_page(answer)
    assert Batch.get().open_at is None
    assert (
        "/pos"
        not in visit(client_for("mitra"), f"/batch/{no}").text.partition("<main")[2].partition("</main>")[0]
    )


def test_a_closed_post_is_not_offered(client_for):
    Post.update(active=False).where(Post.code == "mangkang").execute()
    try:
        answer = desk.open_batch(client_for("mitra"), open_at="mangkang")
        assert answer.status_code == 422 and "Pilih pos dari daftar." in answer.text
    finally:
        Post.update(active=True).where(Post.code == "mangkang").execute()
