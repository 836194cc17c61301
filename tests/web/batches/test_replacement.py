"""Somebody's place in a paid batch goes to another person: /batch/<no>/baris/<row>/pengganti."""

import re

import pytest

from db.models import BatchRow, CoverageMonth
from kiosk.domain.clock import add_months, first_of_month, today
from tests.services.at_once import acting
from tests.services.billing import batch_of, billed, pay
from tests.services.crowd import crowd
from tests.web.desk import KAUMAN, key, send
from tests.web.house_rules import check_page

NEXT = add_months(first_of_month(today()), 1)


@pytest.fixture
def batch(people):
    batch = batch_of(people, 2, 3)
    bill = billed(batch, acting(people["mitra"]))
    pay(bill, bill.amount, acting(people["admin"]))
    crowd(acting(people["petugas"]), 1, numbered=20)
    return batch


@pytest.fixture
def address(batch) -> str:
    return f"/batch/{batch.no}/baris/{BatchRow.select().order_by(BatchRow.id).first().id}/pengganti"


def fields(**other) -> dict:
    return {
        "client_key": key(), "reason": "stopped", "note": "", "first_month": f"{NEXT:%Y-%m}", "how": "waiting",
        "number": "", "kelurahan": KAUMAN, "occupation": "", **other,
    }  # fmt: skip


def replace(client, address: str, **other):
    """Ask, read, confirm: as somebody without JavaScript does."""
    asked = fields(**other)
    shown = send(client, address, asked)
    assert shown.status_code == 200, shown.text
    seen = re.search(r'name="seen" value="(\w+)"', shown.text)[1]
    return shown, send(client, address, {**asked, "seen": seen, "sure": "y"})


def test_what_follows_is_read_before_it_counts(client_for, batch, address, visit):
    client = client_for("mitra")
    visit(client, address)
    shown, answer = replace(client, address)
    check_page(shown)
    assert "kreditnya pas" in shown.text and "Orang 00020" not in shown.text
    assert (answer.status_code, answer.location) == (303, f"/batch/{batch.no}")
    after = visit(client, f"/batch/{batch.no}")
    assert "Orangnya diganti." in after.text
    assert "Orang 00020" in after.text  # paid: known by name


def test_the_tick_is_asked_for(client_for, address):
    client = client_for("mitra")
    shown = send(client, address, fields())
    seen = re.search(r'name="seen" value="(\w+)"', shown.text)[1]
    answer = send(client, address, fields(seen=seen))
    assert answer.status_code == 422 and "Baca dulu akibatnya" in answer.text
    check_page(answer)


def test_sent_twice_it_is_done_once(client_for, batch, address):
    client, asked = client_for("mitra"), fields()
    shown = send(client, address, asked)
    confirmed = {**asked, "seen": re.search(r'name="seen" value="(\w+)"', shown.text)[1], "sure": "y"}
    answers = [send(client, address, confirmed).status_code for _time in range(2)]
    assert answers == [303, 303]
    assert BatchRow.select().where(BatchRow.replaces.is_null(False)).count() == 1


@pytest.mark.parametrize("wrong, said", [
    ({"reason": ""}, "Pilih mengapa"),
    ({"reason": "other"}, "Tulis alasannya"),
    ({"reason": "died"}, "hari wafatnya"),
    ({"first_month": "2020-01"}, "Pilih mulai bulan"),
    ({"how": "named"}, "Tulis nomor registrasi"),
    ({"how": "named", "number": "3374011503850011"}, "tidak dikenal"),
    ({"kelurahan": "33.74.01.1001"}, "Tidak ada yang menunggu"),
    ({"occupation": "raja"}, "Pilih dari daftar"),
])  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(client_for, address, wrong, said):
    answer = send(client_for("mitra"), address, fields(**wrong))
    assert answer.status_code == 422 and said in answer.text
    check_page(answer)


def test_no_identity_number_comes_back_on_the_page(client_for, people, batch, address):
    """The number typed is sent on as the person's own number of ours."""
    from tests.services.at_once import nik

    shown = send(client_for("admin"), address, fields(how="named", number=nik(20)))
    assert shown.status_code == 200
    assert nik(20) not in shown.text and 'name="number" value="SMG-' in shown.text


@pytest.mark.parametrize("name", ["mitra2", "petugas", "donatur", "opd"])
def test_strangers_neither_look_nor_replace(client_for, address, name):
    client = client_for(name)
    assert client.get(address).status_code == 403
    assert send(client, address, fields()).status_code == 403
    assert not CoverageMonth.select().where(CoverageMonth.released_at.is_null(False)).exists()


def test_auditor_looks_and_changes_nothing(client_for, address, visit):
    client = client_for("auditor")
    visit(client, address)
    assert send(client, address, fields()).status_code == 403


def test_a_row_of_another_batch_is_not_there(client_for, people, batch):
    other = batch_of(people, 1, 1, company="bahari", numbered=50)
    row = BatchRow.get(BatchRow.batch == other)
    assert client_for("admin").get(f"/batch/{batch.no}/baris/{row.id}/pengganti").status_code == 404


def test_months_that_nobody_paid_are_explained(client_for, people, visit):
    batch = batch_of(people, 1, 3, company="bahari", numbered=50)
    row = BatchRow.get(BatchRow.batch == batch)
    page = visit(client_for("mitra2"), f"/batch/{batch.no}/baris/{row.id}/pengganti")
    assert "Belum ada yang dapat diganti" in page.text
