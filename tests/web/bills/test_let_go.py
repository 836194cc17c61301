"""A bill of which something was let go: how it stands, why, and whom the company still knows by name."""

import pytest

from db.models import BatchRow, Bill, CoverageMonth, Payment, Worker
from kiosk.domain.words import initials
from kiosk.services import bill_lists, bill_pages
from tests.services.at_once import acting
from tests.services.billing import billed, live, pay
from tests.services.crowd import crowd
from tests.services.paid_batches import billed_batch, paid_and_replaced, part_paid_and_withdrawn
from tests.services.picking import empty_batch, pick
from tests.web.papers import text_of


@pytest.fixture
def bill(people) -> Bill:
    return billed_batch(people)


@pytest.fixture
def part_paid(people) -> Bill:
    return part_paid_and_withdrawn(people)


@pytest.fixture
def replaced(people) -> Bill:
    return paid_and_replaced(people)


def main_of(page) -> str:
    return page.text.partition("<main")[2]


def test_a_bill_paid_in_part_is_not_lunas_once_its_batch_is_withdrawn(client_for, part_paid, visit):
    client = client_for("mitra")
    for address in (f"/tagihan/{part_paid.no}", f"/batch/{part_paid.batch.no}"):
        page = main_of(visit(client, address))
        assert "sisanya dilepas dan tidak ditagih lagi" in page and "dibatalkan" in page, address
        assert "Lunas" not in page and "lewat waktu" not in page, address
    listed = {
        state: part_paid.no
        in main_of(visit(client, f"/tagihan?keadaan={state}")).partition("own-payments")[0]
        for state in bill_lists.STATES
    }
    assert [state for state, found in listed.items() if found] == ["part_released"]
    said = text_of(client.get(f"/tagihan/{part_paid.no}.pdf"))
    assert "Sebagian dibayar, sisanya dilepas" in said and "Lunas" not in said
    assert "sudah lunas" not in visit(client, f"/tagihan/{part_paid.no}/pembayaran").text


def test_months_that_were_paid_and_went_on_as_credit_leave_a_bill_lunas(people, replaced):
    states = {row.bill.no: row.state for row in bill_lists.page_of(by=acting(people["mitra"]))[0]}
    assert set(states.values()) == {"paid"} and len(states) == 2
    CoverageMonth.update(released_at=replaced.created_at, released_why="died", payment=None).where(
        CoverageMonth.bill == replaced, CoverageMonth.released_at.is_null()
    ).execute()
    file = bill_pages.file_of(no=replaced.no, by=acting(people["mitra"]))
    assert (file.state, file.sums.paid, file.sums.unpaid) == ("paid", 0, 0)
    listed = bill_lists.page_of(by=acting(people["mitra"]), state="paid")[0]
    assert {row.bill.no for row in listed} == set(states)


@pytest.mark.parametrize("name", ["mitra", "admin"])
def test_why_a_month_was_let_go_is_said_in_words(client_for, replaced, visit, name):
    client, payment = client_for(name), Payment.select().order_by(Payment.id).first()
    pages = [f"/pembayaran/{payment.no}", f"/tagihan/{replaced.no}?keadaan=released"]
    for page in (main_of(visit(client, address)) for address in pages):
        assert "tempatnya dilanjutkan orang lain" in page
        assert "replaced" not in page


@pytest.mark.parametrize("why", ["withdrawn", "merged"])
def test_what_a_person_said_is_not_told_to_the_company(client_for, people, bill, visit, why):
    pay(bill, bill.amount, acting(people["admin"]))
    first = live(bill)[0]
    CoverageMonth.update(released_at=bill.created_at, released_why=why, payment=None).where(
        CoverageMonth.id == first.id
    ).execute()
    told = {
        name: main_of(visit(client_for(name), f"/tagihan/{bill.no}?keadaan=released"))
        for name in ("mitra", "admin")
    }
    words = {"withdrawn": "persetujuan ditarik", "merged": "sudah ditanggung dengan nomor lain"}[why]
    assert words in told["admin"] and words not in told["mitra"]


def test_its_own_people_keep_their_names_where_their_months_are_let_go(
    client_for, part_paid, replaced_names, visit
):
    page = main_of(visit(client_for("mitra"), f"/tagihan/{part_paid.no}?keadaan=released"))
    assert replaced_names and all(name in page for name in replaced_names)


@pytest.fixture
def replaced_names(part_paid) -> list[str]:
    rows = (
        CoverageMonth.select(CoverageMonth, Worker)
        .join(Worker)
        .where(CoverageMonth.released_at.is_null(False))
    )
    return sorted({row.worker.name for row in rows})


def test_whose_place_went_to_another_stays_known_by_name_on_the_payment(client_for, replaced, visit):
    gone = Worker.select().join(CoverageMonth).where(CoverageMonth.released_why == "replaced").first()
    payment = Payment.select().order_by(Payment.id).first()
    page = main_of(visit(client_for("mitra"), f"/pembayaran/{payment.no}")).partition('id="undone"')[2]
    assert gone.name in page and f"{initials(gone.name)}," not in page


def test_the_unnamed_stand_behind_the_named_in_no_order_of_names(client_for, people, visit):
    numbers = crowd(acting(people["petugas"]), 3)
    names = dict(zip(numbers, ("Zulkifli Waluyo", "Budi Santoso", "Agus Salim"), strict=True))
    for reg_no, name in names.items():
        Worker.update(name=name).where(Worker.reg_no == reg_no).execute()
    batch = empty_batch(people, months=1)
    pick(batch, acting(people["mitra"]))
    own = Worker.get(Worker.reg_no == numbers[2])
    BatchRow.update(picked=False).where(BatchRow.worker == own).execute()
    bill = billed(batch, acting(people["mitra"]))
    page = main_of(visit(client_for("mitra"), f"/tagihan/{bill.no}"))
    assert [page.index(one) for one in ("Agus Salim", "Z. W.", "B. S.")] == sorted(
        page.index(one) for one in ("Agus Salim", "Z. W.", "B. S.")
    )
