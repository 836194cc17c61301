"""Whom BPJS did not take: the row says why and what comes next."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import Batch, BatchRow, SubmissionLine, Worker
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.services import holds, worker_flags
from tests.services.at_once import acting
from tests.services.bpjs_desk import asked, says, take_in
from tests.web import desk

WHY = "NIK tidak padan"


@pytest.fixture
def batch(client_for, people) -> str:
    mitra = client_for("mitra")
    no = desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng Riyadi")))
    desk.billed(mitra, no)
    worker, admin = Worker.get(), acting(people["admin"])
    asked([worker], by=admin)
    take_in([says(worker, accepted=False, reason=WHY)], by=admin)
    return no


@pytest.mark.parametrize("name", ["mitra", "admin", "auditor"])
def test_the_row_says_why_and_what_to_do(client_for, visit, batch, name):
    row, reg_no = BatchRow.get(), Worker.get().reg_no
    mends = "koreksi" if name == "mitra" else "ditolak-bpjs"
    for address in (f"/batch/{batch}?keadaan=released", f"/batch/{batch}/baris/{row.id}"):
        page = visit(client_for(name), address).text
        assert f"Kata BPJS: {WHY}" in page and "sesudah itu orangnya dapat diajukan lagi" in page
        assert f'href="/pekerja/{reg_no}/{mends}">Betulkan datanya' in page


def settled(people) -> None:
    with writing():
        worker_flags.settle(
            worker_id=Worker.get().id, kind=worker_flags.BPJS_REJECTED, by=acting(people["admin"])
        )


def test_once_it_is_mended_the_row_leads_to_the_same_batch_while_that_takes_people(
    client_for, visit, people, batch
):
    settled(people)
    mitra, reg_no = client_for("mitra"), Worker.get().reg_no
    page = visit(mitra, f"/batch/{batch}?keadaan=released").text
    assert "Masukkan orangnya lagi ke batch ini atau batch lain yang terbuka" in page
    assert "Betulkan datanya" not in page and "batch baru," not in page
    assert f'href="/pekerja/{reg_no}/batch">Masukkan ke batch' in page
    assert f'value="{batch}"' in visit(mitra, f"/pekerja/{reg_no}/batch").text
    assert f"/pekerja/{reg_no}/batch" not in visit(client_for("admin"), f"/batch/{batch}").text


def test_a_batch_whose_time_is_over_leads_to_another(client_for, visit, people, batch):
    settled(people)
    Batch.update(first_month=add_months(first_of_month(today()), -2)).execute()
    page = visit(client_for("mitra"), f"/batch/{batch}?keadaan=released").text
    assert "Batch ini tidak menerima orang lagi: tanggung orangnya lewat batch lain" in page


def test_a_refusal_without_a_reason_says_so(client_for, visit, batch):
    SubmissionLine.update(reason="").execute()
    page = visit(client_for("mitra"), f"/batch/{batch}?keadaan=released").text
    assert "BPJS tidak menyebutkan alasannya." in page


def test_a_row_that_was_let_go_for_another_reason_says_nothing_of_bpjs(client_for, visit):
    mitra = client_for("mitra")
    no = desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng Riyadi")))
    holds.release_expired(now=utc_now() + timedelta(days=40))
    assert "Kata BPJS" not in visit(mitra, f"/batch/{no}?keadaan=released").text
