"""Whom BPJS did not take: the row says why and what comes next."""

from datetime import timedelta

import pytest

from db.models import BatchRow, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import holds
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


def test_once_it_is_mended_somebody_has_to_fund_the_person_again(client_for, visit, batch):
    assert (
        desk.send(
            client_for("admin"), f"/pekerja/{Worker.get().reg_no}/ditolak-bpjs/penyelesaian"
        ).status_code
        == 303
    )
    page = visit(client_for("mitra"), f"/batch/{batch}?keadaan=released").text
    assert "Tanggung orangnya lagi lewat batch baru" in page and "Betulkan datanya" not in page


def test_a_row_that_was_let_go_for_another_reason_says_nothing_of_bpjs(client_for, visit):
    mitra = client_for("mitra")
    no = desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng Riyadi")))
    holds.release_expired(now=utc_now() + timedelta(days=40))
    assert "Kata BPJS" not in visit(mitra, f"/batch/{no}?keadaan=released").text
