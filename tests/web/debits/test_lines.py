"""The lines of a run, one of them with its people, whom it skipped, and the control sheet."""

import re

from db.connection import writing
from db.models import CoverageMonth, DebitLine, Mandate, Pledge
from kiosk.domain.words import rupiah
from kiosk.services import bank_layouts, releases
from kiosk.services.acting import SYSTEM
from kiosk.services.coverage_changes import changing
from tests.services import asn_desk, debit_desk
from tests.web import desk
from tests.web.debits.pages import at, awake, press, value
from tests.web.papers import text_of


def test_lines_are_listed_and_narrowed_by_state_and_reason(admin, visit):
    for _ in range(3):
        debit_desk.due()
    run = debit_desk.sent()
    first, second, third = debit_desk.lines_of(run)
    debit_desk.upload(
        run, debit_desk.answer(run, {first.key: "SALDO TIDAK CUKUP", second.key: "REKENING DITUTUP"})
    )
    page = visit(admin, at(run, "/baris")).text
    assert all(line.key in page for line in (first, second, third)) and value(page, "lines-shown") == 3
    page = visit(admin, at(run, "/baris?keadaan=failed")).text
    assert third.key not in page and value(page, "lines-shown") == 2
    page = visit(admin, at(run, "/baris?keadaan=failed&alasan=closed")).text
    assert second.key in page and first.key not in page and "membuat surat kuasa baru" in page
    page = visit(admin, at(run, "/baris?keadaan=raja&alasan=entah")).text
    assert "tidak dipakai: keadaan, alasan" in page and value(page, "lines-shown") == 3


def test_line_is_found_by_its_mandate_or_its_reference(admin, visit):
    mandate = debit_desk.due()
    run = debit_desk.built()
    [line] = debit_desk.lines_of(run)
    for text in (mandate.no, mandate.no.lower(), f" {line.key} "):
        answer = desk.send(admin, at(run, "/baris"), {"cari": text})
        assert answer.location == at(run, f"/baris/{line.key}"), text
    for text in ("K26-TIADA", "", "3374010101010001", "%"):
        answer = desk.send(admin, at(run, "/baris"), {"cari": text})
        assert answer.status_code == 422, text


def test_line_shows_its_people_and_every_attempt_and_no_account(admin, client_for, visit):
    mandate = debit_desk.due(people=2)
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: "SALDO TIDAK CUKUP"}))
    with debit_desk.on_day_of(run):
        awake(admin)
        second = debit_desk.sent(run.month)
    for who in (admin, client_for("auditor")):
        page = visit(who, at(run, f"/baris/{line.key}")).text
        people = [pledge.worker.reg_no for pledge in Pledge.select().where(Pledge.mandate == mandate)]
        assert all(f'href="/pekerja/{reg_no}"' in page for reg_no in people)
        assert "Saldo tidak cukup" in page and "Ikut percobaan ulang berikutnya bulan ini" in page
        assert at(second, f"/baris/{debit_desk.lines_of(second)[0].key}") in page
        assert f"30{mandate.id:08d}" not in page and f"••••••{mandate.id:04d}" in page
    desk_of = client_for("petugas")
    assert desk_of.get(at(run, f"/baris/{line.key}")).status_code == 403


def test_line_of_another_run_is_not_found_under_this_one(admin, visit):
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: "SALDO TIDAK CUKUP"}))
    with debit_desk.on_day_of(run):
        awake(admin)
        second = debit_desk.built(run.month)
    visit(admin, at(second, f"/baris/{line.key}"), status=404)


def test_who_was_skipped_stands_under_the_reason_with_what_mends_it(admin, visit):
    debit_desk.due()
    Mandate.update(limit_amount=100).execute()
    asn_desk.signed(asn_desk.donor())
    run = debit_desk.built()
    page = visit(admin, at(run, "/dilewati")).text
    assert value(page, "skips-above_limit") == 1 and value(page, "skips-unverified") == 1
    assert "membuat surat kuasa baru dengan batas" in page and "Minta OPD memeriksa berkasnya" in page
    page = visit(admin, at(run, "/dilewati?alasan=above_limit")).text
    mandate = Mandate.get(Mandate.limit_amount == 100, Mandate.state == "verified")
    assert f'href="/opd/DISKOMINFO/berkas/{mandate.no}"' in page and "seluruh surat kuasa" in page
    assert "alasan" in visit(admin, at(run, "/dilewati?alasan=entah")).text


def test_nobody_skipped_is_said(admin, visit):
    debit_desk.due()
    assert "Tidak ada yang dilewati" in visit(admin, at(debit_desk.built(), "/dilewati")).text


def test_lists_cost_the_same_however_many_there_are(admin, count_queries):
    debit_desk.due()
    asn_desk.signed(asn_desk.donor())
    run = debit_desk.built()
    pages = [at(run, "/baris"), at(run, "/dilewati"), at(run, f"/baris/{DebitLine.get().key}")]
    few = [count_queries(lambda page=page: admin.get(page)) for page in pages]
    debit_desk.debit_runs.drop(run=run, why="lagi", by=debit_desk.admin())
    for _ in range(3):
        debit_desk.due(people=3)
        asn_desk.signed(asn_desk.donor())
    run = debit_desk.built()
    line = DebitLine.select().where(DebitLine.run == run, DebitLine.people == 3).first()
    pages = [at(run, "/baris"), at(run, "/dilewati"), at(run, f"/baris/{line.key}")]
    assert [count_queries(lambda page=page: admin.get(page)) for page in pages] == few


def test_control_sheet_names_count_sum_and_fingerprint(admin, client_for):
    for people in (1, 2):
        debit_desk.due(people=people)
    asn_desk.signed(asn_desk.donor())
    run = debit_desk.sealed()
    for who in (admin, client_for("auditor")):
        answer = who.get(at(run, "/lembar-kendali.pdf"))
        assert answer.mimetype == "application/pdf"
        text = re.sub(r"\s+", " ", text_of(answer))
        assert rupiah(run.amount) in text and "lima puluh ribu empat ratus rupiah" in text
        assert run.sha256[:8] in text and run.sha256[-8:] in text
        assert "surat kuasa belum diperiksa OPD" in text and bank_layouts.current().title in text
        assert "Bendahara" in text and "Kepala Dinas" in text


def test_control_sheet_of_a_broken_seal_says_that_it_counts_no_more(admin):
    debit_desk.due()
    run = debit_desk.sealed()
    press(admin, at(run, "/pembukaan-segel"), why="Salah bulan")
    assert "TIDAK BERLAKU" in text_of(admin.get(at(run, "/lembar-kendali.pdf")))


def test_there_is_no_control_sheet_before_the_seal(admin):
    debit_desk.due()
    answer = admin.get(at(debit_desk.built(), "/lembar-kendali.pdf"))
    assert answer.status_code == 422 and "sesudah debetnya disegel" in answer.text


def test_somebody_who_was_left_out_at_the_sealing_is_said_to_be(admin, visit):
    mandate = debit_desk.due(people=2)
    run = debit_desk.built()
    gone = Pledge.select().where(Pledge.mandate == mandate).first().worker_id
    with writing(), changing([gone]) as changes:
        months = list(CoverageMonth.select().where(CoverageMonth.worker == gone))
        releases.release(months, why="died", by=SYSTEM, changes=changes)
    debit_desk.debit_sealing.ask(run=run, by=debit_desk.admin())
    debit_desk.queue.run_waiting_tasks()
    page = visit(admin, at(run, f"/baris/{DebitLine.get().key}")).text
    assert page.count("ditinggalkan saat disegel") == 1 and "Rp16.800" in page
    page = visit(admin, at(run, "/dilewati")).text
    assert "ditemukan saat disegel" in page
