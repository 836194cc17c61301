"""Somebody is taken out of a batch before it is billed: /batch/<no>/baris/<row>/pencabutan."""

import pytest

from db.models import AuditEvent, Batch, BatchRow, Company, CoverageMonth, Message, Post, Worker
from kiosk.domain.clock import today
from kiosk.services import message_truth, notice_digests
from tests.services.ledger_proof import adds_up
from tests.web import desk
from tests.web.batches.test_open_batch import SITI
from tests.web.house_rules import check_page

WHY = "Sudah tidak bekerja di sini"


@pytest.fixture
def batch(client_for) -> str:
    return desk.opened(client_for("mitra"), sheet=desk.small_sheet(SITI, ("3374020902000001", "Sugeng")))


def row_of(batch: str, name: str = "Siti Aminah") -> BatchRow:
    found = BatchRow.select().join(Batch).switch(BatchRow).join(Worker)
    return found.where(Batch.no == batch, Worker.name == name).get()


def revoke(client, batch: str, row: int, reason: str = WHY):
    return desk.send(client, f"/batch/{batch}/baris/{row}/pencabutan", {"reason": reason})


def take_back(client, batch: str, row: int):
    return desk.send(client, f"/batch/{batch}/baris/{row}/pencabutan/pembatalan")


def live(worker) -> int:
    return (
        CoverageMonth.select()
        .where(CoverageMonth.worker == worker, CoverageMonth.released_at.is_null())
        .count()
    )


def test_a_row_is_revoked_and_the_person_waits_again(client_for, visit, batch):
    mitra, row = client_for("mitra"), row_of(batch)
    page = visit(mitra, f"/batch/{batch}/baris/{row.id}/pencabutan").text
    assert "Siti Aminah" in page and "Bulan yang dilepas" in page
    answer = revoke(mitra, batch, row.id)
    assert (answer.status_code, answer.location) == (303, f"/batch/{batch}")
    row = BatchRow.get_by_id(row.id)
    assert (row.state, row.withdrawn_why, live(row.worker)) == ("withdrawn", WHY, 0)
    assert {month.released_why for month in row.worker.months} == {"revoked"}
    text = visit(mitra, f"/batch/{batch}").text
    assert 'id="rows-ready" value="1"' in text and 'id="rows-total" value="1"' in text
    assert "Siti Aminah" in visit(client_for("admin"), "/menunggu").text
    line = AuditEvent.get(AuditEvent.action == "batch.baris_dicabut")
    assert (line.subject, line.detail) == (batch, {"pekerja": row.worker.reg_no, "alasan": WHY})
    assert adds_up()


def test_the_way_stands_on_the_page_of_a_ready_row_until_the_bill(client_for, visit, batch):
    mitra, page = client_for("mitra"), f"/batch/{batch}/baris/{row_of(batch).id}"
    link = f'href="{page}/pencabutan"'
    assert link in visit(mitra, page).text and link not in visit(client_for("auditor"), page).text
    desk.billed(mitra, batch)
    assert link not in visit(mitra, page).text


def test_a_revoked_row_leads_to_why_and_back(client_for, visit, batch):
    mitra, page = client_for("mitra"), f"/batch/{batch}/baris/{row_of(batch).id}"
    revoke(mitra, batch, row_of(batch).id)
    assert f'href="{page}/pencabutan"' in visit(mitra, page).text
    for name in ("mitra", "auditor", "admin"):
        assert WHY in visit(client_for(name), f"{page}/pencabutan").text


def test_pressed_twice_it_is_done_once(client_for, batch):
    row = row_of(batch).id
    assert [revoke(client_for("mitra"), batch, row).status_code for _ in range(2)] == [303, 303]
    assert AuditEvent.select().where(AuditEvent.action == "batch.baris_dicabut").count() == 1


def test_a_reason_is_needed_and_holds_no_number(client_for, batch):
    row = row_of(batch).id
    for reason, said in (("", "Tulis mengapa"), ("NIK 3374 0101 0101 9123", "Alasan memuat angka")):
        answer = revoke(client_for("mitra"), batch, row, reason)
        assert answer.status_code == 422 and said in answer.text
        check_page(answer)
    assert row_of(batch).state == "ready"


def test_once_billed_nobody_is_revoked_until_the_bill_is_cancelled(client_for, visit, batch):
    mitra, row = client_for("mitra"), row_of(batch).id
    bill = desk.billed(mitra, batch)
    answer = revoke(mitra, batch, row)
    assert answer.status_code == 422 and "Bulan orang ini sudah ditagih" in answer.text
    check_page(answer)
    assert row_of(batch).state == "ready"
    data = {"client_key": desk.key(), "why": "Salah hitung"}
    assert desk.send(mitra, f"/tagihan/{bill}/pembatalan", data).status_code == 303
    assert revoke(mitra, batch, row).status_code == 303
    assert adds_up()


def test_taken_back_the_same_months_are_planned_again(client_for, visit, batch):
    mitra, row = client_for("mitra"), row_of(batch)
    months = live(row.worker)
    revoke(mitra, batch, row.id)
    assert "Kembalikan ke batch" in visit(mitra, f"/batch/{batch}/baris/{row.id}/pencabutan").text
    for _ in range(2):
        assert take_back(mitra, batch, row.id).status_code == 303
    row = BatchRow.get_by_id(row.id)
    assert (row.state, row.withdrawn_why, live(row.worker)) == ("ready", "", months)
    assert AuditEvent.select().where(AuditEvent.action == "batch.baris_dikembalikan").count() == 1
    assert adds_up()


def test_months_that_another_took_are_not_taken_back(client_for, batch):
    mitra, row = client_for("mitra"), row_of(batch)
    revoke(mitra, batch, row.id)
    other = desk.opened(client_for("mitra2"), sheet=desk.small_sheet(SITI))
    assert row_of(other).state == "ready"
    answer = take_back(mitra, batch, row.id)
    assert answer.status_code == 422 and "sudah diambil penanggung lain" in answer.text
    assert "Bahari" not in answer.text
    check_page(answer)
    assert BatchRow.get_by_id(row.id).state == "withdrawn"
    assert adds_up()


def test_an_officer_takes_nobody_back_beyond_the_places_and_the_company_does(client_for, people, batch):
    mitra, row = client_for("mitra"), row_of(batch)
    revoke(mitra, batch, row.id)
    johar = Post.get(Post.code == "johar")
    Batch.update(open_at=johar, places=1, created_by_id=people["petugas"].id).execute()
    answer = take_back(client_for("petugas"), batch, row.id)
    assert answer.status_code == 422 and "Tempat dalam batch ini sudah habis" in answer.text
    check_page(answer)
    assert take_back(mitra, batch, row.id).status_code == 303


def test_who_may_revoke(client_for, batch):
    names = ("mitra2", "petugas", "auditor", "opd")
    row = row_of(batch).id
    assert {revoke(client_for(name), batch, row).status_code for name in names} == {403}
    assert {take_back(client_for(name), batch, row).status_code for name in names} == {403}
    assert revoke(client_for("mitra_rekan"), batch, row).status_code == 303
    assert take_back(client_for("admin"), batch, row).status_code == 303


def test_a_row_is_looked_up_with_its_batch(client_for, batch, visit):
    other = desk.opened(client_for("mitra2"), sheet=desk.small_sheet(("3374021505800009", "Parjo")))
    row = row_of(other, "Parjo").id
    assert revoke(client_for("mitra"), batch, row).status_code == 404
    visit(client_for("mitra"), f"/batch/{batch}/baris/{row}/pencabutan", status=404)
    assert BatchRow.get_by_id(row).state == "ready"


def test_the_post_that_enrolled_somebody_reads_that_they_are_revoked(client_for, visit, people):
    sinar = Company.get(Company.code == "sinar")
    petugas = client_for("petugas")
    batch = desk.opened(petugas, company=str(sinar.id))
    reg_no = desk.enrolled(petugas, batch=batch)
    row = row_of(batch, desk.NAME)
    assert revoke(client_for("mitra"), batch, row.id).status_code == 303
    message = Message.get(Message.kind == "revoked")
    assert (message.state, message.post.code, message.funder) == ("by_hand", "johar", None)
    assert "tidak jadi ditanggung" in message.text and "Sinar" not in message.text
    assert "Tidak jadi ditanggung" in visit(petugas, "/pesan").text
    assert "Tidak jadi ditanggung" in visit(petugas, f"/pekerja/{reg_no}").text
    assert WHY in visit(petugas, f"/batch/{batch}/baris/{row.id}/pencabutan").text


def test_taken_back_nobody_is_told_and_revoked_again_they_are(client_for, batch):
    mitra, row = client_for("mitra"), row_of(batch)
    states = []
    for step in (revoke, take_back, revoke):
        assert step(mitra, batch, row.id).status_code == 303
        states.append(Message.get(Message.kind == "revoked").state)
    assert states == ["by_hand", "stale", "by_hand"]


def test_who_is_funded_by_another_after_all_is_told_nothing(client_for, batch):
    row = row_of(batch)
    revoke(client_for("mitra"), batch, row.id)
    desk.opened(client_for("mitra2"), sheet=desk.small_sheet(SITI))
    assert message_truth.set_aside_untrue() == 1
    assert Message.get(Message.kind == "revoked").state == "stale"


def test_somebody_who_took_consent_back_was_not_revoked(client_for, batch, visit):
    """Nor is the company told more of them."""
    row = row_of(batch)
    revoke(client_for("mitra"), batch, row.id)
    other = row_of(batch, "Sugeng")
    BatchRow.update(state="withdrawn").where(BatchRow.id == other.id).execute()
    text = visit(client_for("mitra"), f"/batch/{batch}?keadaan=withdrawn").text
    assert "Siti Aminah" in text and f"Alasan: {WHY}" in text and "Sugeng" not in text
    assert take_back(client_for("mitra"), batch, other.id).status_code == 404
    visit(client_for("mitra"), f"/batch/{batch}/baris/{other.id}/pencabutan", status=404)


def test_said_at_the_post_and_revoked_once_more_it_is_said_once_more(client_for, batch):
    mitra, row = client_for("mitra"), row_of(batch)
    revoke(mitra, batch, row.id)
    number = Message.get(Message.kind == "revoked").id
    assert desk.send(client_for("admin"), f"/pesan/{number}/disampaikan").status_code == 303
    assert Message.get_by_id(number).state == "done"
    take_back(mitra, batch, row.id)
    assert Message.get_by_id(number).state == "done"
    revoke(mitra, batch, row.id)
    assert Message.get_by_id(number).state == "by_hand"
    assert Message.select().where(Message.kind == "revoked").count() == 1


def test_the_post_counts_it_in_its_letter_of_the_day_and_no_funder_does(client_for):
    petugas, sinar = client_for("petugas"), str(Company.get(Company.code == "sinar").id)
    batch = desk.opened(petugas, company=sinar)
    desk.enrolled(petugas, batch=batch)
    revoke(client_for("mitra"), batch, row_of(batch, desk.NAME).id)
    notice_digests.write(today())
    letter = Message.get(Message.kind == "digest")
    assert letter.post.code == "johar" and letter.subject == "Payung: 1 orang tidak jadi ditanggung"
    assert desk.NAME not in letter.text and Message.select().where(Message.kind == "digest").count() == 1


def letters() -> list[Message]:
    return list(Message.select().where(Message.to_kind == "funder").order_by(Message.id))


def test_the_company_is_told_by_letter_whom_others_took_out_and_not_whom_it_did_itself(client_for, batch):
    rows = [row_of(batch), row_of(batch, "Sugeng")]
    revoke(client_for("mitra"), batch, rows[0].id)
    assert letters() == []
    take_back(client_for("mitra"), batch, rows[0].id)
    for row in rows:
        revoke(client_for("admin"), batch, row.id)
    [letter] = letters()
    assert letter.subject == f"Payung: 2 pekerja dicabut dari batch {batch}"
    assert (letter.kind, letter.funder, letter.state) == ("released", Batch.get().company.funder, "queued")
    assert f"/batch/{batch}" in letter.text and WHY not in letter.text and "Sugeng" not in letter.text


def test_a_letter_about_who_was_brought_back_at_once_is_not_sent(client_for, batch):
    admin, rows = client_for("admin"), [row_of(batch), row_of(batch, "Sugeng")]
    for row in rows:
        revoke(admin, batch, row.id)
    take_back(admin, batch, rows[0].id)
    [letter] = letters()
    assert (letter.state, "1 pekerja" in letter.subject) == ("queued", True)
    take_back(admin, batch, rows[1].id)
    assert letters()[0].state == "stale"
    revoke(admin, batch, rows[1].id)
    assert [one.state for one in letters()] == ["queued"]
