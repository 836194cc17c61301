"""The bank's answers: sent in, read, looked at; what somebody has to look at is taken to the bank."""

from io import BytesIO

import openpyxl

from db.models import AuditEvent, DebitReturn, Job
from tests.services import debit_desk
from tests.web import desk
from tests.web.debits.pages import at, of_month, press, send_answer, value


def answered(admin, run, content: bytes) -> str:
    """The page of an answer that was sent in and read."""
    answer = send_answer(admin, run, content)
    assert answer.status_code == 303, answer.text
    debit_desk.queue.run_waiting_tasks()
    return answer.location


def strange(run) -> bytes:
    """An answer with a line for this run, one nobody knows, one of another amount."""
    _first, second, *_others = debit_desk.lines_of(run)
    lines = debit_desk.answer(run, without=(second.key,)).decode()
    return (
        f"{lines}K26-ASING-2612-101,16800,BERHASIL,,BJT9,{run.debit_on:%Y-%m-%d}\r\n"
        f"{second.key},99,BERHASIL,,BJT8,{run.debit_on:%Y-%m-%d}\r\n"
    ).encode()


def test_answer_is_read_line_by_line_and_counted(admin, day_comes, visit):
    debit_desk.due()
    debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    first, second = debit_desk.lines_of(run)
    visit(admin, at(run, "/balasan"))
    where = answered(admin, run, debit_desk.answer(run, {first.key: "SALDO TIDAK CUKUP"}))
    page = visit(admin, where).text
    assert (value(page, "rows-total"), value(page, "rows-paid"), value(page, "rows-failed")) == (2, 1, 1)
    assert f'href="{at(run)}/baris/{second.key}"' in page and "saldo tidak cukup" in page
    page = visit(admin, f"{where}?hasil=failed").text
    assert first.key in page and second.key not in page
    assert "tidak dipakai: hasil" in visit(admin, f"{where}?hasil=raja").text
    assert f'href="{where}"' in visit(admin, at(run, "/balasan")).text


def test_reading_is_shown_as_it_goes(admin, day_comes):
    debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    where = send_answer(admin, run, debit_desk.answer(run)).location
    piece = admin.get(where, headers=desk.BY_HTMX)
    assert 'id="answer_reading"' in piece.text and "<h1" not in piece.text
    debit_desk.queue.run_waiting_tasks()
    assert admin.get(where, headers=desk.BY_HTMX).headers["HX-Redirect"] == where


def test_what_nobody_knows_stands_with_what_the_bank_wrote_and_what_to_do(admin, day_comes, visit):
    for _ in range(3):
        debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    page = visit(admin, answered(admin, run, strange(run))).text
    assert value(page, "rows-unknown") == 1 and value(page, "rows-amount") == 1
    assert "K26-ASING-2612-101" in page and "Yang diminta Rp16.800, yang dijawab Rp99" in page
    assert (
        "2 dari 4 baris perlu dilihat" in page and value(visit(admin, of_month(run)).text, "lines-sent") == 1
    )


def test_what_is_to_be_looked_at_is_read_again_by_a_press(admin, day_comes, visit, client_for):
    for _ in range(3):
        debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    where = answered(admin, run, strange(run))
    assert f'action="{where}/baca-ulang"' in visit(admin, where).text
    assert press(client_for("auditor"), f"{where}/baca-ulang").status_code == 403
    assert press(admin, f"{where}/baca-ulang").location == where
    debit_desk.queue.run_waiting_tasks()
    page = visit(admin, where).text
    assert (value(page, "rows-total"), value(page, "rows-paid"), value(page, "rows-unknown")) == (4, 2, 1)


def test_lines_to_look_at_wait_until_somebody_notes_what_came_of_them(admin, day_comes, visit, client_for):
    for _ in range(3):
        debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    where = answered(admin, run, strange(run))
    assert f'href="{where}"' in visit(admin, "/debit").text
    assert "1 baris yang diminta belum dijawab bank" in visit(admin, where).text
    assert press(admin, f"{where}/penyelesaian").status_code == 422
    note = {"note": "Bank: baris asing milik nasabah lain, sudah dikembalikan."}
    assert press(client_for("auditor"), f"{where}/penyelesaian", **note).status_code == 403
    assert press(admin, f"{where}/penyelesaian", **note).location == where
    page = visit(admin, where).text
    assert note["note"] in page and f'action="{where}/penyelesaian"' not in page
    assert f'href="{where}"' not in visit(admin, "/debit").text
    assert press(admin, f"{where}/penyelesaian", note="Sekali lagi.").status_code == 422


def test_last_line_that_was_cut_is_not_believed_and_the_whole_file_is(admin, day_comes, visit):
    for _ in range(3):
        debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    whole = debit_desk.answer(run)
    lines = whole.split(b"\r\n")
    cut = b"\r\n".join(lines[:3])
    where = answered(admin, run, cut)
    page = visit(admin, where).text
    assert (value(page, "rows-paid"), value(page, "rows-unreadable")) == (1, 1)
    assert "mungkin terpotong" in page
    page = visit(admin, answered(admin, run, whole.rstrip())).text
    assert (value(page, "rows-paid"), value(page, "rows-again")) == (2, 1)


def test_lines_to_look_at_are_taken_as_a_sheet_of_safe_cells(admin, day_comes, client_for):
    for _ in range(3):
        debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    content = strange(run).replace(b"K26-ASING-2612-101", b"=HYPERLINK(1)")
    where = answered(admin, run, content)
    answer = press(admin, f"{where}/perlu-dilihat.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert cells[0][0] == "Baris" and cells[0][-1] == "Yang perlu dilakukan" and len(cells) == 3
    assert not any(cell.startswith("=") for row in cells for cell in row)
    assert all(cell.data_type == "s" for row in sheet.iter_rows(min_row=2) for cell in row if cell.value)
    assert AuditEvent.select().where(AuditEvent.action == "debet.jawaban_diunduh").count() == 1
    assert press(client_for("auditor"), f"{where}/perlu-dilihat.xlsx").status_code == 403


def test_answer_without_anything_to_look_at_has_no_such_sheet(admin, day_comes):
    debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    where = answered(admin, run, debit_desk.answer(run))
    assert press(admin, f"{where}/perlu-dilihat.xlsx").status_code == 404


def test_same_file_again_leads_to_what_became_of_it(admin, day_comes, visit):
    debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    content = debit_desk.answer(run)
    where = answered(admin, run, content)
    again = send_answer(admin, run, content, "salinan.csv")
    assert again.location == where and "sudah diunggah sebagai" in visit(admin, where).text
    assert DebitReturn.select().count() == 1


def test_file_that_is_no_answer_is_refused_beside_its_field(admin, day_comes):
    debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    for content in (b"", b"PK\x03\x04bukan teks", b"<html>masuk</html>", b"satu,dua\r\n1,2\r\n"):
        answer = send_answer(admin, run, content)
        assert answer.status_code == 422 and "field-error" in answer.text, content
    assert desk.send(admin, at(run, "/balasan"), {"client_key": desk.key()}).status_code == 422
    assert not DebitReturn.select().exists()


def test_answer_to_another_run_is_not_taken_in(admin, day_comes, visit):
    debit_desk.due()
    first = debit_desk.sent()
    day_comes(first)
    [line] = debit_desk.lines_of(first)
    content = debit_desk.answer(first)
    debit_desk.upload(first, debit_desk.answer(first, {line.key: "SALDO TIDAK CUKUP"}))
    second = debit_desk.sent(first.month)
    page = visit(admin, answered(admin, second, content)).text
    assert "Berkas ini tidak dicatat" in page and "berkas ke-1" in page


def test_run_that_was_not_handed_over_takes_no_answer(admin, visit):
    debit_desk.due()
    run = debit_desk.built()
    assert "belum ada jawaban untuk dicatat" in visit(admin, at(run, "/balasan")).text
    answer = send_answer(admin, run, debit_desk.answer(run))
    assert answer.status_code == 422 and not DebitReturn.select().exists()


def test_reading_that_failed_says_why_and_is_gone_on_with(admin, day_comes, visit):
    debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    where = send_answer(admin, run, debit_desk.answer(run)).location
    Job.update(state="failed", error='{"message": "Susunan bank hilang.", "params": {}}').where(
        Job.id == DebitReturn.get().job_id
    ).execute()
    page = visit(admin, where).text
    assert "Susunan bank hilang." in page
    assert press(admin, f"{where}/kelanjutan").status_code == 303
    debit_desk.queue.run_waiting_tasks()
    assert value(visit(admin, where).text, "rows-paid") == 1
    assert press(admin, f"{where}/kelanjutan").status_code == 422


def test_page_of_an_answer_costs_the_same_however_many_lines(admin, day_comes, count_queries):
    for _ in range(5):
        debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    keys = [line.key for line in debit_desk.lines_of(run)]
    where = answered(admin, run, debit_desk.answer(run, without=tuple(keys[1:])))
    few = count_queries(lambda: admin.get(where))
    where = answered(admin, run, debit_desk.answer(run, without=(keys[0],)))
    assert count_queries(lambda: admin.get(where)) == few


def test_nothing_to_forward_is_said_and_makes_no_bill(admin, visit):
    assert "Tidak ada yang menunggu" in visit(admin, "/debit/penerusan").text
    assert press(admin, "/debit/penerusan").status_code == 422


def test_same_press_forwards_once(admin, day_comes):
    debit_desk.due()
    run = debit_desk.sent()
    day_comes(run)
    answered(admin, run, debit_desk.answer(run))
    fields = {"client_key": desk.key()}
    bills = {desk.send(admin, "/debit/penerusan", fields).location for _ in range(2)}
    assert len(bills) == 1 and bills.pop().startswith("/tagihan/")
