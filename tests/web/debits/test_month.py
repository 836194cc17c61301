"""The month's page and what is pressed from it: sealed, dropped, handed over, taken, refused by the bank."""

from datetime import timedelta

import pytest
import time_machine

from db.models import AuditEvent, DebitLine, DebitRun, Job
from kiosk.domain.clock import add_months, noon_of, today, utc_now
from kiosk.services import mandate_revocations
from tests.services import asn_desk, debit_desk
from tests.web import desk
from tests.web.debits.pages import at, awake, of_month, press, send_answer, value


def now_of(run: DebitRun) -> DebitRun:
    return DebitRun.get_by_id(run.id)


def test_bank_s_file_is_given_to_a_press_of_our_own_page_only(admin, visit):
    debit_desk.due()
    run = debit_desk.sent()
    address = at(run, "/berkas")
    assert admin.post(address, data={"client_key": "x" * 32}).status_code == 422
    assert not AuditEvent.select().where(AuditEvent.action == "debet.berkas_diambil").exists()
    assert press(admin, address).data == debit_desk.bytes_of(run)


def test_run_goes_from_built_to_forwarded_by_its_pages(admin, visit):
    for people in (1, 2):
        debit_desk.due(people=people)
    run = debit_desk.built()
    page = visit(admin, at(run, "/segel")).text
    assert (value(page, "seal-lines"), value(page, "seal-amount")) == (2, 50_400)
    assert press(admin, at(run, "/segel")).location == of_month(run)
    debit_desk.queue.run_waiting_tasks()
    run = now_of(run)
    page = visit(admin, of_month(run)).text
    assert run.state == "sealed" and "Masih dapat dibuka sampai" in page and run.sha256[:8] in page
    assert f'href="{at(run)}/penyerahan"' not in page
    with time_machine.travel(run.sealed_at + debit_desk.LATER, tick=True):
        awake(admin)
        assert f'href="{at(run)}/penyerahan"' in visit(admin, of_month(run)).text
        assert value(visit(admin, at(run, "/penyerahan")).text, "send-lines") == 2
        assert press(admin, at(run, "/penyerahan")).status_code == 303
        file = press(admin, at(run, "/berkas"))
    assert (
        file.data == debit_desk.bytes_of(now_of(run)) and "attachment" in file.headers["Content-Disposition"]
    )
    with debit_desk.on_day_of(run):
        awake(admin)
        answer = send_answer(admin, run, debit_desk.answer(run))
        debit_desk.queue.run_waiting_tasks()
        assert value(visit(admin, answer.location).text, "rows-paid") == 2
        page = visit(admin, of_month(run)).text
        assert value(page, "lines-paid") == 2 and 'href="/debit/penerusan"' in page
        assert value(visit(admin, "/debit/penerusan").text, "forward-amount") == 50_400
        bill = press(admin, "/debit/penerusan")
        assert bill.location.startswith("/tagihan/")
        visit(admin, bill.location)
        page = visit(admin, of_month(run)).text
    assert 'aria-current="step"><span class="step-name">Diteruskan ke BPJS' in page


def test_building_is_shown_as_it_goes_and_leads_on_when_done(admin, visit):
    debit_desk.due()
    debit_desk.debit_runs.begin(month=debit_desk.coming(), client_key=desk.key(), by=debit_desk.admin())
    run = debit_desk.run_of()
    piece = admin.get(of_month(run), headers=desk.BY_HTMX)
    assert 'id="run_progress"' in piece.text and "<h1" not in piece.text
    debit_desk.queue.run_waiting_tasks()
    assert admin.get(of_month(run), headers=desk.BY_HTMX).headers["HX-Redirect"] == of_month(run)


def test_job_that_says_nothing_for_a_while_is_said_to_stand_still(admin, visit):
    debit_desk.due()
    debit_desk.debit_runs.begin(month=debit_desk.coming(), client_key=desk.key(), by=debit_desk.admin())
    Job.update(heartbeat_at=utc_now() - timedelta(minutes=1)).execute()
    assert "terhenti atau menunggu giliran" in visit(admin, of_month(debit_desk.run_of())).text


def test_work_that_failed_says_why_and_is_gone_on_with(admin, visit):
    debit_desk.due()
    debit_desk.debit_runs.begin(month=debit_desk.coming(), client_key=desk.key(), by=debit_desk.admin())
    run = debit_desk.run_of()
    debit_desk.queue.run_job(run.job_id, use=lambda job, progress: (_ for _ in ()).throw(_refusal()))
    page = visit(admin, of_month(run)).text
    assert "Debet ini belum selesai disusun" in page and "Susunan bank hilang." in page
    assert press(admin, at(run, "/kelanjutan")).location == of_month(run)
    debit_desk.queue.run_waiting_tasks()
    assert now_of(run).state == "built"
    assert press(admin, at(run, "/kelanjutan")).status_code == 422


def _refusal():
    from kiosk.services.acting import Refused

    return Refused("Susunan bank hilang.")


def test_dropped_run_says_why_and_the_month_can_be_built_again(admin, visit):
    debit_desk.due()
    run = debit_desk.built()
    visit(admin, at(run, "/pembatalan"))
    assert press(admin, at(run, "/pembatalan"), why="").status_code == 422
    assert press(admin, at(run, "/pembatalan"), why="Ada OPD yang menyusul").status_code == 303
    page = visit(admin, of_month(run)).text
    assert "Ada OPD yang menyusul" in page and 'name="month"' in page
    assert press(admin, at(run, "/pembatalan"), why="Lagi").status_code == 303
    assert AuditEvent.select().where(AuditEvent.action == "debet.dibatalkan").count() == 1


def test_press_that_cancels_breaks_no_seal_and_the_other_way_round(admin, visit):
    debit_desk.due()
    run = debit_desk.built()
    answer = press(admin, at(run, "/pembukaan-segel"), why="Salah bulan")
    assert answer.status_code == 422 and "tidak tersegel" in answer.text
    run = _sealed(run)
    answer = press(admin, at(run, "/pembatalan"), why="Salah bulan")
    assert answer.status_code == 422 and now_of(run).state == "sealed"
    visit(admin, at(run, "/pembukaan-segel"))
    assert press(admin, at(run, "/pembukaan-segel"), why="Salah bulan").status_code == 303
    assert now_of(run).state == "dropped"


def _sealed(run: DebitRun) -> DebitRun:
    debit_desk.debit_sealing.ask(run=run, by=debit_desk.admin())
    debit_desk.queue.run_waiting_tasks()
    return now_of(run)


def test_reason_holds_no_number_of_an_account(admin):
    debit_desk.due()
    run = debit_desk.built()
    assert press(admin, at(run, "/pembatalan"), why="rekening 3012345678901").status_code == 422


def test_sealed_run_leaves_no_sooner_than_its_seal_can_be_broken(admin, visit):
    debit_desk.due()
    run = debit_desk.sealed()
    assert "Baru dapat diserahkan pukul" in visit(admin, at(run, "/penyerahan")).text
    answer = press(admin, at(run, "/penyerahan"))
    assert answer.status_code == 422 and "masih dapat dibuka sampai" in answer.text
    assert now_of(run).state == "sealed"


def test_somebody_who_changed_after_the_sealing_is_said_on_the_page(admin, visit):
    mandate = debit_desk.due()
    debit_desk.due()
    run = debit_desk.sealed()
    mandate_revocations.revoke(
        no=mandate.no, on=today(), why="own_request", by=asn_desk.acting(mandate.donor)
    )
    page = visit(admin, of_month(run)).text
    assert "1 baris berubah sesudah disegel" in page and f'href="{at(run)}/penyerahan"' not in page
    assert "Buka segel" in visit(admin, at(run, "/penyerahan")).text


def test_run_whose_day_has_gone_by_says_that_it_has_to_be_built_anew(admin, visit):
    debit_desk.due()
    run = debit_desk.sealed()
    with time_machine.travel(noon_of(run.debit_on + timedelta(days=1)), tick=True):
        page = visit(awake(admin), of_month(run)).text
        assert "Hari debetnya sudah lewat" in page and f'href="{at(run)}/pembukaan-segel"' in page
        assert f'href="{at(run)}/penyerahan"' not in page
        assert "Hari debetnya sudah lewat" in visit(admin, at(run, "/penyerahan")).text
        assert press(admin, at(run, "/penyerahan")).status_code == 422
        assert press(admin, at(run, "/pembukaan-segel"), why="Harinya lewat").status_code == 303


def test_file_is_there_once_it_was_handed_over_and_each_time_is_written_down(admin):
    debit_desk.due()
    run = debit_desk.sealed()
    assert press(admin, at(run, "/berkas")).status_code == 422
    with time_machine.travel(run.sealed_at + debit_desk.LATER, tick=True):
        awake(admin)
        press(admin, at(run, "/penyerahan"))
        assert [press(admin, at(run, "/berkas")).status_code for _ in range(2)] == [200, 200]
    assert AuditEvent.select().where(AuditEvent.action == "debet.berkas_diambil").count() == 2


def test_bank_refuses_the_whole_file_by_a_typed_reason_and_a_tick(admin, visit):
    debit_desk.due()
    run = debit_desk.sent()
    visit(admin, at(run, "/penolakan-bank"))
    answer = press(admin, at(run, "/penolakan-bank"), why="Format ditolak")
    assert answer.status_code == 422 and "Tandai kotak ini" in answer.text
    assert press(admin, at(run, "/penolakan-bank"), why="", sure="y").status_code == 422
    assert press(admin, at(run, "/penolakan-bank"), why="Format ditolak", sure="y").status_code == 303
    assert [line.state for line in DebitLine.select()] == ["failed"]
    page = visit(admin, of_month(run)).text
    assert "1 gagal dan dapat dicoba lagi" in page and "Susun percobaan ulang" in page


def test_failure_that_passes_is_tried_again_as_a_new_run(admin, visit):
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: "SALDO TIDAK CUKUP"}))
    with debit_desk.on_day_of(run):
        awake(admin)
        assert value(visit(admin, "/").text, "debit-retry") == 1
        assert press(admin, "/debit", month=f"{run.month:%Y-%m}").status_code == 303
        debit_desk.queue.run_waiting_tasks()
        page = visit(admin, of_month(run)).text
        assert "Ambil berkas untuk bank" in visit(admin, at(run, "/balasan")).text
    second = debit_desk.run_of(run.month)
    assert second.number == 2 and "Berkas ke-2" in page and f'href="{at(run)}/baris"' in page


def test_run_that_is_not_there_is_not_found(admin, visit):
    debit_desk.due()
    run = debit_desk.built()
    for address in (
        f"/debit/{add_months(run.month, 3):%Y-%m}", f"/debit/{add_months(run.month, -5):%Y-%m}", "/debit/2026-13",
        "/debit/desember", at(run).rpartition("/")[0] + "/9/baris", at(run).rpartition("/")[0] + "/99999999999/baris",
        at(run, "/baris/K26-ADA"), "/debit/balasan/R26-TIADA", "/debit/2026-13/1/segel",
    ):  # fmt: skip
        visit(admin, address, status=404)


def test_month_that_is_next_has_a_page_before_it_is_built(admin, visit):
    debit_desk.due()
    page = visit(admin, f"/debit/{debit_desk.coming():%Y-%m}").text
    assert value(page, "expected-mandates") == 1 and 'name="month"' in page


@pytest.mark.parametrize("role", ["opd", "petugas", "mitra", "donatur"])
def test_nobody_else_sees_the_debit(client_for, role):
    debit_desk.due()
    run = debit_desk.built()
    client = client_for(role)
    for address in ("/debit", of_month(run), at(run, "/baris"), at(run, "/dilewati"), at(run, "/segel")):
        assert client.get(address).status_code == 403, address


def test_auditor_looks_at_everything_and_presses_nothing(client_for, visit):
    debit_desk.due()
    run = debit_desk.sealed()
    auditor = client_for("auditor")
    presses = (
        "/segel", "/pembatalan", "/pembukaan-segel", "/penyerahan", "/berkas", "/penolakan-bank", "/balasan",
        "/kelanjutan",
    )  # fmt: skip
    assert {press(auditor, at(run, one), why="x", sure="y").status_code for one in presses} == {403}
    assert {press(auditor, one).status_code for one in ("/debit", "/debit/penerusan")} == {403}
    for one in ("/segel", "/pembatalan", "/pembukaan-segel", "/penyerahan", "/penolakan-bank", "/balasan"):
        page = visit(auditor, at(run, one)).text
        assert (
            "sebagai inspektorat" in page
            and '<button type="submit" class="button button-primary"' not in page
        )
    assert "/pembukaan-segel" not in visit(auditor, of_month(run)).text
