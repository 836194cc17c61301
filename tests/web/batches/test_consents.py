"""The list that a company's people sign: printed, laid down, looked at, taken away."""

from functools import partial
from io import BytesIO

import pytest

from db.models import Attachment, AuditEvent, Batch, BatchRow, Company, Consent, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import initials
from kiosk.services import batch_consent_lists, batch_consents, consents, handover_consents
from kiosk.services.worker_rows import consent_columns
from tests.web import desk
from tests.web.papers import text_of

PEOPLE = (("3374020902000001", "Sugeng Riyadi"), ("3374021003010002", "Tarno"))


@pytest.fixture
def mitra(client_for):
    return client_for("mitra")


@pytest.fixture
def batch(mitra) -> str:
    return desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE))


def laid_down(client, batch: str, *files, **other):
    files = list(files) or [desk.photo(name="daftar.jpg")]
    data = {"client_key": desk.key(), "papers": files, **other}
    return desk.send(client, f"/batch/{batch}/persetujuan", data, content_type="multipart/form-data")


def papers() -> list[Attachment]:
    return list(
        Attachment.select().where(Attachment.owner_kind == "batch_persetujuan").order_by(Attachment.id)
    )


ASKED_FOR = "Daftar persetujuan yang ditandatangani belum diunggah"


def test_a_signed_list_is_asked_for_only_while_somebody_has_not_consented(client_for, mitra, batch):
    assert ASKED_FOR in mitra.get(f"/batch/{batch}").text
    sinar = str(Company.get(Company.code == "sinar").id)
    at_post = desk.opened(client_for("petugas"), company=sinar, name="Dari pos")
    desk.enrolled(client_for("petugas"), batch=at_post)
    page = client_for("petugas").get(f"/batch/{at_post}").text
    assert 'id="rows-ready" value="1"' in page and ASKED_FOR not in page
    for worker in Worker.select().join(BatchRow).where(BatchRow.batch == Batch.get(Batch.no == batch)):
        Consent.create(**consent_columns(worker.id, how="thumb", taken_by=1, note=""))
    assert ASKED_FOR not in mitra.get(f"/batch/{batch}").text


def test_the_list_has_names_and_the_words_in_force_and_no_number(mitra, batch):
    said = text_of(mitra.get(f"/batch/{batch}/persetujuan.pdf"))
    words = consents.words_on(today())
    for part in (
        "Sugeng Riyadi",
        "Tarno",
        "Sampangan",
        "PT Sinar Pesisir",
        batch,
        words.version,
        words.text[:60],
    ):
        assert part in said, part
    assert not [nik for nik, _name in PEOPLE if nik in said or nik[-4:] in said]


def test_two_people_of_one_name_are_told_apart_by_their_registration_numbers(mitra):
    namesakes = (("3374020902000001", "Tutik Hartono"), ("3374021003010002", "Tutik Hartono"))
    said = text_of(
        mitra.get(f"/batch/{desk.opened(mitra, sheet=desk.small_sheet(*namesakes))}/persetujuan.pdf")
    )
    numbers = [worker.reg_no for worker in Worker.select().order_by(Worker.id)]
    assert len(numbers) == 2
    assert all(f"Tutik Hartono {number}" in said for number in numbers)


def test_who_has_consented_at_a_post_is_not_asked_again(client_for):
    petugas = client_for("petugas")
    batch = desk.opened(petugas, company=str(Company.get(Company.code == "sinar").id))
    desk.enrolled(petugas, name="Karyono", batch=batch)
    said = text_of(petugas.get(f"/batch/{batch}/persetujuan.pdf"))
    assert "Karyono" not in said
    assert "1 orang lain dalam batch ini tidak perlu menandatangani" in said


def test_whom_the_company_took_from_a_list_it_does_not_meet_here(mitra, batch):
    BatchRow.update(picked=True).where(BatchRow.worker == Worker.get(Worker.name == "Tarno")).execute()
    said = text_of(mitra.get(f"/batch/{batch}/persetujuan.pdf"))
    assert "Tarno" not in said and initials("Tarno") + " " not in said
    assert "Sugeng Riyadi" in said


def test_a_long_list_comes_in_parts(mitra, batch, monkeypatch, visit):
    monkeypatch.setattr(batch_consent_lists, "LINES_IN_PART", 1)
    parts = [text_of(mitra.get(f"/batch/{batch}/persetujuan.pdf?bagian={part}")) for part in (1, 2, 9)]
    assert ["Sugeng" in said for said in parts] == [True, False, False]
    assert "bagian 2 dari 2" in parts[2]
    assert "persetujuan.pdf?bagian=2" in visit(mitra, f"/batch/{batch}/persetujuan").text


def test_several_pages_are_laid_down_at_once_and_the_batch_says_so(mitra, batch, visit):
    assert "belum diunggah" in visit(mitra, f"/batch/{batch}").text
    answer = laid_down(
        mitra, batch, desk.photo(name="a.jpg"), desk.photo(desk.portrait("navy"), name="b.jpg")
    )
    assert answer.status_code == 303
    assert len(papers()) == 2
    assert "2 berkas" in visit(mitra, f"/batch/{batch}").text
    page = visit(mitra, f"/batch/{batch}/persetujuan").text
    assert page.count("diunggah Mitra") == 2


def test_the_bytes_lie_sealed_and_come_back_by_a_press(mitra, batch):
    laid_down(mitra, batch)
    answer = desk.send(mitra, f"/batch/{batch}/persetujuan/{papers()[0].id}")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.data.startswith(b"\xff\xd8")
    assert AuditEvent.get(AuditEvent.action == "batch.persetujuan_dibuka").subject == batch


def test_a_form_sent_twice_lays_down_once(mitra, batch):
    same = desk.key()
    for _time in range(2):
        assert laid_down(mitra, batch, client_key=same).status_code == 303
    assert len(papers()) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 bukan gambar", "bukan PDF dan bukan foto"),
        (b"", "Berkas daftar ini kosong"),
        (b"%PDF-1.7 robek", "Pindai daftarnya sekali lagi"),
    ],
)
def test_a_file_that_is_none_is_named_and_nothing_is_kept(mitra, batch, content, sentence):
    answer = laid_down(mitra, batch, desk.photo(), (BytesIO(content), "daftar.pdf"))
    assert answer.status_code == 422
    assert "Berkas ke-2" in answer.text and sentence in answer.text
    assert papers() == []


def test_nothing_chosen_is_said(mitra, batch):
    data = {"client_key": desk.key()}
    answer = desk.send(mitra, f"/batch/{batch}/persetujuan", data)
    assert answer.status_code == 422
    assert "Pilih berkas daftar" in answer.text


def test_who_laid_it_down_takes_it_away_with_a_reason_until_the_bill(mitra, client_for, batch, visit):
    laid_down(mitra, batch)
    number = papers()[0].id
    address = f"/batch/{batch}/persetujuan/{number}/pembuangan"
    assert desk.send(mitra, address, {"why": ""}).status_code == 422
    assert desk.send(client_for("mitra_rekan"), address, {"why": "Bukan punya saya."}).status_code == 403
    assert desk.send(mitra, address, {"why": "Halaman salah."}).status_code == 303
    assert papers() == []
    assert AuditEvent.get(AuditEvent.action == "batch.persetujuan_dibuang").detail == {
        "alasan": "Halaman salah."
    }
    laid_down(mitra, batch)
    desk.billed(mitra, batch)
    kept = f"/batch/{batch}/persetujuan/{papers()[0].id}/pembuangan"
    answer = desk.send(mitra, kept, {"why": "Halaman salah."})
    assert answer.status_code == 422 and "sudah ditagih" in answer.text
    assert len(papers()) == 1
    assert "Buang berkas" not in visit(mitra, f"/batch/{batch}/persetujuan").text


def test_the_paper_opens_for_the_company_the_admin_and_who_opened_the_batch(client_for, visit):
    petugas = client_for("petugas")
    batch = desk.opened(petugas, company=str(Company.get(Company.code == "sinar").id))
    laid_down(client_for("mitra"), batch)
    address = f"/batch/{batch}/persetujuan/{papers()[0].id}"
    names = ("petugas", "mitra_rekan", "admin", "rekan", "auditor", "mitra2", "petugas2", "donatur")
    answers = {name: desk.send(client_for(name), address).status_code for name in names}
    assert answers == dict(zip(names, (200, 200, 200, 403, 403, 403, 403, 403), strict=True))
    assert "1 berkas" in visit(client_for("auditor"), f"/batch/{batch}").text
    assert f'action="{address}"' not in visit(client_for("auditor"), f"/batch/{batch}/persetujuan").text
    assert f'action="{address}"' not in visit(client_for("rekan"), f"/batch/{batch}/persetujuan").text


def test_a_paper_of_another_batch_is_not_there(mitra, batch):
    laid_down(mitra, batch)
    other = desk.opened(
        mitra, name="Lain", sheet=desk.small_sheet(("3374021104020005", "Wagiman"), name="lain.csv")
    )
    assert desk.send(mitra, f"/batch/{other}/persetujuan/{papers()[0].id}").status_code == 404


def test_more_than_a_batch_keeps_is_refused(mitra, batch, monkeypatch):
    laid_down(mitra, batch)
    with monkeypatch.context() as patch:
        patch.setattr(batch_consents, "MOST_IN_ALL", 1)
        answer = laid_down(mitra, batch, desk.photo(desk.portrait("navy")))
    assert answer.status_code == 422 and "paling banyak 1 berkas" in answer.text
    assert len(papers()) == 1


def test_the_page_asks_no_more_of_the_database_for_more_papers(mitra, batch, count_queries):
    laid_down(mitra, batch)
    few = count_queries(lambda: mitra.get(f"/batch/{batch}/persetujuan"))
    for colour in ("navy", "red", "green"):
        laid_down(mitra, batch, desk.photo(desk.portrait(colour)))
    assert count_queries(lambda: mitra.get(f"/batch/{batch}/persetujuan")) <= few


def test_page_and_list_ask_no_more_of_the_database_for_more_people(
    client_for, mitra, batch, count_queries, monkeypatch
):
    monkeypatch.setattr(handover_consents, "ROWS_AT_ONCE", 1)
    few = desk.opened(mitra, name="Lain", sheet=desk.small_sheet(("3374021104020005", "Wagiman")))
    for address in ("persetujuan", "persetujuan.pdf"):
        less, more = (count_queries(partial(mitra.get, f"/batch/{no}/{address}")) for no in (few, batch))
        assert more <= less, address


def test_a_withdrawn_batch_takes_no_more_papers(mitra, visit):
    batch = desk.opened(mitra)
    Batch.update(state="withdrawn").where(Batch.no == batch).execute()
    assert laid_down(mitra, batch).status_code == 422
    assert papers() == []
    assert "Simpan</" not in visit(mitra, f"/batch/{batch}/persetujuan").text.partition("<main")[2]
