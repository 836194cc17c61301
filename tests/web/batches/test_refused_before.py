"""Somebody whom BPJS has refused comes into a batch again before anybody mended it: said on the row and before the
bill, which may leave them out."""

import re

import pytest

from db.connection import writing
from db.models import Batch, BatchRow, Bill, CoverageMonth, Worker, WorkerFlag
from kiosk.services.batch_singles import give_place
from tests.ledger_rows import live_months
from tests.services.at_once import acting
from tests.services.bpjs_desk import asked, says, take_in
from tests.web import desk

WHY = "NIK tidak padan"
NEXT_TO = ("3374020902000002", "Hartono Wibowo")


def put_back(client_for, people, *others, reason: str = WHY) -> str:
    """A batch in which one person was refused, let go and put in again; answers with its number."""
    mitra, admin = client_for("mitra"), acting(people["admin"])
    no = desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng Riyadi"), *others))
    desk.billed(mitra, no)
    worker = refused()
    asked([worker], by=admin)
    take_in([says(worker, accepted=False, reason=reason)], by=admin)
    desk.send(
        client_for("admin"),
        f"/tagihan/{Bill.get().no}/pembatalan",
        {"client_key": desk.key(), "why": "Ulang"},
    )
    join = {"client_key": desk.key(), "batch": no}
    assert desk.send(mitra, f"/pekerja/{worker.reg_no}/batch", join).status_code == 303
    return no


def refused() -> Worker:
    return Worker.get(Worker.name == "Sugeng Riyadi")


def bill(client, no: str, **choice):
    return desk.send(client, f"/batch/{no}/tagihan", {"client_key": desk.key(), **choice})


def main_of(page: str) -> str:
    return " ".join(page.partition("<main")[2].partition("</main>")[0].split())


@pytest.mark.parametrize("name", ["mitra", "admin", "auditor"])
def test_the_row_says_so_at_once_with_the_place_that_mends_it(client_for, people, visit, name):
    no, reg_no = put_back(client_for, people), refused().reg_no
    mends = "koreksi" if name == "mitra" else "ditolak-bpjs"
    row = BatchRow.get(BatchRow.state == "ready")
    for address in (f"/batch/{no}?keadaan=ready", f"/batch/{no}/baris/{row.id}"):
        page = main_of(visit(client_for(name), address).text)
        assert f"BPJS pernah menolak: {WHY}, datanya belum diperbaiki." in page and "Siap" in page
        assert f'href="/pekerja/{reg_no}/{mends}">Betulkan datanya' in page


def test_a_refusal_without_a_reason_is_said_too(client_for, people, visit):
    no = put_back(client_for, people, reason="")
    page = visit(client_for("mitra"), f"/batch/{no}?keadaan=ready").text
    assert "BPJS pernah menolak tanpa menyebut alasan, dan datanya belum diperbaiki." in page


def test_before_the_bill_it_is_said_how_many_and_who(client_for, people, visit):
    no = put_back(client_for, people, NEXT_TO)
    mitra = client_for("mitra")
    page = main_of(visit(mitra, f"/batch/{no}").text)
    assert (
        '<data id="refused-before" value="1"' in page and f'href="/batch/{no}?keadaan=refused#rows"' in page
    )
    assert "Buat tagihan tanpa mereka" in page and "Buat tagihan untuk semua" in page
    rows = main_of(visit(mitra, f"/batch/{no}?keadaan=refused").text).partition('id="rows"')[2]
    assert "Sugeng Riyadi" in rows and "Hartono" not in rows


def test_a_bill_without_them_leaves_their_months_planned(client_for, people, visit):
    no = put_back(client_for, people, NEXT_TO)
    mitra = client_for("mitra")
    answer = bill(mitra, no, refused="without")
    assert answer.status_code == 303
    made = Bill.get(Bill.no == answer.location.rpartition("/")[2])
    asked_for = live_months(CoverageMonth.bill == made)
    assert {row.worker.name for row in asked_for} == {"Hartono Wibowo"}
    assert made.amount == sum(row.amount for row in asked_for)
    assert len(live_months(CoverageMonth.worker == refused(), CoverageMonth.bill.is_null())) == 6
    page = main_of(visit(mitra, f"/batch/{no}").text)
    assert "belum ditagih oleh tagihan ini" in page and "pernah ditolak BPJS" in page


def test_a_bill_for_all_asks_for_them_too(client_for, people):
    no = put_back(client_for, people, NEXT_TO)
    assert bill(client_for("mitra"), no, refused="with").status_code == 303
    assert live_months(CoverageMonth.bill.is_null()) == []


def test_a_page_that_did_not_say_so_makes_no_bill(client_for, people):
    no = put_back(client_for, people, NEXT_TO)
    before = Bill.select().count()
    for choice in ({}, {"refused": "apa saja"}):
        assert bill(client_for("mitra"), no, **choice).status_code == 422
    answer = bill(client_for("mitra"), no)
    assert (
        "Dalam batch ini ada orang yang pernah ditolak BPJS" in answer.text
        and Bill.select().count() == before
    )


def test_where_nobody_else_is_to_be_billed_there_is_no_bill_without_them(client_for, people, visit):
    no = put_back(client_for, people)
    page = main_of(visit(client_for("mitra"), f"/batch/{no}").text)
    assert "Buat tagihan untuk semua" in page and "tanpa mereka" not in page
    assert bill(client_for("mitra"), no, refused="without").status_code == 422


def test_once_it_is_mended_nothing_is_said_and_a_press_is_enough(client_for, people, visit):
    no = put_back(client_for, people, NEXT_TO)
    WorkerFlag.update(settled_at=WorkerFlag.raised_at).execute()
    page = main_of(visit(client_for("mitra"), f"/batch/{no}").text)
    assert "pernah menolak" not in page and "pernah ditolak" not in page and "Buat tagihan" in page
    assert bill(client_for("mitra"), no).status_code == 303


def test_who_came_in_again_is_no_second_row_of_the_sheet(client_for, people, visit):
    page = main_of(visit(client_for("mitra"), f"/batch/{put_back(client_for, people, NEXT_TO)}").text)
    assert "1 orang yang pernah dilepas sudah masuk lagi ke batch ini" in page
    assert not re.search(r"\d+ baris (sudah ada|menyebut orang)", page)


def test_the_company_reads_no_reason_of_whom_it_knows_by_initials(client_for, people, visit):
    reg_no = desk.enrolled(client_for("petugas"))
    worker, no = Worker.get(Worker.reg_no == reg_no), desk.opened(client_for("mitra"))
    WorkerFlag.create(worker=worker, kind="bpjs_rejected", note=WHY, raised_by=people["admin"].id)
    _put_in_by_officer(worker, no, people)
    page = main_of(visit(client_for("mitra"), f"/batch/{no}").text)
    assert "BPJS pernah menolak orang ini, dan datanya belum diperbaiki." in page
    assert WHY not in page and reg_no not in page


def _put_in_by_officer(worker: Worker, no: str, people) -> None:
    with writing():
        give_place(Batch.get(Batch.no == no), worker, picked=True)


def test_the_page_asks_no_more_for_more_of_them(client_for, people, count_queries):
    no = put_back(client_for, people, NEXT_TO)
    mitra = client_for("mitra")
    few = count_queries(lambda: mitra.get(f"/batch/{no}"))
    other = Worker.get(Worker.name == NEXT_TO[1])
    WorkerFlag.create(worker=other, kind="bpjs_rejected", note=WHY, raised_by=people["admin"].id)
    assert count_queries(lambda: mitra.get(f"/batch/{no}")) == few
