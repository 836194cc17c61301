"""People of the waiting list come into a batch: /batch/<no>/dari-menunggu."""

import re

import pytest

from db.models import Batch, BatchRow, Worker
from tests.services.at_once import acting
from tests.services.crowd import crowd
from tests.web.desk import KAUMAN, key, opened, send
from tests.web.house_rules import check_page


@pytest.fixture
def waiting_crowd(people) -> list[str]:
    return crowd(acting(people["petugas"]), 4)


@pytest.fixture
def batch(client_for, waiting_crowd) -> str:
    return opened(client_for("mitra"), months="3")


def number(answer, name: str) -> int:
    return int(re.search(f'<data id="{name}" value="(\\d+)"', answer.text)[1])


def pick(client, no: str, **fields):
    fields = {
        "client_key": key(),
        "kecamatan": "",
        "kelurahan": KAUMAN,
        "pekerjaan": "",
        "jumlah": "2",
        **fields,
    }
    return send(client, f"/batch/{no}/dari-menunggu", fields)


def test_who_would_come_is_counted_and_priced_before_anybody_comes(client_for, batch, visit):
    client = client_for("mitra")
    page = visit(client, f"/batch/{batch}/dari-menunggu?kelurahan={KAUMAN}&jumlah=3")
    assert (number(page, "waiting-total"), number(page, "picks-given")) == (4, 3)
    assert number(page, "picks-price") > 0
    assert not BatchRow.select().exists()


def test_names_are_not_shown_before_a_month_is_paid(client_for, batch, visit):
    client = client_for("mitra")
    assert "Orang 0" not in visit(client, f"/batch/{batch}/dari-menunggu?kelurahan={KAUMAN}&jumlah=3").text
    answer = pick(client, batch)
    assert (answer.status_code, answer.location) == (303, f"/batch/{batch}")
    after = visit(client, f"/batch/{batch}")
    assert "2 orang dari daftar menunggu masuk batch ini." in after.text
    assert "Orang 0" not in after.text
    assert (number(after, "rows-ready"), Batch.get().no) == (2, batch)


def test_fewer_than_asked_is_said(client_for, batch, visit):
    client = client_for("mitra")
    assert pick(client, batch, jumlah="9").status_code == 303
    assert "Diminta 9" in visit(client, f"/batch/{batch}").text


@pytest.mark.parametrize(
    "wrong", [{"jumlah": "0"}, {"jumlah": "banyak"}, {"jumlah": "501"}, {"kelurahan": "00.00"}]
)
def test_what_cannot_be_asked_for_comes_back_with_a_sentence(client_for, batch, wrong):
    answer = pick(client_for("mitra"), batch, **wrong)
    assert answer.status_code == 422
    check_page(answer)
    assert not BatchRow.select().exists()


def test_the_waiting_list_leads_to_a_batch_with_its_filters(client_for, batch, visit):
    client = client_for("mitra")
    page = visit(client, f"/menunggu?kelurahan={KAUMAN}&sejak=7")
    assert "/batch/dari-menunggu" not in page.text  # nobody has waited for a week
    page = visit(client, f"/menunggu?kelurahan={KAUMAN}")
    assert f'href="/batch/dari-menunggu?kelurahan={KAUMAN}"' in page.text
    page = visit(client, f"/batch/dari-menunggu?kelurahan={KAUMAN}")
    assert f'href="/batch/{batch}/dari-menunggu?kelurahan={KAUMAN}"' in page.text


def test_other_companies_batches_are_not_offered(client_for, batch, visit):
    assert batch not in visit(client_for("mitra2"), "/batch/dari-menunggu").text
    assert batch in visit(client_for("admin"), "/batch/dari-menunggu").text


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor", "donatur"])
def test_nobody_else_takes_people_into_it(client_for, batch, name):
    assert pick(client_for(name), batch).status_code == 403
    assert not BatchRow.select().exists()


def test_auditor_reads_and_presses_nothing(client_for, batch, visit):
    page = visit(client_for("auditor"), f"/batch/{batch}/dari-menunggu?jumlah=2").page
    assert not [
        form for form in page.forms if form["action"].endswith("dari-menunggu") and form["method"] == "post"
    ]


def test_a_withdrawn_batch_takes_nobody(client_for, batch, visit):
    client = client_for("mitra")
    send(client, f"/batch/{batch}/batal", {"why": ""})
    assert "tidak menerima orang lagi" in visit(client, f"/batch/{batch}/dari-menunggu?jumlah=2").text
    assert pick(client, batch).status_code == 422
    assert Worker.select().count() == 4
